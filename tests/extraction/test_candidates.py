"""Arguments: their order in the text."""

from __future__ import annotations

from fintech_kg.extraction.candidates import Argument
from fintech_kg.extraction.topics import TOPIC
from fintech_kg.model import Kind


def test_a_name_and_a_topic_in_one_place_have_an_order() -> None:
    named, topic = Argument(0, 1, Kind.ORGANISATION), Argument(0, 1, Kind.ORGANISATION, TOPIC)
    before = Argument(0, 1, Kind.ORGANISATION, concept="https://example.org/kite")
    assert sorted({topic, before, named}) == [named, before, topic]
    assert named != topic
