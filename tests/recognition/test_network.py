"""The shipped network: its files load, it reads names and relations, and a text's numbers are its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fintech_kg.errors import ModelNotFound
from fintech_kg.model import Kind
from fintech_kg.recognition import SMALL, End, Network, load_network
from fintech_kg.recognition.network import SHIPPED

TEXT = "Kestrel Pay, based in Nairobi, hired Amara Okafor as chief technology officer."
MOST_BYTES = 40_000_000


@pytest.fixture(scope="module", params=[SHIPPED, SMALL], ids=["large", "small"])
def network(request: pytest.FixtureRequest) -> Network:
    return load_network(request.param)


@pytest.mark.model
def test_names_come_with_their_kinds(network: Network) -> None:
    (found,) = network.recognise(TEXT)
    assert {(TEXT[name.start : name.end], name.kind) for name in found.names} == {
        ("Kestrel Pay", Kind.ORGANISATION),
        ("Nairobi", Kind.PLACE),
        ("Amara Okafor", Kind.PERSON),
    }


@pytest.mark.model
def test_relations_come_in_their_own_direction(network: Network) -> None:
    (found,) = network.recognise(TEXT)
    firm, person = End(0, 11, Kind.ORGANISATION, True), End(37, 49, Kind.PERSON, True)
    scored = list(network.scorer.score(found.window, found.states, [firm, person], [(0, 1), (1, 0)], least=0.5))
    assert [one.subject for one in scored if one.relation == "worksFor"] == [1]


@pytest.mark.model
def test_what_stands_in_another_text_changes_no_number(network: Network) -> None:
    first = [one.states for one in network.recognise(TEXT)]
    list(network.recognise("Something else entirely, and rather longer, about cards and rails in Lagos."))
    assert all(np.array_equal(one, again.states) for one, again in zip(first, network.recognise(TEXT), strict=True))


def test_the_weights_are_small_enough_for_the_wheel() -> None:
    assert sum(path.stat().st_size for path in SHIPPED.rglob("*")) < MOST_BYTES


def test_a_folder_without_a_network_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelNotFound, match=tmp_path.name):
        Network(tmp_path)
