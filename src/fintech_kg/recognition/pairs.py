"""From pairs of mentions in a window to the relations that the network reads between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from fintech_kg.model import Kind
from fintech_kg.recognition.pieces import Window

_ROLES = {Kind.ORGANISATION: 1, Kind.PLACE: 2, Kind.PERSON: 3, Kind.TECHNOLOGY: 4}
_BUCKETS = 12


@dataclass(frozen=True, slots=True)
class End:
    """A mention as an end of a pair: half-open code-point offsets in the text, its kind, and whether it is a name."""

    start: int
    end: int
    kind: Kind
    named: bool


@dataclass(frozen=True, slots=True)
class Scored:
    """A pair, by the numbers of its ends, with a relation and the calibrated probability that the text states it."""

    subject: int
    object: int
    relation: str
    probability: float


class Scorer:
    """The trained scorer of pairs, with the slope and offset that calibrate each label (Platt scaling on held-out text)."""

    def __init__(self, session: onnxruntime.InferenceSession, labels: Sequence[str], about: Mapping[str, Any]) -> None:
        """`about`: the `name`, and the `calibration` of each of the labels, which stand in the order of the logits."""
        self._session = session
        self.name = str(about.get("name", "network"))
        """What stands in the rule of a statement that it reads, and with which its precision is measured."""
        self._labels = tuple(labels)
        self._slope = np.array([about["calibration"][label][0] for label in self._labels], dtype=np.float32)
        self._offset = np.array([about["calibration"][label][1] for label in self._labels], dtype=np.float32)

    def score(
        self,
        window: Window,
        states: NDArray[np.float16],
        ends: Sequence[End],
        pairs: Iterable[tuple[int, int]],
        *,
        least: float,
    ) -> Iterator[Scored]:
        """The labels of at least that probability of each pair that lies in the window, in the order of pairs and labels.

        `pairs`: the numbers of subject and object among the ends.
        """
        placed = dict(_placed(window, ends))
        inside = [pair for pair in pairs if pair[0] in placed and pair[1] in placed]
        if not inside:
            return
        logits = self._session.run(None, _feed(states, ends, placed, inside))[0] * self._slope + self._offset
        probabilities = 1 / (1 + np.exp(-logits))
        for pair, label in np.argwhere(probabilities >= least).tolist():
            subject, object_ = inside[pair]
            yield Scored(subject, object_, self._labels[label], float(probabilities[pair, label]))


def _placed(window: Window, ends: Sequence[End]) -> Iterator[tuple[int, tuple[int, int]]]:
    """The first and last piece of each end that begins and ends with a piece of the window, by the end's number."""
    begins = {start: i for i, (start, end) in enumerate(window.offsets) if end > start}
    finishes = {end: i for i, (start, end) in enumerate(window.offsets) if end > start}
    for number, one in enumerate(ends):
        first, last = begins.get(one.start), finishes.get(one.end)
        if first is not None and last is not None:
            yield number, (first, last)


def _feed(
    states: NDArray[np.float16], ends: Sequence[End], placed: dict[int, tuple[int, int]], inside: Sequence[tuple[int, int]]
) -> dict[str, NDArray[Any]]:
    """What training/fuse_pairs.py says that the scorer takes: each end once, and what lies between two ends once."""
    rows = {number: row for row, number in enumerate(placed)}
    outer = [
        (min(placed[subject][0], placed[object_][0]), max(placed[subject][1], placed[object_][1]))
        for subject, object_ in inside
    ]
    stretches = {one: row for row, one in enumerate(dict.fromkeys(outer))}
    both = np.array([(*placed[subject], *placed[object_]) for subject, object_ in inside], dtype=np.int64)
    whole = states.astype(np.float32)
    return {
        "states": whole,
        "ends": np.array(list(placed.values()), dtype=np.int64),
        "roles": np.array([_role(ends[number]) for number in placed], dtype=np.int64),
        "pairs": np.array([(rows[subject], rows[object_]) for subject, object_ in inside], dtype=np.int64),
        "distances": distances(both),
        # Behind the last piece of an end stands the closing mark at least, so that there is always a row to stop before.
        "greatest": np.maximum.reduceat(whole, [at for first, last in stretches for at in (first, last + 1)], axis=0)[::2],
        "stretch": np.array([stretches[one] for one in outer], dtype=np.int64),
    }


def _role(end: End) -> int:
    return _ROLES[end.kind] + (0 if end.named else 4)


def distances(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of each row of first and last pieces the signed logarithmic bucket of the pieces between the two ends."""
    subject, last_subject, object_, last_object = ends.T
    between = np.maximum(0, np.where(subject < object_, object_ - last_subject, subject - last_object) - 1)
    size = np.minimum(_BUCKETS - 1, (np.log2(between + 1) * 1.6).astype(np.int64))
    return np.asarray(np.where(subject < object_, size, _BUCKETS + size), dtype=np.int64)


def distance(row: NDArray[np.int64]) -> int:
    """The bucket of one row, for training/batches.py."""
    return int(distances(row[None])[0])
