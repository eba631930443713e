"""From a table's records to Sources: which column holds what, what a row is called, and what a row lacks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

from fintech_kg.documents.options import Columns, Reading
from fintech_kg.errors import DocumentError, EmptyDocument, LimitExceeded, TooLong, UnreadableDocument
from fintech_kg.model import Source

KNOWN: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "full_text", "fulltext", "article", "article_text", "passage", "sentence", "abstract",
             "description", "summary"),
    "id": ("id", "doc_id", "document_id", "article_id", "uid", "uuid", "guid", "key"),
    "title": ("title", "headline"),
    "date": ("date", "published", "published_at", "publish_date", "publication_date", "pub_date", "pubdate", "datetime",
             "timestamp", "created_at"),
    "source": ("source", "publisher", "site", "outlet", "publication", "domain"),
    "author": ("author", "authors", "byline"),
    "language": ("language", "lang"),
}  # fmt: skip
"""The names by which a column is found where none is named, the likeliest first; case, blanks and hyphens do not count."""

_LONGEST_ID = 200
_BLANK = "\ufeff \t\r\n\0"
_FORMS = ("%d %b %Y", "%d %B %Y", "%b %d, %Y", "%B %d, %Y", "%Y/%m/%d")  # 01/02/2024 is one day here and another there
# The years that a date of news may lie in, in seconds since 1970; thousands of these are milliseconds.
_EPOCH = range(10**8, 10**10)


@dataclass(frozen=True, slots=True)
class Record:
    """A row: its number, counted from 1, its cells by column, or what is wrong with it."""

    number: int
    cells: Mapping[str, object]
    problem: str | None = None


def columns_in(name: str, header: Sequence[str], wanted: Columns) -> dict[str, str]:
    """The column of each part that the table has. Raises UnreadableDocument where the text or a named one is missing."""
    forms = {_form(column): column for column in reversed(header)}
    found = {}
    for part, known in KNOWN.items():
        named: str | None = getattr(wanted, part)
        if named is not None:
            if named not in header and _form(named) not in forms:
                raise UnreadableDocument(name, f"has no column {named}; its columns are {_listed(header)}")
            found[part] = named if named in header else forms[_form(named)]
        elif column := next((forms[one] for one in known if one in forms), None):
            found[part] = column
    if "text" not in found:
        raise UnreadableDocument(
            name,
            f"no column is called text, body or content; its columns are {_listed(header)}: name one with --column text=NAME",
        )
    return found


def sources_of(
    name: str, records: Iterable[Record], columns: Mapping[str, str], reading: Reading
) -> Iterator[Source | DocumentError]:
    """A Source for each record, called `news.csv#ID`, or `news.csv#17` by its number; an identifier met before gets `~2`."""
    met: set[str] = set()
    for count, record in enumerate(records, start=1):
        if count > reading.limits.rows:
            yield LimitExceeded(name, f"only the first {reading.limits.rows:,} rows were read", "rows")
            return
        called = _unused(f"{name}#{_identifier(record, columns)}", met)
        met.add(called)
        yield _source(called, record, columns, reading)


def _source(name: str, record: Record, columns: Mapping[str, str], reading: Reading) -> Source | DocumentError:
    if record.problem is not None:
        return UnreadableDocument(name, record.problem)
    cells = {part: record.cells.get(column) for part, column in columns.items()}
    text = cells["text"]
    if text is None:
        return EmptyDocument(name)
    if not isinstance(text, str):
        return UnreadableDocument(name, f"its {_shown(columns['text'])} is no text")
    if len(text) > reading.limits.characters:
        return TooLong(name, len(text), reading.limits.characters)
    if not text.strip(_BLANK):
        return EmptyDocument(name)
    return Source(
        name=name,
        text=text,
        media_type="text/plain",
        title=_words(cells.get("title")),
        published=iso_date(cells.get("date")),
        language=_words(cells.get("language")),
        author=_words(cells.get("author")),
        site=_words(cells.get("source")),
    )


def iso_date(value: object) -> str | None:
    """The day as `2025-03-14`, from ISO 8601, from English, or from seconds or milliseconds since 1970; else None."""
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, bool) or value is None:
        return None
    words = str(value).strip()
    for read in (datetime.fromisoformat, _from_words, parsedate_to_datetime, _from_epoch):
        try:
            return read(words).date().isoformat()
        except (ValueError, TypeError, OverflowError, OSError, IndexError):
            continue
    return None


def _from_words(words: str) -> datetime:
    for form in _FORMS:
        try:
            return datetime.strptime(words, form)
        except ValueError:
            continue
    raise ValueError(words)


def _from_epoch(words: str) -> datetime:
    seconds = int(float(words[:20]))
    seconds = seconds // 1000 if seconds not in _EPOCH and seconds // 1000 in _EPOCH else seconds
    if seconds not in _EPOCH:
        raise ValueError(words)
    return datetime.fromtimestamp(seconds, UTC)


def _identifier(record: Record, columns: Mapping[str, str]) -> str:
    words = _words(record.cells.get(columns["id"])) if "id" in columns else None
    return words or str(record.number)


def _words(value: object) -> str | None:
    """A short text in a cell, on one line; None where there is none."""
    if value is None or isinstance(value, bool | float | list | dict | bytes):
        return None
    words = " ".join(str(value).split())
    return (words if len(words) <= _LONGEST_ID else f"{words[:_LONGEST_ID]}…") or None


def _unused(name: str, met: set[str]) -> str:
    called, number = name, 1
    while called in met:
        number += 1
        called = f"{name}~{number}"
    return called


def _form(column: str) -> str:
    return column.strip(_BLANK).casefold().replace(" ", "_").replace("-", "_")


def _listed(header: Sequence[str]) -> str:
    shown = ", ".join(_shown(column) for column in header[:12])
    return f"{shown} …" if len(header) > 12 else shown or "none"


def _shown(column: str) -> str:
    return repr(column if len(column) <= 40 else f"{column[:40]}…")
