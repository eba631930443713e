"""The spaCy step `fintech_kg_gazetteer_v1`: marks the labels of the lexicon and the place register in a Doc."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from fintech_kg.model import Kind
from fintech_kg.ontology import Concept, load_ontology

FACTORY = "fintech_kg_gazetteer_v1"
KNOWN = "fintech_kg.known"
"""The span group of labels that are taken wherever they stand; label is the kind, id the concept's IRI."""
AMBIGUOUS = "fintech_kg.ambiguous"
"""The span group of labels that want other support."""

_LONGEST_CAPITALS = 4


@Language.factory(FACTORY, default_config={"ontology": None})
def make_gazetteer(nlp: Language, name: str, ontology: str | None) -> Gazetteer:
    """The step, with the lexicon in the folder `ontology` or the installed one."""
    return Gazetteer(nlp, load_ontology(Path(ontology) if ontology else None).concepts.values())


class Gazetteer:
    """Matches labels: all-lower-case ones in any case and in the plural, others as written or, for places, in capitals."""

    def __init__(self, nlp: Language, concepts: Iterable[Concept]) -> None:
        self._any_case = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._kinds: dict[str, Kind] = {}
        for concept in concepts:
            self._kinds[concept.iri] = concept.kind
            self._add(nlp, concept, concept.labels, KNOWN)
            self._add(nlp, concept, concept.ambiguous, AMBIGUOUS)

    def __call__(self, doc: Doc) -> Doc:
        doc.spans[KNOWN] = filter_spans(list(self._spans(doc, KNOWN)))
        doc.spans[AMBIGUOUS] = filter_spans(list(self._spans(doc, AMBIGUOUS)))
        return doc

    def _add(self, nlp: Language, concept: Concept, labels: Iterable[str], group: str) -> None:
        for label in labels:
            matcher, forms = (self._any_case, lower_forms) if label == label.lower() else (self._exact, exact_forms)
            matcher.add(f"{group} {concept.iri}", [nlp.make_doc(form) for form in forms(label, concept.kind)])

    def _spans(self, doc: Doc, group: str) -> Iterator[Span]:
        """Matches sorted so that of two equal ones the first IRI wins."""
        strings = doc.vocab.strings
        found = {(start, end, strings[key]) for matcher in (self._any_case, self._exact) for key, start, end in matcher(doc)}
        for start, end, key in sorted(found):
            marked, _, iri = key.partition(" ")
            if marked == group:
                yield Span(doc, start, end, label=self._kinds[iri].value, span_id=iri)


def lower_forms(label: str, kind: Kind) -> set[str]:
    """The label, its plural, and both with hyphens as spaces."""
    forms = {label, plural(label)}
    return forms | {form.replace("-", " ") for form in forms}


def exact_forms(label: str, kind: Kind) -> set[str]:
    """The label with either apostrophe; a place's in capitals too; an acronym's plural."""
    forms = {label, label.replace("'", "’")}
    if kind is Kind.PLACE and len(label) > _LONGEST_CAPITALS:
        forms.add(label.upper())
    if kind is Kind.TECHNOLOGY:
        forms |= {plural(label)} if label.isupper() else {label[0].upper() + label[1:]}
    return forms


def plural(label: str) -> str:
    """The regular English plural of the label's last word."""
    if re.search(r"[^aeiou]y$", label):
        return f"{label[:-1]}ies"
    return f"{label}es" if re.search(r"(?:s|x|z|ch|sh)$", label) else f"{label}s"
