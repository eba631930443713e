"""From extractions to a passage about each of some things, to show people what they decide about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator

from fintech_kg.assembly.heard import Told
from fintech_kg.assembly.order import in_order
from fintech_kg.cleaning import page_of
from fintech_kg.model import Document, Evidence, Extraction

_END = re.compile(r"[.!?]\s|\n")
_LONGEST = 400

Canonical = Callable[[str, str], str]


def passages(extractions: Iterable[Extraction], wanted: Collection[str], canonical: Canonical) -> dict[str, Evidence]:
    """The first sentence by document and place for each wanted identifier: one that states something, else any."""
    best: dict[str, tuple[int, Evidence]] = {}
    for extraction in in_order(extractions):
        names = {one.id: canonical(extraction.document.id, one.id) for one in extraction.entities}
        for rank, raw, evidence in _told(extraction, {raw for raw, name in names.items() if name in wanted}):
            name = names[raw]
            if name not in best or rank < best[name][0]:
                best[name] = (rank, evidence)
    return {name: evidence for name, (_, evidence) in best.items()}


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
