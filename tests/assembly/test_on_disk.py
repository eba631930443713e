"""What is resolved and compared in files is what is resolved and compared in memory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from fintech_kg.assembly import Decision, Ledger, Resolution, Verdict, resolve
from fintech_kg.assembly.copies import near_copies
from fintech_kg.corpus import Cache
from fintech_kg.corpus.extractions import KeptExtractions, Shelf
from fintech_kg.model import Extraction, Status

from ..handmade import HOSTILE, Claim, extraction
from .made import firm, person, text, works
from .test_abridged import CASES
from .test_copies import EDITED, FRAMED, ORIGINAL, OTHER_FIRM

MANY = [
    *(one for case in CASES.values() for one in case),
    *(text(f"{name} grows.", firm(name)) for name in HOSTILE),
    *(works(name, f"{name} Pay", f"{name} Bank") for name in HOSTILE),
    *(works("Ann Lee", f"Firm {number}", former=("Citi",)) for number in range(30)),
    *(text(f"{name} left.", person(name)) for name in ("Lee", "A. Lee", "Ann B. Lee", "Smith", "John Smyth")),
    extraction("deal.txt", [Claim("Firm 1", "acquired", "Firm 2"), Claim("Ant", "acquired", "Ant Group", Status.DENIED)]),
]


def on_disk(made: Sequence[Extraction], folder: Path) -> KeptExtractions:
    shelf = Shelf(Cache(folder), most=0)
    for one in made:
        shelf.keep(one.document.id, one)
    return KeptExtractions(shelf, [(one.document.id, one.document.id, one.document.source) for one in made])


def told(found: Resolution) -> tuple[object, ...]:
    return (found.same, found.namesakes, list(found.merged), list(found.doubtful), found.decided)


@pytest.mark.parametrize("given", [*CASES.values(), MANY], ids=[*CASES, "all of them and more"])
def test_names_are_resolved_as_in_memory(given: Sequence[Extraction], tmp_path: Path) -> None:
    assert told(resolve(on_disk(given, tmp_path))) == told(resolve(given))


def test_decisions_are_obeyed_as_in_memory(tmp_path: Path) -> None:
    found = resolve(MANY)
    open_ = [*found.merged, *found.doubtful]
    decided = [Decision(one.things, one.names, [*Verdict][place % 3], "Ada", "", "") for place, one in enumerate(open_)]
    ledger = Ledger({one.things: one for one in decided})
    assert told(resolve(on_disk(MANY, tmp_path), ledger)) == told(resolve(MANY, ledger)) != told(found)


def test_no_file_is_left(tmp_path: Path) -> None:
    given = on_disk(MANY, tmp_path)
    before = sorted(tmp_path.iterdir())
    assert len(resolve(given).doubtful) > 0
    assert sorted(tmp_path.iterdir()) == before


def test_full_disk_leaves_all_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = on_disk(MANY, tmp_path)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    assert told(resolve(given)) == told(resolve(MANY))
    assert near_copies(on_disk([ORIGINAL, FRAMED], tmp_path / "more")) == near_copies([ORIGINAL, FRAMED]) != {}


@pytest.mark.parametrize("at_once", [1, 50, 10**6])
def test_near_copies_are_those_in_memory(at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given = [ORIGINAL, FRAMED, EDITED, OTHER_FIRM]
    expected = near_copies(given)
    monkeypatch.setattr("fintech_kg.assembly.alike._AT_ONCE", at_once)
    monkeypatch.setattr("fintech_kg.assembly.copies._PAIRS_AT_ONCE", 1)
    assert near_copies(on_disk(given, tmp_path)) == expected != {}
