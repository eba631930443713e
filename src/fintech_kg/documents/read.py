"""From an Input to its Sources, by the reader of its format: one for a text, many for a table or an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points

from fintech_kg.documents.archives import Member, read_gzip, read_tar, read_zip
from fintech_kg.documents.book import read_epub
from fintech_kg.documents.feeds import read_xml
from fintech_kg.documents.find import Input
from fintech_kg.documents.isolation import read_apart
from fintech_kg.documents.mail import read_mail, read_mhtml
from fintech_kg.documents.office import read_docx, read_odt, read_pptx
from fintech_kg.documents.options import READING, Limits, Reading
from fintech_kg.documents.pdf import read_pdf
from fintech_kg.documents.rtf import read_rtf
from fintech_kg.documents.tables import read_csv, read_jsonl, read_parquet, read_tsv
from fintech_kg.documents.text import decode
from fintech_kg.documents.web import read_html
from fintech_kg.errors import DocumentError, EmptyDocument, LimitExceeded, TooLong, UnknownMediaType
from fintech_kg.model import Source

Reader = Callable[[str, bytes], Source | Iterable[Source | DocumentError | Member]]
"""Takes a document's name and bytes, gives its Source or several, or files that it carries; raises a DocumentError."""

ContainerReader = Callable[[str, bytes, Reading], Iterable[Source | DocumentError | Member]]
"""Takes the name and bytes of a file that holds documents, gives them, or the files in it; raises a DocumentError."""


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

CONTAINERS: Mapping[str, ContainerReader] = {
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".parquet": read_parquet,
    ".zip": read_zip,
    ".tar": read_tar,
    ".tgz": read_gzip,
    ".gz": read_gzip,
}
"""The readers of tables and archives by suffix."""

_CARRIERS = frozenset({".zip", ".tar", ".tgz", ".gz", ".eml"})
# No parser stands between these and their text: they are read in this process, but for long ones whose encoding is to be found.
_PLAIN = frozenset({read_text, read_markdown})
_EASY = 1 << 20
_BYTES_PER_CHARACTER = 4
_BLANK = "\ufeff \t\r\n\0"


@cache
def _added() -> Mapping[str, Reader]:
    return {f".{point.name.lstrip('.')}": point.load() for point in entry_points(group="fintech_kg.readers")}


def media_types() -> list[str]:
    """The suffixes that can be read, sorted."""
    return sorted({*READERS, *CONTAINERS, *_added()})


def read_sources(given: Input, reading: Reading = READING) -> Iterator[Source | DocumentError]:
    """Every Source of an Input, and an error for each part of it that cannot be read, in the order of the file.

    There is always at least one of the two. Rows are called `news.csv#ID`, members `reports.zip/2024/q3.txt`. Whatever could
    hang or blow up is read in another process. Raises nothing for bad input.
    """
    try:
        content = given.load()
    except DocumentError as error:
        yield error
        return
    found = False
    for outcome in _read(Member(given.name, given.suffix, content), reading, _Budget(reading.limits), 0):
        found = True
        yield outcome
    if not found:
        yield EmptyDocument(given.name, "no document is in it")


def read_source(given: Input, reading: Reading = READING) -> Source:
    """The Source of an Input that is one document. Raises the first DocumentError, and UnknownMediaType for one of many."""
    first, *others = read_sources(given, reading)
    if isinstance(first, DocumentError):
        raise first
    if others:
        raise DocumentError(given.name, "holds several documents, and one is wanted here")
    return first


@dataclass(slots=True)
class _Budget:
    """What an archive with all archives in it may still unpack."""

    limits: Limits
    unpacked: int = 0
    members: int = 0

    def spend(self, archive: str, member: Member) -> None:
        """Counts a member. Raises LimitExceeded, after which nothing more is unpacked."""
        self.unpacked += len(member.content)
        self.members += 1
        if self.unpacked > self.limits.unpacked:
            raise LimitExceeded(archive, f"more than {self.limits.unpacked:,} bytes in all when unpacked", "unpacked")
        if self.members > self.limits.members:
            raise LimitExceeded(archive, f"more than {self.limits.members:,} files in all", "members")


def _read(file: Member, reading: Reading, budget: _Budget, depth: int) -> Iterator[Source | DocumentError]:
    """The Sources of a file, those of the files in it among them. Raises LimitExceeded of the budget only within an archive."""
    container, reader = CONTAINERS.get(file.suffix), {**READERS, **_added()}.get(file.suffix)
    if reader is not None and reader in _PLAIN and _is_too_large(file.content, reading.limits):
        yield _more_than_characters(file, reading.limits)
    elif reader is not None and reader in _PLAIN and not _is_hard_to_decode(file.content):
        yield _in_this_process(reader, file, reading.limits)
    elif file.suffix in _CARRIERS and depth >= reading.limits.depth + 1:
        yield LimitExceeded(file.name, f"archives within archives deeper than {reading.limits.depth}", "depth")
    elif container is not None:
        outcomes = read_apart(container, file.name, file.content, reading, holds_several=True)
        yield from _unpacked(file.name, outcomes, reading, budget, depth)
    elif reader is not None:
        outcomes = read_apart(reader, file.name, file.content, reading, holds_several=False)
        yield from _unpacked(file.name, outcomes, reading, budget, depth)
    else:
        yield UnknownMediaType(file.name, file.suffix, media_types())


def _unpacked(
    name: str, outcomes: Iterator[Source | DocumentError | Member], reading: Reading, budget: _Budget, depth: int
) -> Iterator[Source | DocumentError]:
    for outcome in outcomes:
        if not isinstance(outcome, Member):
            yield _checked(outcome, reading.limits)
            continue
        try:
            budget.spend(name, outcome)
        except LimitExceeded as error:
            yield error
            return
        yield from _read(outcome, reading, budget, depth + 1)


def _is_hard_to_decode(content: bytes) -> bool:
    """Whether finding its encoding may take seconds."""
    if len(content) < _EASY:
        return False
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return True
    return False


def _is_too_large(content: bytes, limits: Limits) -> bool:
    """Whether no encoding could make the bytes short enough."""
    return len(content) > _BYTES_PER_CHARACTER * (limits.characters + 1)


def _more_than_characters(file: Member, limits: Limits) -> LimitExceeded:
    size = f"{len(file.content):,} bytes long, which is more than {limits.characters:,} characters have"
    return LimitExceeded(file.name, size, "characters")


def _in_this_process(reader: Reader, file: Member, limits: Limits) -> Source | DocumentError:
    try:
        found = reader(file.name, file.content)
    except DocumentError as error:
        return error
    assert isinstance(found, Source)
    return _checked(found, limits)


def _checked(outcome: Source | DocumentError, limits: Limits) -> Source | DocumentError:
    if isinstance(outcome, DocumentError):
        return outcome
    if len(outcome.text) > limits.characters:
        return TooLong(outcome.name, len(outcome.text), limits.characters)
    return outcome if outcome.text.strip(_BLANK) else EmptyDocument(outcome.name)
