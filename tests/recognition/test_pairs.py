"""Pairs to scores: which pairs lie in a window, and how their logits are calibrated."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from fintech_kg.model import Kind
from fintech_kg.recognition.pairs import End, Scorer
from fintech_kg.recognition.pieces import Window

WINDOW = Window(
    np.zeros(6, np.int64), np.zeros(6, np.int64), ((0, 0), (0, 4), (5, 8), (9, 15), (16, 20), (0, 0)), (-1, 0, 1, 2, 3, -1)
)
STATES = np.zeros((6, 4), np.float16)
VISA, PLAID = End(0, 8, Kind.ORGANISATION, True), End(16, 20, Kind.ORGANISATION, True)
LABELS = ["acquired", "uses"]
ABOUT = {"calibration": {"acquired": [1.0, 0.0], "uses": [2.0, -1.0]}}


class Session:
    """Stands for the ONNX session: keeps what it was fed, and answers 0 and 1 for each pair."""

    def __init__(self) -> None:
        self.fed: dict[str, Any] = {}

    def run(self, _: None, feed: dict[str, Any]) -> list[Any]:
        self.fed = feed
        return [np.tile(np.array([0.0, 1.0], np.float32), (len(feed["pairs"]), 1))]


def test_each_label_has_its_own_calibration() -> None:
    session = Session()
    found = list(Scorer(session, LABELS, ABOUT).score(WINDOW, STATES, [VISA, PLAID], [(0, 1)], least=0.0))
    assert [(one.relation, round(one.probability, 3)) for one in found] == [
        ("acquired", 0.5),
        ("uses", round(1 / (1 + np.exp(-1)), 3)),
    ]
    assert session.fed["ends"].tolist() == [[1, 2], [4, 4]]


def test_what_is_less_likely_than_asked_is_left_out() -> None:
    found = Scorer(Session(), LABELS, ABOUT).score(WINDOW, STATES, [VISA, PLAID], [(0, 1)], least=0.6)
    assert [one.relation for one in found] == ["uses"]


def test_the_order_of_the_ends_shows_in_the_distance() -> None:
    session = Session()
    list(Scorer(session, LABELS, ABOUT).score(WINDOW, STATES, [VISA, PLAID], [(0, 1), (1, 0)], least=0.0))
    forth, back = session.fed["distances"].tolist()
    assert back == forth + 12


@pytest.mark.parametrize(
    "end", [End(1, 8, Kind.ORGANISATION, True), End(0, 7, Kind.ORGANISATION, True), End(30, 34, Kind.PLACE, True)]
)
def test_a_pair_that_does_not_lie_in_the_window_is_left_out(end: End) -> None:
    assert not list(Scorer(Session(), LABELS, ABOUT).score(WINDOW, STATES, [end, PLAID], [(0, 1), (1, 0)], least=0.0))


def test_what_lies_between_two_ends_is_worked_out_once() -> None:
    session = Session()
    states = np.arange(24, dtype=np.float16).reshape(6, 4)
    states[2] = 99
    list(Scorer(session, LABELS, ABOUT).score(WINDOW, states, [VISA, PLAID], [(0, 1), (1, 0)], least=0.0))
    assert session.fed["greatest"].tolist() == [[99.0] * 4]
    assert session.fed["stretch"].tolist() == [0, 0]
