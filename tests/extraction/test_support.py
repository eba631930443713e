"""Which words that may be technologies are taken for ones, by what stands around them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction, Kind

pytestmark = pytest.mark.model

USED = [
    ("SDKs for iOS and Android; server libraries in Node.js, Python and Go.", {"Node.js", "Python", "Go"}),
    ("The ledger retries via Kafka.", {"Kafka"}),
    ("Move us from RabbitMQ to Kafka.", {"RabbitMQ", "Kafka"}),
    ("A rules engine – written in Elixir – computes the tax.", {"Elixir"}),
    ("Buyers pay with Apple Pay, Link and Bancontact.", {"Apple Pay", "Link", "Bancontact"}),
    ("The bank hired forty Python developers.", {"Python"}),
    ("FAST, the instant payment system of the central bank, runs at night.", {"FAST", "instant payment system"}),
]
NOT_USED = [
    "We go to the base of the scroll and rest.",
    "She read Kafka in Prague.",
    "The party flew from Java to Bali.",
    "A ruby and a compound of rust lay in the rain.",
]


@pytest.mark.parametrize(("text", "names"), USED)
def test_what_surrounds_a_word_makes_it_a_technology(extract: Callable[[str], Extraction], text: str, names: set[str]) -> None:
    found = {text[one.start : one.end] for one in extract(text).mentions if one.kind is Kind.TECHNOLOGY}
    assert names <= found


@pytest.mark.parametrize("text", NOT_USED)
def test_an_ordinary_word_is_no_technology(extract: Callable[[str], Extraction], text: str) -> None:
    assert [text[one.start : one.end] for one in extract(text).mentions if one.kind is Kind.TECHNOLOGY] == []


def test_a_place_in_a_list_is_a_place_on_either_side(extract: Callable[[str], Extraction]) -> None:
    text = "It is in every supermarket between Maastricht and Groningen."
    assert {(text[one.start : one.end], one.kind) for one in extract(text).mentions} == {
        ("Maastricht", Kind.PLACE),
        ("Groningen", Kind.PLACE),
    }
