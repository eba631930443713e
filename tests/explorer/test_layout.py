"""The places of nodes."""

from __future__ import annotations

from itertools import combinations, pairwise

from fintech_kg.explorer.layout import place, place_once

from ..shelf import Shelf

STAR = [("hub", f"leaf {number:02}") for number in range(20)]


def test_every_node_has_a_place_of_its_own() -> None:
    names = [f"n{number}" for number in range(120)]
    links = [*pairwise(names[:60]), *pairwise(names[60:90])]
    places = place(names, links)
    assert sorted(places) == sorted(names)
    assert len(set(places.values())) == len(names)


def test_direction_and_order_of_the_links_do_not_matter() -> None:
    nodes = sorted({name for link in STAR for name in link})
    assert place(nodes, STAR) == place(reversed(nodes), [(b, a) for a, b in reversed(STAR)])


def test_nodes_of_a_star_do_not_overlap() -> None:
    places = place({name for link in STAR for name in link}, STAR)
    assert min((a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 for a, b in combinations(places.values(), 2)) > 40**2


def test_unlinked_nodes_stand_below_the_linked_ones() -> None:
    places = place(["a", "b", "c", "lone"], [("a", "b"), ("b", "c"), ("lone", "lone")])
    assert places["lone"][1] > max(places[name][1] for name in "abc")


def test_components_do_not_run_into_each_other() -> None:
    chains = [[f"{letter}{number}" for number in range(6)] for letter in "abcde"]
    places = place([name for chain in chains for name in chain], [link for chain in chains for link in pairwise(chain)])
    boxes = [_box([places[name] for name in chain]) for chain in chains]
    assert not any(_overlap(one, other) for one, other in combinations(boxes, 2))


def _box(points: list[tuple[int, int]]) -> tuple[int, int, int, int]:
    return min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)


def _overlap(one: tuple[int, int, int, int], other: tuple[int, int, int, int]) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def test_places_are_found_once_for_the_same_nodes_links_and_program() -> None:
    nodes, shelf = sorted({name for link in STAR for name in link}), Shelf()
    first = place_once(nodes, STAR, shelf, "this program")
    again = place_once(nodes, STAR[::-1], shelf, "this program")
    assert first == again == place(nodes, STAR)
    assert shelf.found == 1


def test_other_links_and_another_program_find_places_anew() -> None:
    nodes, shelf = sorted({name for link in STAR for name in link}), Shelf()
    place_once(nodes, STAR, shelf, "this program")
    assert place_once(nodes, STAR[1:], shelf, "this program") == place(nodes, STAR[1:])
    place_once(nodes, STAR, shelf, "another program")
    assert shelf.found == 0
