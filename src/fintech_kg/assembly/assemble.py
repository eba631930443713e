"""From extractions to Facts. Pure, and independent of the extractions' order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from fintech_kg.assembly.copies import near_copies
from fintech_kg.assembly.resolve import Resolution, resolve
from fintech_kg.assembly.things import described
from fintech_kg.model import Entity, Extraction, Fact, Facts, Statement, Status

Key = tuple[str, str, str]
NO_COPIES: Mapping[str, str] = MappingProxyType({})


def assemble(
    extractions: Iterable[Extraction],
    *,
    sources: Mapping[str, Sequence[str]] | None = None,
    resolution: Resolution | None = None,
    symmetric: Collection[str] = (),
    copies: Mapping[str, str] | None = None,
) -> Facts:
    """The facts of the extractions. `sources` gives every name that a document's content came under.

    Identifiers that the resolution (by default the one without a ledger) takes for one are one thing; statements of one key
    and status are one fact, and keep the identifiers that they were made with. The ends of a `symmetric` relation are sorted.
    What a merge would make a thing state of itself is no fact; `folded` lists it. Near-copies count once as evidence;
    `copies`, by default those among the extractions, gives the original of each.
    """
    ordered = sorted(extractions, key=lambda one: one.document.id)
    copies = near_copies(ordered, sources) if copies is None else copies
    same = resolve(ordered) if resolution is None else resolution
    return Facts(
        documents=tuple(one.document for one in ordered),
        entities=tuple(_entities(ordered, same)),
        mentions=tuple(
            sorted(
                {(one.document.id, same.canonical(one.document.id, name.entity)) for one in ordered for name in one.mentions}
            )
        ),
        facts=tuple(facts_from(_keyed(ordered, same, symmetric), copies)),
        observations=tuple(
            replace(
                observation,
                about=_canonical(one, observation.about, same),
                claimed_by=_canonical(one, observation.claimed_by, same),
            )
            for one in ordered
            for observation in one.observations
        ),
        quotations=tuple(
            replace(quotation, speaker=_canonical(one, quotation.speaker, same))
            for one in ordered
            for quotation in one.quotations
        ),
        sources=tuple(
            (one.document.id, tuple(sorted((sources or {}).get(one.document.id, (one.document.source,))))) for one in ordered
        ),
        copies=tuple(copies.items()),
    )


def folded(extractions: Iterable[Extraction], resolution: Resolution) -> list[Statement]:
    """The statements whose two ends became one thing, sorted by document and place."""
    found = [
        said
        for one in extractions
        for said in one.statements
        if resolution.canonical(one.document.id, said.subject) == resolution.canonical(one.document.id, said.object)
    ]
    return sorted(found, key=lambda one: (one.evidence.document, one.evidence.start, one.id))


def _canonical(extraction: Extraction, identifier: str | None, same: Resolution) -> str | None:
    return None if identifier is None else same.canonical(extraction.document.id, identifier)


def _entities(extractions: Iterable[Extraction], same: Resolution) -> Iterable[Entity]:
    found: dict[str, list[Entity]] = defaultdict(list)
    for extraction in extractions:
        for entity in extraction.entities:
            own = same.namesakes.get((extraction.document.id, entity.id), entity.id)
            found[same.same.get(own, own)].append(entity if entity.id == own else replace(entity, id=own))
    return (described(entities, identifier) for identifier, entities in sorted(found.items()))


def _keyed(extractions: Iterable[Extraction], same: Resolution, symmetric: Collection[str]) -> Iterator[tuple[Key, Statement]]:
    for extraction in extractions:
        for said in extraction.statements:
            subject, object_ = (same.canonical(extraction.document.id, end) for end in (said.subject, said.object))
            if subject > object_ and said.predicate in symmetric:
                subject, object_, said = object_, subject, _turned(said)
            if subject != object_ or said.subject == said.object:
                yield (
                    (subject, said.predicate, object_),
                    replace(said, claimed_by=_canonical(extraction, said.claimed_by, same)),
                )


def _turned(said: Statement) -> Statement:
    """The same claim of a symmetric relation, from its other end."""
    return replace(
        said,
        subject=said.object,
        object=said.subject,
        subject_span=said.object_span,
        object_span=said.subject_span,
    )


def facts_from(statements: Iterable[tuple[Key, Statement]], copies: Mapping[str, str] = NO_COPIES) -> Iterator[Fact]:
    """The facts that the statements bear, each given with its canonical key; sorted by key and status.

    `copies` gives the document that each near-copy copies.
    """
    same: dict[tuple[str, str, str, Status], list[Statement]] = defaultdict(list)
    for key, statement in statements:
        same[(*key, statement.status)].append(statement)
    for (subject, predicate, object_, status), found in sorted(same.items()):
        ordered = tuple(sorted(found, key=lambda one: (one.evidence.document, one.evidence.start, one.id)))
        yield Fact(subject, predicate, object_, status, _belief(ordered, copies), ordered)


def _belief(statements: Sequence[Statement], copies: Mapping[str, str]) -> Decimal:
    """The chance that not all are wrong, taking sentences as independent and each sentence once.

    Of documents that copy each other only the one that says most for the fact is heard.
    """
    groups: dict[str, dict[str, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for one in statements:
        document, quote = one.evidence.document, one.evidence.quote
        _raise(groups[copies.get(document, document)][document], quote, one.confidence)
    sentences: dict[str, Decimal] = {}
    for documents in groups.values():
        heard = min(sorted(documents), key=lambda document: _doubt(documents[document]))
        for quote, confidence in documents[heard].items():
            _raise(sentences, quote, confidence)
    return (1 - _doubt(sentences)).quantize(Decimal("0.0001")).normalize()


def _raise(sentences: dict[str, Decimal], quote: str, confidence: Decimal) -> None:
    sentences[quote] = max(confidence, sentences.get(quote, Decimal(0)))


def _doubt(sentences: Mapping[str, Decimal]) -> Decimal:
    doubt = Decimal(1)
    for _, confidence in sorted(sentences.items()):
        doubt *= 1 - confidence
    return doubt
