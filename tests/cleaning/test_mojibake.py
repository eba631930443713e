"""UTF-8 that was read as Windows-1252 is read again; what only looks like it stays."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintech_kg.cleaning import clean, to_source
from fintech_kg.cleaning.mojibake import MOJIBAKE
from fintech_kg.model import Source

MEANT = ["Société Générale", "it’s", "“so”", "€5–6", "Zürich", "Łódź", "naïve…", "Сбербанк", "蚂蚁集团", "🔥", "Kōmyō"]
SURE = "Itâ€™s so. "


def misread(text: str) -> str:
    """The text's UTF-8 read as Windows-1252, the bytes that it leaves open as controls, as browsers do."""
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("meant", MEANT)
@pytest.mark.parametrize("times", [1, 2])
def test_misread_text_is_read_again(meant: str, times: int) -> None:
    text = meant
    for _ in range(times):
        text = misread(text)
    document = clean(Source("x", f"{SURE}A {text} and the end of the sentence.", "text/plain"))
    assert document.text == f"It’s so. A {meant} and the end of the sentence."


@settings(deadline=None)
@given(st.lists(st.sampled_from([*MEANT, "Kite Bank", " "]), max_size=8).map(" ".join))
def test_each_character_maps_to_the_bytes_that_it_was_read_from(meant: str) -> None:
    document = clean(Source("x", SURE + misread(meant), "text/plain"))
    at = len("It’s so. ")
    source = len(SURE)
    for offset, char in enumerate(meant):
        length = len(char.encode())
        assert to_source(document.offsets, at + offset, at + offset + 1) == (source, source + length)
        source += length


def test_it_is_reported() -> None:
    document = clean(Source("x", "Itâ€™s SociÃ©tÃ© GÃ©nÃ©rale.", "text/plain"))
    assert {(one.text, one.reason) for one in document.left_out} == {("â€™", MOJIBAKE), ("Ã©", MOJIBAKE)}
    assert len(document.left_out) == 5


def test_lost_byte_of_a_closing_mark() -> None:
    assert clean(Source("x", "â€œSoâ€\ufffd it is.", "text/plain")).text == "“So” it is."


@pytest.mark.parametrize(
    "text",
    ["“CAFÉ” is closed.", "The “IRMÔ group", "Â and Ã are letters.", "São Paulo’s Itaú, £5 – €6", "Ünal Çelik, Łódź", ""],
)
def test_what_looks_like_it_stays(text: str) -> None:
    assert clean(Source("x", text, "text/plain")).text == text


def test_capital_before_a_closing_mark_stays_beside_mojibake() -> None:
    assert clean(Source("x", "Itâ€™s the “CAFÉ” now.", "text/plain")).text == "It’s the “CAFÉ” now."


@pytest.mark.parametrize("text", [SURE + "Ã" * 100_000, SURE + "Ã©" * 50_000, SURE + "â€" * 50_000])
def test_hostile_mojibake_costs_no_square(text: str) -> None:
    assert clean(Source("x", text, "text/plain")).text.startswith("It’s so.")
