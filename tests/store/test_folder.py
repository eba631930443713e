"""The output folder: whole files or none, and the graph read again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fintech_kg.errors import NoGraph, RunError
from fintech_kg.store import GRAPH_FILE, load_dataset, write_files

OLD = {"a.txt": b"old a", "b.txt": b"old b"}
NEW = {"a.txt": b"new a", "b.txt": b"new b", "sub/c.txt": b"new c"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_files(tmp_path / "out", OLD)
    return tmp_path / "out"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_files_are_written_and_named(folder: Path) -> None:
    assert write_files(folder, NEW) == [folder / name for name in NEW]
    assert contents(folder) == NEW


def test_everybody_may_read_them(folder: Path) -> None:
    assert (folder / "a.txt").stat().st_mode & 0o777 == 0o644


def full_disk(_: int) -> None:
    raise OSError(28, "No space left on device")


def interrupted(_: int) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(("failing", "raised"), [(full_disk, RunError), (interrupted, KeyboardInterrupt)])
def test_failure_while_writing_leaves_the_old_files_and_no_other(
    folder: Path, monkeypatch: pytest.MonkeyPatch, failing: Callable[[int], None], raised: type[BaseException]
) -> None:
    calls: list[int] = []

    def fsync(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) == 2:
            failing(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(raised):
        write_files(folder, NEW)
    assert contents(folder) == OLD


def test_folder_in_the_place_of_a_file_stops_before_anything_is_replaced(folder: Path) -> None:
    (folder / "sub" / "c.txt").mkdir(parents=True)
    with pytest.raises(RunError, match=r"cannot write .*c\.txt: Is a directory"):
        write_files(folder, NEW)
    assert contents(folder) == OLD


@pytest.mark.parametrize("blocked", ["out/a.txt", "out/a.txt/deeper"])
def test_file_in_the_place_of_the_folder_is_named(folder: Path, blocked: str) -> None:
    with pytest.raises(RunError, match="cannot write"):
        write_files(folder.parent / blocked, NEW)
    assert contents(folder) == OLD


@pytest.mark.parametrize("missing", ["nowhere", "out"])
def test_folder_without_a_graph_says_what_to_do(folder: Path, missing: str) -> None:
    with pytest.raises(NoGraph, match=r"holds no graph\.trig; build one first"):
        load_dataset(folder.parent / missing)


@pytest.mark.parametrize("content", [b"garbage", b"<a> <b>", b"\xff\xfe\x00", b"@prefix x: <y> . x:a x:b ."])
def test_broken_graph_is_named_with_the_reason(folder: Path, content: bytes) -> None:
    write_files(folder, {GRAPH_FILE: content})
    with pytest.raises(RunError, match=r"graph\.trig cannot be read: .*; build it again"):
        load_dataset(folder)
