"""Misses: likely triggers in the order in which people want to add them, and reasons in words."""

from __future__ import annotations

import pytest

from fintech_kg.evaluation.misses import Misses, as_data, explained, misses
from fintech_kg.extraction.gate import Refusal
from fintech_kg.extraction.hints import Hint
from fintech_kg.extraction.unread import End, Refused, SilentSentence, Unread
from fintech_kg.model import Document, Evidence, Kind
from fintech_kg.ontology import Ontology, TriggerForm

VISA, LONDON = End("Visa", Kind.ORGANISATION), End("London", Kind.PLACE)
SAID = Evidence("d", 0, 9, "Visa\nsaid")


def hint(trigger: str, object_: Kind = Kind.ORGANISATION) -> Hint:
    return Hint(trigger, TriggerForm.VERB, Kind.ORGANISATION, object_, "x")


def unread(name: str, *sentences: tuple[Hint, ...], refused: tuple[Refused, ...] = ()) -> Unread:
    silent = tuple(SilentSentence((VISA, LONDON), one, SAID) for one in sentences)
    return Unread(Document(name, name, "", "text/plain"), silent, refused)


def refused(reason: Refusal) -> Refused:
    return Refused("acquired", VISA, LONDON, "bought", "verb:buy", reason, SAID)


@pytest.fixture
def found(known: Ontology) -> Misses:
    return misses(
        [
            unread("b.txt", (hint("rescue"), hint("acquire")), (hint("acquire"),), (hint("laud over loan"),)),
            unread(
                "a.txt",
                (hint("rescue", Kind.PLACE),),
                (),
                (hint("laud"), hint("acquire")),
                refused=(refused(Refusal.QUESTION),),
            ),
        ],
        known,
    )


def test_missing_triggers_come_first_by_count_then_shorter(found: Misses) -> None:
    assert [(one.trigger, len(one.sentences), one.stating) for one in found.triggers] == [
        ("rescue", 2, ()),
        ("laud", 1, ()),
        ("laud over loan", 1, ()),
        ("acquire", 3, ("acquired",)),
    ]


def test_trigger_counts_the_kinds_that_it_joins_and_names_its_documents(found: Misses) -> None:
    assert found.triggers[0].kinds == (("Organisation → Organisation", 1), ("Organisation → Place", 1))
    assert [document for document, _ in found.triggers[0].sentences] == ["a.txt", "b.txt"]


def test_sentence_that_no_words_join_is_kept(found: Misses) -> None:
    assert len(found.sentences) == 6
    assert [document for document, _ in found.unjoined] == ["a.txt"]


def test_order_of_documents_does_not_matter(known: Ontology) -> None:
    given = [unread("b.txt", (hint("rescue"),)), unread("a.txt", (hint("laud"),))]
    assert misses(given, known) == misses(reversed(given), known)


@pytest.mark.parametrize("reason", Refusal)
def test_every_reason_has_its_words(known: Ontology, reason: Refusal) -> None:
    assert len(explained(refused(reason), known)) > 10


def test_wrong_kind_says_what_is_asked_and_what_is_there(known: Ontology) -> None:
    assert explained(refused(Refusal.OBJECT_KIND), known) == (
        "acquired asks for Organisation or Technology as its object, and this is Place"
    )


def test_data_holds_triggers_sentences_and_refusals(found: Misses, known: Ontology) -> None:
    data = as_data(found, known)
    assert data["sentences"] == 6
    assert data["refused"] == [
        {
            "reason": "question",
            "relation": "acquired",
            "subject": {"name": "Visa", "kind": "Organisation"},
            "object": {"name": "London", "kind": "Place"},
            "trigger": "bought",
            "rule": "verb:buy",
            "document": "a.txt",
            "start": 0,
            "end": 9,
            "sentence": "Visa said",
            "why": "it is asked and not stated",
        }
    ]
