"""The forms of labels that the gazetteer marks: hyphens, plurals, both spellings of English."""

from __future__ import annotations

import pytest
import spacy

from fintech_kg.extraction.gazetteer import KNOWN, Gazetteer
from fintech_kg.model import Kind
from fintech_kg.ontology import Concept


def marked(label: str, text: str) -> list[str]:
    concept = Concept(iri="urn:x", kind=Kind.TECHNOLOGY, types=("Technology",), name=label, labels=(label,))
    nlp = spacy.blank("en")
    doc = Gazetteer(nlp, [concept])(nlp.make_doc(text))
    return [span.text for span in doc.spans[KNOWN]]


@pytest.mark.parametrize(
    ("label", "written"),
    [
        ("open banking", "open-banking"),
        ("supply chain finance", "supply-chain finance"),
        ("tokenised deposit", "tokenized deposits"),
        ("behavioural scoring", "behavioral scoring"),
        ("credit risk modelling", "credit risk modeling"),
        ("data centre", "data centers"),
        ("digital cheque", "digital checks"),
        ("robo-adviser", "robo advisors"),
    ],
)
def test_label_in_small_letters_is_met_with_a_hyphen_and_in_both_spellings(label: str, written: str) -> None:
    assert marked(label, f"The bank tests {written} in Oslo.") == [written]


@pytest.mark.parametrize(("label", "written"), [("digital wallet", "digital, wallet"), ("data centre", "data-driven centre")])
def test_nothing_else_is_met(label: str, written: str) -> None:
    assert marked(label, f"It is {written} business.") == []
