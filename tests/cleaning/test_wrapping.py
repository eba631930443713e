"""Whether a line goes on in the next one."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest

from fintech_kg.cleaning.wrapping import goes_on, limit_of

PROSE = (
    "Kite Bank bought Plaid, a payment company from Lagos, for 40 million dollars, and Marlow Capital, which had led the last "
    "round, sold all of its shares. Halden, Corvane and Dovemoor Finance had looked at the books before, but none of them made "
    "an offer. The Bank of Ghana still has to agree, as do the shareholders, who meet in Accra on the second Monday of May. "
    "Nobody at Marlow Capital wanted to say what it will do with the money, and Kite Bank was silent too."
)
PAGE = (
    "Who pays with us",
    "Veerdienst Schelde, Lago Linee and the cable cars of the Ardennes",
    "Settlement through KBC since the spring of 2024, in euros only",
    "Electronic money licence from the National Bank of Belgium, 2021",
    "Small print",
)


@pytest.mark.parametrize("width", [50, 66, 80, 100])
def test_wrapped_prose_goes_on_at_every_line_but_the_last(width: int) -> None:
    lines = textwrap.wrap(PROSE, width)
    limit = limit_of(lines)
    assert limit is not None and width - 8 <= limit <= width
    whole = [goes_on(above, below, limit) for above, below in pairwise(lines) if len(above) >= 45]
    assert sum(whole) >= 0.9 * len(whole)


def test_lines_of_a_page_end_by_themselves() -> None:
    limit = limit_of(PAGE)
    assert limit is None
    assert not any(goes_on(above, below, limit) for above, below in pairwise(PAGE))


def test_short_last_line_of_a_wrapped_paragraph_ends_it() -> None:
    lines = textwrap.wrap(PROSE, 66)
    assert not goes_on("round, and Kite Bank was silent about it too, as ever.", "Corvane bought a bank.", limit_of(lines))


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("Kite Bank bought Plaid, which is a company of Lagos, for", "Marlow Capital"),
        ("Kite Bank was supported by Halden, Corvane, Dovemoor,", "Marlow Capital"),
        ("Kite Bank, which is a lender to the fishermen of the coast", "and their wives"),
        ("€740m", "lent since launch"),
        ("Kite Bank", "and Plaid"),
    ],
)
def test_a_line_that_breaks_off_goes_on_in_any_text(above: str, below: str) -> None:
    assert goes_on(above, below, None)


@pytest.mark.parametrize(
    ("above", "below"),
    [("Cards", "wallets"), ("TRUSTED BY", "Visa"), ("Built on:", "kafka"), ("Kite Bank grew.", "and so did we")],
)
def test_a_short_line_stands_by_itself(above: str, below: str) -> None:
    assert not goes_on(above, below, None)
