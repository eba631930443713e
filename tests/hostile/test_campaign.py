"""Malformed files of every format: none raises, none hangs, each is spoken of. `make hostile` reads ten times as many."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from fintech_kg.documents import Input, media_types, read_sources
from fintech_kg.documents.isolation import close_idle
from fintech_kg.model import Source

from .campaign import fates
from .malformed import changed, made_by_hand, of_another_kind
from .valid import TEXT, VALID


@pytest.fixture(autouse=True, scope="module")
def _closed() -> Iterator[None]:
    yield
    close_idle()


def test_every_format_has_a_valid_file() -> None:
    assert set(VALID) == set(media_types())


@pytest.mark.parametrize("suffix", sorted(VALID))
def test_valid_file_gives_its_text(suffix: str) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    name = f"news{'.txt' if suffix == '.gz' else ''}{suffix}"
    first, *_ = read_sources(Input(name, suffix, VALID[suffix]))
    assert isinstance(first, Source)
    assert TEXT in first.text


@pytest.mark.parametrize("suffix", sorted(VALID))
def test_changed_files_are_read_or_named(suffix: str) -> None:
    assert [(one.file.name, one.fault) for one in fates(changed(12, 1, [suffix])) if one.fault is not None] == []


@pytest.mark.parametrize("suffix", sorted(VALID))
def test_files_of_another_kind_are_read_or_named(suffix: str) -> None:
    kinds = [suffix, *sorted(set(VALID) - {suffix})[::9]]
    files = [one for one in of_another_kind(kinds) if one.suffix == suffix]
    assert [(one.file.name, one.fault) for one in fates(files) if one.fault is not None] == []


def test_bombs_and_traps_are_read_or_named() -> None:
    assert [(one.file.name, one.fault) for one in fates(made_by_hand()) if one.fault is not None] == []


@pytest.mark.parametrize("suffix", [".xml", ".docx", ".xhtml"])
def test_no_file_of_this_machine_comes_into_a_text(suffix: str) -> None:
    (file,) = (one for one in made_by_hand() if one.name == f"secret{suffix}")
    for found in read_sources(Input(file.name, suffix, lambda: file.content)):
        assert "root:" not in (found.text if isinstance(found, Source) else found.reason)
