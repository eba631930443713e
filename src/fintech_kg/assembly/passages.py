"""From extractions to a passage about each of some things, to show people what they decide about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from fintech_kg.assembly.heard import Told
from fintech_kg.cleaning import page_of
from fintech_kg.corpus.keyed import Keyed
from fintech_kg.corpus.lookup import Lookup
from fintech_kg.corpus.pile import Pile
from fintech_kg.model import Document, Evidence, Extraction

_END = re.compile(r"[.!?]\s|\n")
_LONGEST = 400
_REMEMBERED = 500

Canonical = Callable[[str, str], str]


class Passages:
    """A passage about each of some things; they lie in the folder, or in memory where there is none."""

    def __init__(self, shown: Iterable[tuple[str, Evidence]], folder: Path | None) -> None:
        pile: Pile[tuple[str, Evidence]] = Pile(tuple[str, Evidence], folder, shown)
        self._by_thing = Lookup(pile, lambda one: one[0], remembered=_REMEMBERED)

    def get(self, thing: str) -> Evidence | None:
        """The passage about the thing, if there is one."""
        found = self._by_thing.get(thing)
        return None if found is None else found[1]


def passages(
    extractions: Iterable[Extraction], wanted: Collection[str], canonical: Canonical, folder: Path | None = None
) -> Passages:
    """The first sentence by document and place for each wanted identifier: one that states something, else any.

    The extractions are sorted by document.
    """
    best: dict[str, int] = {}
    found: Keyed[tuple[str, Evidence]] = Keyed(tuple[str, Evidence], folder)
    for extraction in extractions:
        names = {one.id: canonical(extraction.document.id, one.id) for one in extraction.entities}
        for rank, raw, evidence in _told(extraction, {raw for raw, name in names.items() if name in wanted}):
            name = names[raw]
            if rank < best.get(name, rank + 1):
                best[name] = rank
                found.add((name, evidence), name, str(rank))
    return Passages((next(group) for _, group in groupby(found, itemgetter(0))), folder)


def telling(told: Iterable[Told], wanted: Collection[str], canonical: Canonical) -> set[str]:
    """The documents that `passages` has to see."""
    stating: dict[str, str] = {}
    naming: dict[str, list[str]] = defaultdict(list)
    for one in told:
        names = {thing: name for thing, _ in one.things if (name := canonical(one.document, thing)) in wanted}
        for end in (end for said in one.statements for end in said[:3:2] if end in names):
            stating.setdefault(names[end], one.document)
        for name in names.values():
            if name in stating:
                naming.pop(name, None)
            else:
                naming[name].append(one.document)
    return {*stating.values(), *(one for found in naming.values() for one in found)}


def _told(extraction: Extraction, wanted: Collection[str]) -> Iterator[tuple[int, str, Evidence]]:
    for said in sorted(extraction.statements, key=lambda one: (one.evidence.start, one.id)):
        yield from ((0, end, said.evidence) for end in (said.subject, said.object) if end in wanted)
    for mention in sorted(extraction.mentions, key=lambda one: (one.start, one.end)):
        if mention.entity in wanted:
            yield 1, mention.entity, _around(extraction.document, mention.start, mention.end)


def _around(document: Document, start: int, end: int) -> Evidence:
    """The sentence around the span, roughly."""
    before = list(_END.finditer(document.text, max(0, start - _LONGEST), start))
    after = _END.search(document.text, end, end + _LONGEST)
    first = before[-1].end() if before else max(0, start - _LONGEST)
    last = after.start() + 1 if after else min(len(document.text), end + _LONGEST)
    quote = document.text[first:last].rstrip()
    return Evidence(document.id, first, first + len(quote), quote, page_of(document, first))
