"""Values that lie in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from fintech_kg.corpus.pile import Pile

from .handmade import HOSTILE

MANY = [(str(number), text) for number in range(50) for text in HOSTILE]


@pytest.fixture
def pile(tmp_path: Path) -> Pile[tuple[str, str]]:
    return Pile(tuple[str, str], tmp_path, MANY)


def test_all_values_come_back_in_their_order_as_often_as_is_wanted(pile: Pile[tuple[str, str]], tmp_path: Path) -> None:
    assert list(pile) == list(pile) == MANY
    assert len(pile) == len(MANY)
    assert list(tmp_path.iterdir()) == []


def test_several_may_go_through_them_at_once(pile: Pile[tuple[str, str]]) -> None:
    assert list(zip(pile, pile, strict=True)) == [(one, one) for one in MANY]


@pytest.mark.parametrize("place", [0, 1, 15, 16, 17, len(MANY) - 1, -1, -len(MANY)])
def test_one_value_comes_by_its_place(pile: Pile[tuple[str, str]], place: int) -> None:
    assert pile[place] == MANY[place]


@pytest.mark.parametrize("part", [slice(0, 3), slice(14, 40), slice(-2, None), slice(5, 5), slice(900, 1000), slice(9, 2, -3)])
def test_some_values_come_by_their_places(pile: Pile[tuple[str, str]], part: slice) -> None:
    assert pile[part] == MANY[part]


def test_place_beyond_the_end_is_told(pile: Pile[tuple[str, str]]) -> None:
    with pytest.raises(IndexError):
        pile[len(MANY)]


def test_pile_of_nothing_has_nothing(tmp_path: Path) -> None:
    empty: Pile[str] = Pile(str, tmp_path)
    assert (list(empty), len(empty), empty[:]) == ([], 0, [])
