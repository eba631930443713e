"""Paragraphs, headings and items, and the heading over each."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fintech_kg.cleaning.blocks import blocks
from fintech_kg.model import BlockKind

P, H, I = BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.ITEM  # noqa: E741 -- the tables below read best so

WRAPPED = (
    "Kite Bank bought Plaid, a payment company from Lagos, for\n"
    "40 million dollars, and Marlow Capital, which had led the\n"
    "last round, sold all of its shares in the company.\n"
)


def found(text: str) -> list[tuple[BlockKind, str, int | None]]:
    return [(one.kind, text[one.start : one.end], one.context) for one in blocks(text, text)]


@pytest.mark.parametrize("mark", ["• ", "- ", "* ", "– ", "✓ ", "→ ", "1. ", "12) ", "(a) ", "iv. ", "+ ", "  • "])
def test_bullet_makes_an_item_without_its_mark(mark: str) -> None:
    assert found(f"{mark}Kite Bank is based in Lagos.") == [(I, "Kite Bank is based in Lagos.", None)]


@pytest.mark.parametrize("text", ["-5% growth was seen.", "*bold* words came.", "2024 was a good year.", "A.B. Chen left."])
def test_what_looks_like_a_bullet_is_none(text: str) -> None:
    ((kind, words, _),) = found(text)
    assert (kind, words) == (P, text)


@pytest.mark.parametrize(
    "line", ["Section 2: The Rise of Payments", "# Markets", "Groundbreaking developments:", "KITE BANK BUYS PLAID", "Outlook"]
)
def test_heading(line: str) -> None:
    kind, words, _ = found(f"{line}\n\nKite Bank is based in Lagos.")[0]
    assert (kind, words) == (H, line.lstrip("# "))


@pytest.mark.parametrize(
    "line",
    [
        "Kite Bank is based in Lagos.",
        "but the deal was never closed by them",
        "Kite Bank, Plaid, Visa and Marlow Capital, and with them many others, took part in the round that Tallow Pay closed",
        "Kite Bank, Plaid,",
    ],
)
def test_no_heading(line: str) -> None:
    assert found(line)[0][0] is P


def test_each_block_knows_the_heading_over_it() -> None:
    text = "First Heading\n\n• one is here\n• two is here\n\nSecond Heading\n\nA sentence stands here.\n"
    assert found(text) == [
        (H, "First Heading", None),
        (I, "one is here", 0),
        (I, "two is here", 0),
        (H, "Second Heading", None),
        (P, "A sentence stands here.", 3),
    ]


def test_wrapped_lines_are_one_paragraph() -> None:
    assert found(WRAPPED) == [(P, WRAPPED.rstrip(), None)]


def test_empty_line_parts_paragraphs() -> None:
    assert [kind for kind, _, _ in found(f"{WRAPPED}\n{WRAPPED}")] == [P, P]


def test_short_sentences_on_their_own_lines_stay_apart() -> None:
    text = "Kite Bank grew.\nPlaid did not.\nVisa left.\n"
    assert [words for _, words, _ in found(text)] == text.split("\n")[:-1]


def test_line_that_goes_on_in_lower_case_belongs_to_the_one_before() -> None:
    text = "• Kite Bank bought Plaid\n  and sold it again.\n"
    assert found(text) == [(I, "Kite Bank bought Plaid\n  and sold it again.", None)]


def test_heading_behind_a_long_item_is_no_part_of_it() -> None:
    text = "• The index becoming the benchmark of the whole industry\nGlobal Impact:\n• 42 banks opened centres\n"
    assert found(text) == [
        (I, "The index becoming the benchmark of the whole industry", None),
        (H, "Global Impact:", None),
        (I, "42 banks opened centres", 1),
    ]


def test_item_goes_on_in_an_indented_line() -> None:
    text = "• The index of all the banks, which was made in Paris by\n  Kite Bank, fell.\n"
    assert found(text) == [(I, text[2:].rstrip(), None)]


def test_byline_stands_alone() -> None:
    text = "Kite Bank Buys The Payment Company Plaid For A Good Price\nBy Amara Okafor\n\nLagos is big."
    assert [words for _, words, _ in found(text)] == text.replace("\n\n", "\n").split("\n")


def test_row_of_a_table_is_known_by_the_bars_that_cleaning_blanked() -> None:
    source, text = "| Kite Bank | Lagos |\n", "  Kite Bank , Lagos  \n"
    assert [(one.kind, text[one.start : one.end]) for one in blocks(source, text)] == [(BlockKind.ROW, "Kite Bank , Lagos")]


@pytest.mark.parametrize("text", ["", "\n\n", "  \n\t\n"])
def test_nothing_has_no_blocks(text: str) -> None:
    assert found(text) == []


@given(st.text(alphabet="aA .:\n\t-•#|1", max_size=80))
def test_blocks_are_in_order_apart_and_hold_every_word(text: str) -> None:
    parts = blocks(text, text)
    bounds = [bound for one in parts for bound in (one.start, one.end)]
    assert bounds == sorted(bounds)
    assert all(text[one.start : one.end].strip() for one in parts)
    outside = "".join(text[end:start] for end, start in zip([0, *bounds[1::2]], [*bounds[::2], len(text)], strict=True))
    assert "A" not in outside or any(mark in text for mark in ("A.", "A)"))


def test_long_paragraph_costs_no_square() -> None:
    """200,000 wrapped lines; with the widest sought anew for each line this takes hours."""
    lines = "Kite Bank bought Plaid and sold it again to all the\nothers, which was no surprise to those who looked at it.\n"
    assert len(found(lines * 100_000)) == 1


def test_lines_that_tell_of_what_they_begin_with_are_apart() -> None:
    text = "Nubank – São Paulo. Customers in Brazil, Mexico and Colombia.\nPapara: e-wallet with customers all over Turkey.\n"
    assert [text[one.start : one.end] for one in blocks(text, text)] == text.splitlines()


def test_numbered_line_over_a_paragraph_is_its_heading() -> None:
    text = "1. Kestrel Pay – Lagos\nBacked by Visa.\n\n2. Tannery (Kigali)\nUses tokens.\n\n3. One\n4. Two\n"
    found = blocks(text, text)
    assert [one.kind for one in found] == [*(BlockKind.HEADING, BlockKind.PARAGRAPH) * 2, BlockKind.ITEM, BlockKind.ITEM]
    assert [one.context for one in found[:4]] == [None, 0, None, 2]
