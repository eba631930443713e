"""From RTF to a Source."""

from __future__ import annotations

import re

from fintech_kg.documents.pieces import Piece, text_of
from fintech_kg.errors import BrokenDocument, NoTextFound, UnsafeDocument, reason_of
from fintech_kg.model import BlockKind, Source

_DATA = re.compile(rb"\\bin\d+ |[0-9a-fA-F\s]{2000,}")
_INFO = re.compile(r"\{\\(title|author)\s+([^{}\\]{1,500})\}")
_CREATED = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
_BULLET = re.compile(r"(?:[•·▪◦\uf0b7]|\uf0a7)[ \t]+")
_LARGEST = 50_000_000


def read_rtf(name: str, content: bytes) -> Source:
    """A text in RTF. Raises BrokenDocument, NoTextFound, and UnsafeDocument for one that is too large to take on."""
    if not content.lstrip().startswith(b"{\\rtf"):
        raise BrokenDocument(name, "not RTF: it does not begin with {\\rtf")
    if len(content) > _LARGEST:
        raise UnsafeDocument(name, f"{len(content):,} bytes of RTF, and at most {_LARGEST:,} are taken")
    # Imported here, since only RTF needs it.
    from striprtf.striprtf import rtf_to_text

    source = _DATA.sub(b"", content).decode("latin-1")
    try:
        text = str(rtf_to_text(source, errors="replace"))  # type: ignore[no-untyped-call]
    except (ValueError, LookupError, IndexError, TypeError, RecursionError, OverflowError, UnicodeError) as error:
        raise BrokenDocument(name, f"the RTF cannot be read: {reason_of(error)}") from error
    found = [_piece(line.strip()) for line in text.split("\n") if line.strip(" \t|\r")]
    if not found:
        raise NoTextFound(name)
    info = dict(_INFO.findall(source[:20_000]))
    created = _CREATED.search(source[:20_000])
    return Source(
        name=name,
        text=text_of(found),
        media_type="application/rtf",
        title=info.get("title"),
        published="{}-{:0>2}-{:0>2}".format(*created.groups()) if created else None,
        author=info.get("author"),
    )


def _piece(line: str) -> Piece:
    """A line with bars is a table's row, one that begins with a bullet an item."""
    if line.endswith("|") and line.count("|") > 1:
        cells = " | ".join(cell.strip() for cell in line.strip("|").split("|"))
        return Piece(f"| {cells} |", BlockKind.ROW)
    bullet = _BULLET.match(line)
    return Piece(line[bullet.end() :], BlockKind.ITEM) if bullet else Piece(line)
