"""The exceptions phrase themselves and survive the way back from a worker process."""

from __future__ import annotations

import pickle

import pytest

from fintech_kg import errors
from fintech_kg.errors import (
    BadQuery,
    BrokenDocument,
    BrokenLedger,
    BrokenOntology,
    DocumentError,
    EmptyDocument,
    EncryptedDocument,
    ExtractionFailed,
    FintechKGError,
    GraphReplaced,
    IncompleteCache,
    LimitExceeded,
    MissingExtra,
    ModelNotFound,
    NoGraph,
    NoInput,
    NoTextFound,
    NotText,
    OutputBusy,
    ReaderFailed,
    RunError,
    TooLong,
    UnknownDocument,
    UnknownFormat,
    UnknownMediaType,
    UnreadableDocument,
    UnsafeDocument,
    reason_of,
)

ALL: list[FintechKGError] = [
    FintechKGError("wrong"),
    DocumentError("a.txt", "wrong"),
    UnreadableDocument("a.txt", "wrong"),
    UnknownMediaType("a.xyz", ".xyz", [".md", ".txt"]),
    NotText("a.txt"),
    EmptyDocument("a.txt"),
    TooLong("a.txt", 7, 5),
    LimitExceeded("a.zip", "wrong", "members"),
    ReaderFailed("a.pdf", "wrong"),
    ExtractionFailed("a.txt", "wrong"),
    RunError("wrong"),
    NoInput("nothing"),
    UnknownFormat("export format", "xyz", ["csv", "turtle"]),
    ModelNotFound("xx", "wrong"),
    BrokenOntology("fintech.ttl", "wrong"),
    BrokenLedger("ledger.toml", "wrong"),
    NoGraph("output"),
    GraphReplaced("output"),
    BadQuery("wrong"),
    BrokenDocument("a.pdf", "wrong"),
    EncryptedDocument("a.pdf"),
    IncompleteCache("wrong"),
    MissingExtra("Parquet", "pyarrow", "parquet"),
    NoTextFound("a.pdf"),
    OutputBusy("output", 7),
    UnknownDocument("a.txt", ["b.txt"]),
    UnsafeDocument("a.xml", "wrong"),
]


def test_all_are_here() -> None:
    classes = {value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, FintechKGError)}
    assert {type(error) for error in ALL} == classes


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_comes_back_from_a_worker(error: FintechKGError) -> None:
    back = pickle.loads(pickle.dumps(error))
    assert (type(back), str(back), vars(back)) == (type(error), str(error), vars(error))


@pytest.mark.parametrize("error", ALL, ids=lambda error: type(error).__name__)
def test_stands_in_the_drawn_tree(error: FintechKGError) -> None:
    assert type(error).__name__ in (errors.__doc__ or "")


def test_document_error_names_the_document_and_the_reason() -> None:
    assert str(NotText("a.bin")).startswith("a.bin: not a text file")


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (ValueError("one\n  two"), "one two"),
        (ValueError(), "ValueError"),
        (ValueError("x" * 300), "x" * 200 + "…"),
    ],
)
def test_reason_of_a_library_s_exception(error: Exception, reason: str) -> None:
    assert reason_of(error) == reason
