"""Frames that only see two things side by side, of which nothing is a fact that the network does not read too."""

from __future__ import annotations

import pytest

from fintech_kg.extraction.candidates import Argument, Candidate
from fintech_kg.extraction.related import combined
from fintech_kg.model import Kind
from fintech_kg.ontology import Ontology

FIRM, PLACE = Argument(0, 1, Kind.ORGANISATION), Argument(2, 3, Kind.PLACE)


@pytest.mark.parametrize(
    ("frame", "read", "doubtful"),
    [("origin:of", 0.4, True), ("origin:of", 0.9, False), ("post:beside", 0.4, True), ("verb:base in", 0.4, False)],
)
def test_what_the_network_does_not_read_is_doubtful(known: Ontology, frame: str, read: float, doubtful: bool) -> None:
    found = Candidate("basedIn", FIRM, PLACE, 1, frame)
    by_network = Candidate("basedIn", FIRM, PLACE, 1, "network", probability=read, reader="network")
    (made,) = combined([found], [by_network], known, "network")
    assert made.doubtful is doubtful
