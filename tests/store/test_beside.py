"""Files that stand beside a store are whole and of their output, or made again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from fintech_kg.errors import NoGraph, RunError
from fintech_kg.store.beside import Purpose, made_beside


class Making:
    """Counts how often something is made of an output."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.times = folder, 0
        self.purpose = Purpose("copy", "copy.txt", "1", ("other.txt",), self.make)

    def make(self, path: Path) -> Mapping[str, int]:
        self.times += 1
        path.write_text((self.folder / "graph.trig").read_text())
        return {"lines": 1}

    def read(self, *, again: bool = False) -> tuple[str, str]:
        with made_beside(self.folder, self.purpose, again=again) as beside:
            return beside.path.read_text(), beside.generation


@pytest.fixture
def making(tmp_path: Path) -> Making:
    (tmp_path / "graph.trig").write_text("one")
    return Making(tmp_path)


def made(making: Making) -> Path:
    return next(making.folder.glob(".store/*-copy/copy.txt"))


def test_it_is_made_once(making: Making) -> None:
    assert making.read() == making.read()
    assert making.times == 1


def test_another_graph_another_source_and_another_version_make_it_again(making: Making) -> None:
    seen = {making.read()[1]}
    (making.folder / "graph.trig").write_text("two")
    seen.add(making.read()[1])
    (making.folder / "other.txt").write_text("more")
    seen.add(making.read()[1])
    making.purpose = replace(making.purpose, version="2")
    seen.add(making.read()[1])
    assert (making.times, len(seen)) == (4, 4)


@pytest.mark.parametrize("damage", ["", "on", "onf", "one more"])
def test_what_is_damaged_is_made_again(making: Making, damage: str) -> None:
    making.read()
    made(making).write_text(damage)
    assert making.read()[0] == "one"
    assert making.times == 2


@pytest.mark.parametrize("damage", ["", "{}", "[]", '{"version": "1"}', "\0"])
def test_a_description_that_is_damaged_is_not_believed(making: Making, damage: str) -> None:
    making.read()
    made(making).with_name("about.json").write_text(damage)
    assert making.read()[0] == "one"
    assert making.times == 2


def test_it_can_be_made_again_while_the_old_one_is_read(making: Making) -> None:
    with made_beside(making.folder, making.purpose) as old:
        assert making.read(again=True)[0] == "one"
        assert old.path.parent.parent == making.folder / ".store"
    assert making.times == 2


def test_where_nothing_can_be_written_it_is_made_elsewhere(making: Making) -> None:
    (making.folder / ".store").write_text("in the way")
    assert making.read()[0] == "one"
    with made_beside(making.folder, making.purpose) as beside:
        assert making.folder not in beside.path.parents
    assert not beside.path.exists()


def test_nothing_is_left_where_making_fails(making: Making) -> None:
    def fail(path: Path) -> Mapping[str, int]:
        path.write_text("half")
        raise RunError("no")

    with pytest.raises(RunError, match="no"), made_beside(making.folder, replace(making.purpose, make=fail)):
        pass
    assert [one.name for one in (making.folder / ".store").iterdir()] == [".gitignore"]


def test_a_graph_that_changes_while_it_is_read_is_not_believed(making: Making) -> None:
    def change(path: Path) -> Mapping[str, int]:
        (making.folder / "graph.trig").write_text("another")
        return making.make(path)

    with (
        pytest.raises(RunError, match="built again while it was read"),
        made_beside(making.folder, replace(making.purpose, make=change)),
    ):
        pass


def test_a_folder_without_a_graph_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoGraph), made_beside(tmp_path, Making(tmp_path).purpose):
        pass
