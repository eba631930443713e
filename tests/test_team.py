"""Batches for workers that may die: what is lost with one, and what is not."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.corpus.batches import Batch, batches
from fintech_kg.corpus.extracted import Extracted
from fintech_kg.corpus.ordered import results_in_order
from fintech_kg.corpus.team import Team, WorkerDied
from fintech_kg.errors import DocumentError, EmptyDocument, ExtractionFailed, ModelNotFound
from fintech_kg.model import Document, Extraction, Source


def texts(*words: str) -> list[Source]:
    return [Source(f"{number}.txt", one, "text/plain") for number, one in enumerate(words)]


class Fake:
    """A worker that does its batches one after the other, the next when it is handed more; `fatal` says which kill it."""

    def __init__(self, fatal: Callable[[str], bool], tried: list[list[str]]) -> None:
        self._fatal, self._tried = fatal, tried
        self._dead = False

    def take(self, batch: Batch) -> Future[list[Extracted]]:
        done: Future[list[Extracted]] = Future()
        if not self._dead:
            self._tried.append([one.text for one in batch])
            self._dead = any(list(map(self._fatal, (one.text for one in batch))))
        if self._dead:
            done.set_exception(WorkerDied())
        else:
            done.set_result([Extracted(one.id, Extraction(_cleaned(one))) for one in batch])
        return done

    def leave(self) -> None:
        self._dead = True


def _cleaned(one: Source | Document) -> Document:
    return clean(one) if isinstance(one, Source) else one


def worked(given: list[Batch], fatal: Callable[[str], bool], size: int = 1) -> tuple[dict[str, bool], list[list[str]]]:
    """Whether each text was read, and what each batch that a worker began held."""
    tried: list[list[str]] = []
    names = {one.id: one.text for batch in given for one in batch}
    done = [*Team(lambda: Fake(fatal, tried), size).work(given)]
    assert len(done) == len(names)
    return {names[one.document]: isinstance(one.result, Extraction) for one in done}, tried


def once(word: str) -> Callable[[str], bool]:
    met: list[str] = []

    def fatal(text: str) -> bool:
        met.append(text)
        return text == word and met.count(word) == 1

    return fatal


def test_worker_that_dies_costs_its_batch_a_retry_of_each_text_alone() -> None:
    one, two, three = texts("a", "b", "c")
    read, tried = worked([(one, two), (three,)], once("b"))
    assert read == {"a": True, "b": True, "c": True}
    assert tried[0] == ["a", "b"]
    assert sorted(tried[1:]) == [["a"], ["b"], ["c"]]


def test_text_that_kills_twice_is_set_aside_and_named() -> None:
    one, two = texts("a", "killer")
    done = {one.document: one.result for one in Team(lambda: Fake("killer".__eq__, []), 1).work([(one, two)])}
    assert isinstance(done[one.id], Extraction)
    assert isinstance(done[two.id], ExtractionFailed)
    assert "1.txt: two processes that read it died" in str(done[two.id])


def test_batch_that_was_not_begun_is_charged_nothing() -> None:
    killer, *others = texts("killer", "a", "b")
    read, tried = worked([(killer,), (others[0],), (others[1],)], "killer".__eq__)
    assert read == {"killer": False, "a": True, "b": True}
    assert tried.count(["killer"]) == 2
    assert tried.count(["a"]) == tried.count(["b"]) == 1


def test_several_workers_that_die_lose_nothing() -> None:
    given: list[Batch] = [(one,) for one in texts(*map(str, range(20)), "killer")]
    read, _ = worked(given, "killer".__eq__, size=3)
    assert [text for text, good in read.items() if not good] == ["killer"]


def test_what_a_worker_raises_stops_the_work() -> None:
    class Broken(Fake):
        def take(self, batch: Batch) -> Future[list[Extracted]]:
            done: Future[list[Extracted]] = Future()
            done.set_exception(ModelNotFound("none", "it is not there"))
            return done

    with pytest.raises(ModelNotFound):
        list(Team(lambda: Broken(bool, []), 1).work([tuple(texts("a"))]))


def test_batches_hold_every_text_once_the_long_ones_first() -> None:
    given = texts(*("x" * length for length in (10, 30_000, 500, 9_000, 9_500, 700)))
    found = list(batches(given, 1))
    assert sorted(one.id for batch in found for one in batch) == sorted(one.id for one in given)
    lengths = [len(one.text) for batch in found for one in batch]
    assert lengths == sorted(lengths, reverse=True)


def test_batch_holds_no_more_than_a_few_seconds_of_work() -> None:
    found = list(batches(texts(*("x" * 3_000 for _ in range(100))), 1))
    assert {len(batch) for batch in found[:10]} == {6}


def test_few_texts_are_shared_by_all_workers() -> None:
    assert len(list(batches(texts(*("x" * 100 for _ in range(8))), 2))) == 8


def test_results_come_in_the_order_of_the_texts_errors_among_them() -> None:
    given: list[Source | DocumentError] = [*texts("a", "b", "a"), EmptyDocument("3.txt")]
    given.insert(1, EmptyDocument("between.txt"))

    def backwards(found: object) -> list[Extracted]:
        assert not isinstance(found, list)
        return [Extracted(one.id, Extraction(clean(one))) for one in reversed([*found])]  # type: ignore[misc]

    told = list(results_in_order(given, backwards))  # type: ignore[arg-type]
    names = [one.document.source if isinstance(one, Extraction) else one.source for one in told]
    assert names == ["0.txt", "between.txt", "1.txt", "2.txt", "3.txt"]
