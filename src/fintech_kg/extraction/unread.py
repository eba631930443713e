"""From a Document to what was not read of it: sentences that name several things and give no fact, and refused candidates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from spacy.tokens import Span

from fintech_kg.extraction.candidates import Argument, Candidate
from fintech_kg.extraction.choices import DEFAULT_MODEL
from fintech_kg.extraction.extract import digesting, extraction_of, load_tools
from fintech_kg.extraction.frames import TriggerIndex, candidates, proposals, trigger_index
from fintech_kg.extraction.gate import Refusal, refusal
from fintech_kg.extraction.hints import Hint, hints
from fintech_kg.extraction.reading import Reading, read
from fintech_kg.model import BlockKind, Document, Evidence, Extraction, Kind
from fintech_kg.ontology import Ontology, Relation


@dataclass(frozen=True, slots=True, order=True)
class End:
    """A thing as it stands in a sentence: its name (or the pronoun's text, where that is not clear) and its kind."""

    name: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class SilentSentence:
    """A sentence that names two or more things, each once, and gives no fact; `hints` are what could join them."""

    ends: tuple[End, ...]
    hints: tuple[Hint, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Refused:
    """A candidate that became no fact, with the word that its frame started from and the reason."""

    relation: str
    subject: End
    object: End
    trigger: str
    rule: str
    refusal: Refusal
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Unread:
    """What was not read of one document, in text order."""

    document: Document
    sentences: tuple[SilentSentence, ...]
    refused: tuple[Refused, ...]


Examiner = Callable[[Document], Unread]


def load_examiner(ontology: Ontology, model: str = DEFAULT_MODEL) -> Examiner:
    """The pure function from a Document to its Unread. Raises ModelNotFound; for one document ExtractionFailed.

    What the kinds of its ends forbid is seen by running the frames once more, over relations that take every kind.
    """
    tools = load_tools(ontology, model)
    lenient = replace(ontology, relations={name: _of_any_kind(one) for name, one in ontology.relations.items()})
    lenient_index = trigger_index(lenient)

    def examine(document: Document) -> Unread:
        with digesting(document):
            reading = read(document, tools.nlp, ontology, tools.labels)
            extraction = extraction_of(reading, tools)
            refused = (
                one
                for number in range(len(reading.views))
                for one in _refused(reading, number, (tools.index, ontology), (lenient_index, lenient))
            )
            return Unread(document, tuple(_silent(reading, extraction)), tuple(refused))

    return examine


def _of_any_kind(relation: Relation) -> Relation:
    return replace(relation, domain=frozenset(Kind), range=frozenset(Kind))


def _silent(reading: Reading, extraction: Extraction) -> Iterator[SilentSentence]:
    """The silent sentences. Rows of tables are none."""
    names = {one.id: End(one.name, one.kind) for one in extraction.entities}
    stated = [one.evidence for one in extraction.statements]
    for number, piece in enumerate(reading.pieces):
        for sentence in piece.doc.sents if piece.block.kind is not BlockKind.ROW else ():
            ends = dict.fromkeys(_entities(reading, number, sentence))
            evidence = reading.evidence(number, (sentence.start, sentence.end - 1))
            if len(ends) > 1 and not any(one.start < evidence.end and evidence.start < one.end for one in stated):
                found = hints(reading.views[number], sentence, partial(reading.entity_of, number))
                yield SilentSentence(tuple(names[one] for one in ends), tuple(found), evidence)


def _entities(reading: Reading, number: int, sentence: Span) -> Iterator[str]:
    """What the sentence names or takes up with a pronoun, in order."""
    for argument in sorted({one for token in sentence if (one := reading.views[number].at(token)) is not None}):
        entity = reading.entity_of(number, argument)
        if entity is not None:
            yield entity


_Grammar = tuple[TriggerIndex, Ontology]


def _refused(reading: Reading, number: int, strict: _Grammar, lenient: _Grammar) -> Iterator[Refused]:
    """What the gate refuses in a piece. Where a trigger states something, what else it might have stated is no loss."""
    view, relations = reading.views[number], strict[1].relations
    stating = {one.trigger for one in candidates(view, *strict) if _unresolved(reading, number, one) is None}
    found: dict[tuple[int, Argument, Argument], list[tuple[Candidate, Refusal]]] = {}
    for one in proposals(view, *lenient):
        reason = refusal(view, one, relations[one.relation]) or _unresolved(reading, number, one)
        if reason is not None and one.trigger not in stating and _tells(reading, number, one, reason):
            found.setdefault((one.trigger, one.subject, one.object), []).append((one, reason))
    for rivals in found.values():
        yield from _made(reading, number, _nearest(rivals, strict[1]))


def _unresolved(reading: Reading, number: int, one: Candidate) -> Refusal | None:
    """The reason that only the whole document gives."""
    subject, object_ = reading.entity_of(number, one.subject), reading.entity_of(number, one.object)
    if subject is None or object_ is None:
        return Refusal.ANTECEDENT
    return Refusal.SAME_THING if subject == object_ else None


def _tells(reading: Reading, number: int, one: Candidate, reason: Refusal) -> bool:
    """Whether the refusal is worth a look: a wrong kind says something only of two things that are known."""
    return reason not in {Refusal.SUBJECT_KIND, Refusal.OBJECT_KIND} or _unresolved(reading, number, one) is None


def _nearest(rivals: Sequence[tuple[Candidate, Refusal]], ontology: Ontology) -> dict[str, tuple[Candidate, Refusal]]:
    """Of several relations between the same ends those that the fewest kinds forbid, each once."""

    def misfits(one: Candidate) -> int:
        relation = ontology.relations[one.relation]
        return (one.subject.kind not in relation.domain) + (one.object.kind not in relation.range)

    fewest = min(misfits(one) for one, _ in rivals)
    return {one.relation: (one, reason) for one, reason in reversed(rivals) if misfits(one) == fewest}


def _made(reading: Reading, number: int, chosen: dict[str, tuple[Candidate, Refusal]]) -> Iterator[Refused]:
    names = {one.id: one.name for one in reading.names.entities}
    doc = reading.pieces[number].doc
    for relation, (one, reason) in sorted(chosen.items()):
        subject, object_ = (
            End(names.get(reading.entity_of(number, end) or "", doc[end.start : end.end].text), end.kind)
            for end in (one.subject, one.object)
        )
        tokens = [one.trigger, *(i for end in (one.subject, one.object) for i in (end.start, end.end - 1))]
        evidence = reading.evidence(number, tokens)
        yield Refused(relation, subject, object_, doc[one.trigger].text, one.frame, reason, evidence)
