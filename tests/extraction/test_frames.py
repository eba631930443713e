"""The frames on single sentences: which relation is read, in which direction, and in which status."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import told

pytestmark = pytest.mark.model

Extract = Callable[[str], Extraction]


STATED = [
    ("Ripple developed a stablecoin.", "Ripple", "develops", "stablecoin"),
    ("Amara Okafor founded Tallow Pay in 2016.", "Amara Okafor", "founded", "Tallow Pay"),
    ("Sequoia Capital invested in Tallow Pay.", "Sequoia Capital", "investedIn", "Tallow Pay"),
    ("Corvane Bank acquired Pledgewell in 2021.", "Corvane Bank", "acquired", "Pledgewell"),
    ("Mintrow was bought by Corvane Bank.", "Corvane Bank", "acquired", "Mintrow"),
    ("Ferncastle's acquisition of Dovemoor closed on Monday.", "Ferncastle", "acquired", "Dovemoor"),
    ("Corvane Bank completed the acquisition of Dovemoor Finance.", "Corvane Bank", "acquired", "Dovemoor Finance"),
    ("Tallowgate, acquired by Harbour Nine Capital, sells software.", "Harbour Nine Capital", "acquired", "Tallowgate"),
    ("The CIPA Authority has fined Ostermark Remit Ltd for failings.", "CIPA Authority", "sanctioned", "Ostermark Remit"),
    ("Meridale Bank is headquartered in Singapore.", "Meridale Bank", "basedIn", "Singapore"),
    ("The London-based Marlow Bank grew.", "Marlow Bank", "basedIn", "London"),
    ("The Visa-backed Marlow Bank grew.", "Visa", "investedIn", "Marlow Bank"),
    ("Kite Bank is a subsidiary of Meridale Group.", "Kite Bank", "subsidiaryOf", "Meridale Group"),
    ("Meridale Group owns Kite Bank.", "Kite Bank", "subsidiaryOf", "Meridale Group"),
    ("Kite Bank's parent company, Meridale Group, is old.", "Kite Bank", "subsidiaryOf", "Meridale Group"),
    ("Li Wei, chief risk officer of Marlow Bank, spoke.", "Li Wei", "worksFor", "Marlow Bank"),
    ("Marlow Bank's chief executive, Anna Holt, resigned.", "Anna Holt", "worksFor", "Marlow Bank"),
    ("Marlow Bank appointed Anna Holt as chief financial officer.", "Anna Holt", "worksFor", "Marlow Bank"),
    ("Anna Holt founded Marlow Pay in 2016.", "Anna Holt", "founded", "Marlow Pay"),
    ("Anna Holt, co-founder of Marlow Pay, spoke.", "Anna Holt", "founded", "Marlow Pay"),
    ("Anna Holt studied physics at the University of Glasgow.", "Anna Holt", "educatedAt", "University of Glasgow"),
    ("Kite Bank partnered with Mastercard.", "Kite Bank", "partneredWith", "Mastercard"),
    ("The partnership between Kite Bank and Mastercard began.", "Kite Bank", "partneredWith", "Mastercard"),
    ("Marlow Bank uses facial recognition.", "Marlow Bank", "uses", "facial recognition"),
    ("Marlow Bank's platform uses machine learning.", "Marlow Bank", "uses", "machine learning"),
    ("Marlow Labs develops quantum key distribution.", "Marlow Labs", "develops", "quantum key distribution"),
    ("Marlow Bank operates in Kenya and Ghana.", "Marlow Bank", "operatesIn", "Ghana"),
    ("Marlow Bank is a member of the FIDO Alliance.", "Marlow Bank", "memberOf", "FIDO Alliance"),
    ("Marlow Bank competes with Adyen.", "Adyen", "competesWith", "Marlow Bank"),
    ("Marlow Bank opened in Hamburg, Germany.", "Hamburg", "locatedIn", "Germany"),
    ("Five people met at Perugia in Umbria.", "Perugia", "locatedIn", "Umbria"),
    ("Anna Holt of Hamburg won the prize.", "Anna Holt", "livesIn", "Hamburg"),
    ("Marlow Pay Inc. of Houston closed.", "Marlow Pay", "basedIn", "Houston"),
    ("Kite Bank's checkout kiosks use computer vision to recognise fruit.", "Kite Bank", "uses", "computer vision"),
    ("The engine of Kite Bank uses natural language processing.", "Kite Bank", "uses", "natural language processing"),
    ("Tallow Pay's wallet runs on Kubernetes.", "Tallow Pay", "uses", "Kubernetes"),
    ("Tallow Pay's platform is based on blockchain.", "Tallow Pay", "uses", "blockchain"),
    ("Kite Bank's app is secured by multi-factor authentication.", "Kite Bank", "uses", "multi-factor authentication"),
    ("Kite Bank's core is written in Rust.", "Kite Bank", "uses", "Rust"),
    ("Kite Bank identifies customers by means of facial recognition.", "Kite Bank", "uses", "facial recognition"),
    ("Kite Bank verifies customers through facial recognition.", "Kite Bank", "uses", "facial recognition"),
    ("Kite Bank integrates with Apple Pay and Google Pay.", "Kite Bank", "uses", "Google Pay"),
    ("Kite Bank plugs into open banking.", "Kite Bank", "uses", "open banking"),
    ("Kite Bank switched on voice biometrics in its call centre.", "Kite Bank", "uses", "voice biometrics"),
    ("Machine learning underpins Kite Bank.", "Kite Bank", "uses", "machine learning"),
    ("Tallow Pay specialises in open banking.", "Tallow Pay", "develops", "open banking"),
    ("Tallow Pay is known for its robo-advisor.", "Tallow Pay", "develops", "robo-advisor"),
    ("Tallow Pay's customers include Kite Bank and Marlow Bank.", "Tallow Pay", "suppliesTo", "Marlow Bank"),
    ("Tallow Pay counts Kite Bank and Adyen among its customers.", "Tallow Pay", "suppliesTo", "Kite Bank"),
    ("Kite Bank chose Thought Machine for its core.", "Thought Machine", "suppliesTo", "Kite Bank"),
    ("Kite Bank relies on Plaid for account linking.", "Plaid", "suppliesTo", "Kite Bank"),
    ("Tallow Pay is trusted by Kite Bank and Adyen.", "Tallow Pay", "suppliesTo", "Kite Bank"),
    ("Kite Bank bought screening software from Tallow Pay.", "Tallow Pay", "suppliesTo", "Kite Bank"),
    ("Corvane Bank bought Pledgewell from ING.", "ING", "divested", "Pledgewell"),
    ("Corvane Bank's purchase of Pledgewell from ING closed in May.", "ING", "divested", "Pledgewell"),
    ("ING sold Pledgewell to Corvane Bank.", "Corvane Bank", "acquired", "Pledgewell"),
    ("ING completed the sale of Pledgewell to Corvane Bank.", "Corvane Bank", "acquired", "Pledgewell"),
    ("Tallow Pay's backers include Sequoia Capital, Accel and Visa.", "Accel", "investedIn", "Tallow Pay"),
    ("Tallow Pay closed a $40 million Series B led by Sequoia Capital.", "Sequoia Capital", "investedIn", "Tallow Pay"),
    ("Tallow Pay raised $40 million. The Series A was led by Sequoia Capital.", "Sequoia Capital", "investedIn", "Tallow Pay"),
    ("Sequoia Capital owns 22% of Tallow Pay.", "Sequoia Capital", "investedIn", "Tallow Pay"),
    ("Tallow Pay secured $5 million from Sequoia Capital.", "Sequoia Capital", "investedIn", "Tallow Pay"),
    ("Tallow Pay received funding from Sequoia Capital.", "Sequoia Capital", "investedIn", "Tallow Pay"),
    ("Sequoia Capital put $10 million into Tallow Pay.", "Sequoia Capital", "investedIn", "Tallow Pay"),
    ("Kite Bank takes on Adyen.", "Adyen", "competesWith", "Kite Bank"),
    ("Kite Bank counts Adyen among its rivals.", "Adyen", "competesWith", "Kite Bank"),
    ("Kite Bank launched the card together with Mastercard.", "Kite Bank", "partneredWith", "Mastercard"),
    ("Kite Bank built the service in collaboration with Stripe.", "Kite Bank", "partneredWith", "Stripe"),
    ("Kite Bank and Stripe have joined forces.", "Kite Bank", "partneredWith", "Stripe"),
    ("Tallow Pay secured a UK licence from BaFin.", "BaFin", "regulates", "Tallow Pay"),
    ("Kite Bank is registered with BaFin.", "BaFin", "regulates", "Kite Bank"),
    ("BaFin granted Kite Bank a banking licence.", "BaFin", "regulates", "Kite Bank"),
    ("Kite Bank was granted a banking licence by BaFin.", "BaFin", "regulates", "Kite Bank"),
    ("Kite Bank is an electronic money institution licensed by BaFin.", "BaFin", "regulates", "Kite Bank"),
    ("BaFin has slapped a €9.2m penalty on Kite Bank.", "BaFin", "sanctioned", "Kite Bank"),
    ("BaFin imposes on Kite Bank a financial penalty of £1,875,400.", "BaFin", "sanctioned", "Kite Bank"),
    ("BaFin ordered Kite Bank to stop lending.", "BaFin", "sanctioned", "Kite Bank"),
    ("BaFin has prohibited Anna Holt from performing any function.", "BaFin", "sanctioned", "Anna Holt"),
    ("Kite Bank lends in Estonia, Finland and Latvia.", "Kite Bank", "operatesIn", "Latvia"),
    ("Kite Bank has 127 million customers in Brazil and Mexico.", "Kite Bank", "operatesIn", "Mexico"),
    ("Kite Bank is active in Kenya.", "Kite Bank", "operatesIn", "Kenya"),
    ("Kite Bank named Anna Holt as chair.", "Anna Holt", "worksFor", "Kite Bank"),
    ("Kite Bank promoted Anna Holt to chief operating officer.", "Anna Holt", "worksFor", "Kite Bank"),
    ("At Kite Bank, Anna Holt has been made chief people officer.", "Anna Holt", "worksFor", "Kite Bank"),
    ("Anna Holt of Kite Bank said so.", "Anna Holt", "worksFor", "Kite Bank"),
    ("Anna Holt succeeds Maria Keller as chief executive of Kite Bank.", "Anna Holt", "worksFor", "Kite Bank"),
    ("Anna Holt was one of the founders of PayPal.", "Anna Holt", "founded", "PayPal"),
]
NOT_STATED = [
    ("Corvane Bank bought Mintrow's card business.", "Corvane Bank", "acquired", "Mintrow"),
    ("Mintrow's card business was sold to Corvane Bank.", "Corvane Bank", "acquired", "Mintrow"),
    (
        "It joins Corvane Bank (part of Marlow Group) and Kite Bank (part of Halden Group).",
        "Kite Bank",
        "subsidiaryOf",
        "Marlow Group",
    ),
    ("PayPal competes with Wise and Block Inc., owner of Afterpay.", "Afterpay", "subsidiaryOf", "Wise"),
    ("Tallow Pay secured a UK licence from BaFin.", "BaFin", "investedIn", "Tallow Pay"),
    ("Tallow Pay received an award from Visa.", "Visa", "investedIn", "Tallow Pay"),
    ("Tallow Pay received a loan from Kite Bank.", "Kite Bank", "investedIn", "Tallow Pay"),
    ("Corvane Bank bought Pledgewell from ING.", "ING", "suppliesTo", "Corvane Bank"),
    ("ING sold Pledgewell to Corvane Bank.", "ING", "suppliesTo", "Corvane Bank"),
    ("Kite Bank sued BaFin.", "Kite Bank", "sanctioned", "BaFin"),
    ("BaFin granted Kite Bank an electronic money licence.", "BaFin", "regulates", "electronic money"),
    ("Kite Bank picks Riga for its first office in Europe.", "Kite Bank", "basedIn", "Riga"),
    pytest.param(
        *("Kite Bank advised customers to use Stripe.", "Stripe", "suppliesTo", "Kite Bank"),
        marks=pytest.mark.xfail(strict=True, reason="the network reads a supplier"),
    ),
    ("Kite Bank took a loan from Visa.", "Visa", "investedIn", "Kite Bank"),
    ("Kite Bank ordered 20,000 cards from Visa.", "Kite Bank", "sanctioned", "Visa"),
    ("Kite Bank bought screening software from Tallow Pay.", "Kite Bank", "acquired", "screening software"),
    ("Kite Bank bought Pledgewell's platform.", "Kite Bank", "acquired", "Pledgewell"),
    ("Kite Bank's platform was bought by Visa.", "Visa", "acquired", "Kite Bank"),
    ("FRESNO, Calif. — Members of Kite Bank can now speak.", "Fresno", "memberOf", "Kite Bank"),
    ("Sequoia Capital owns 22% of Tallow Pay and Temasek 14%.", "Sequoia Capital", "investedIn", "Temasek"),
]
STATUSES = [
    ("Corvane Bank will acquire Dovemoor Finance.", "planned"),
    ("Corvane Bank plans to acquire Dovemoor Finance.", "planned"),
    ("Corvane Bank to acquire Dovemoor Finance", "planned"),
    ("Corvane Bank to buy Dovemoor Finance for $39 million", "planned"),
    ("Corvane Bank agreed to buy Dovemoor Finance, subject to approval.", "planned"),
    ("Corvane Bank did not acquire Dovemoor Finance.", "denied"),
    ("Corvane Bank denied that it had acquired Dovemoor Finance.", "denied"),
    ("Corvane Bank walked away from talks to acquire Dovemoor Finance.", "denied"),
    ("Corvane Bank is reportedly in talks to buy Dovemoor Finance.", "rumoured"),
    ("Corvane Bank might buy Dovemoor Finance.", "rumoured"),
    ("Sources say that Corvane Bank has bought Dovemoor Finance.", "rumoured"),
    ("Corvane Bank has acquired Dovemoor Finance.", "asserted"),
]


@pytest.mark.parametrize(("text", "subject", "predicate", "object_"), STATED)
def test_a_frame_reads_the_relation_in_its_direction(
    extract: Extract, text: str, subject: str, predicate: str, object_: str
) -> None:
    said = told(extract(text))
    assert (subject, predicate, object_, "asserted") in said
    if predicate not in {"partneredWith", "competesWith"}:
        assert not any((one[0], one[2]) == (object_, subject) for one in said)


@pytest.mark.parametrize(("text", "subject", "predicate", "object_"), NOT_STATED)
def test_no_frame_reads_what_is_not_said(extract: Extract, text: str, subject: str, predicate: str, object_: str) -> None:
    assert (subject, predicate, object_) not in {one[:3] for one in told(extract(text))}


def test_firm_whose_name_the_tagger_takes_for_a_noun(extract: Extract) -> None:
    assert "competesWith" in {one[1] for one in told(extract("Stripe competes with Adyen."))}


@pytest.mark.parametrize(("text", "status"), STATUSES)
def test_only_what_is_so_is_asserted(extract: Extract, text: str, status: str) -> None:
    assert told(extract(text)) == {("Corvane Bank", "acquired", "Dovemoor Finance", status)}


def test_a_former_post_is_past(extract: Extract) -> None:
    said = told(extract("Anna Holt, former chief executive of Marlow Bank, spoke."))
    assert said == {("Anna Holt", "worksFor", "Marlow Bank", "past")}


def test_a_former_post_that_only_the_network_reads_is_past(extract: Extract) -> None:
    said = told(extract("Several executives of Persona Cable, including former CEO Brendan Paddick, moved on."))
    assert said <= {("Brendan Paddick", "worksFor", "Persona Cable", "past")}


def test_whom_a_firm_takes_from_another_worked_there(extract: Extract) -> None:
    said = told(extract("Kite Bank has hired Anna Holt from Stripe."))
    assert said == {("Anna Holt", "worksFor", "Kite Bank", "asserted"), ("Anna Holt", "worksFor", "Stripe", "past")}


def test_what_is_excepted_is_denied(extract: Extract) -> None:
    said = told(extract("Kite Bank operates in Kenya, except Nairobi."))
    assert ("Kite Bank", "operatesIn", "Nairobi", "denied") in said


def test_what_the_network_doubts_makes_no_fact_but_is_kept(extract: Extract) -> None:
    extraction = extract("Ann Holt praised Kite Bank and its work with Visa.")
    assert [one.predicate for one in extraction.open_statements if one.doubtful] == ["partneredWith"]
    assert not extraction.statements


def test_what_a_verb_says_of_its_own_subject_is_said_of_nobody_else(extract: Extract) -> None:
    said = told(extract("Lanting Payments grows. Nikolai Sorokin denied that the firm uses facial recognition."))
    assert not [one for one in said if one[0] == "Nikolai Sorokin"]


def test_what_is_no_longer_used_is_past(extract: Extract) -> None:
    said = told(extract("Marlow Bank no longer uses facial recognition."))
    assert said == {("Marlow Bank", "uses", "facial recognition", "past")}


def test_all_investors_of_a_round_are_read(extract: Extract) -> None:
    text = "Marlow Pay raised $40 million in a round led by Larkmoor Capital with participation from Ostrel Ventures."
    investors = {one[0] for one in told(extract(text)) if one[1] == "investedIn"}
    assert investors == {"Larkmoor Capital", "Ostrel Ventures"}


def test_the_post_held_is_a_qualifier(extract: Extract) -> None:
    (statement,) = extract("Rohan Mistry, head of credit at Penhallow Bank, spoke.").statements
    assert dict(statement.qualifiers)["role"] == "head of credit"


def test_an_unclear_pronoun_makes_no_fact_but_is_kept(extract: Extract) -> None:
    extraction = extract("It was acquired by Corvane Bank.")
    assert extraction.statements == ()
    assert [one.predicate for one in extraction.open_statements] == ["acquired"]


def test_a_pronoun_takes_up_the_subject(extract: Extract) -> None:
    extraction = extract("Marlow Bank was founded in 1990. It is based in Hamburg.")
    assert ("Marlow Bank", "basedIn", "Hamburg", "asserted") in told(extraction)


def test_evidence_and_spans_are_exactly_the_characters(extract: Extract) -> None:
    text = "Nobody spoke. Corvane Bank acquired Pledgewell."
    (statement,) = extract(text).statements
    evidence = statement.evidence
    assert text[evidence.start : evidence.end] == evidence.quote == "Corvane Bank acquired Pledgewell."
    assert text[slice(*statement.subject_span)] == "Corvane Bank"
    assert text[slice(*statement.trigger_span)] == "acquired"
    assert text[slice(*statement.object_span)] == "Pledgewell"
