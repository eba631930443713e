"""A process killed before each single thing that it does to files: what readers find then, and what is left after the next."""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fintech_kg.errors import RunError
from fintech_kg.store import folder as folder_module
from fintech_kg.store import read_files, write_files

from .children import KILLED, Ended, done, killing, stepwise

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

OLD = {"a.txt": b"old a", "b.txt": b"old b", "d.txt": b"old d"}
NEW = {"a.txt": b"new a", "b.txt": b"new b", "c.txt": b"new c", "d.txt": b"new d"}
NEWER = dict.fromkeys(NEW, b"newer")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_files(tmp_path / "out", OLD)
    return tmp_path / "out"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def writing(folder: Path, files: dict[str, bytes]) -> Callable[[], object]:
    return lambda: write_files(folder, files)


def kills(folder: Path, work: Callable[[], object]) -> Iterator[int]:
    """Kills the work before its first step, then, from the same beginning, before its second, until it comes to its end."""
    for number in itertools.count(1):
        write_files(folder, OLD)
        (folder / "c.txt").unlink(missing_ok=True)
        end: Ended = done(stepwise(work, killing(number)), folder.parent / "printed")
        if end.code != KILLED:
            assert end.code == 0, end.printed
            return
        yield number


def test_readers_find_one_set_without_touching_anything(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_module, "settle_if_free", lambda _: None)
    found = [read_files(folder, NEW) for _ in kills(folder, writing(folder, NEW))]
    assert len(found) > 30
    decided = found.index(NEW)
    assert all(one == OLD for one in found[:decided])
    assert all(one == NEW for one in found[decided:])


def test_first_reader_leaves_one_set_and_nothing_else(folder: Path) -> None:
    for number in kills(folder, writing(folder, NEW)):
        read = read_files(folder, NEW)
        assert contents(folder) == read, number
        assert read in (OLD, NEW), number
        assert names(folder) == sorted(read), number


def test_next_writer_leaves_its_set_and_nothing_else(folder: Path) -> None:
    for number in kills(folder, writing(folder, NEW)):
        write_files(folder, NEWER)
        assert names(folder) == sorted(NEWER), number
        assert contents(folder) == NEWER, number


def test_killed_again_while_it_ends_what_was_begun(folder: Path) -> None:
    for number in kills(folder, writing(folder, NEW)):
        again = done(stepwise(lambda: read_files(folder, NEW), killing(1 + number % 17)), folder.parent / "printed")
        assert again.code in (KILLED, 0), again.printed
        read = read_files(folder, NEW)
        assert read in (OLD, NEW), number
        assert contents(folder) == read, number


def test_folder_of_a_killed_first_writing_is_free(tmp_path: Path) -> None:
    for number in itertools.count(1):
        folder = tmp_path / str(number) / "out"
        if done(stepwise(writing(folder, NEW), killing(number)), tmp_path / "printed").code == 0:
            break
        assert read_files(folder, NEW) in ({}, NEW), number
        write_files(folder, NEW)
        assert contents(folder) == NEW, number


@pytest.mark.parametrize("code", [errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES])
def test_each_step_may_fail_once(folder: Path, code: int) -> None:
    """The old files are whole and alone, or the step was one that only clears away and the new ones are."""
    outcomes = []
    for number in itertools.count(1):
        write_files(folder, OLD)
        (folder / "c.txt").unlink(missing_ok=True)
        reached = folder.parent / "reached"
        reached.unlink(missing_ok=True)

        def failing(count: int, name: str, number: int = number, reached: Path = reached) -> None:
            if count == number:
                os.close(os.open(reached, os.O_CREAT))
                raise OSError(code, os.strerror(code), name)

        end = done(stepwise(lambda: telling(folder), failing), folder.parent / "printed")
        if not reached.exists():
            break
        left = contents(folder)
        read = read_files(folder, NEW)
        if end.code == 0:
            assert read == NEW, (number, end.printed)
        else:
            assert end.code == 2, (number, end.printed)
            assert end.printed.startswith("cannot write "), end.printed
            assert left == read == OLD, (number, end.printed)
        outcomes.append(end.code)
    assert outcomes.count(2) > 20


def telling(folder: Path) -> None:
    try:
        write_files(folder, NEW)
    except RunError as error:
        print(error)
        raise SystemExit(2) from error
