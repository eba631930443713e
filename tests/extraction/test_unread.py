"""What was not read: silent sentences with the words that could join their things, and refusals with their reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.extraction.gate import Refusal
from fintech_kg.extraction.unread import Unread, load_examiner
from fintech_kg.model import Source
from fintech_kg.ontology import Ontology

pytestmark = pytest.mark.model

Examine = Callable[[str], Unread]


@pytest.fixture(scope="module")
def examine(known: Ontology) -> Examine:
    examiner = load_examiner(known)
    return lambda text: examiner(clean(Source("test.txt", text, "text/plain"), cues=known.cues))


@pytest.mark.parametrize(
    ("text", "trigger", "form", "kinds"),
    [
        ("Corvane Bank bailed out Dovemoor Finance.", "bail out", "verb", "Organisation Organisation"),
        ("Corvane Bank was rescued by Dovemoor Finance.", "rescue", "verb", "Organisation Organisation"),
        ("Corvane Bank was spun out of Dovemoor Finance.", "be spin out of", "verb", "Organisation Organisation"),
        ("Anna Holt mentored Corvane Bank and Marlow Bank.", "mentor", "verb", "Person Organisation"),
        ("Corvane Bank's loan from Dovemoor Finance is due.", "loan from", "noun", "Organisation Organisation"),
        ("Anna Holt, a critic of Corvane Bank, spoke.", "critic of", "relational", "Person Organisation"),
    ],
)
def test_silent_sentence_gives_the_words_that_a_trigger_could_be_made_of(
    examine: Examine, text: str, trigger: str, form: str, kinds: str
) -> None:
    (sentence,) = examine(text).sentences
    assert [(one.trigger, one.form, f"{one.subject} {one.object}") for one in sentence.hints] == [(trigger, form, kinds)]
    assert sentence.evidence.quote == text


def test_words_between_and_names_are_given(examine: Examine) -> None:
    (sentence,) = examine("Corvane Bank was rescued by Dovemoor Finance.").sentences
    assert [one.between for one in sentence.hints] == ["was rescued by"]
    assert [(one.name, one.kind) for one in sentence.ends] == [
        ("Corvane Bank", "Organisation"),
        ("Dovemoor Finance", "Organisation"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Corvane Bank acquired Dovemoor Finance.",
        "Corvane Bank grew.",
        "Corvane Bank grew, and Corvane Bank is glad.",
        "| firm | rival |\n|---|---|\n| Corvane Bank | Dovemoor Finance |",
    ],
)
def test_sentence_with_a_fact_or_one_thing_and_row_are_not_silent(examine: Examine, text: str) -> None:
    assert examine(text).sentences == ()


def test_things_side_by_side_in_a_list_are_joined_by_no_words(examine: Examine) -> None:
    (sentence,) = examine("Corvane Bank, Marlow Bank and Dovemoor Finance grew.").sentences
    assert sentence.hints == ()


@pytest.mark.parametrize(
    ("text", "refused"),
    [
        ("Corvane Bank acquired London.", ("Corvane Bank", "acquired", "London", Refusal.OBJECT_KIND)),
        ("London acquired Corvane Bank.", ("London", "acquired", "Corvane Bank", Refusal.SUBJECT_KIND)),
        ("Did Corvane Bank acquire Marlow Bank?", ("Corvane Bank", "acquired", "Marlow Bank", Refusal.QUESTION)),
        ("If Corvane Bank buys Marlow Bank, it wins.", ("Corvane Bank", "acquired", "Marlow Bank", Refusal.CONDITION)),
        ("It acquired Marlow Bank.", ("It", "acquired", "Marlow Bank", Refusal.ANTECEDENT)),
        ("Corvane Bank competes with Corvane Bank.", ("Corvane Bank", "competesWith", "Corvane Bank", Refusal.SAME_THING)),
    ],
)
def test_refusal_has_its_reason(examine: Examine, text: str, refused: tuple[str, str, str, Refusal]) -> None:
    found = examine(text).refused
    assert [(one.subject.name, one.relation, one.object.name, one.refusal) for one in found] == [refused]
    assert found[0].evidence.quote == text


def test_what_a_trigger_states_hides_what_else_it_might_have_stated(examine: Examine) -> None:
    assert examine("Anna Holt joined Marlow Bank in London.").refused == ()
