"""From a PDF to a Source: the lines of its pages joined into paragraphs, without running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from fintech_kg.documents.lines import Line, lines_of_page, page_pieces
from fintech_kg.documents.pieces import Piece, laid_out
from fintech_kg.errors import BrokenDocument, EncryptedDocument, NoTextFound, UnsafeDocument, reason_of
from fintech_kg.model import BlockKind, Source

_MOST_PAGES = 5_000
_MOST_CHARACTERS = 5_000_000
_DATE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_NUMBER = re.compile(r"(?:page\s*)?[-–—(]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—)]?(?:\s*(?:of|/|\|)\s*\d{1,4})?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_SENTENCE_END = re.compile(r"[.!?:…][\"'”’)\]]*\Z")
_FILE_NAME = re.compile(r"\.(?:docx?|pdf|indd|pptx?|xlsx?|tex|qxd|rtf|html?)\Z|\AMicrosoft (?:Word|PowerPoint) - |\Auntitled\Z", re.I)
_EDGE = 3


def read_pdf(name: str, content: bytes) -> Source:
    """A PDF; `pages` tells where each of its pages starts in the text.

    Raises BrokenDocument, EncryptedDocument, UnsafeDocument for too many pages, and NoTextFound, as for a scan.
    """
    # Imported here, since it loads a library of 7 MB that only PDF needs.
    import pypdfium2

    if b"%PDF-" not in content[:4096]:
        raise BrokenDocument(name, "not a PDF: it does not begin with %PDF-")
    try:
        opened = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).casefold() or "security" in str(error).casefold():
            raise EncryptedDocument(name) from error
        raise BrokenDocument(name, f"the PDF cannot be opened: {reason_of(error)}") from error
    try:
        pages, failed = _pages(name, opened)
        about = opened.get_metadata_dict(skip_empty=True)
    finally:
        opened.close()
    if not any(pages):
        raise NoTextFound(name, f"no text found on its {len(pages)} pages{' (some are damaged)' if failed else ''}; a scan?")
    text, starts = laid_out(_joined([page_pieces(page) for page in _without_running_lines(pages)]))
    day = _DATE.match(about.get("CreationDate", ""))
    title = " ".join(about.get("Title", "").split())
    return Source(
        name=name,
        text=text,
        media_type="application/pdf",
        title=title if title and not _FILE_NAME.search(title) else None,
        published="-".join(day.groups()) if day else None,
        author=" ".join(about.get("Author", "").split()) or None,
        pages=starts,
    )


def _pages(name: str, opened: object) -> tuple[list[list[Line]], int]:
    """The lines of each page, and how many pages could not be read."""
    import pypdfium2

    assert isinstance(opened, pypdfium2.PdfDocument)
    if len(opened) > _MOST_PAGES:
        raise UnsafeDocument(name, f"{len(opened):,} pages, and at most {_MOST_PAGES:,} are taken; split it")
    pages: list[list[Line]] = []
    failed = length = 0
    for at in range(len(opened)):
        try:
            page = opened[at]
            shown = page.get_textpage()
        except pypdfium2.PdfiumError:
            failed += 1
            pages.append([])
            continue
        try:
            pages.append(lines_of_page(shown))
        finally:
            shown.close()
            page.close()
        length += sum(len(line.text) for line in pages[-1])
        if length > _MOST_CHARACTERS:
            raise UnsafeDocument(name, f"more than {_MOST_CHARACTERS:,} characters; split it")
    if failed and failed == len(pages):
        raise BrokenDocument(name, "none of the PDF's pages can be read")
    return pages, failed


def _without_running_lines(pages: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """The pages without the lines at their edges that other pages have too, whatever number they bear, and page numbers."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _at_edges(page)})
    often = max(2, min(3, len(pages)))
    for page in pages:
        edge = {id(line) for line in _at_edges(page)}
        yield [
            line
            for line in page
            if id(line) not in edge or not (edges[_key(line)] >= often or (len(pages) > 1 and _NUMBER.fullmatch(line.text)))
        ]


def _key(line: Line) -> tuple[str, int]:
    """What running lines have in common from page to page: their words, and their height on the page (in steps of 4 points)."""
    return _DIGITS.sub("#", line.text), round(line.bottom / 4)


def _at_edges(page: Sequence[Line]) -> list[Line]:
    """The lines that stand highest and lowest."""
    ordered = sorted(page, key=lambda line: line.bottom)
    return [*ordered[:_EDGE], *ordered[-_EDGE:]]


def _joined(pages: list[list[Piece]]) -> list[list[Piece]]:
    """The pages, a paragraph that goes on over the page's end with a small letter whole on the page where it begins."""
    for before, after in zip(pages, pages[1:], strict=False):
        if not before or not after:
            continue
        last, first = before[-1], after[0]
        flows = last.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and first.kind is BlockKind.PARAGRAPH
        if flows and first.text[:1].islower() and not _SENTENCE_END.search(last.text):
            between = "\n" if last.text.endswith(("-", "\u2010")) else " "
            before[-1] = Piece(f"{last.text}{between}{first.text}", last.kind)
            del after[0]
    return pages
