"""Relative pronouns: what each takes up, and what is left alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
import spacy
from spacy.tokens import Doc

from fintech_kg.extraction.candidates import Argument, by_token
from fintech_kg.extraction.relatives import RELATIVE, relative_pronouns
from fintech_kg.model import Extraction, Kind

VOCAB = spacy.blank("en").vocab
FIRM, PERSON = Kind.ORGANISATION, Kind.PERSON


def _doc(rows: Sequence[tuple[str, str, int, str]]) -> Doc:
    """A Doc of (word, tag, head, dependency) rows."""
    words, tags, heads, deps = (list(column) for column in zip(*rows, strict=True))
    return Doc(VOCAB, words=words, tags=tags, heads=heads, deps=deps)


BOUGHT = _doc(
    [
        ("Marlow", "NNP", 0, "ROOT"),
        (",", ",", 0, "punct"),
        ("which", "WDT", 4, "dobj"),
        ("Visa", "NNP", 4, "nsubj"),
        ("bought", "VBD", 0, "relcl"),
    ]
)
ECONOMIST = _doc(
    [
        ("Holt", "NNP", 1, "nsubj"),
        ("is", "VBZ", 1, "ROOT"),
        ("an", "DT", 3, "det"),
        ("economist", "NN", 1, "attr"),
        ("who", "WP", 5, "nsubj"),
        ("taught", "VBD", 3, "relcl"),
    ]
)
MISREAD = _doc(
    [
        ("Marlow", "NNP", 3, "nsubj"),
        (",", ",", 3, "punct"),
        ("which", "WDT", 3, "nsubj"),
        ("grew", "VBD", 3, "ROOT"),
    ]
)
QUESTION = _doc([("Who", "WP", 1, "nsubj"), ("bought", "VBD", 1, "ROOT"), ("Marlow", "NNP", 1, "dobj")])


@pytest.mark.parametrize(
    ("doc", "place", "kind", "pronoun"),
    [(BOUGHT, 0, FIRM, 2), (ECONOMIST, 0, PERSON, 4), (MISREAD, 0, FIRM, 2)],
    ids=["by its clause", "through what is said of it", "by word order"],
)
def test_a_relative_pronoun_takes_up_the_name_before_it(doc: Doc, place: int, kind: Kind, pronoun: int) -> None:
    name = Argument(place, place + 1, kind)
    assert list(relative_pronouns(doc, by_token([name]))) == [(Argument(pronoun, pronoun + 1, kind, RELATIVE), name)]


def test_who_takes_up_no_firm() -> None:
    assert list(relative_pronouns(ECONOMIST, by_token([Argument(0, 1, FIRM)]))) == []


def test_a_question_takes_up_nothing() -> None:
    assert list(relative_pronouns(QUESTION, by_token([Argument(2, 3, FIRM)]))) == []


@pytest.mark.model
def test_a_relation_s_end_is_the_pronoun_and_its_entity_the_antecedent_s(extract: Callable[[str], Extraction]) -> None:
    text = "The chairman of Acme Bank, whose CEO is Bob Stone, spoke."
    (statement,) = (one for one in extract(text).statements if one.subject == "person/bob-stone")
    assert text[slice(*statement.object_span)] == "whose"
    assert statement.object == "organisation/acme-bank"
