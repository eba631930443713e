"""From a PDF to a Source: the lines of its pages joined into paragraphs, without running heads and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

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
_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|indd|pptx?|xlsx?|tex|qxd|rtf|html?)\Z"
    r"|\AMicrosoft (?:Word|PowerPoint) - |\A\(?(?:untitled|anonymous|unspecified|unknown)\)?\Z",
    re.IGNORECASE,
)
_PAGES_OF_A_HEAD = 3
_MOST_AT_EDGE = 3
_LONG = 80
_EDGE_GAP = 1.8


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
    return Source(
        name=name,
        text=text,
        media_type="application/pdf",
        title=_named(about.get("Title", "")),
        published="-".join(day.groups()) if day else None,
        author=_named(about.get("Author", "")),
        pages=starts,
    )


def _named(text: str) -> str | None:
    """The words, unless they are a file's name or what a program puts where it was told none."""
    plain = " ".join(text.split())
    return plain if plain and not _FILE_NAME.search(plain) else None


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
    """The pages without the lines at their edges that three have, or both of two, and without page numbers."""
    edges = Counter(key for page in pages for key in {_key(line) for line in _at_edges(page)})
    for page in pages:
        running = {
            id(line)
            for line in _at_edges(page)
            if edges[_key(line)] >= max(2, min(_PAGES_OF_A_HEAD, len(pages)))
            or (len(pages) > 1 and _NUMBER.fullmatch(line.text))
        }
        yield [line for line in page if id(line) not in running]


def _key(line: Line) -> tuple[str, int]:
    """What running lines have in common from page to page: their words, and their height on the page (in steps of 4 points)."""
    return _DIGITS.sub("#", line.text), round(line.bottom / 4)


def _at_edges(page: Sequence[Line]) -> list[Line]:
    """The few lines highest and lowest on the page that a gap parts from all others."""
    ordered = sorted(page, key=lambda line: line.bottom)
    return [*_apart(ordered), *_apart(ordered[::-1])]


def _apart(ordered: Sequence[Line]) -> Sequence[Line]:
    """The first of the lines up to the first gap; none where the gap comes late."""
    for at, (one, other) in enumerate(pairwise(ordered[: _MOST_AT_EDGE + 1]), 1):
        if abs(other.bottom - one.bottom) > _EDGE_GAP * one.size:
            return ordered[:at]
    return []


def _joined(pages: list[list[Piece]]) -> list[list[Piece]]:
    """The pages, a paragraph whose sentence goes on over the page's end whole on the page where it begins."""
    for before, after in pairwise(pages):
        if not before or not after:
            continue
        last, first = before[-1], after[0]
        flows = last.kind in (BlockKind.PARAGRAPH, BlockKind.ITEM) and first.kind is BlockKind.PARAGRAPH
        if flows and not _SENTENCE_END.search(last.text) and (first.text[:1].islower() or len(last.text) > _LONG):
            between = "\n" if last.text.endswith(("-", "\u2010")) else " "
            before[-1] = Piece(f"{last.text}{between}{first.text}", last.kind)
            del after[0]
    return pages
