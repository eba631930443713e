"""The cache of extractions: what was put in comes back whole or not at all."""

from __future__ import annotations

import json
import multiprocessing
import sqlite3
import zlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from fintech_kg.corpus import Cache, Notice, Record
from fintech_kg.corpus.cache import FILE, extraction_key
from fintech_kg.corpus.events import Event
from fintech_kg.corpus.manifest import Manifest, remaining
from fintech_kg.errors import NoInput, UnknownDocument
from fintech_kg.model import Extraction, Source

from .handmade import HOSTILE, Claim, extraction

MADE = extraction("news.txt", [Claim(one, "uses", other) for one, other in pairwise(HOSTILE)])
KEY = "k" * 64
MANIFEST = Manifest((Record("bad\udcff.txt", "d1", KEY),), "p", "o", "fast", "https://example.org/", None, "../ledger.toml")


@pytest.fixture
def told() -> list[Event]:
    return []


@pytest.fixture
def cache(tmp_path: Path, told: list[Event]) -> Cache:
    return Cache(tmp_path / "cache", told.append)


def test_extraction_comes_back_under_its_present_name(cache: Cache) -> None:
    cache.keep(KEY, MADE)
    back = cache.extraction(KEY, "other.txt")
    assert back == replace(MADE, document=replace(MADE.document, source="other.txt"))


def test_nothing_is_made_until_something_is_put_in(cache: Cache, tmp_path: Path) -> None:
    assert cache.extraction(KEY, "news.txt") is None
    assert not (tmp_path / "cache").exists()


def test_entry_is_there_for_another_process_as_soon_as_it_is_put_in(cache: Cache, tmp_path: Path) -> None:
    cache.keep(KEY, MADE)  # and not closed, as after a kill
    assert Cache(tmp_path / "cache").extraction(KEY, "news.txt") == MADE


def damage(file: Path, change: str) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute(change)
    connection.close()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET content = substr(content, 1, 40)",
        "UPDATE entry SET content = x'00'",
        "UPDATE entry SET content = 7",
        "UPDATE entry SET digest = x'00'",
        "DELETE FROM entry",
    ],
)
def test_damaged_entry_counts_as_absent_and_can_be_replaced(cache: Cache, tmp_path: Path, change: str) -> None:
    cache.keep(KEY, MADE)
    cache.close()
    damage(tmp_path / "cache" / FILE, change)
    assert cache.extraction(KEY, "news.txt") is None
    cache.keep(KEY, MADE)
    assert cache.extraction(KEY, "news.txt") == MADE


def test_entry_under_another_key_counts_as_absent(cache: Cache, tmp_path: Path) -> None:
    cache.keep(KEY, MADE)
    cache.close()
    damage(tmp_path / "cache" / FILE, "UPDATE entry SET name = 'other'")
    assert cache.extraction("other", "news.txt") is None


@pytest.mark.parametrize("content", [b"", b"no database at all" * 100, b"SQLite format 3\0" + b"\xff" * 8000])
def test_damaged_file_is_set_aside_in_one_sentence(cache: Cache, told: list[Event], tmp_path: Path, content: bytes) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / FILE).write_bytes(content)
    assert cache.extraction(KEY, "news.txt") is None
    cache.keep(KEY, MADE)
    assert cache.extraction(KEY, "news.txt") == MADE
    if content:
        assert [type(one) for one in told] == [Notice]
        assert "damaged" in str(told[0])
        assert (tmp_path / "cache" / FILE).with_suffix(".damaged").read_bytes() == content


def test_folder_that_cannot_be_used_is_told_once_and_stops_nothing(told: list[Event], tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "cache", told.append)
    cache.keep(KEY, MADE)
    cache.keep(KEY, MADE)
    assert cache.extraction(KEY, "news.txt") is None
    assert len(told) == 1


def test_manifest_comes_back_with_odd_names(cache: Cache) -> None:
    cache.finish("hash", MANIFEST, {KEY})
    assert cache.manifest("hash", Manifest) == MANIFEST
    assert cache.manifest("other", Manifest) is None


def test_what_ten_builds_did_not_use_goes(cache: Cache) -> None:
    for key in ("used", "unused"):
        cache.keep(key, MADE)
    cache.finish("first", MANIFEST, {"used", "unused"})
    for number in range(10):
        assert cache.extraction("unused", "news.txt") is not None
        cache.finish(f"build {number}", MANIFEST, {"used"})
    assert cache.extraction("unused", "news.txt") is None
    assert cache.manifest("first", Manifest) is None
    assert cache.extraction("used", "news.txt") == MADE


def test_unused_entries_are_bounded_in_size(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fintech_kg.corpus.cache._UNUSED_BYTES", 1)
    for key in ("used", "unused"):
        cache.keep(key, MADE)
    cache.finish("one", MANIFEST, {"used", "unused"})
    cache.finish("two", MANIFEST, {"used"})
    assert (cache.extraction("unused", "x"), cache.extraction("used", "news.txt")) == (None, MADE)


def put(folder: Path, first: int) -> None:
    cache = Cache(folder)
    for number in range(first, first + 50):
        cache.keep(str(number), MADE)


def test_several_processes_write_at_once(tmp_path: Path) -> None:
    context = multiprocessing.get_context("fork")
    writers = [context.Process(target=put, args=(tmp_path / "cache", first)) for first in (0, 50, 100)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    cache = Cache(tmp_path / "cache")
    assert all(cache.extraction(str(number), "news.txt") == MADE for number in range(150))


SOURCE = Source("a.txt", "Kite Bank acquired Plaid.", "text/plain")


def test_key_leaves_out_the_name_and_nothing_else() -> None:
    key = extraction_key(SOURCE, "p", "o")
    assert extraction_key(replace(SOURCE, name="b.txt"), "p", "o") == key
    others = [
        replace(SOURCE, text="Kite Bank acquired Plaid!"),
        replace(SOURCE, media_type="text/markdown"),
        replace(SOURCE, title="T"),
        replace(SOURCE, published="2025-01-01"),
        replace(SOURCE, language="en"),
    ]
    keys = {
        *(extraction_key(one, "p", "o") for one in others),
        extraction_key(SOURCE, "q", "o"),
        extraction_key(SOURCE, "p", "q"),
    }
    assert len(keys | {key}) == len(others) + 3


def test_key_of_a_lone_surrogate_is_a_key() -> None:
    assert len(extraction_key(replace(SOURCE, text="\ud800"), "p", "o")) == 64


RECORDS = (
    Record("a.txt", "d1", "k1"),
    Record("b.txt", "d1", "k1"),
    Record("c.txt", "d2", "k2"),
    Record("bad.txt", problem="x"),
)


@pytest.mark.parametrize(
    ("names", "left"), [(["a.txt"], "b.txt c.txt bad.txt"), (["d1"], "c.txt bad.txt"), (["bad.txt", "d2"], "a.txt b.txt")]
)
def test_documents_are_removed_by_source_or_id(names: list[str], left: str) -> None:
    assert " ".join(one.source for one in remaining(RECORDS, names)) == left


def test_unknown_name_is_refused_with_near_ones() -> None:
    with pytest.raises(UnknownDocument, match=r"no document called 'a.text'; did you mean a.txt"):
        remaining(RECORDS, ["a.text"])


def test_nothing_left_is_refused() -> None:
    with pytest.raises(NoInput, match="no document would be left"):
        remaining(RECORDS, ["d1", "c.txt"])


def test_content_of_an_entry_is_compressed_json(cache: Cache, tmp_path: Path) -> None:
    cache.keep(KEY, Extraction(MADE.document))
    cache.close()
    connection = sqlite3.connect(tmp_path / "cache" / FILE)
    (content,) = connection.execute("SELECT content FROM entry").fetchone()
    connection.close()
    assert json.loads(zlib.decompress(content))["document"]["source"] == ""


def test_what_was_made_of_extractions_is_kept_as_long_as_it_is_asked_for(cache: Cache, tmp_path: Path) -> None:
    for key in ("asked", "forgotten"):
        cache.keep_made(key, MADE)
    cache.finish("first", MANIFEST, set())
    cache.close()
    for number in range(11):
        later = Cache(tmp_path / "cache")
        assert later.made("asked", Extraction) == MADE
        later.finish(f"build {number}", MANIFEST, set())
        later.close()
    assert Cache(tmp_path / "cache").made("forgotten", Extraction) is None


def test_key_of_one_sort_finds_nothing_of_another(cache: Cache) -> None:
    cache.keep_made(KEY, MADE)
    assert cache.extraction(KEY, "news.txt") is None
