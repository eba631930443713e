"""What a reader does in a process apart reaches this one as a Source or as a named error."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from fintech_kg.documents import READING, Limits, Reading
from fintech_kg.documents.isolation import close_idle, read_apart
from fintech_kg.errors import DocumentError, EmptyDocument, LimitExceeded, ReaderFailed, TooLong
from fintech_kg.model import Source

from . import broken_readers as readers

BRIEF = Reading(Limits(read_time=1))


def read(reader: Callable[..., object], reading: Reading = READING, name: str = "x.bin") -> list[object]:
    return list(read_apart(reader, name, b"Kite Bank.", reading, holds_several=False))


@pytest.fixture(autouse=True, scope="module")
def _closed() -> Iterator[None]:
    yield
    close_idle()


def test_source_comes_back_whole() -> None:
    assert read(readers.good) == [Source("x.bin", "Kite Bank.", "text/plain", title="lone \ud800", published="2024-01-01")]


def test_several_come_back_in_order() -> None:
    first, second = read(readers.several)
    assert isinstance(first, Source)
    assert isinstance(second, EmptyDocument)
    assert (first.name, second.source, second.reason) == ("x.bin#1", "x.bin#2", "the document is empty")


@pytest.mark.parametrize(
    ("reader", "error", "says"),
    [
        (readers.sleeps, LimitExceeded, "longer than 1 s (--limit read-time)"),
        (readers.spins, LimitExceeded, "longer than 1 s (--limit read-time)"),
        (readers.aborts, ReaderFailed, "its reader crashed (SIGABRT)"),
        (readers.exits, ReaderFailed, "its reader crashed"),
        (readers.quits, ReaderFailed, "damaged"),
        (readers.recurses, ReaderFailed, "maximum recursion depth exceeded"),
        (readers.raises, ReaderFailed, "no\\nsuch"),
        (readers.refuses, EmptyDocument, "nothing in it"),
        (readers.calls_out, ReaderFailed, "socket."),
        (readers.looks_up, ReaderFailed, "socket.getaddrinfo"),
        (readers.starts_a_program, ReaderFailed, "subprocess.Popen"),
        (readers.floods, TooLong, "40,000,000 characters long"),
        (readers.gives_what_is_none, ReaderFailed, "damaged"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_goes_wrong_is_one_error_and_the_next_file_is_read(
    reader: Callable[..., object], error: type[DocumentError], says: str
) -> None:
    (found,) = read(reader, BRIEF if error is LimitExceeded and "1 s" in says else READING)
    assert type(found) is error
    assert isinstance(found, DocumentError)
    assert found.source == "x.bin"
    assert says in found.reason
    assert isinstance(read(readers.good)[0], Source)


def test_memory_is_bounded() -> None:
    (found,) = read(readers.eats, Reading(Limits(read_memory=512 << 20)))
    assert isinstance(found, LimitExceeded)
    assert found.reason == "reading it takes more than 512 MiB of memory (--limit read-memory)"


def test_what_a_library_prints_disturbs_nothing() -> None:
    assert isinstance(read(readers.prints)[0], Source)


def test_process_is_kept_while_it_is_healthy_and_replaced_when_not() -> None:
    first, second = (read(readers.process)[0] for _ in range(2))
    read(readers.exits)
    third = read(readers.process)[0]
    assert isinstance(first, Source) and isinstance(second, Source) and isinstance(third, Source)
    assert first.text == second.text != third.text


def test_process_with_another_bound_on_its_memory_is_another() -> None:
    first, second = read(readers.process)[0], read(readers.process, Reading(Limits(read_memory=1 << 30)))[0]
    assert isinstance(first, Source) and isinstance(second, Source)
    assert first.text != second.text


def test_half_read_file_leaves_no_process_in_its_middle() -> None:
    outcomes = read_apart(readers.several, "x.bin", b"Kite.", READING, holds_several=False)
    next(outcomes)
    outcomes.close()  # type: ignore[attr-defined]
    assert isinstance(read(readers.good)[0], Source)


@pytest.mark.parametrize("name", ["a\nb", "\ud800", 'x" onload="', "../../x", "x" * 10_000])
def test_any_name_passes(name: str) -> None:
    (found,) = read(readers.good, name=name)
    assert isinstance(found, Source)
    assert found.name == name
