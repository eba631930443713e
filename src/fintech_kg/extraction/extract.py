"""From a Document to its Extraction."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

from spacy.language import Language

from fintech_kg.errors import ExtractionFailed, reason_of
from fintech_kg.extraction.candidates import READERS, Candidate, View
from fintech_kg.extraction.claims import Claims
from fintech_kg.extraction.document_observations import observations_of
from fintech_kg.extraction.document_quotations import quotations_of, spoken_in
from fintech_kg.extraction.frames import TriggerIndex, candidates, trigger_index, with_status
from fintech_kg.extraction.gate import refusal
from fintech_kg.extraction.pipeline import DEFAULT_MODEL, load_pipeline, scorer_of
from fintech_kg.extraction.qualifiers import qualifiers
from fintech_kg.extraction.reading import Reading, read
from fintech_kg.extraction.recogniser import forget
from fintech_kg.extraction.related import combined, is_trigger, precision_of, read_relations
from fintech_kg.model import (
    BlockKind,
    Document,
    Extraction,
    Kind,
    Mention,
    OpenStatement,
    Statement,
    Status,
)
from fintech_kg.names import normal_form
from fintech_kg.ontology import Concept, Ontology
from fintech_kg.recognition import Scorer

Extractor = Callable[[Document], Extraction]


def load_extractor(ontology: Ontology, model: str = DEFAULT_MODEL) -> Extractor:
    """The pure function from a Document to its Extraction, for this ontology and spaCy pipeline. Raises ModelNotFound."""
    tools = load_tools(ontology, model)

    def extract(document: Document) -> Extraction:
        with digesting(document):
            return extraction_of(read(document, tools.nlp, ontology, tools.labels), tools)

    return extract


@contextmanager
def digesting(document: Document) -> Iterator[None]:
    """Turns what spaCy raises on texts that it cannot digest into ExtractionFailed."""
    try:
        yield
    except (ValueError, ArithmeticError, RecursionError, MemoryError) as error:
        raise ExtractionFailed(document.source, reason_of(error)) from error


def _lexicon_labels(ontology: Ontology) -> dict[tuple[Kind, str], Concept]:
    """The lexicon by kind and normal form of each unambiguous label."""
    return {
        (concept.kind, normal_form(label, concept.kind)): concept
        for concept in sorted(ontology.concepts.values(), key=lambda concept: concept.iri, reverse=True)
        for label in concept.labels
    }


@dataclass(frozen=True, slots=True)
class Tools:
    """What every document is read with. `labels` gives the lexicon's entry by kind and normal form."""

    nlp: Language
    ontology: Ontology
    index: TriggerIndex
    labels: Mapping[tuple[Kind, str], Concept]
    scorer: Scorer | None


def load_tools(ontology: Ontology, model: str = DEFAULT_MODEL) -> Tools:
    """The tools for this ontology and spaCy pipeline. Raises ModelNotFound."""
    nlp = load_pipeline(model, ontology.folder)
    return Tools(nlp, ontology, trigger_index(ontology), _lexicon_labels(ontology), scorer_of(nlp))


def _all_candidates(reading: Reading, number: int, tools: Tools) -> list[Candidate]:
    """What the frames find in a piece and, where the pipeline has a network and the piece is prose, what that reads."""
    view = reading.views[number]
    found = candidates(view, tools.index, tools.ontology)
    if tools.scorer is None or reading.pieces[number].block.kind is BlockKind.ROW:
        return found
    return combined(found, list(_read(view, tools.scorer, tools.ontology, found)), tools.ontology, tools.scorer.name)


def _read(view: View, scorer: Scorer, ontology: Ontology, framed: Sequence[Candidate]) -> Iterator[Candidate]:
    for one in read_relations(view, scorer, ontology, framed):
        relation = ontology.relations[one.relation]
        if refusal(view, one, relation) is not None:
            continue
        stated = is_trigger(view.doc[one.trigger], relation)
        made = with_status(view, one, ontology, tensed=stated)
        if stated or made.status not in {Status.DENIED, Status.PLANNED}:  # of these the network's pairs say too little
            yield made


def extraction_of(reading: Reading, tools: Tools) -> Extraction:
    """All that a document says, as read."""
    ontology = tools.ontology
    found = [(number, one) for number in range(len(reading.views)) for one in _all_candidates(reading, number, tools)]
    for piece in reading.pieces:
        forget(piece.doc)
    spoken = spoken_in(reading, ontology)
    claims = Claims(reading, spoken)
    return Extraction(
        document=reading.document,
        entities=reading.names.entities,
        mentions=tuple(_mentions(reading)),
        statements=tuple(_statements(reading, found, ontology, claims)),
        open_statements=tuple(_open_statements(reading, found, ontology)),
        observations=tuple(observations_of(reading, claims)),
        quotations=tuple(quotations_of(reading, spoken)),
    )


def _mentions(reading: Reading) -> Iterator[Mention]:
    kinds = {entity.id: entity.kind for entity in reading.names.entities}
    for (number, token), entity in sorted(reading.names.of.items()):
        argument = reading.views[number].arguments[token]
        start, end = reading.offsets(number, argument.start, argument.end)
        yield Mention(start, end, reading.document.text[start:end], kinds[entity], entity)


def _statements(
    reading: Reading, found: Sequence[tuple[int, Candidate]], ontology: Ontology, claims: Claims
) -> Iterator[Statement]:
    """The candidates whose ends are both known, in text order, each identifier once."""
    pairs = Counter((number, one.relation, one.trigger) for number, one in found)
    made = []
    for number, candidate in found:
        alone = pairs[number, candidate.relation, candidate.trigger] == 1
        statement = _statement(reading, number, candidate, ontology, alone=alone)
        if statement is not None:
            made.append(replace(statement, claimed_by=claims.of(number, candidate.trigger)))
    seen: set[str] = set()
    for one in sorted(_without_echoes(made), key=_place):
        if one.id not in seen:
            seen.add(one.id)
            yield one


def _place(one: Statement) -> tuple[object, ...]:
    return one.evidence.start, one.trigger_span, one.key, one.status, one.qualifiers


def _without_echoes(made: Sequence[Statement]) -> Iterator[Statement]:
    """With one status for what a sentence says of two things: a frame's word, or else that of which the network is surest.

    What the network reads of a second mention of the same two is kept where it agrees; what it reads of two things between
    which a frame reads another relation is not.
    """
    same: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    linked = {(one.evidence, frozenset((one.subject, one.object))): one.predicate for one in made if not _is_read(one)}
    for one in made:
        stated = linked.get((one.evidence, frozenset((one.subject, one.object))), one.predicate)
        if not _is_read(one) or stated == one.predicate:
            same[one.evidence, one.key].append(one)
    for found in same.values():
        framed = [one for one in found if not _is_read(one)]
        surest = max(found, key=lambda one: (one.confidence, one.subject_span, one.object_span))
        statuses = {one.status for one in framed or [surest]}
        yield from framed
        yield from (one for one in found if _is_read(one) and one.status in statuses)


def _is_read(one: Statement) -> bool:
    """Whether a network alone read it."""
    return one.rule.partition(":")[0] in READERS


def _statement(reading: Reading, number: int, candidate: Candidate, ontology: Ontology, *, alone: bool) -> Statement | None:
    first, second = candidate.subject, candidate.object
    subject, object_ = reading.entity_of(number, first), reading.entity_of(number, second)
    if subject is None or object_ is None or subject == object_:
        return None
    relation = ontology.relations[candidate.relation]
    if relation.symmetric and subject > object_:
        subject, object_, first, second = object_, subject, second, first
    return Statement(
        subject=subject,
        predicate=candidate.relation,
        object=object_,
        status=candidate.status,
        qualifiers=qualifiers(reading.views[number], candidate, relation, alone=alone),
        evidence=reading.evidence(number, _tokens(candidate)),
        rule=candidate.rule,
        confidence=precision_of(candidate, ontology),
        subject_span=reading.offsets(number, first.start, first.end),
        object_span=reading.offsets(number, second.start, second.end),
        trigger_span=reading.offsets(number, candidate.trigger, candidate.trigger + 1),
    )


def _tokens(candidate: Candidate) -> list[int]:
    ends = (candidate.subject, candidate.object)
    return [candidate.trigger, *(one.start for one in ends), *(one.end - 1 for one in ends)]


def _open_statements(reading: Reading, found: Iterable[tuple[int, Candidate]], ontology: Ontology) -> Iterator[OpenStatement]:
    """The candidates with an end whose antecedent is not clear: they become no fact, and are not lost."""
    for number, candidate in found:
        first, second = candidate.subject, candidate.object
        subject, object_ = reading.entity_of(number, first), reading.entity_of(number, second)
        if subject is None or object_ is None:
            yield OpenStatement(
                subject=subject,
                predicate=candidate.relation,
                object=object_,
                status=candidate.status,
                evidence=reading.evidence(number, _tokens(candidate)),
                rule=candidate.rule,
                subject_span=reading.offsets(number, first.start, first.end),
                object_span=reading.offsets(number, second.start, second.end),
                qualifiers=qualifiers(reading.views[number], candidate, ontology.relations[candidate.relation], alone=False),
            )
