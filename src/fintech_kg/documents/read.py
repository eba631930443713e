"""From an Input to its Source, by the reader of its format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from importlib.metadata import entry_points

from fintech_kg.documents.book import read_epub
from fintech_kg.documents.feeds import read_xml
from fintech_kg.documents.find import Input
from fintech_kg.documents.mail import read_mail, read_mhtml
from fintech_kg.documents.office import read_docx, read_odt, read_pptx
from fintech_kg.documents.pdf import read_pdf
from fintech_kg.documents.rtf import read_rtf
from fintech_kg.documents.text import decode
from fintech_kg.documents.web import read_html
from fintech_kg.errors import EmptyDocument, TooLong, UnknownMediaType
from fintech_kg.model import Source

Reader = Callable[[str, bytes], Source | Iterable[Source]]
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
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".mhtml": read_mhtml,
    ".mht": read_mhtml,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".pptx": read_pptx,
    ".odt": read_odt,
    ".rtf": read_rtf,
    ".eml": read_mail,
    ".epub": read_epub,
    ".xml": read_xml,
    ".rss": read_xml,
    ".atom": read_xml,
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
