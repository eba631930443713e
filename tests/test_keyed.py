"""Values sorted by keys beyond memory, and found again by them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fintech_kg.corpus.keyed import Keyed
from fintech_kg.corpus.lookup import Looked, Lookup
from fintech_kg.corpus.pile import Pile

from .handmade import HOSTILE

TEXTS = st.text(st.characters(codec=None))


@given(st.lists(st.tuples(TEXTS, TEXTS)))
def test_values_come_by_key_and_then_as_they_came(values: list[tuple[str, str]]) -> None:
    found: Keyed[tuple[int, tuple[str, str]]] = Keyed(tuple[int, tuple[str, str]], None)
    for number, key in enumerate(values):
        found.add((number, key), *key)
    assert [key for _, key in found] == sorted(values)
    assert [number for number, _ in found] == sorted(range(len(values)), key=values.__getitem__)
    assert [len([*group]) for group in found.groups()] == [values.count(one) for one in sorted(set(values))]


def test_what_lies_on_the_disk_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fintech_kg.corpus.keyed.MOST_HELD", 40)
    found: Keyed[str] = Keyed(str, tmp_path)
    for one in HOSTILE:
        found.add(one, one)
    assert [*found] == sorted(HOSTILE)
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("remembered", [0, 1, 1000])
def test_each_value_is_found_by_its_key_and_nothing_else(remembered: int, tmp_path: Path) -> None:
    names = sorted({f"{one}{number}" for one in HOSTILE for number in range(9)})
    pairs = Pile(tuple[str, int], tmp_path, zip(names, range(len(names)), strict=True))
    found = Lookup(pairs, lambda one: one[0], remembered=remembered)
    assert [found[name][1] for name in (*names, *names[::-1])] == [*range(len(names)), *reversed(range(len(names)))]
    assert found.get("") is None and found.get("\U0010ffff") is None and "absent" not in found
    with pytest.raises(KeyError):
        found["absent"]
    assert dict(Looked(pairs)) == dict(pairs)
    assert Looked(pairs).get("absent") is None and Looked(Pile(tuple[str, int], None)).get("x") is None
