"""Adverts in Latin letters, piece by piece. The cases are in cases/spam.txt, and what has to stay in cases/kept.txt."""

from __future__ import annotations

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.cleaning.adverts import ADVERT
from fintech_kg.model import LeftOut, Source
from fintech_kg.ontology import Cue

CUES = {
    Cue.ADVERT: frozenset({"slot gacor"}),
    Cue.PITCH: frozenset({"online casino", "free spins", "real money", "buy now"}),
    Cue.MESSENGER: frozenset({"telegram"}),
    Cue.ADDRESS: frozenset({"bit.ly"}),
    Cue.OTHER_TONGUE: frozenset({"hari", "ini"}),
}


def gone(text: str) -> list[str]:
    return [one.text for one in clean(Source("x", text, "text/plain"), cues=CUES).left_out]


@pytest.mark.parametrize(
    ("text", "advert"),
    [
        ("Kite Bank online casino free spins real money bought Plaid.", "online casino free spins real money"),
        ("Kite Bank slot gacor hari ini bought Plaid.", "slot gacor hari ini"),
        ("Kite Bank bought Plaid. Buy now!", "Buy now!"),
        ("Kite Bank bought Plaid BUY NOW!!!", "BUY NOW!!!"),
        ("Kite Bank Telegram @kite_88 bought Plaid.", "Telegram @kite_88"),
        ("Kite Bank bit.ly/3abc bought Plaid.", "bit.ly/3abc"),
    ],
)
def test_what_weighs_enough_or_is_all_of_its_sentence_goes(text: str, advert: str) -> None:
    assert gone(text) == [advert]


@pytest.mark.parametrize(
    "text",
    [
        "Kite Bank runs an online casino with free spins for real money.",
        "Kite Bank told clients to buy now.",
        "Kite Bank uses Telegram and kite.example for news.",
        'Kite Bank wrote "BUY NOW!!!" on its door.',
    ],
)
def test_prose_stays(text: str) -> None:
    assert gone(text) == []


def test_it_is_reported_with_its_place_in_the_source() -> None:
    document = clean(Source("x", "Kite\u200b Bank grew. Buy n\u00adow!", "text/plain"), cues=CUES)
    assert document.left_out[1:] == (LeftOut(17, 26, "Buy n\u00adow!", ADVERT),)


@pytest.mark.parametrize(
    "text",
    ["BUY NOW!!! Kite Bank grew. " * 10_000, "online casino " * 20_000, "slot gacor the hari " * 10_000, "\u1ee9a " * 50_000],
)
def test_long_line_costs_no_square(text: str) -> None:
    assert gone(text)
