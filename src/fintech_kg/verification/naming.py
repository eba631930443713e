"""Whether words of a text name a thing: by one of its names, or by a pronoun or a description of something that is named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from rdflib import RDF, RDFS, SKOS
from rdflib.term import Node

from fintech_kg.graph.vocabulary import FKG
from fintech_kg.model import Kind
from fintech_kg.names import normal_form
from fintech_kg.ontology import Ontology
from fintech_kg.verification.literals import written
from fintech_kg.verification.output import Output
from fintech_kg.verification.passages import Passage

_KINDS: Mapping[Node, Kind] = {FKG[kind.value]: kind for kind in Kind}
_PEOPLE = frozenset({"i", "my", "me", "he", "she", "his", "her", "hers", "him", "who", "whom", "whose"})
_OTHERS = {
    Kind.ORGANISATION: frozenset({"it", "its", "we", "our", "us", "which", "that", "whose", "where"}),
    Kind.PLACE: frozenset({"it", "its", "where"}),
    Kind.TECHNOLOGY: frozenset({"it", "its"}),
}
_DETERMINERS = frozenset({"the", "this"})
_WORDS_OF_A_DESCRIPTION = 6


class Naming:
    """The names of a graph's things, and what each document mentions."""

    def __init__(self, output: Output, ontology: Ontology) -> None:
        self._output, self._ontology = output, ontology
        self._forms: dict[Node, frozenset[str]] = {}

    def kind(self, entity: Node) -> Kind | None:
        """What the thing is; None where it is not exactly one kind of thing."""
        kinds = [_KINDS[cls] for cls in self._output.values(entity, RDF.type) if cls in _KINDS]
        return kinds[0] if len(kinds) == 1 else None

    def names(self, entity: Node) -> list[str]:
        """All names that the graph has for the thing."""
        return [str(name) for part in (RDFS.label, SKOS.altLabel) for name in self._output.values(entity, part)]

    def problem(self, entity: Node, passage: Passage, span: tuple[int, int]) -> str | None:
        """What is wrong with the words at the span as a naming of the thing, or None."""
        words, kind = written(passage.text[span[0] : span[1]]), self.kind(entity)
        if kind is None:
            return f"{entity} is no thing of the graph"
        if normal_form(words, kind) in self._normal(entity, kind):
            return self.absence(entity, passage)
        if not self._may_stand_for(words, kind):
            return f"reads {words[:60]!r}, which is no name of {entity}, nor a pronoun or a description of such a thing"
        return self.absence(entity, passage)

    def absence(self, entity: Node, passage: Passage) -> str | None:
        """What is wrong where the passage's document does not name the thing."""
        if self.kind(entity) is None:
            return f"{entity} is no thing of the graph"
        return None if entity in self._mentioned[passage.source] else f"{entity} is not named in the document"

    def _normal(self, entity: Node, kind: Kind) -> frozenset[str]:
        if entity not in self._forms:
            self._forms[entity] = frozenset(normal_form(name, kind) for name in self.names(entity))
        return self._forms[entity]

    def _may_stand_for(self, words: str, kind: Kind) -> bool:
        """Whether a pronoun, a noun for what befell a thing of the kind, or a noun with `the` or `this` can mean one."""
        parts = [one for one in words.casefold().split() if any(map(str.isalnum, one))]
        lettered = len(parts) == 2 and len(parts[1]) == 1  # `Series A`
        if len(parts) == 1 or lettered:
            befalls = self._ontology.events.get(parts[0], (None,))[0]
            return befalls is kind or parts[0] in (_PEOPLE if kind is Kind.PERSON else _OTHERS[kind])
        nouns = [cls for noun in (" ".join(parts[-2:]), *parts[-1:]) if (cls := self._ontology.nouns.get(noun)) is not None]
        cls = nouns[0] if nouns else None
        described = 1 < len(parts) <= _WORDS_OF_A_DESCRIPTION and parts[0] in _DETERMINERS and cls is not None
        return described and self._ontology.classes.get(cls or "") is kind

    @cached_property
    def _mentioned(self) -> dict[Node, set[Node]]:
        mentioned: dict[Node, set[Node]] = defaultdict(set)
        for node in self._output.things("Document"):
            mentioned[node].update(self._output.values(node, FKG.mentions))
        return mentioned
