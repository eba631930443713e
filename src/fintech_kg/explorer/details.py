"""Facts and a selection in, what the page tells about each drawn thing and fact out, as plain JSON-able data."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Sequence
from typing import Generic, TypeVar

from fintech_kg.explorer.selection import Selection
from fintech_kg.explorer.sentences import Mark, marks
from fintech_kg.model import Entity, Evidence, Fact, Facts, Kind, Observation, Quotation, Statement

MOST_SENTENCES = 12
MOST_FIGURES = 40
MOST_DOCUMENTS = 12

Json = dict[str, object]
Item = TypeVar("Item")


def details(facts: Facts, selection: Selection) -> Json:
    """All text of the page. `things` and `facts` follow the selection's order; other numbers index these lists.

    Long lists are cut, and each such cut is counted under `more`.
    """
    told = _Told(facts, selection)
    return {
        "kinds": [kind.value for kind in Kind],
        "relations": {name: relation_label(name) for name in sorted({fact.predicate for fact in selection.facts})},
        "things": [told.thing(entity) for entity in selection.entities],
        "facts": [told.fact(fact) for fact in selection.facts],
        "loose": told.spoken(None),
        "evidence": [[evidence.quote, told.documents[evidence.document]] for evidence in told.evidence],
        "documents": [told.document(name) for name in told.documents],
        "corpus": len(facts.documents),
        "cut": {"things": selection.things_cut, "facts": selection.facts_cut},
    }


def relation_label(predicate: str) -> str:
    """`worksFor`, or an IRI that ends so, as `works for`."""
    local = re.split(r"[#/:]", predicate)[-1] or predicate
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", local).lower()


class _Told:
    """What is told of whom, with each sentence and each document numbered once."""

    def __init__(self, facts: Facts, selection: Selection) -> None:
        self.drawn = {entity.id: index for index, entity in enumerate(selection.entities)}
        self.elsewhere = selection.facts_elsewhere
        self.observations = self._shown(facts.observations, lambda item: item.about)
        self.quotations = self._shown(facts.quotations, lambda item: item.speaker)
        self.mentions = _Shown(facts.mentions, self.drawn, most=MOST_DOCUMENTS)
        self.evidence = sorted(self._used(selection), key=_where)
        self.sentence = {evidence: index for index, evidence in enumerate(self.evidence)}
        named = {item.document for item in self.evidence}
        named |= {name for found in self.mentions.first.values() for name in found}
        self.documents = {name: index for index, name in enumerate(sorted(named))}
        self.sources = dict(one for one in facts.sources if one[0] in self.documents)
        self.read = {one.id: (one.source, one.title, one.published) for one in facts.documents if one.id in self.documents}

    def _shown(self, items: Iterable[Item], owner: Callable[[Item], str | None]) -> _Shown[Item]:
        """Those of each drawn thing, and of None those that belong to nobody."""
        return _Shown(((item, owner(item)) for item in items), {None, *self.drawn}, most=MOST_FIGURES)

    def _used(self, selection: Selection) -> set[Evidence]:
        said = {item.evidence for fact in selection.facts for item in fact.statements[:MOST_SENTENCES]}
        owners: list[str | None] = [None, *self.drawn]
        figures = {item.evidence for name in owners for item in self.observations.first[name]}
        return said | figures | {item.evidence for name in owners for item in self.quotations.first[name]}

    def thing(self, entity: Entity) -> Json:
        return {
            "id": entity.id,
            "kind": entity.kind.value,
            "name": entity.name,
            "names": sorted({*entity.names} - {entity.name}),
            "types": [relation_label(name) for name in sorted(entity.types) if name != entity.kind.value],
            "country": entity.country,
            "identifiers": sorted({*entity.same_as, *([] if entity.concept is None else [entity.concept])}),
            "documents": [self.documents[name] for name in self.mentions.first[entity.id]],
            "more": {"facts": self.elsewhere.get(entity.id, 0), "documents": self.mentions.more[entity.id]},
            **self.spoken(entity.id),
        }

    def spoken(self, owner: str | None) -> Json:
        """The observations about `owner` and the quotations of them; of None, those that the text ties to nobody."""
        figures, words = self.observations, self.quotations
        return {
            "observations": [self.observation(item) for item in figures.first[owner]],
            "quotations": [self.quotation(item) for item in words.first[owner]],
            "unsaid": [figures.more[owner], words.more[owner]],
        }

    def fact(self, fact: Fact) -> Json:
        return {
            "s": self.drawn[fact.subject],
            "p": fact.predicate,
            "o": self.drawn[fact.object],
            "status": fact.status.value,
            "confidence": f"{fact.confidence:.2f}",
            "statements": [self.statement(item) for item in fact.statements[:MOST_SENTENCES]],
            "more": _over(fact.statements, MOST_SENTENCES),
        }

    def statement(self, item: Statement) -> Json:
        spans: list[Mark] = [
            (*item.subject_span, "end"),
            (*item.object_span, "end"),
            (*item.trigger_span, "trigger"),
        ]
        return {
            "e": self.sentence[item.evidence],
            "marks": marks(item.evidence, spans),
            "qualifiers": [[relation_label(name), text] for name, text in item.qualifiers],
        }

    def observation(self, item: Observation) -> Json:
        return {
            "measure": item.measure,
            "value": item.value.text,
            "time": item.time,
            "status": item.status.value,
            "e": self.sentence[item.evidence],
            "marks": marks(item.evidence, [(item.start, item.end, "end")]),
        }

    def quotation(self, item: Quotation) -> Json:
        return {"text": item.text, "document": self.documents[item.evidence.document]}

    def document(self, name: str) -> Json:
        if name not in self.read:
            return {"source": name, "title": None, "published": None}
        source, title, published = self.read[name]
        names = self.sources.get(name) or (source,)
        return {"source": ", ".join(names), "title": title, "published": published}


class _Shown(Generic[Item]):
    """Of the items of each of some owners, the first ones, and how many more there are."""

    def __init__(self, owned: Iterable[tuple[Item, str | None]], owners: Container[str | None], *, most: int) -> None:
        self.first: dict[str | None, list[Item]] = defaultdict(list)
        self.more: Counter[str | None] = Counter()
        for item, owner in owned:
            if owner not in owners:
                continue
            if len(self.first[owner]) < most:
                self.first[owner].append(item)
            else:
                self.more[owner] += 1


def _where(evidence: Evidence) -> tuple[str, int, int, str]:
    return (evidence.document, evidence.start, evidence.end, evidence.quote)


def _over(items: Sequence[object], most: int) -> int:
    return max(0, len(items) - most)
