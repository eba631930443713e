"""From a PDF to paragraphs, headings, items and rows, with the pages on which they start."""

from __future__ import annotations

import pytest

from fintech_kg.cleaning import clean, page_of
from fintech_kg.documents.pdf import read_pdf
from fintech_kg.errors import BrokenDocument, NoTextFound
from fintech_kg.model import Source

from .samples import SAMPLES, pdf

Lines = list[tuple[int, int, int, str]]


def page(*lines: str, top: int = 700) -> Lines:
    return [(70, top - 14 * at, 11, line) for at, line in enumerate(lines)]


def read(*pages: Lines) -> Source:
    return read_pdf("x.pdf", pdf(pages))


def test_lines_of_a_paragraph_are_joined_and_the_pages_known() -> None:
    source = read_pdf("x.pdf", SAMPLES[".pdf"])
    assert source.text == "# The deal\n\nKite Bank bought Plaid for a sum that it did not name.\n\nIt paid in cash."
    assert [source.text[start:][:11] for start in source.pages] == ["# The deal\n", "It paid in "]


def test_gap_begins_a_paragraph() -> None:
    lines = [*page("Kite Bank bought Plaid for a sum of money", "that it named."), *page("It paid in cash.", top=650)]
    assert read(lines).text == "Kite Bank bought Plaid for a sum of money that it named.\n\nIt paid in cash."


def test_hyphen_at_a_line_end_is_mended_by_cleaning() -> None:
    document = clean(read(page("The bank has bought a rival in the block-", "chain business for a large sum.")))
    assert "blockchain business" in document.text


def test_items_stand_alone() -> None:
    assert read(page("\\225 One point.", "\\225 Another point.")).text == "- One point.\n- Another point."


def test_row_of_a_table() -> None:
    rows: Lines = [
        (70, 700, 11, "Deposits"),
        (250, 700, 11, "$5 million"),
        (70, 686, 11, "Loans"),
        (250, 686, 11, "$4 million"),
    ]
    assert read(rows).text == "| Deposits | $5 million |\n| Loans | $4 million |"


def test_running_heads_and_page_numbers_go() -> None:
    names = ("Kite", "Plaid", "Visa", "Tink")
    pages = [
        [(70, 810, 9, "Payments Quarterly"), *page(f"{name} grew."), (290, 30, 9, f"Page {at}")]
        for at, name in enumerate(names, 1)
    ]
    assert read(*pages).text == "\n\n".join(f"{name} grew." for name in names)


def test_sentence_over_the_page_is_whole_and_the_next_page_starts_behind_it() -> None:
    source = read(
        page("Kite Bank has bought", "a rival from"), page("the north of Spain.", top=760) + page("It paid.", top=600)
    )
    assert source.text == "Kite Bank has bought a rival from the north of Spain.\n\nIt paid."
    assert source.text[source.pages[1] :] == "It paid."


def test_evidence_finds_its_page() -> None:
    document = clean(read(page("Kite grew."), page("Plaid fell."), page("Visa rose.")))
    assert [page_of(document, document.text.index(name)) for name in ("Kite", "Plaid", "Visa")] == [1, 2, 3]


def test_scan_is_said_to_hold_no_text() -> None:
    with pytest.raises(NoTextFound, match="no text found on its 2 pages"):
        read([], [])


@pytest.mark.parametrize(
    "content", [b"%PDF-1.4\n", b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer <</Root 1 0 R>>"]
)
def test_broken_pdf_is_refused(content: bytes) -> None:
    with pytest.raises((BrokenDocument, NoTextFound)):
        read_pdf("x.pdf", content)


def test_pages_that_hold_themselves_end() -> None:
    looped = SAMPLES[".pdf"].replace(b"/Kids [4 0 R 6 0 R]", b"/Kids [2 0 R 2 0 R]")
    with pytest.raises((BrokenDocument, NoTextFound)):
        read_pdf("x.pdf", looped)
