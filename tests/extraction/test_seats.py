"""Organisations and the place that only stands beside them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import stated

pytestmark = pytest.mark.model

SEATS: list[tuple[str, set[tuple[str, str]]]] = [
    (
        "Visa bought Dublin's Kestrel Pay Ltd and Spain's Tannery Ltd.",
        {("Kestrel Pay", "Dublin"), ("Tannery", "Spain")},
    ),
    ("Will Spain's Kestrel Pay Ltd buy Visa?", {("Kestrel Pay", "Spain")}),
    ("- Kestrel Pay Ltd (Lisbon)\n- Tannery Ltd (Lagos, Nigeria)", {("Kestrel Pay", "Lisbon"), ("Tannery", "Lagos")}),
    ("- Kestrel Pay Ltd (Norway)\n- Tannery Ltd (Ghana)", {("Kestrel Pay", "Norway"), ("Tannery", "Ghana")}),
    ("Kestrel Pay Ltd – Lusaka, Zambia", {("Kestrel Pay", "Lusaka")}),
    ("Kestrel Pay Ltd – Kampala, EAC", {("Kestrel Pay", "Kampala")}),
    ("Kestrel Pay Ltd, Nairobi", {("Kestrel Pay", "Nairobi")}),
    ("Kestrel Pay Ltd, 14 High Street, Edinburgh", {("Kestrel Pay", "Edinburgh")}),
    ("Kestrel Pay Ltd, a Bristol start-up backed by Visa, grew.", {("Kestrel Pay", "Bristol")}),
    ("The London bank Barclays closed.", {("Barclays", "London")}),
    ("It competes with Agicap, of Lyon, and with Visa.", {("Agicap", "Lyon")}),
    ("She sued a London bank in Paris, and Visa opened a London office.", set()),
    # a part of a group, a list, and things that are no organisations
    ("HSBC (UK) said that Visa (Europe) paid.", set()),
    ("Visa, Berlin and the future of payments", set()),
    ("London's blockchain scene met Ann Lee.", set()),
]


@pytest.mark.parametrize(("text", "seats"), SEATS, ids=[text for text, _ in SEATS])
def test_place_beside_a_name_is_its_seat(text: str, seats: set[tuple[str, str]], extract: Callable[[str], Extraction]) -> None:
    assert {(firm, place) for firm, _, place in stated(extract(text), "basedIn")} == seats
