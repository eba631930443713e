"""The spaCy step `fintech_kg_gazetteer_v1`: marks the labels of the lexicon and the place register in a Doc."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

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
_START = 12
"""Characters by which forms that a text may hold are looked up."""
_SHORTEST = 3
"""The most characters that tell where no form begins."""
_AMERICAN = tuple(
    (re.compile(british), american)
    for british, american in (
        (r"\badviser\b", "advisor"),
        (r"(?<=[a-z]{3})is(?=ed\b|er\b|ers\b|ing\b|ation\b)", "iz"),
        (r"(?<=[a-z])iour(?=al\b|\b)", "ior"),
        (r"(?<=[a-z])ell(?=ing\b|ed\b|er\b)", "el"),
        (r"\bcentre\b", "center"),
        (r"\bcheque\b", "check"),
        (r"\bprogramme\b", "program"),
        (r"\bcatalogue\b", "catalog"),
        (r"\blicence\b", "license"),
        (r"\bdefence\b", "defense"),
        (r"\binstalment\b", "installment"),
    )
)
_MOST_KEPT = 200_000
"""Beginnings that were looked up; a larger vocabulary is begun anew."""


@Language.factory(FACTORY, default_config={"ontology": None})
def make_gazetteer(nlp: Language, name: str, ontology: str | None) -> Gazetteer:
    """The step, with the lexicon in the folder `ontology` or the installed one."""
    return Gazetteer(nlp, load_ontology(Path(ontology) if ontology else None).concepts.values())


class _Form(NamedTuple):
    """A way to write a label: the text, the matcher's key, and whether any case will do."""

    text: str
    key: str
    any_case: bool


class Gazetteer:
    """Matches labels: all-lower-case ones in any case and in the plural, others as written or, for places, in capitals.

    A form goes into the matchers when a text first holds what it begins with, for to tokenise all of them takes seconds.
    """

    def __init__(self, nlp: Language, concepts: Iterable[Concept]) -> None:
        self._tokens = nlp.make_doc
        self._any_case = PhraseMatcher(nlp.vocab, attr="LOWER")
        self._exact = PhraseMatcher(nlp.vocab, attr="ORTH")
        self._kinds: dict[str, Kind] = {}
        self._waiting: dict[str, list[_Form]] = defaultdict(list)
        for concept in concepts:
            self._kinds[concept.iri] = concept.kind
            for group, labels in ((KNOWN, concept.labels), (AMBIGUOUS, concept.ambiguous)):
                for form in _forms(concept, labels, group):
                    self._waiting[_squeezed(form.text)[:_START]].append(form)
        self._begun = {start[:_SHORTEST] for start in self._waiting}
        self._seen: set[str] = set()

    def __call__(self, doc: Doc) -> Doc:
        self._learn([_squeezed(token.text) for token in doc])
        doc.spans[KNOWN] = filter_spans(list(self._spans(doc, KNOWN)))
        doc.spans[AMBIGUOUS] = filter_spans(list(self._spans(doc, AMBIGUOUS)))
        return doc

    def _learn(self, tokens: list[str]) -> None:
        """Puts the forms in that may begin with one of the tokens; one that is in and not in the text makes no difference."""
        if len(self._seen) > _MOST_KEPT:
            self._seen.clear()
        text = "".join(tokens)
        new = {text[start : start + _START] for start in accumulate(map(len, tokens), initial=0)} - self._seen
        self._seen |= new
        for start in new:
            if any(start[:length] in self._begun for length in range(1, _SHORTEST + 1)):
                for length in range(1, len(start) + 1):
                    for form in self._waiting.pop(start[:length], ()):
                        (self._any_case if form.any_case else self._exact).add(form.key, [self._tokens(form.text)])

    def _spans(self, doc: Doc, group: str) -> Iterator[Span]:
        """Matches sorted so that of two equal ones the first IRI wins."""
        strings = doc.vocab.strings
        found = {(start, end, strings[key]) for matcher in (self._any_case, self._exact) for key, start, end in matcher(doc)}
        for start, end, key in sorted(found):
            marked, _, iri = key.partition(" ")
            if marked == group:
                yield Span(doc, start, end, label=self._kinds[iri].value, span_id=iri)


def _forms(concept: Concept, labels: Iterable[str], group: str) -> Iterator[_Form]:
    for label in labels:
        any_case = label == label.lower()
        for form in (lower_forms if any_case else exact_forms)(label, concept.kind):
            yield _Form(form, f"{group} {concept.iri}", any_case)


def _squeezed(text: str) -> str:
    """The text without spaces and case: where tokens match, so do these. Folding looks at no neighbour, as `lower` does."""
    return "".join(text.split()).casefold()


def lower_forms(label: str, kind: Kind) -> set[str]:
    """The label and its plural, as British and as Americans spell them, with hyphens as spaces, and with a hyphen for the
    first space, as before a noun: `open-banking platform`, `supply-chain finance`."""
    spelled = {label, american(label)}
    forms = spelled | {plural(form) for form in spelled}
    return forms | {form.replace("-", " ") for form in forms} | {form.replace(" ", "-", 1) for form in forms}


def american(label: str) -> str:
    """The label as it is spelt in the United States: `tokenized`, `center`, `behavioral`."""
    for british, ours in _AMERICAN:
        label = british.sub(ours, label)
    return label


def exact_forms(label: str, kind: Kind) -> set[str]:
    """The label with either apostrophe; a place's in capitals too; plurals of acronyms and words in small letters."""
    forms = {label, label.replace("'", "’")}
    if kind is Kind.PLACE and len(label) > _LONGEST_CAPITALS:
        forms.add(label.upper())
    if kind is Kind.TECHNOLOGY:
        forms |= set() if label.isupper() else {label[0].upper() + label[1:]}
        forms |= {plural(form) for form in forms} if label.isupper() or label.split()[-1].islower() else set()
    return forms


def plural(label: str) -> str:
    """The regular English plural of the label's last word."""
    if re.search(r"[^aeiou]y$", label):
        return f"{label[:-1]}ies"
    return f"{label}es" if re.search(r"(?:s|x|z|ch|sh)$", label) else f"{label}s"
