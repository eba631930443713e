"""From the abridged extractions of all documents to what is one thing, and to one description of each thing.

One task does this for the whole: what it holds grows with the documents, and with what they name rather than with their texts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from fintech_kg.assembly import Resolution, resolve
from fintech_kg.assembly.proposals import Proposal
from fintech_kg.assembly.things import described
from fintech_kg.building import decisions_of
from fintech_kg.corpus.packing import packed, unpacked
from fintech_kg.corpus.shards import rows_between, rows_of, write_rows
from fintech_kg.distribution.gather import documents_of
from fintech_kg.distribution.plan import Plan
from fintech_kg.graph.quads import thing_count
from fintech_kg.model import Entity, Extraction, Extractions, Kind
from fintech_kg.ontology import load_ontology

_SAME = {"thing": "text", "stays": "text"}
_NAMESAKES = {"document": "text", "person": "text", "stays": "text"}
_THINGS = {"thing": "text", "entity": "bytes"}
_IN_FILE = 50_000


@dataclass(frozen=True, slots=True)
class Named:
    """How many things of each kind there are, how many of all stand in texts, how many triples tell of these; what was merged,
    and what awaits review.
    """

    kinds: Mapping[str, int]
    mentioned: int
    triples: int
    merged: tuple[Proposal, ...]
    review: tuple[Proposal, ...]


def name_things(plan: Plan) -> Named:
    """Writes what is one thing, and each thing's description, sorted by identifier."""
    known, decisions = load_ontology(plan.options.ontology), decisions_of(plan.options)
    found = _Abridged(plan)
    resolution = resolve(found, decisions)
    same = sorted(resolution.same.items())
    write_rows(plan.file("same", 0), [{"thing": one, "stays": stays} for one, stays in same], _SAME)
    namesakes = [
        {"document": document, "person": person, "stays": stays}
        for (document, person), stays in sorted(resolution.namesakes.items())
    ]
    write_rows(plan.file("namesakes", 0), namesakes, _NAMESAKES)
    entities, mentioned = _entities(found, resolution)
    for shard, start in enumerate(range(0, max(1, len(entities)), _IN_FILE)):
        rows = [{"thing": one.id, "entity": packed(one)} for one in entities[start : start + _IN_FILE]]
        write_rows(plan.file("things", shard), rows, _THINGS)
    kinds = Counter(one.kind.value for one in entities)
    return Named(
        {kind.value: kinds[kind.value] for kind in Kind},
        len(mentioned),
        thing_count(mentioned, known, base=plan.options.base_iri),
        tuple(resolution.merged),
        tuple(resolution.doubtful),
    )


class _Abridged(Extractions):
    """Those of all documents, which are read again whenever they are gone through."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan

    def __iter__(self) -> Iterator[Extraction]:
        for shard in range(self._plan.shards):
            for row in documents_of(self._plan, shard, "abridged"):
                yield unpacked(row["abridged"], Extraction)

    def __len__(self) -> int:
        return sum(len(documents_of(self._plan, shard)) for shard in range(self._plan.shards))

    def __contains__(self, one: object) -> bool:
        return any(one == found for found in self)

    @property
    def spare(self) -> None:
        return None

    def chosen(self, documents: Collection[str]) -> Iterator[Extraction]:
        """None: whole sentences, to show people, are not in what is abridged."""
        return iter(())


def _entities(extractions: Iterable[Extraction], resolution: Resolution) -> tuple[list[Entity], list[Entity]]:
    """One description of each thing, sorted by identifier, as `assemble` gives it; and those of things that texts mention."""
    found: dict[str, set[Entity]] = defaultdict(set)
    mentioned: set[str] = set()
    for extraction in extractions:
        for thing, entity in resolution.entities(extraction):
            found[thing].add(entity)
        mentioned.update(resolution.canonical(extraction.document.id, name.entity) for name in extraction.mentions)
    every = [described(sorted(entities, key=repr), identifier) for identifier, entities in sorted(found.items())]
    return every, [one for one in every if one.id in mentioned]


def resolution_in(plan: Plan, shard: int) -> Resolution:
    """What is one thing, as far as it concerns the documents of a shard."""
    same = {row["thing"]: row["stays"] for row in rows_of(plan.work("same"), tuple(_SAME))}
    found = rows_between(plan.work("namesakes"), tuple(_NAMESAKES), "document", plan.documents(shard))
    return Resolution(same, {(row["document"], row["person"]): row["stays"] for row in found})


def things_named(plan: Plan, wanted: Iterable[str]) -> list[Entity]:
    """The descriptions of some things, sorted by identifier."""
    rows = rows_of(plan.work("things"), tuple(_THINGS), "thing", sorted(wanted))
    return sorted((unpacked(row["entity"], Entity) for row in rows), key=lambda one: one.id)
