"""Which lines of a page are its headings."""

from __future__ import annotations

import pytest

from fintech_kg.cleaning.blocks import blocks
from fintech_kg.model import BlockKind

SECTIONS = {
    "Who rides with us": ["Veerdienst Schelde", "Lago Linee", "Kabelbanen Ardennen"],
    "What it costs": ["Contactless readers: tap in, tap out", "Works offline for nine hours, says the maker"],
    "Our people": ["Ann Lee, chief executive, came from Kite Bank in 2021", "Ola Berg – engineering; diploma of NTNU"],
    "Small print": ["Settlement through KBC. Electronic money licence from the National Bank of Belgium."],
}


def headings(text: str) -> list[str]:
    return [text[one.start : one.end] for one in blocks(text, text) if one.kind is BlockKind.HEADING]


@pytest.mark.parametrize("before", ["\n", "\n\n"])
@pytest.mark.parametrize("behind", ["\n", "\n\n"])
@pytest.mark.parametrize("dress", [str, str.upper, str.title])
def test_headings_of_a_page_without_marks(before: str, behind: str, dress: type[str]) -> None:
    text = before.join(f"{dress(title)}{behind}" + "\n".join(lines) for title, lines in SECTIONS.items())
    assert headings(text) == [dress(title) for title in SECTIONS]


def test_every_line_stands_under_its_heading() -> None:
    text = "\n".join(f"{title}\n" + "\n".join(lines) for title, lines in SECTIONS.items())
    found = blocks(text, text)
    over = {
        text[one.start : one.end]: text[found[one.context].start : found[one.context].end]
        for one in found
        if one.context is not None
    }
    assert over == {line: title for title, lines in SECTIONS.items() for line in lines}


def test_the_last_line_is_no_heading() -> None:
    assert headings("Kite Bank is a lender.\n\nOur partners") == []


def test_titles_that_sections_often_have_are_headings_everywhere() -> None:
    text = "Kite Bank\nTrusted by\nVeerdienst Schelde\nLago Linee\n"
    found = blocks(text, text, frozenset({"trusted by"}))
    assert ("Trusted by", BlockKind.HEADING) in [(text[one.start : one.end], one.kind) for one in found]


@pytest.mark.parametrize(
    ("line", "is_headline"),
    [("Kite Bank Buys Lagos Payments Firm", True), ("Kite Bank buys a firm of Lagos", False), ("LARK token", False)],
)
def test_only_line_of_a_text_is_a_heading_if_set_like_a_headline(line: str, is_headline: bool) -> None:
    assert headings(line) == [line] * is_headline
