"""Texts sorted beyond memory."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fintech_kg.corpus.sorter import Sorter


def in_order(texts: list[str], most: int, folder: Path | None = None) -> list[str]:
    sorter = Sorter(folder, most=most)
    for text in texts:
        sorter.add(text)
    return list(sorter)


@given(texts=st.lists(st.text(st.characters(codec=None))), most=st.integers(0, 40))
def test_order_is_that_of_sorting_at_once(texts: list[str], most: int) -> None:
    assert in_order(texts, most) == sorted(set(texts))


def test_what_is_too_much_goes_to_files_that_nobody_has_to_remove(tmp_path: Path) -> None:
    assert in_order(["c\nd", "a", "b\x00", "\ud800", "a"], 2, tmp_path) == ["a", "b\x00", "c\nd", "\ud800"]
    assert list(tmp_path.iterdir()) == []


def test_many_files_are_merged_as_they_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fintech_kg.corpus.sorter._AT_ONCE", 3)
    texts = [f"{number * 7919 % 1009}" for number in range(400)]
    sorter = Sorter(tmp_path, most=0)
    for text in texts:
        sorter.add(text)
    assert list(sorter) == list(sorter) == sorted(set(texts))
    assert len(sorter._runs) < 16


def test_two_sorters_may_share_a_folder(tmp_path: Path) -> None:
    sorters = [Sorter(tmp_path, most=0) for _ in range(2)]
    for sorter, texts in zip(sorters, ("ba", "dc"), strict=True):
        for text in texts:
            sorter.add(text)
    assert [list(sorter) for sorter in sorters] == [["a", "b"], ["c", "d"]]
