"""The kept texts: from documents to documents.jsonl and back, with all by which any offset can be checked for ever."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from fintech_kg.cleaning import source_text
from fintech_kg.errors import RunError, reason_of
from fintech_kg.model import Document, Facts

TEXTS_FILE = "documents.jsonl"


@dataclass(frozen=True, slots=True)
class KeptText:
    """A document as extraction read it, every name that it came under, and its source text's SHA-256 in 64 hex digits."""

    document: Document
    sources: tuple[str, ...]
    sha256: str


def texts_file(facts: Facts) -> bytes:
    """The documents as JSON lines in UTF-8, sorted by id: every field of a Document, its names as `sources`, and `sha256`.

    Letters of any script stand as they are; a lone surrogate, which UTF-8 cannot carry, stands as its JSON escape.
    """
    return b"".join(_lines(facts))


def write_texts(facts: Facts, path: Path) -> None:
    """Writes what `texts_file` gives, a document at a time. Raises OSError."""
    with path.open("xb") as stream:
        stream.writelines(_lines(facts))


def _lines(facts: Facts) -> Iterator[bytes]:
    names = dict(facts.sources)
    for one in facts.documents:
        yield _line(one, names.get(one.id, (one.source,))).encode("utf-8", "backslashreplace")


def sha256_of(text: str) -> str:
    """64 hex digits of SHA-256 over the UTF-8 of the text; its first 16 are the document's id."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _line(document: Document, names: Iterable[str]) -> str:
    fields = msgspec.to_builtins(document)
    del fields["source"]
    record = {"id": fields.pop("id"), "sources": list(names), "sha256": sha256_of(source_text(document)), **fields}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n"


def read_texts(path: Path) -> list[KeptText]:
    """The kept texts in the order of the file. Raises RunError that names the line which is none."""
    return list(each_text(path))


def each_text(path: Path) -> Iterator[KeptText]:
    """The kept texts one after the other, so that not all are in memory. Raises RunError that names the line which is none."""
    try:
        with path.open(encoding="utf-8", newline="\n") as stream:
            yield from _read(stream, path)
    except OSError as error:
        raise RunError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise RunError(f"{path} cannot be read: it is not UTF-8 ({error.reason} at byte {error.start})") from error


def parsed_texts(content: bytes, name: str) -> list[KeptText]:
    """The kept texts in the bytes of a file of that name. Raises RunError that names the line which is none."""
    try:
        return list(_read(io.TextIOWrapper(io.BytesIO(content), encoding="utf-8", newline="\n"), Path(name)))
    except UnicodeDecodeError as error:
        raise RunError(f"{name} cannot be read: it is not UTF-8 ({error.reason} at byte {error.start})") from error


def _read(lines: Iterable[str], path: Path) -> Iterator[KeptText]:
    for number, line in enumerate(lines, 1):
        try:
            if not line.endswith("\n"):
                raise ValueError("it breaks off before its end")
            record = json.loads(line)
            names, sha256 = record.pop("sources"), record.pop("sha256")
            document = msgspec.convert({**record, "source": names[0]}, Document)
            yield KeptText(document, tuple(map(str, names)), str(sha256))
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
            raise RunError(f"{path} cannot be read: line {number} is no kept text ({reason_of(error)})") from error
