"""What counts where the network and the parser's own recogniser do not say the same of a name."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc, Span

from fintech_kg.extraction.opinions import agreed_kind
from fintech_kg.extraction.recogniser import OTHERS
from fintech_kg.model import Kind

CASES = [
    (Kind.ORGANISATION, 0.5, "GPE", Kind.PLACE),
    (Kind.ORGANISATION, 0.8, "GPE", Kind.ORGANISATION),
    (Kind.PERSON, 0.5, "ORG", Kind.PERSON),
    (Kind.PLACE, 0.5, "DATE", Kind.PLACE),
]


def _name(label: str, *, start: int = 0) -> Span:
    doc = Doc(spacy.blank("en").vocab, words=["Marlow", "met", "Visa"])
    doc.spans[OTHERS] = [Span(doc, start, start + 1, label=label)]
    return doc[0:1]


@pytest.mark.parametrize(("kind", "sure", "label", "agreed"), CASES)
def test_an_unsure_kind_gives_way(kind: Kind, sure: float, label: str, agreed: Kind) -> None:
    assert agreed_kind(_name(label), kind, sure) is agreed


def test_an_unsure_name_that_nobody_else_sees_is_none() -> None:
    assert agreed_kind(_name("ORG", start=2), Kind.PERSON, 0.5) is None


def test_a_sure_name_needs_nobody_else() -> None:
    assert agreed_kind(_name("ORG", start=2), Kind.PERSON, 0.6) is Kind.PERSON


def test_without_another_recogniser_the_network_decides() -> None:
    doc = Doc(spacy.blank("en").vocab, words=["Marlow"])
    assert agreed_kind(doc[0:1], Kind.PLACE, 0.4) is Kind.PLACE
