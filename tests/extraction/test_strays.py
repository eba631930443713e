"""Which members of a list a frame takes too many: hand-built Docs, where the parser's word is given."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from fintech_kg.extraction.candidates import Argument, Candidate, View, view
from fintech_kg.extraction.strays import with_strays_doubted
from fintech_kg.model import Kind
from fintech_kg.ontology import load_ontology

VISA, MARLOW, KITE = (Argument(i, i + 1, Kind.ORGANISATION) for i in (0, 2, 4))


def _view() -> View:
    doc = Doc(
        spacy.blank("en").vocab,
        words=["Visa", "bought", "Marlow", "and", "Kite"],
        heads=[1, 1, 1, 2, 2],
        deps=["nsubj", "ROOT", "dobj", "cc", "conj"],
    )
    return view(doc, (VISA, MARLOW, KITE), load_ontology())


def _bought(object_: Argument, probability: float | None) -> Candidate:
    return Candidate("acquired", VISA, object_, 1, "verb:buy", probability=probability)


def _doubted(first: float | None, second: float | None) -> list[bool]:
    return [one.doubtful for one in with_strays_doubted(_view(), [_bought(MARLOW, first), _bought(KITE, second)])]


def test_later_member_that_the_network_does_not_read_is_doubted() -> None:
    assert _doubted(0.9, 0.0) == [False, True]


def test_list_that_the_network_reads_stays() -> None:
    assert _doubted(0.9, 0.6) == [False, False]


def test_list_of_which_the_network_reads_nothing_stays() -> None:
    assert _doubted(0.0, 0.0) == [False, False]


def test_first_member_is_not_doubted_for_a_later_one() -> None:
    assert _doubted(0.0, 0.9) == [False, False]


def test_without_a_network_nothing_is_doubted() -> None:
    assert _doubted(None, None) == [False, False]
