"""From texts as they come to what becomes of each, in their order, by a runner that does them in any."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from fintech_kg.corpus.batches import Given
from fintech_kg.corpus.extracted import Extracted
from fintech_kg.errors import DocumentError
from fintech_kg.model import Extraction, Source

Result = Extraction | DocumentError
Extracting = Callable[[Iterable[Given]], Iterator[Extracted]]


def results_in_order(given: Iterable[Source | DocumentError], extracting: Extracting) -> Iterator[Result]:
    """One result for each of the given, in their order; an error among them is its own. What is done early waits, which is as
    much as a runner takes ahead."""
    places: dict[tuple[str, str], deque[int]] = defaultdict(deque)
    results: dict[int, Result] = {}
    told = 0

    def fed() -> Iterator[Source]:
        for number, one in enumerate(given):
            if isinstance(one, DocumentError):
                results[number] = one
            else:
                places[one.id, one.name].append(number)
                yield one

    for done in chain(extracting(fed()), [None]):
        if done is not None:
            results[places[done.document, _name(done.result)].popleft()] = done.result
        while told in results:
            yield results.pop(told)
            told += 1


def _name(result: Result) -> str:
    return result.document.source if isinstance(result, Extraction) else result.source
