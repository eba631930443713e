"""Communities and places: what is linked lies together, what is not lies apart, and nothing lies on top of everything."""

from __future__ import annotations

import random
from itertools import combinations

import numpy as np
import pytest

from fintech_kg.explorer.index.arranging import Arrangement, arranged
from fintech_kg.explorer.index.communities import communities
from fintech_kg.explorer.index.discs import disc_places
from fintech_kg.explorer.index.mesh import Mesh

GROUPS, MEMBERS = 12, 60


def grouped_links(seed: int = 3) -> list[tuple[int, int]]:
    """Links of groups whose members know each other and hardly anybody else."""
    draw = random.Random(seed)
    links = []
    for group in range(GROUPS):
        own = range(group * MEMBERS, (group + 1) * MEMBERS)
        links += [(one, draw.choice(own)) for one in own for _ in range(4)]
        links.append((own[0], draw.randrange(GROUPS * MEMBERS)))
    return links


@pytest.fixture(scope="module")
def arrangement() -> Arrangement:
    return arranged(grouped_links(), [0] * (GROUPS * MEMBERS) + [1, 2] * 20)


def test_groups_that_know_each_other_are_communities() -> None:
    found = communities(GROUPS * MEMBERS, np.array(grouped_links()))[-1]
    for group in range(GROUPS):
        own = found[group * MEMBERS : (group + 1) * MEMBERS]
        assert np.bincount(own).max() >= 0.95 * MEMBERS


def test_two_cliques_with_one_link_are_two_communities() -> None:
    links = [*combinations(range(6), 2), *combinations(range(6, 12), 2), (0, 6)]
    assert communities(12, np.array(links))[-1].tolist() == [0] * 6 + [1] * 6


def test_things_without_links_have_no_community(arrangement: Arrangement) -> None:
    assert set(arrangement.communities[GROUPS * MEMBERS :]) == {-1}
    assert min(arrangement.communities[: GROUPS * MEMBERS]) == 0


def test_the_largest_community_has_the_lowest_number(arrangement: Arrangement) -> None:
    sizes = np.bincount([one for one in arrangement.communities if one >= 0])
    assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)


def test_communities_lie_apart_as_clusters(arrangement: Arrangement) -> None:
    places = np.array([arrangement.x, arrangement.y]).T
    community = np.array(arrangement.communities)
    centres = np.array([places[community == one].mean(axis=0) for one in range(community.max() + 1)])
    own = np.hypot(*(places - centres[community]).T)[community >= 0]
    others = [np.hypot(*(one - other)) for one, other in combinations(centres, 2)]
    assert np.median(own) < 0.5 * min(others)


def test_no_two_things_lie_in_one_place(arrangement: Arrangement) -> None:
    assert len({*zip(arrangement.x, arrangement.y, strict=True)}) == len(arrangement.x)


def test_things_without_links_lie_around_all_others(arrangement: Arrangement) -> None:
    places = np.array([arrangement.x, arrangement.y]).T
    linked = places[: GROUPS * MEMBERS]
    middle = (linked.min(axis=0) + linked.max(axis=0)) / 2
    reach = np.hypot(*(linked - middle).T)
    around = np.hypot(*(places[GROUPS * MEMBERS :] - middle).T)
    assert around.min() > np.percentile(reach, 90)


def test_the_same_links_give_the_same_places(arrangement: Arrangement) -> None:
    assert arranged(grouped_links(), [0] * (GROUPS * MEMBERS) + [1, 2] * 20) == arrangement


@pytest.mark.parametrize("things", [0, 1, 2, 450])
def test_graphs_without_links_have_places_too(things: int) -> None:
    found = arranged([], [0] * things)
    assert len({*zip(found.x, found.y, strict=True)}) == things


def test_a_thing_that_is_linked_with_itself_alone_has_a_place() -> None:
    assert len(arranged([(0, 0)], [0, 0]).x) == 2


def test_discs_do_not_overlap() -> None:
    radii = np.sort(np.random.default_rng(1).pareto(1.2, 80) + 1)[::-1] * 10
    ends = np.random.default_rng(2).integers(0, 80, (200, 2))
    places = disc_places(radii, ends, np.ones(200), np.zeros(80, bool))
    for one, other in combinations(range(80), 2):
        assert np.hypot(*(places[one] - places[other])) > 0.97 * (radii[one] + radii[other])


def test_a_mesh_pushes_as_charges_do() -> None:
    points = np.array([[30.0, 50.0], [70.0, 50.0], [50.0, 50.0]])
    pushes = Mesh.over(0.0, 0.0, 100.0, 128).pushes(points, np.ones(3))
    assert pushes[2] == pytest.approx([0.0, 0.0], abs=1e-3)
    assert pushes[0] == pytest.approx([-(1 / 40 + 1 / 20), 0.0], abs=2e-3)
