"""An ontology that an earlier process read is the one that is read now."""

from __future__ import annotations

from pathlib import Path

import pytest

from fintech_kg.ontology import Ontology, load_ontology
from fintech_kg.ontology.load import _LOADED

from ..shelf import Shelf


@pytest.fixture
def own(tmp_path: Path, known: Ontology) -> Path:
    for path in known.folder.rglob("*.ttl"):
        copy = tmp_path / path.relative_to(known.folder)
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    return tmp_path


def loaded(folder: Path, shelf: Shelf, program: str) -> Ontology:
    """As another process would."""
    _LOADED.pop((folder, load_ontology(folder).hash))
    return load_ontology(folder, kept=shelf, program=program)


def test_kept_ontology_is_the_one_that_was_read(own: Path) -> None:
    shelf, plain = Shelf(), load_ontology(own)
    assert loaded(own, shelf, "program") == plain
    assert len(shelf.content) == 1
    assert loaded(own, shelf, "program") == plain
    assert len(shelf.content) == 1


def test_other_files_or_another_program_are_read_anew(own: Path) -> None:
    shelf = Shelf()
    loaded(own, shelf, "program")
    loaded(own, shelf, "other")
    with (own / "fintech.ttl").open("a") as stream:
        stream.write("\n# changed\n")
    loaded(own, shelf, "program")
    assert len(shelf.content) == 3
