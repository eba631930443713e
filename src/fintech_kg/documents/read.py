"""From an Input to its Source, by the reader of its format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from importlib.metadata import entry_points

from fintech_kg.documents.find import Input
from fintech_kg.documents.text import decode
from fintech_kg.errors import EmptyDocument, TooLong, UnknownMediaType
from fintech_kg.model import Source

Reader = Callable[[str, bytes], Source]
"""Takes a document's name and bytes, gives its Source; raises a DocumentError."""


def read_text(name: str, content: bytes) -> Source:
    """Plain text."""
    return Source(name=name, text=decode(name, content), media_type="text/plain")


def read_markdown(name: str, content: bytes) -> Source:
    """Markdown; cleaning takes the marks out, so that offsets still refer to the file."""
    return Source(name=name, text=decode(name, content), media_type="text/markdown")


READERS: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
}
"""Our own readers by suffix; packages add theirs under the entry point group `fintech_kg.readers`."""


LONGEST = 5_000_000
"""The most code points of one document: what a laptop reads in a quarter of an hour."""


@cache
def _readers() -> Mapping[str, Reader]:
    added = {f".{point.name.lstrip('.')}": point.load() for point in entry_points(group="fintech_kg.readers")}
    return {**READERS, **added}


def media_types() -> list[str]:
    """The suffixes that can be read, sorted."""
    return sorted(_readers())


def read_source(given: Input) -> Source:
    """The Source of an Input. Raises DocumentErrors."""
    reader = _readers().get(given.suffix)
    if reader is None:
        raise UnknownMediaType(given.name, given.suffix, media_types())
    source = reader(given.name, given.load())
    if len(source.text) > LONGEST:
        raise TooLong(given.name, len(source.text), LONGEST)
    if not source.text.strip("\ufeff \t\r\n\0"):
        raise EmptyDocument(given.name)
    return source
