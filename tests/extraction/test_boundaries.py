"""Where names end: legal forms, the places of firms, abbreviated states, and words that are no names."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction, Kind

pytestmark = pytest.mark.model

NAMED = [
    ("It rained in Carterville, Ill., and in San Jose, CA, all day.", {"Carterville", "Ill.", "San Jose", "CA"}),
    ("Apple, Inc. sells phones.", {"Apple, Inc."}),
    ("Marlow Pay Inc. of Houston closed.", {"Marlow Pay Inc.", "Houston"}),
    ("Equity Group Holdings Plc (NSE: EQTY) is the parent of Kite Bank.", {"Equity Group Holdings Plc", "NSE", "Kite Bank"}),
    ("Corvane Ltd hired Ann Lee. Klarna opened an office.", {"Corvane Ltd", "Ann Lee", "Klarna"}),
    ("Dr Grace Wanjiru, Chief Risk Officer, formerly of the Central Bank of Kenya", {"Grace Wanjiru", "Central Bank of Kenya"}),
    ("When I retired I slept.", set()),
    ("Chairman Ann Lee (R-Texas) smiled.", {"Ann Lee", "Texas"}),
    ("Novartis to buy Alcon stake for $39 billion", {"Novartis", "Alcon"}),
    ("Schroders plc met RBC Capital Markets, LLC on Monday.", {"Schroders plc", "RBC Capital Markets, LLC"}),
    ("He met Kim Dae-jung in Seoul.", {"Kim Dae-jung", "Seoul"}),
    ("Shares of Kohlberg Kravis Roberts & Co. L.P. rose.", {"Kohlberg Kravis Roberts & Co. L.P."}),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_names_end_where_they_end(extract: Callable[[str], Extraction], text: str, names: set[str]) -> None:
    assert {text[one.start : one.end] for one in extract(text).mentions} == names


def test_an_abbreviation_is_its_state(extract: Callable[[str], Extraction]) -> None:
    assert "place/illinois" in {one.entity for one in extract("It rained in Carterville, Ill., all day.").mentions}


def test_namesake_of_a_known_place_is_a_person(extract: Callable[[str], Extraction]) -> None:
    (kind,) = {one.kind for one in extract("Pereira's father, a rancher, was convicted.").mentions}
    assert kind is Kind.PERSON


def test_language_is_no_place(extract: Callable[[str], Extraction]) -> None:
    assert extract("The interview was published in Spanish on Monday.").mentions == ()


def test_a_code_without_a_place_before_it_is_no_state(extract: Callable[[str], Extraction]) -> None:
    assert extract("Come in, OR stay out.").mentions == ()


OWNED = "Afterpay followed in 2014; Jack Dorsey's Block bought it for shares."


def test_the_person_who_owns_a_firm_is_no_part_of_its_name(extract: Callable[[str], Extraction]) -> None:
    found = {(OWNED[one.start : one.end], one.kind) for one in extract(OWNED).mentions}
    assert {("Jack Dorsey", Kind.PERSON), ("Block", Kind.ORGANISATION)} <= found


def test_a_name_goes_on_behind_its_and(extract: Callable[[str], Extraction]) -> None:
    text = "The Banking Regulation and Debt Supervision Agency lets banks work by video call."
    names = {text[one.start : one.end] for one in extract(text).mentions if one.kind is Kind.ORGANISATION}
    assert names == {"Banking Regulation and Debt Supervision Agency"}


@pytest.mark.parametrize("text", ["LARK token", "Larkspur Protocol — lend anything, anywhere"])
def test_what_ends_in_the_word_for_a_product_is_a_technology(extract: Callable[[str], Extraction], text: str) -> None:
    assert {one.kind for one in extract(text).mentions} == {Kind.TECHNOLOGY}


@pytest.mark.parametrize(
    "text", ["Tickets cost DKK 4,900.", "It grows at a CAGR of 41.1% a year.", "A chatbot answers in Wolof."]
)
def test_currencies_measures_and_tongues_are_no_names(extract: Callable[[str], Extraction], text: str) -> None:
    assert {one.kind for one in extract(text).mentions} <= {Kind.TECHNOLOGY}


def test_a_heading_in_capitals_names_what_the_text_names(extract: Callable[[str], Extraction]) -> None:
    found = extract("ABOUT KORVELO\n\nKorvelo AS lends to shops in Estonia. Korvelo was founded in 2014.")
    assert {one.entity for one in found.mentions if one.kind is Kind.ORGANISATION} == {"organisation/korvelo"}


def test_titles_make_people_of_all_in_their_list(extract: Callable[[str], Extraction]) -> None:
    text = "Co-founders Awa Ndiaye and Moussa Fall met in Dakar."
    found = {text[one.start : one.end] for one in extract(text).mentions if one.kind is Kind.PERSON}
    assert found == {"Awa Ndiaye", "Moussa Fall"}


def test_firm_of_two_words_that_the_lexicon_knows_is_no_namesake(extract: Callable[[str], Extraction]) -> None:
    text = "Jumbo, Albert Heijn and Lidl are among the users."
    (kind,) = {one.kind for one in extract(text).mentions if text[one.start : one.end] == "Albert Heijn"}
    assert kind is Kind.ORGANISATION


@pytest.mark.parametrize(
    "text",
    [
        "Kasper Thomsen, VP Engineering @ Lunar",
        pytest.param(
            "It helps Ecuadorians at home.",
            marks=pytest.mark.xfail(strict=True, reason="the network takes a people for a name"),
        ),
    ],
)
def test_posts_and_peoples_are_no_names(extract: Callable[[str], Extraction], text: str) -> None:
    names = {text[one.start : one.end] for one in extract(text).mentions}
    assert not names & {"VP Engineering", "Ecuadorians"}


@pytest.mark.parametrize(("name", "place"), [("APAC", "asia-pacific"), ("DRC", "democratic-republic-of-the-congo")])
def test_a_region_s_or_country_s_short_name_is_its_own(extract: Callable[[str], Extraction], name: str, place: str) -> None:
    assert f"place/{place}" in {one.entity for one in extract(f"The bank opened branches in {name} last year.").mentions}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The port taught us, says Park Ji-won, a professor in Busan.", "Park Ji-won", Kind.PERSON),
        ("Minister Kamla-Dawn Joseph thanked the bank.", "Kamla-Dawn Joseph", Kind.PERSON),
        ("She studied at the University of Leeds.[2] Marlow Bank was founded there.", "University of Leeds", Kind.ORGANISATION),
        ("Founded 1998 | Headquarters: Shah Alam | Regulator: Bank Negara Malaysia", "Shah Alam", Kind.PLACE),
    ],
)
def test_hyphens_notes_and_labels(extract: Callable[[str], Extraction], text: str, name: str, kind: Kind) -> None:
    assert (name, kind) in {(text[one.start : one.end], one.kind) for one in extract(text).mentions}


def test_what_goes_on_from_a_firms_name_is_its_product(extract: Callable[[str], Extraction]) -> None:
    text = (
        "Tessaro Payments sells software in Leeds. The bank runs its claims on Tessaro Vision, and Tessaro Lakehouse holds the "
        "data. Shares of Tessaro rose."
    )
    kinds = {text[one.start : one.end]: one.kind for one in extract(text).mentions}
    assert (kinds.get("Tessaro Payments"), kinds.get("Tessaro Vision"), kinds.get("Tessaro Lakehouse")) == (
        Kind.ORGANISATION,
        Kind.TECHNOLOGY,
        Kind.TECHNOLOGY,
    )


@pytest.mark.parametrize(("text", "names"), [("Section 2: Open Ledger Engine", set()), ("Section 2: Ant Group", {"Ant Group"})])
def test_title_of_a_section_is_no_name(extract: Callable[[str], Extraction], text: str, names: set[str]) -> None:
    assert {text[one.start : one.end] for one in extract(text).mentions} == names
