"""Texts sorted beyond memory."""

from __future__ import annotations

from pathlib import Path

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


def test_two_sorters_may_share_a_folder(tmp_path: Path) -> None:
    sorters = [Sorter(tmp_path, most=0) for _ in range(2)]
    for sorter, texts in zip(sorters, ("ba", "dc"), strict=True):
        for text in texts:
            sorter.add(text)
    assert [list(sorter) for sorter in sorters] == [["a", "b"], ["c", "d"]]
