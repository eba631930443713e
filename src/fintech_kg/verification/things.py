"""The things of a graph: each named in the texts that mention it, and identified as the lexicon and the place register do."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator

from rdflib import OWL, RDF, RDFS, SKOS, Literal
from rdflib.term import Node

from fintech_kg.graph.vocabulary import FKG
from fintech_kg.model import Kind
from fintech_kg.names import normal_form
from fintech_kg.ontology import Concept, Ontology
from fintech_kg.store import GRAPH_FILE
from fintech_kg.verification.findings import Finding
from fintech_kg.verification.output import Output

_NO_WORD = re.compile(r"[\W_]+")
_OURS = frozenset(FKG[kind.value] for kind in Kind)


def check_things(output: Output, ontology: Ontology) -> Iterator[Finding]:
    """Every thing: its names against the texts of the documents that mention it, all else against its concept."""
    folded = {one.document.id: _folded(one.document.text) for one in output.texts or ()}
    mentioning: dict[Node, list[str]] = defaultdict(list)
    for document in output.things("Document"):
        for thing in output.values(document, FKG.mentions):
            mentioning[thing].append(folded.get(output.name(document).removeprefix("document/"), ""))
    codes = {name for concept in ontology.concepts.values() for name, _ in concept.codes}
    for kind in Kind:
        for node in output.things(kind.value):
            concept, problems = _concept(node, kind, output, ontology, codes)
            for problem in problems:
                yield Finding(GRAPH_FILE, str(node), "entity", problem)
            if output.texts is not None:
                for problem in _names(node, kind, concept, output, mentioning[node]):
                    yield Finding(GRAPH_FILE, str(node), "entity", problem)
    yield from _hierarchy(output, ontology)


def _folded(text: str) -> str:
    """The text as normal forms of names are written, with blanks at its ends: its letters composed, then with accents apart."""
    plain = re.sub("[’']", "", f"{unicodedata.normalize('NFKC', text)} {unicodedata.normalize('NFKD', text)}".casefold())
    return f" {_NO_WORD.sub(' ', plain)} "


def _names(node: Node, kind: Kind, concept: Concept | None, output: Output, texts: list[str]) -> Iterator[str]:
    labels = {str(value) for value in output.values(node, RDFS.label)}
    for name in sorted(labels | {str(value) for value in output.values(node, SKOS.altLabel)}):
        form = _NO_WORD.sub(" ", normal_form(name, kind)).strip()
        by_lexicon = concept is not None and name == concept.name and name in labels
        if form and "\ufffd" not in name and not by_lexicon and not any(form in text for text in texts):
            yield f"its name {name[:80]!r} stands in no text that mentions it"


def _concept(
    node: Node, kind: Kind, output: Output, ontology: Ontology, codes: Collection[str]
) -> tuple[Concept | None, list[str]]:
    """The concept that the thing is linked to, and what the graph has otherwise than that."""
    exact, same = (output.values(node, predicate) for predicate in (SKOS.exactMatch, OWL.sameAs))
    concepts = {one.iri: one for link in (*exact, *same) if (one := ontology.concepts.get(str(link))) is not None}
    if not exact and not same:
        stray = [str(one) for one in (*output.values(node, FKG.country), *_codes(node, output, codes))]
        classes = set(output.values(node, RDF.type)) - _OURS
        return None, [f"it has {', '.join(stray)} and no concept that says so"] if stray or classes else []
    if len(concepts) != 1:
        return None, ["its identifiers are not those of one concept of the lexicon or the place register"]
    (concept,) = concepts.values()
    expected = {
        "kind": ({kind}, {concept.kind}),
        "name": (set(map(str, output.values(node, RDFS.label))), {concept.name}),
        "country": (set(map(str, output.values(node, FKG.country))), {concept.country} - {None}),
        "identifiers": (set(map(str, same)), set(concept.same_as)),
        "concept": (set(map(str, exact)), {concept.iri} - set(concept.same_as)),
        "classes": (set(output.values(node, RDF.type)), {FKG[one] for one in (concept.kind.value, *concept.types)}),
        "codes": (set(_codes(node, output, codes)), {f"{name} {code}" for name, code in concept.codes}),
    }
    return concept, [f"its {name} is not as {concept.iri} has it" for name, told in expected.items() if told[0] != told[1]]


def _codes(node: Node, output: Output, names: Collection[str]) -> list[str]:
    return [f"{name} {value}" for name in sorted(names) for value in output.values(node, FKG[name])]


def _hierarchy(output: Output, ontology: Ontology) -> Iterator[Finding]:
    """What the graph tells of the lexicon's concepts."""
    for node, values in output.by_subject.items():
        if SKOS.prefLabel not in values and SKOS.broader not in values:
            continue
        concept = ontology.concepts.get(str(node))
        broader = set() if concept is None else set(concept.broader)
        if concept is None or values.get(SKOS.prefLabel) != [Literal(concept.name, lang="en")]:
            yield Finding(GRAPH_FILE, str(node), "entity", "the lexicon has no concept of this name")
        elif {str(one) for one in values.get(SKOS.broader, [])} != broader:
            yield Finding(GRAPH_FILE, str(node), "entity", "its broader concepts are not those of the lexicon")
