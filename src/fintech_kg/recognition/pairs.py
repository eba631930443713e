"""From pairs of mentions in a window to the relations that the network reads between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from fintech_kg.model import Kind
from fintech_kg.recognition.pieces import Window

_KINDS = (Kind.ORGANISATION, Kind.PLACE, Kind.PERSON, Kind.TECHNOLOGY)
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
    """A pair with a relation and the calibrated probability that the text states it."""

    subject: End
    object: End
    relation: str
    probability: float


class Scorer:
    """The trained scorer of pairs, with the slope and offset that calibrate each label (Platt scaling on held-out text)."""

    def __init__(self, session: onnxruntime.InferenceSession, about: Mapping[str, Any]) -> None:
        self._session = session
        self.name = str(about.get("name", "network"))
        """What stands in the rule of a statement that it reads, and with which its precision is measured."""
        self._labels: tuple[str, ...] = tuple(about["labels"])
        self._slope = np.array([about["calibration"][label][0] for label in self._labels], dtype=np.float32)
        self._offset = np.array([about["calibration"][label][1] for label in self._labels], dtype=np.float32)

    def score(
        self, window: Window, states: NDArray[np.float16], pairs: Sequence[tuple[End, End]], *, least: float
    ) -> Iterator[Scored]:
        """The labels of at least that probability of each pair that lies in the window, in the order of pairs and labels."""
        begins = {start: i for i, (start, end) in enumerate(window.offsets) if end > start}
        finishes = {end: i for i, (start, end) in enumerate(window.offsets) if end > start}
        inside, rows = [], []
        for subject, object_ in pairs:
            row = (begins.get(subject.start), finishes.get(subject.end), begins.get(object_.start), finishes.get(object_.end))
            if None not in row:
                inside.append((subject, object_))
                rows.append(row)
        if not rows:
            return
        ends = np.array(rows, dtype=np.int64)
        feed = {
            "states": states.astype(np.float32),
            "ends": ends,
            "roles": np.array([(_role(subject), _role(object_)) for subject, object_ in inside], dtype=np.int64),
            "distances": distances(ends),
        }
        logits = self._session.run(None, feed)[0] * self._slope + self._offset
        probabilities = 1 / (1 + np.exp(-logits))
        for pair, label in np.argwhere(probabilities >= least):
            subject, object_ = inside[pair]
            yield Scored(subject, object_, self._labels[label], float(probabilities[pair, label]))


def _role(end: End) -> int:
    return 1 + _KINDS.index(end.kind) + (0 if end.named else 4)


def distances(ends: NDArray[np.int64]) -> NDArray[np.int64]:
    """Of each row of first and last pieces the signed logarithmic bucket of the pieces between the two ends."""
    subject, last_subject, object_, last_object = ends.T
    between = np.maximum(0, np.where(subject < object_, object_ - last_subject, subject - last_object) - 1)
    size = np.minimum(_BUCKETS - 1, (np.log2(between + 1) * 1.6).astype(np.int64))
    return np.asarray(np.where(subject < object_, size, _BUCKETS + size), dtype=np.int64)


def distance(row: NDArray[np.int64]) -> int:
    """The bucket of one row, for training/batches.py."""
    return int(distances(row[None])[0])
