"""From what was not read of documents to the lists from which people extend the ontology: likely triggers, and refusals."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fintech_kg.extraction.gate import Refusal
from fintech_kg.extraction.unread import End, Refused, SilentSentence, Unread
from fintech_kg.ontology import Ontology, TriggerForm


@dataclass(frozen=True, slots=True)
class LikelyTrigger:
    """Words that join things in silent sentences: their form, the kinds that they join with counts, the sentences by document.

    `stating` names the relations that already have these words: what is missing there is not a word.
    """

    trigger: str
    form: TriggerForm
    kinds: tuple[tuple[str, int], ...]
    stating: tuple[str, ...]
    sentences: tuple[tuple[str, SilentSentence], ...]


@dataclass(frozen=True, slots=True)
class Misses:
    """All silent sentences and refusals with the names of their documents, and the likely triggers, the best to add first.

    `unjoined` are the silent sentences without a likely trigger.
    """

    sentences: tuple[tuple[str, SilentSentence], ...]
    triggers: tuple[LikelyTrigger, ...]
    unjoined: tuple[tuple[str, SilentSentence], ...]
    refused: tuple[tuple[str, Refused], ...]


def misses(unread: Iterable[Unread], ontology: Ontology) -> Misses:
    """The misses of documents.

    Triggers that the ontology lacks come before others, then those that more sentences have, then shorter ones.
    """
    ordered = sorted(unread, key=lambda one: (one.document.source, one.document.id))
    sentences = tuple((one.document.source, sentence) for one in ordered for sentence in one.sentences)
    return Misses(
        sentences=sentences,
        triggers=tuple(sorted(_triggers(sentences, ontology), key=_rank)),
        unjoined=tuple(one for one in sentences if not one[1].hints),
        refused=tuple((one.document.source, refused) for one in ordered for refused in one.refused),
    )


def _rank(one: LikelyTrigger) -> tuple[bool, int, int, str, str]:
    return (bool(one.stating), -len(one.sentences), len(one.trigger.split()), one.trigger, one.form)


def _triggers(sentences: Sequence[tuple[str, SilentSentence]], ontology: Ontology) -> Iterable[LikelyTrigger]:
    having: dict[tuple[str, TriggerForm], list[tuple[str, SilentSentence]]] = defaultdict(list)
    kinds: dict[tuple[str, TriggerForm], Counter[str]] = defaultdict(Counter)
    for named in sentences:
        for hint in named[1].hints:
            having[hint.trigger, hint.form].append(named)
            kinds[hint.trigger, hint.form][f"{hint.subject} → {hint.object}"] += 1
    stating = _stating(ontology)
    for (trigger, form), found in having.items():
        counted = sorted(kinds[trigger, form].items(), key=lambda item: (-item[1], item[0]))
        yield LikelyTrigger(trigger, form, tuple(counted), stating.get(trigger, ()), tuple(found))


def _stating(ontology: Ontology) -> dict[str, tuple[str, ...]]:
    """The relations by each of their triggers' words."""
    found: dict[str, set[str]] = defaultdict(set)
    for relation in ontology.relations.values():
        for trigger in relation.triggers:
            found[" ".join(trigger.words).lower()].add(relation.name)
    return {words: tuple(sorted(names)) for words, names in found.items()}


def explained(one: Refused, ontology: Ontology) -> str:
    """The reason of a refusal as a sentence."""
    relation = ontology.relations[one.relation]
    match one.refusal:
        case Refusal.SUBJECT_KIND:
            return (
                f"{one.relation} asks for {_listed(relation.domain)} as its subject, and this is {_listed([one.subject.kind])}"
            )
        case Refusal.OBJECT_KIND:
            return f"{one.relation} asks for {_listed(relation.range)} as its object, and this is {_listed([one.object.kind])}"
        case Refusal.QUESTION:
            return "it is asked and not stated"
        case Refusal.CONDITION:
            return "it is a condition and not stated"
        case Refusal.GOODS:
            return "it is goods that change hands, and no business or named product"
        case Refusal.FIELD:
            return "it is the field of a post, and the employer follows"
        case Refusal.CELL:
            return "the two stand in cells of a line that separators part"
        case Refusal.ANTECEDENT:
            return "it is not clear whom or what the pronoun or description means"
        case Refusal.SAME_THING:
            return "subject and object are the same thing"


def _listed(kinds: Iterable[str]) -> str:
    return " or ".join(sorted(kinds))


def as_data(found: Misses, ontology: Ontology) -> dict[str, object]:
    """The misses as plain data, in a stable order."""
    return {
        "sentences": len(found.sentences),
        "triggers": [
            {
                "trigger": one.trigger,
                "form": one.form.value,
                "count": len(one.sentences),
                "kinds": dict(one.kinds),
                "stating": list(one.stating),
                "sentences": [_sentence(*named, one.trigger) for named in one.sentences],
            }
            for one in found.triggers
        ],
        "unjoined": [_sentence(*named) for named in found.unjoined],
        "refused": [{**_refused(*named), "why": explained(named[1], ontology)} for named in found.refused],
    }


def _sentence(document: str, one: SilentSentence, trigger: str | None = None) -> dict[str, object]:
    between = [hint.between for hint in one.hints if hint.trigger == trigger]
    data: dict[str, object] = {"document": document, "entities": [_end(end) for end in one.ends]}
    return data | ({"between": between[0]} if between else {}) | _evidence(one)


def _refused(document: str, one: Refused) -> Mapping[str, object]:
    return {
        "reason": one.refusal.value,
        "relation": one.relation,
        "subject": _end(one.subject),
        "object": _end(one.object),
        "trigger": one.trigger,
        "rule": one.rule,
        "document": document,
        **_evidence(one),
    }


def _end(one: End) -> dict[str, str]:
    return {"name": one.name, "kind": one.kind.value}


def _evidence(one: SilentSentence | Refused) -> dict[str, object]:
    return {"start": one.evidence.start, "end": one.evidence.end, "sentence": " ".join(one.evidence.quote.split())}
