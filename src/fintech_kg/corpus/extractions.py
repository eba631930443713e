"""Extractions in any number, of which only a bounded part is in memory: the rest is read back whenever it is asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from operator import eq
from pathlib import Path

from fintech_kg.corpus.cache import Cache
from fintech_kg.corpus.pile import Pile
from fintech_kg.errors import IncompleteCache
from fintech_kg.model import Extraction, Extractions, Source

MOST_HELD = 1_000_000
"""Characters of the documents whose extractions stay in memory, with all that is made of them, and of waiting sources; an
extraction takes some thirty bytes for each character."""
Named = tuple[str, str, str]
"""A document's id, the key of its extraction, and the name of its source."""


class Shelf:
    """Where a run puts sources and extractions until they are needed: the cache, or memory where there is none.

    What the cache does not take, for want of space, stays in memory too.
    """

    def __init__(self, cache: Cache | None, *, most: int = MOST_HELD) -> None:
        self._cache, self._most = cache, most
        self._held: dict[str, Extraction] = {}
        self._sources: dict[str, Source] = {}
        self._length = self._waiting = 0

    @property
    def spare(self) -> Path | None:
        """Where what is made of these extractions is to lie; None where they are few, or where nothing lies anywhere."""
        return None if self._cache is None or self._length < self._most else self._cache.folder

    def extraction(self, key: str, name: str) -> Extraction | None:
        """The extraction under the key, with the name that its source has now; None where there is none."""
        held = self._held.get(key)
        if held is not None:
            return held if held.document.source == name else replace(held, document=replace(held.document, source=name))
        found = None if self._cache is None else self._cache.extraction(key, name)
        if found is not None and self._length < self._most:
            self._hold(key, found)
        return found

    def keep(self, key: str, extraction: Extraction) -> None:
        """Puts an extraction there, and forgets the source that it was made of."""
        kept = self._cache is not None and self._cache.keep(key, extraction)
        if not kept or self._length < self._most:
            self._hold(key, extraction)
        self.forget_source(key)

    def source(self, key: str) -> Source | None:
        """The source that was put there."""
        held = self._sources.get(key)
        return held if held is not None or self._cache is None else self._cache.source(key)

    def keep_source(self, key: str, source: Source) -> None:
        """Puts a source there, until its extraction is."""
        self._waiting += len(source.text)
        if self._waiting < self._most or not self.outlast(key, source):
            self._sources[key] = source

    def outlast(self, key: str, source: Source | None = None) -> bool:
        """Puts a source, by default one that is there, where it outlasts the run. False where that cannot be."""
        given = source or self._sources.get(key)
        return given is not None and self._cache is not None and self._cache.keep_source(key, given)

    def forget_source(self, key: str) -> None:
        """Takes a source away, of which nothing more is to be made."""
        held = self._sources.pop(key, None)
        if held is not None:
            self._waiting -= len(held.text)
        elif self._cache is not None:
            self._cache.forget_source(key)

    def _hold(self, key: str, extraction: Extraction) -> None:
        self._held[key] = extraction
        self._length += len(extraction.document.text)


class KeptExtractions(Extractions):
    """The extractions of a run, sorted by document; each going through them reads those that are not held."""

    def __init__(self, shelf: Shelf, named: Sequence[Named]) -> None:
        self._shelf, self._named = shelf, named if isinstance(named, Pile) else sorted(named)

    def __iter__(self) -> Iterator[Extraction]:
        """Raises IncompleteCache where another program took one out of the cache meanwhile."""
        for _, key, name in self._named:
            found = self._shelf.extraction(key, name)
            if found is None:
                raise IncompleteCache(f"the cache lost the extraction of {name} while it was used; build again")
            yield found

    def __len__(self) -> int:
        return len(self._named)

    @property
    def spare(self) -> Path | None:
        return self._shelf.spare

    def chosen(self, documents: Collection[str]) -> Iterator[Extraction]:
        return iter(KeptExtractions(self._shelf, [one for one in self._named if one[0] in documents]))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeptExtractions) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    def __contains__(self, one: object) -> bool:
        return any(one == found for found in self)
