"""The journal of a change: what is taken back, what is not believed, and what the sums tell."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from fintech_kg.errors import RunError
from fintech_kg.store import SUMS_FILE, broken_files, content_hash, read_files, sums_file, write_files
from fintech_kg.store.change import CHANGE_FOLDER, JOURNAL

OLD = {"a": b"old a", "b": b"old b"}
NEW = {"a": b"new a", "b": b"new b"}
SUMS = sums_file({name: content_hash(content) for name, content in NEW.items()})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_files(tmp_path / "out", OLD)
    return tmp_path / "out"


def journal(folder: Path, content: str) -> None:
    (folder / CHANGE_FOLDER).mkdir(parents=True)
    (folder / CHANGE_FOLDER / JOURNAL).write_text(content)
    (folder / CHANGE_FOLDER / "0").write_text("foreign")


@pytest.mark.parametrize(
    "name", ["../outside", "/tmp/outside", "sub/../../outside", "link/outside", "c:\\outside", "..\\outside"]
)
def test_journal_that_leads_out_of_its_folder_is_refused(folder: Path, name: str) -> None:
    (folder / "link").symlink_to(folder.parent)
    journal(folder, json.dumps({"targets": [name]}))
    for work in (lambda: read_files(folder, OLD), lambda: write_files(folder, NEW)):
        with pytest.raises(RunError, match=r"is no journal of this program .*names files outside"):
            work()
    assert not (folder.parent / "outside").exists()


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"targets": "a"}', '{"targets": [1]}', "\x00"])
def test_journal_that_is_none_is_named(folder: Path, content: str) -> None:
    journal(folder, content)
    with pytest.raises(RunError, match=r"journal\.json is no journal of this program .*; delete .*change and build again"):
        read_files(folder, OLD)


def test_link_in_the_place_of_the_change_folder_is_refused(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "precious").touch()
    (folder / CHANGE_FOLDER).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RunError, match="is a link and none of ours"):
        write_files(folder, NEW)
    assert (tmp_path / "elsewhere" / "precious").exists()


def failing_second_rename(monkeypatch: pytest.MonkeyPatch) -> None:
    really, calls = Path.replace, []

    def replace(self: Path, target: Path) -> Path:
        if self.name.isdigit():
            calls.append(target)
            if len(calls) == 2:
                raise OSError(5, "Input/output error", str(target))
        return really(self, target)

    monkeypatch.setattr(Path, "replace", replace)


def test_failing_rename_takes_the_others_back(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failing_second_rename(monkeypatch)
    with pytest.raises(RunError, match=r"cannot write .*b: Input/output error"):
        write_files(folder, NEW)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == OLD


def test_without_hard_links_the_new_files_stay_decided(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    failing_second_rename(monkeypatch)
    with pytest.raises(RunError, match=r"the new files are complete in .*, and the next command puts them in place"):
        write_files(folder, NEW)
    assert read_files(folder, OLD) == NEW
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == NEW


def test_files_of_others_stay(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    (folder / ".a.x1y2").write_text("mine too")
    write_files(folder, NEW)
    assert {path.name for path in folder.iterdir()} == {"a", "b", "notes.txt", ".a.x1y2"}


def test_sums_are_those_that_sha256sum_checks(folder: Path) -> None:
    write_files(folder, NEW | {SUMS_FILE: SUMS})
    done = subprocess.run(["sha256sum", "--check", "--strict", SUMS_FILE], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


def test_changed_and_missing_files_are_told(folder: Path) -> None:
    write_files(folder, NEW | {SUMS_FILE: SUMS})
    assert broken_files(folder) == {}
    (folder / "a").write_bytes(b"by hand")
    (folder / "b").unlink()
    assert broken_files(folder) == {"a": "is not what was written: its hash differs", "b": "is missing"}


def test_pieces_are_written_one_after_the_other(folder: Path) -> None:
    write_files(folder, {"a": iter([b"new ", b"a"]), "c": b"whole"})
    assert read_files(folder, ["a", "b", "c"]) == {"a": b"new a", "b": b"old b", "c": b"whole"}


def test_piece_that_cannot_be_made_leaves_the_old_files(folder: Path) -> None:
    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise RunError("the graph is broken")

    with pytest.raises(RunError, match="the graph is broken"):
        write_files(folder, {"a": b"new a", "b": pieces()})
    assert (read_files(folder, OLD), (folder / CHANGE_FOLDER).exists()) == (OLD, False)
