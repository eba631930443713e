"""The place for files of an output that are being made."""

from __future__ import annotations

from pathlib import Path

import pytest

from fintech_kg.errors import RunError
from fintech_kg.store import GRAPH_FILE, build_store, spool, write_files
from fintech_kg.store.places import STORES


def test_place_goes_with_its_context(tmp_path: Path) -> None:
    with spool(tmp_path) as made:
        (made / "a").write_bytes(b"1")
        assert made.is_relative_to(tmp_path / STORES)
    assert not made.exists()


def test_what_is_made_there_is_moved_to_the_output(tmp_path: Path) -> None:
    with spool(tmp_path) as made:
        (made / "a").write_bytes(b"1")
        assert write_files(tmp_path, {"b": made / "a", "c": b"2"}) == [tmp_path / "b", tmp_path / "c"]
        assert not (made / "a").exists()
    assert [(tmp_path / name).read_bytes() for name in "bc"] == [b"1", b"2"]


def test_place_of_a_killed_process_goes_with_the_next_store(tmp_path: Path) -> None:
    left = tmp_path / STORES / ".new-left"
    left.mkdir(parents=True)
    (left / "graph.trig").write_bytes(b"half")
    write_files(tmp_path, {GRAPH_FILE: b""})
    build_store(tmp_path)
    assert not left.exists()


def test_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"a file")
    with pytest.raises(RunError, match="cannot write"), spool(tmp_path / "out"):
        pass
