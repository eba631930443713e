"""Resolution across documents: what is merged, what is kept apart, what people are asked; in any order, without a trace."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest

from fintech_kg.assembly import Decision, Ledger, Resolution, Verdict, assemble, folded, resolve
from fintech_kg.graph import dataset_of, facts_of, to_trig
from fintech_kg.model import Entity, Extraction, Kind, Status
from fintech_kg.ontology import Ontology

from ..handmade import Claim, extraction
from .made import firm, person, text, works

ISO = firm("International Organization for Standardization", "ISO")
ISO_INTRODUCED = text("The International Organization for Standardization (ISO) met.", ISO)
ISO_ALONE = text("ISO published a norm.", firm("ISO"))


def ledger(*decided: tuple[str, str, Verdict]) -> Ledger:
    made = [Decision((one, other), (one, other), verdict, "Ada", "seen", "") for one, other, verdict in decided]
    return Ledger({one.things: one for one in made})


def ids(extractions: Sequence[Extraction], decisions: Ledger | None = None) -> set[str]:
    """The identifiers that the assembled facts have."""
    resolution = resolve(extractions, decisions or Ledger())
    return {one.id for one in assemble(extractions, resolution=resolution).entities}


def asked(resolution: Resolution) -> list[tuple[str, str]]:
    return [one.things for one in resolution.doubtful]


def test_acronym_that_a_document_introduces_is_the_same_elsewhere() -> None:
    assert ids([ISO_INTRODUCED, ISO_ALONE]) == {ISO.id}
    (merged,) = resolve([ISO_INTRODUCED, ISO_ALONE]).merged
    assert merged.things == (ISO.id, "organisation/iso")
    assert "in brackets" in merged.reasons[0]


def test_initials_in_brackets_need_no_recognition() -> None:
    council = firm("Payments Innovation Council")
    found = [text("The Payments Innovation Council (PIC) met.", council), text("PIC met.", firm("PIC"))]
    assert ids(found) == {council.id}
    assert len(ids([text("The Payments Innovation Council (UK) met.", council), text("UK met.", firm("UK"))])) == 2


def test_acronym_before_its_long_form_is_the_same() -> None:
    bank = firm("People's Bank of China", "PBOC")
    assert ids([text("PBOC (People's Bank of China) met.", bank), text("PBOC met.", firm("PBOC"))]) == {bank.id}


def test_acronym_without_brackets_is_not_taken() -> None:
    assert len(ids([text("International Organization for Standardization or ISO.", ISO), ISO_ALONE])) == 2


def test_acronym_of_two_things_is_asked_about() -> None:
    other = firm("Irish Sheep Office", "ISO")
    found = [ISO_INTRODUCED, ISO_ALONE, text("The Irish Sheep Office (ISO) met.", other)]
    assert ids(found) == {ISO.id, other.id, "organisation/iso"}
    assert asked(resolve(found)) == [(ISO.id, "organisation/iso"), (other.id, "organisation/iso")]


def test_acronym_of_another_kind_is_not_taken() -> None:
    technology = Entity("technology/iso", Kind.TECHNOLOGY, "ISO", ("ISO",))
    assert ids([ISO_INTRODUCED, text("ISO is used.", technology)]) == {ISO.id, technology.id}


def test_one_public_identifier_is_one_thing() -> None:
    one, other = firm("Ant", same_as=("https://x.org/q1",)), firm("Zhima", same_as=("https://x.org/q1",))
    assert len(ids([text("Ant.", one), text("Zhima.", other)])) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (firm("Ant"), firm("Ant Group")),
        (firm("PayPal"), firm("Pay Pal")),
        (firm("Goldman Sachs"), firm("Goldmann Sachs")),
        (person("J. Smith"), person("John Smith")),
        (person("John A. Smith"), person("John Smith")),
        (person("Li"), person("Li Chen")),
        (person("Chen"), person("Li Chen")),
        (person("Jon Smithson"), person("Jon Smithsen")),
    ],
    ids=lambda one: one.name,
)
def test_doubtful_pair_is_asked_about_and_kept_apart(one: Entity, other: Entity) -> None:
    found = [text(f"{one.name} met.", one), text(f"They met {other.name}. It rained.", other)]
    resolution = resolve(found)
    assert ids(found) == {one.id, other.id}
    (doubt,) = resolution.doubtful
    assert set(doubt.things) == {one.id, other.id}
    assert doubt.reasons
    quotes = {passage.quote for passage in doubt.evidence if passage is not None}
    assert quotes == {f"{one.name} met.", f"They met {other.name}."}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (firm("Morgan Stanley"), firm("JP Morgan")),
        (firm("Fund 1 Capital"), firm("Fund 2 Capital")),
        (firm("Visa", concept="https://x.org/visa"), firm("Vista", concept="https://x.org/vista")),
        (firm("Visa", concept="https://x.org/visa"), firm("Visa Europe")),
        (person("J. Smith"), person("Kate Smith")),
        (person("John Smith"), person("Kate Smith")),
        (person("John A. Smith"), person("John B. Smith")),
        (person("Apple"), firm("Apple")),
        (person("Ant"), firm("Ant Group")),
    ],
    ids=lambda one: one.name,
)
def test_what_only_looks_alike_is_not_asked_about(one: Entity, other: Entity) -> None:
    found = [text(f"{one.name} met.", one), text(f"{other.name} met.", other)]
    assert ids(found) == {one.id, other.id}
    assert asked(resolve(found)) == []


def test_short_form_of_two_names_is_not_asked_about() -> None:
    found = [text(f"{name} met.", firm(name)) for name in ("Ant", "Ant Group", "Ant Bank")]
    assert asked(resolve(found)) == []


def test_what_one_document_names_as_two_is_not_asked_about() -> None:
    assert asked(resolve([text("Ant met Ant Group.", firm("Ant"), firm("Ant Group"))])) == []


def test_what_a_statement_holds_apart_is_not_asked_about() -> None:
    said = extraction("x.txt", [Claim("Goldman Sachs", "acquired", "Goldmann Sachs")])
    assert asked(resolve([said])) == []


CITI, HSBC = works("John Smith", "Citi"), works("John Smith", "HSBC")
AT_CITI, AT_HSBC = "person/John Smith~Citi", "person/John Smith~HSBC"
NAMES = {"organisation/Citi", "organisation/HSBC"}


def people(extractions: Sequence[Extraction], decisions: Ledger | None = None) -> set[str]:
    return {one for one in ids(extractions, decisions) if one.startswith("person/")}


def test_namesakes_at_two_organisations_stay_two_and_are_asked_about() -> None:
    assert people([CITI, HSBC]) == {AT_CITI, AT_HSBC}
    assert asked(resolve([CITI, HSBC])) == [(AT_CITI, AT_HSBC)]


def test_facts_of_namesakes_are_their_own() -> None:
    facts = {fact.key for fact in assemble([CITI, HSBC]).facts}
    assert facts == {(AT_CITI, "worksFor", "organisation/Citi"), (AT_HSBC, "worksFor", "organisation/HSBC")}


@pytest.mark.parametrize(
    "join",
    [
        works("John Smith", "HSBC", former=("Citi",)),
        works("John Smith", "Citi", "HSBC"),
        extraction("deal.txt", [Claim("HSBC", "acquired", "Citi")]),
        extraction(
            "talk.txt",
            [Claim("John Smith", "investedIn", "Plaid"), Claim("Citi", "partneredWith", "HSBC")],
            kinds={"John Smith": Kind.PERSON},
        ),
    ],
    ids=["changed jobs", "both", "one hand", "named with both"],
)
def test_what_a_document_joins_is_one_person(join: Extraction) -> None:
    assert people([CITI, HSBC, join]) == {"person/John Smith"}


def test_common_tie_joins() -> None:
    found = [works("John Smith", name, also=(Claim("John Smith", "memberOf", "Fintech Circle"),)) for name in ("Citi", "HSBC")]
    assert people(found) == {"person/John Smith"}


@pytest.mark.parametrize("one", [works("John Smith", "Citi", "HSBC"), works("John Smith", "HSBC", former=("Citi",))])
def test_who_changed_jobs_within_a_document_is_one(one: Extraction) -> None:
    assert people([one]) == {"person/John Smith"}


def test_employers_that_may_be_one_are_no_evidence_of_two_people() -> None:
    found = [works("Li Chen", "Ant"), works("Li Chen", "Ant Group")]
    assert people(found) == {"person/Li Chen"}
    assert people(found, ledger(("organisation/Ant", "organisation/Ant Group", Verdict.DIFFERENT))) == {
        "person/Li Chen~Ant",
        "person/Li Chen~Ant Group",
    }


def test_document_with_the_bare_name_stays_unclear() -> None:
    bare = extraction("bare.txt", [Claim("John Smith", "uses", "Plaid")], kinds={"John Smith": Kind.PERSON})
    assert people([CITI, HSBC, bare]) == {"person/John Smith", AT_CITI, AT_HSBC}
    assert len(resolve([CITI, HSBC, bare]).doubtful) == 3


def test_document_that_names_one_employer_is_of_that_namesake() -> None:
    claims = [Claim("John Smith", "uses", "Plaid"), Claim("Citi", "uses", "Plaid")]
    near = extraction("near.txt", claims, kinds={"John Smith": Kind.PERSON})
    assert people([CITI, HSBC, near]) == {AT_CITI, AT_HSBC}
    assert (AT_CITI, "uses", "organisation/Plaid") in {fact.key for fact in assemble([CITI, HSBC, near]).facts}


def test_ledger_joins_namesakes_and_parts_those_that_a_document_joins() -> None:
    assert people([CITI, HSBC], ledger((AT_CITI, AT_HSBC, Verdict.SAME))) == {"person/John Smith"}
    joined = [CITI, HSBC, extraction("deal.txt", [Claim("HSBC", "acquired", "Citi")])]
    assert people(joined, ledger((AT_CITI, AT_HSBC, Verdict.DIFFERENT))) == {AT_CITI, AT_HSBC}


def test_same_merges_and_keeps_what_statements_were_made_with(known: Ontology) -> None:
    found = [
        extraction("one.txt", [Claim("Ant", "acquired", "Plaid")], figures=["Ant"], words=["Ant"]),
        extraction("two.txt", [Claim("Ant Group", "acquired", "Plaid")]),
    ]
    decisions = ledger(("organisation/Ant", "organisation/Ant Group", Verdict.SAME))
    facts = assemble(found, resolution=resolve(found, decisions))
    (fact,) = facts.facts
    assert fact.subject == "organisation/Ant Group"
    assert {one.subject for one in fact.statements} == {"organisation/Ant", "organisation/Ant Group"}
    assert facts.observations[0].about == facts.quotations[0].speaker == "organisation/Ant Group"
    assert {one.name: one.names for one in facts.entities}["Ant Group"] == ("Ant", "Ant Group")
    dataset = dataset_of(facts, known)
    assert facts_of(dataset).facts == facts.facts
    assert to_trig(dataset).decode().count('fkg:statedSubject "organisation/Ant"') == 1


def test_different_undoes_a_certain_merge() -> None:
    decisions = ledger((ISO.id, "organisation/iso", Verdict.DIFFERENT))
    assert ids([ISO_INTRODUCED, ISO_ALONE], decisions) == {ISO.id, "organisation/iso"}


def test_different_settles_a_doubt_and_undecided_leaves_it_open() -> None:
    found = [text("Ant met.", firm("Ant")), text("Ant Group met.", firm("Ant Group"))]
    pair = ("organisation/ant", "organisation/ant-group")
    assert asked(resolve(found, ledger((*pair, Verdict.DIFFERENT)))) == []
    (doubt,) = resolve(found, ledger((*pair, Verdict.UNDECIDED))).doubtful
    assert doubt.decision is not None
    assert (doubt.things, doubt.decision.who) == (pair, "Ada")


def test_different_holds_through_a_chain_of_merges() -> None:
    found = [text(f"{name} met.", firm(name)) for name in ("A1", "B1", "C1")]
    decisions = ledger(
        ("organisation/a1", "organisation/b1", Verdict.SAME), ("organisation/b1", "organisation/c1", Verdict.DIFFERENT)
    )
    assert len(ids(found, decisions)) == 2


def test_decision_about_what_no_document_names_changes_nothing_and_is_told() -> None:
    decisions = ledger(("organisation/x", "organisation/y", Verdict.SAME))
    assert ids([ISO_INTRODUCED], decisions) == {ISO.id}
    assert [found for _, found in resolve([ISO_INTRODUCED], decisions).decided] == [False]


def test_statement_about_what_became_one_thing_is_told_and_is_no_fact() -> None:
    found = [extraction("x.txt", [Claim("Ant", "subsidiaryOf", "Ant Group")])]
    resolution = resolve(found, ledger(("organisation/Ant", "organisation/Ant Group", Verdict.SAME)))
    assert assemble(found, resolution=resolution).facts == ()
    assert [one.predicate for one in folded(found, resolution)] == ["subsidiaryOf"]


def test_ends_of_a_symmetric_relation_are_sorted_after_a_merge() -> None:
    found = [
        extraction("one.txt", [Claim("Alpha", "partneredWith", "Mid")]),
        extraction("two.txt", [Claim("Mid", "partneredWith", "Zed Alpha Group")]),
    ]
    decisions = ledger(("organisation/Alpha", "organisation/Zed Alpha Group", Verdict.SAME))
    facts = assemble(found, resolution=resolve(found, decisions), symmetric={"partneredWith"})
    (fact,) = facts.facts
    assert fact.key == ("organisation/Mid", "partneredWith", "organisation/Zed Alpha Group")
    for one in fact.statements:
        start, end = one.subject_span
        assert one.evidence.quote[start - one.evidence.start : end - one.evidence.start] == "Mid"


MANY = [
    *(CITI, HSBC, works("John Smith", "UBS"), works("J. Smith", "Citi"), ISO_INTRODUCED, ISO_ALONE),
    *(
        text(f"{name} met.", firm(name))
        for name in ("Ant", "Ant Group", "Goldman Sachs", "Goldmann Sachs", "Pay Pal", "PayPal")
    ),
    extraction("deal.txt", [Claim("UBS", "acquired", "HSBC"), Claim("HSBC", "acquired", "Citi", Status.DENIED)]),
]
DECIDED = ledger(
    ("organisation/ant", "organisation/ant-group", Verdict.SAME),
    ("organisation/goldman-sachs", "organisation/goldmann-sachs", Verdict.DIFFERENT),
)


@pytest.mark.parametrize("seed", range(5))
def test_order_does_not_matter(seed: int) -> None:
    shuffled = random.Random(seed).sample(MANY, len(MANY))
    assert resolve(shuffled, DECIDED) == resolve(MANY, DECIDED)
    assert assemble(shuffled) == assemble(MANY)


@pytest.mark.parametrize("gone", range(len(MANY)))
def test_removed_document_leaves_no_trace(gone: int, known: Ontology) -> None:
    rest = [one for number, one in enumerate(MANY) if number != gone]
    left = to_trig(dataset_of(assemble(rest, resolution=resolve(rest, DECIDED)), known)).decode()
    names = {one.id for one in MANY[gone].entities} - {entity.id for one in rest for entity in one.entities}
    assert not [one for one in (MANY[gone].document.id, *names) if f"{one}>" in left]


@pytest.mark.parametrize("taken", list(DECIDED.decisions))
def test_decision_taken_away_leaves_no_trace(taken: tuple[str, str]) -> None:
    rest = {pair: one for pair, one in DECIDED.decisions.items() if pair != taken}
    assert resolve(MANY, Ledger(rest)) != resolve(MANY, DECIDED)
    assert resolve(MANY, Ledger(dict(reversed(rest.items())))) == resolve(list(reversed(MANY)), Ledger(rest))
    assert resolve(MANY, Ledger()) == resolve(MANY)


def test_cost_is_of_blocks_and_not_of_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = itertools.count()
    from fintech_kg.assembly import doubts

    whole = doubts._one_edit
    monkeypatch.setattr(doubts, "_one_edit", lambda one, other: (next(compared), whole(one, other))[1])
    names = ["".join(word) for word in itertools.islice(itertools.product("bcdfg", "aeiou", "klmnp", "aeiou", "rstvw"), 500)]
    resolve([text(f"{name} met.", firm(f"Bank {name.title()}")) for name in names])
    assert next(compared) < len(names) * 60


@pytest.mark.parametrize("lookalike", ["Ρaypal", "РауРаl", "Paypаl"])
def test_name_that_only_looks_the_same_stays_another_thing(lookalike: str) -> None:
    """A Greek rho, Cyrillic throughout, one Cyrillic letter: at most people are asked."""
    one = text("Paypal is large.", firm("Paypal"))
    other = text(f"{lookalike} is large.", firm(lookalike))
    assert resolve([one, other]).merged == ()
    assert ids([one, other]) == {firm("Paypal").id, firm(lookalike).id}
