"""Near-copies: which texts are one, which are only alike, and how they count as evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest

from fintech_kg.assembly import assemble
from fintech_kg.assembly.copies import near_copies
from fintech_kg.graph import dataset_of, facts_of
from fintech_kg.model import Entity, Extraction, Fact, Kind, Observation, Value, digest
from fintech_kg.ontology import Ontology

from ..handmade import Claim, extraction

STORY = (
    "the company said the money would go into hiring engineers in three cities and into a licence that its board has wanted "
    "for years because customers keep asking for accounts that work across borders without a second contract or another app "
    "and analysts who follow the sector called the price high but not absurd given how quickly the number of users has grown"
)
DEAL = Claim("Kite Bank", "acquired", "Plaid")


def article(source: str, claims: Sequence[Claim], *, story: str = STORY, before: str = "", after: str = "") -> Extraction:
    """A text of the claims and a story that states nothing, with another site's words around it."""
    made = extraction(source, claims)
    text = f"{made.document.text}\n{before}\n{story}\n{after}"
    key = digest(text)
    said = tuple(replace(one, evidence=replace(one.evidence, document=key)) for one in made.statements)
    document = replace(made.document, id=key, text=text, published=None)
    return replace(made, document=document, statements=said)


ORIGINAL = article("agency.txt", [DEAL])
FRAMED = article("site.txt", [DEAL], before="Home News Markets, Monday 3 March", after="Read more of our stories every day")
EDITED = article("paper.txt", [DEAL], story=STORY.replace("three cities", "four towns").replace("absurd", "silly"))
OTHER_FIRM = article("other.txt", [Claim("Nord Pay", "acquired", "Tally")])
OTHER_STORY = article("own.txt", [DEAL], story=" ".join(reversed(STORY.split())))


def fact_of(*extractions: Extraction) -> Fact:
    (fact,) = assemble(extractions).facts
    return fact


@pytest.mark.parametrize("copy", [FRAMED, EDITED], ids=["framed", "edited"])
def test_syndicated_text_is_a_near_copy_of_the_first_by_name(copy: Extraction) -> None:
    assert near_copies([ORIGINAL, copy]) == {copy.document.id: ORIGINAL.document.id}


def test_same_template_filled_in_by_another_firm_is_no_copy() -> None:
    assert near_copies([ORIGINAL, OTHER_FIRM]) == {}


def test_same_claim_in_another_text_is_no_copy() -> None:
    assert near_copies([ORIGINAL, OTHER_STORY]) == {}


def test_short_texts_are_no_copies() -> None:
    assert near_copies([extraction("a.txt", [DEAL]), extraction("b.txt", [DEAL, Claim("Kite Bank", "uses", "Visa")])]) == {}


def test_long_digest_with_a_note_in_it_is_no_copy() -> None:
    digest_ = article("digest.txt", [DEAL], after=" ".join(f"word{number} and" for number in range(200)))
    assert near_copies([ORIGINAL, digest_]) == {}


def test_earliest_stands_for_the_group_and_then_the_first_by_name() -> None:
    dated = replace(FRAMED, document=replace(FRAMED.document, published="2025-03-01"))
    assert set(near_copies([ORIGINAL, dated, EDITED]).values()) == {FRAMED.document.id}
    named = {FRAMED.document.id: ["a.txt", "z.txt"]}
    assert set(near_copies([ORIGINAL, FRAMED, EDITED], named).values()) == {FRAMED.document.id}


def test_order_does_not_matter() -> None:
    found = [near_copies(given) for given in permutations([ORIGINAL, FRAMED, EDITED, OTHER_FIRM, OTHER_STORY])]
    assert all(list(one.items()) == list(found[0].items()) for one in found)
    assert len(found[0]) == 2


def test_copy_without_its_original_stands_as_if_alone() -> None:
    assert near_copies([FRAMED, OTHER_FIRM]) == {}
    assert assemble([FRAMED]).copies == ()


def reworded(one: Extraction, words: str) -> Extraction:
    """The same, with its one sentence in slightly other words."""
    said = one.statements[0]
    return replace(one, statements=(replace(said, evidence=replace(said.evidence, quote=words)),))


def test_near_copies_count_once_as_evidence_and_all_stay_visible() -> None:
    fact = fact_of(ORIGINAL, reworded(FRAMED, "Kite Bank has acquired Plaid."))
    assert fact.confidence == Decimal("0.9")
    assert len(fact.statements) == 2


def test_independent_documents_count_each() -> None:
    assert fact_of(ORIGINAL, reworded(OTHER_STORY, "Kite Bank has acquired Plaid.")).confidence == Decimal("0.99")


def test_two_sentences_of_one_text_count_twice_whether_or_not_it_is_copied() -> None:
    def twice(one: Extraction) -> Extraction:
        said = one.statements[0]
        again = replace(said, evidence=replace(said.evidence, start=said.evidence.start + 1, quote="Plaid is Kite Bank's."))
        return replace(one, statements=(said, again))

    alone, copied = fact_of(twice(ORIGINAL)), fact_of(twice(ORIGINAL), twice(FRAMED), EDITED)
    assert alone.confidence == copied.confidence == Decimal("0.99")


def test_copies_come_back_from_the_graph_with_the_same_confidence(known: Ontology) -> None:
    facts = assemble([ORIGINAL, reworded(FRAMED, "Kite Bank has acquired Plaid."), OTHER_FIRM])
    back = facts_of(dataset_of(facts, known))
    assert back.copies == facts.copies != ()
    assert [one.confidence for one in back.facts] == [one.confidence for one in facts.facts]


def template(firm: str, sum_: str, place: str = "Berlin") -> Extraction:
    """An announcement that many words of a template frame."""
    story = STORY.replace("the company", f"{firm} of {place}").replace("the money", f"the money {sum_} in all")
    made = article(f"{firm}.txt", [Claim(firm, "acquired", "Plaid")], story=f"{story} so {firm} said")
    start = made.document.text.index(sum_)
    value = Value(Decimal(sum_[0]), None, sum_)
    evidence = made.statements[0].evidence
    return replace(made, observations=(Observation(None, "money", value, None, start, start + len(sum_), evidence),))


@pytest.mark.parametrize(
    "dateline",
    [
        "LISBON, 3 March – ",
        "LONDON (Reuters) - ",
        "Frankfurt, Germany, March 4, 2025 (GLOBE NEWSWIRE) -- ",
        "VILNIUS — ",
        "",
    ],
)
def test_another_dateline_makes_no_other_text(dateline: str) -> None:
    story = STORY.replace("the company", "Kite Bank of Berlin")
    one, other = (article(f"{at}.txt", [], story=f"{at}{story}") for at in ("PARIS, 5 March (AFP) – ", dateline))
    assert len(near_copies([one, other])) == 1


@pytest.mark.parametrize("other", [template("Nord Pay", "5m"), template("Kite Bank", "7m"), template("Nord Pay", "7m")])
def test_template_with_other_names_or_sums_is_no_copy(other: Extraction) -> None:
    assert near_copies([template("Kite Bank", "5m"), other]) == {}


def test_template_with_the_same_names_and_sums_is_a_copy() -> None:
    other = template("Kite Bank", "5m", "Vilnius")
    assert len(near_copies([template("Kite Bank", "5m"), other])) == 1


def test_texts_that_name_nothing_are_told_by_their_words_alone() -> None:
    plain, framed = (replace(one, entities=(), mentions=(), statements=()) for one in (ORIGINAL, FRAMED))
    assert len(near_copies([plain, framed])) == 1


def test_some_more_things_in_the_frame_make_no_difference() -> None:
    named = tuple(Entity(f"place/{name}", Kind.PLACE, name, (name,)) for name in ("lisbon", "porto"))
    framed = replace(FRAMED, entities=(*FRAMED.entities, *named))
    assert len(near_copies([ORIGINAL, framed])) == 1
