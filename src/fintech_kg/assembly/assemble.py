"""From extractions to Facts. Pure, and independent of the extractions' order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from types import MappingProxyType

from fintech_kg.assembly.order import in_order
from fintech_kg.assembly.resolve import Resolution, resolve
from fintech_kg.assembly.things import described
from fintech_kg.model import Document, Entity, Extraction, Fact, Facts, Observation, Quotation, Statement, Status

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
    ordered = in_order(extractions)
    if copies is None:
        from fintech_kg.assembly.copies import near_copies  # it loads numpy, which who only reads a graph does without

        copies = near_copies(ordered, sources)
    found = Gathered(resolve(ordered) if resolution is None else resolution, symmetric)
    for one in ordered:
        found.add(one)
    names = sources or {}
    return Facts(
        documents=tuple(found.documents),
        entities=tuple(described(entities, identifier) for identifier, entities in sorted(found.entities.items())),
        mentions=tuple(found.mentions),
        facts=tuple(facts_from(found.statements, copies)),
        observations=tuple(found.observations),
        quotations=tuple(found.quotations),
        sources=tuple((one.id, names_of(one, names)) for one in found.documents),
        copies=tuple(copies.items()),
    )


class Gathered:
    """What documents tell, taken one after the other in their order, under the identifiers that the resolution gives."""

    def __init__(self, same: Resolution, symmetric: Collection[str]) -> None:
        self._same, self._symmetric = same, symmetric
        self.documents: list[Document] = []
        self.entities: dict[str, dict[Entity, None]] = defaultdict(dict)
        self.mentions: list[tuple[str, str]] = []
        self.statements: list[tuple[Key, Statement]] = []
        self.observations: list[Observation] = []
        self.quotations: list[Quotation] = []

    def add(self, one: Extraction) -> None:
        """Takes the next document's."""
        document, same = one.document.id, self._same
        self.documents.append(one.document)
        for thing, entity in same.entities(one):
            self.entities[thing][entity] = None
        self.mentions += sorted({(document, same.canonical(document, name.entity)) for name in one.mentions})
        self.statements += _keyed(one, same, self._symmetric)
        self.observations += (_observation(one, found, same) for found in one.observations)
        self.quotations += (_quotation(one, found, same) for found in one.quotations)


def names_of(document: Document, names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The names that the document's content came under, sorted."""
    return tuple(sorted(names.get(document.id, (document.source,))))


def folded(extractions: Iterable[Extraction], resolution: Resolution) -> list[Statement]:
    """The statements whose two ends became one thing, sorted by document and place."""
    found = [
        said
        for one in extractions
        for said in one.statements
        if resolution.canonical(one.document.id, said.subject) == resolution.canonical(one.document.id, said.object)
    ]
    return sorted(found, key=place_of)


def place_of(said: Statement) -> tuple[str, int, str]:
    return said.evidence.document, said.evidence.start, said.id


def _observation(extraction: Extraction, found: Observation, same: Resolution) -> Observation:
    about, claimed_by = _canonical(extraction, found.about, same), _canonical(extraction, found.claimed_by, same)
    return (
        found if (about, claimed_by) == (found.about, found.claimed_by) else replace(found, about=about, claimed_by=claimed_by)
    )


def _quotation(extraction: Extraction, found: Quotation, same: Resolution) -> Quotation:
    speaker = _canonical(extraction, found.speaker, same)
    return found if speaker == found.speaker else replace(found, speaker=speaker)


def _canonical(extraction: Extraction, identifier: str | None, same: Resolution) -> str | None:
    return None if identifier is None else same.canonical(extraction.document.id, identifier)


def _keyed(extraction: Extraction, same: Resolution, symmetric: Collection[str]) -> Iterator[tuple[Key, Statement]]:
    for said in extraction.statements:
        subject = same.canonical(extraction.document.id, said.subject)
        object_ = same.canonical(extraction.document.id, said.object)
        if subject > object_ and said.predicate in symmetric:
            subject, object_, said = object_, subject, _turned(said)
        if subject != object_ or said.subject == said.object:
            claimed = _canonical(extraction, said.claimed_by, same)
            heard = said if claimed == said.claimed_by else replace(said, claimed_by=claimed)
            yield (subject, said.predicate, object_), heard


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
        ordered = tuple(found) if len(found) == 1 else tuple(sorted(found, key=place_of))
        yield Fact(subject, predicate, object_, status, belief(ordered, copies), ordered)


def belief(statements: Sequence[Statement], copies: Mapping[str, str]) -> Decimal:
    """Of statements of one fact the chance that not all are wrong, taking sentences as independent and each sentence once.

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
