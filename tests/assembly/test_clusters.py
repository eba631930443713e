"""Clusters: groups that grow by pairs, and that what is forbidden keeps apart."""

from __future__ import annotations

from fintech_kg.assembly.clusters import Clusters


def test_chain_is_one_group() -> None:
    clusters = Clusters()
    assert clusters.join("a", "b") and clusters.join("c", "d") and clusters.join("b", "c")
    assert clusters.groups("edcba") == [["a", "b", "c", "d"], ["e"]]


def test_what_is_forbidden_is_kept_apart_through_groups() -> None:
    clusters = Clusters([("a", "d")])
    assert clusters.join("a", "b") and clusters.join("c", "d")
    assert not clusters.join("b", "c")
    assert clusters.groups("abcd") == [["a", "b"], ["c", "d"]]
