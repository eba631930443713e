"""Tags to spans: the best sequence that is well formed."""

from __future__ import annotations

import numpy as np

from fintech_kg.model import Kind
from fintech_kg.recognition.pieces import Window
from fintech_kg.recognition.tags import spans

TAGS = ("O", "B-Organisation", "I-Organisation", "B-Person", "I-Person")
# Kestrel Pay hired Ada , in pieces: kes ##trel pay hired ada
WINDOW = Window(
    np.zeros(7, np.int64),
    np.zeros(7, np.int64),
    ((0, 0), (0, 3), (3, 7), (8, 11), (12, 17), (18, 21), (0, 0)),
    (-1, 0, 0, 1, 2, 3, -1),
)


def logits(*tags: str) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Logits that favour the given tags of the four words, and nonsense for the second piece of the first."""
    found = np.zeros((7, len(TAGS)), np.float32)
    for place, tag in zip((1, 3, 4, 5), tags, strict=True):
        found[place, TAGS.index(tag)] = 5.0
    found[2, TAGS.index("B-Person")] = 50.0
    return found


def test_a_word_has_the_tag_of_its_first_piece() -> None:
    found = list(spans(WINDOW, logits("B-Organisation", "I-Organisation", "O", "B-Person"), TAGS))
    assert [(one.start, one.end, one.kind) for one in found] == [(0, 11, Kind.ORGANISATION), (18, 21, Kind.PERSON)]
    assert all(0.9 < one.probability <= 1 for one in found)


def test_what_continues_no_name_of_its_kind_is_never_chosen() -> None:
    found = list(spans(WINDOW, logits("B-Organisation", "I-Person", "O", "I-Person"), TAGS))
    assert all(one.kind is Kind.ORGANISATION for one in found)


def test_two_names_side_by_side_stay_two() -> None:
    found = list(spans(WINDOW, logits("B-Organisation", "B-Organisation", "O", "O"), TAGS))
    assert [(one.start, one.end) for one in found] == [(0, 7), (8, 11)]


def test_no_word_no_span() -> None:
    empty = Window(np.zeros(2, np.int64), np.zeros(2, np.int64), ((0, 0), (0, 0)), (-1, -1))
    assert list(spans(empty, np.zeros((2, len(TAGS)), np.float32), TAGS)) == []
