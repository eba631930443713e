"""From a window's tag logits to the spans that they mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from fintech_kg.model import Kind
from fintech_kg.recognition.pieces import Window


@dataclass(frozen=True, slots=True)
class Tagged:
    """A name: half-open code-point offsets in the text, the kind, and how sure the tagger is (0 to 1)."""

    start: int
    end: int
    kind: Kind
    probability: float


def spans(window: Window, logits: NDArray[np.float32], tags: tuple[str, ...]) -> Iterator[Tagged]:
    """The spans of a window from its logits [pieces, tags]; a word has the tag of its first piece.

    The best sequence in which `I` follows only what begins or continues its kind (Viterbi).
    """
    firsts = [i for i, word in enumerate(window.words) if word >= 0 and word != window.words[i - 1]]
    rows = logits[firsts]
    if not firsts or not (rows.argmax(1) != tags.index("O")).any():
        return
    scores = _log_softmax(rows)
    best = _best(scores, tags)
    chosen = scores[np.arange(len(best)), best]
    ends = [*firsts[1:], len(window.words) - 1]
    position = 0
    while position < len(firsts):
        tag = tags[best[position]]
        begin = position
        position += 1
        if tag == "O":
            continue
        while position < len(firsts) and tags[best[position]] == f"I-{tag[2:]}":
            position += 1
        sure = float(np.exp(chosen[begin:position].mean()))
        yield Tagged(window.offsets[firsts[begin]][0], window.offsets[ends[position - 1] - 1][1], Kind(tag[2:]), sure)


def _log_softmax(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    shifted = logits - logits.max(1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(1, keepdims=True)), dtype=np.float32)


def _best(scores: NDArray[np.float32], tags: tuple[str, ...]) -> list[int]:
    first, steps = _costs(tags)
    greedy = scores.argmax(1)
    if first[greedy[0]] == 0 and (steps[greedy[:-1], greedy[1:]] == 0).all():
        return [int(one) for one in greedy]  # no sequence scores higher
    total, back = scores[0] + first, []
    for row in scores[1:]:
        ways = total[:, None] + steps
        back.append(ways.argmax(0))
        total = ways.max(0) + row
    path = [int(total.argmax())]
    for choice in reversed(back):
        path.append(int(choice[path[-1]]))
    return path[::-1]


@cache
def _costs(tags: tuple[str, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What each tag costs as the first [tags], and behind each other tag [before, after]: nothing, or too much."""
    allowed = np.array([[_may_follow(before, after) for after in tags] for before in tags])
    first = np.array([0.0 if not tag.startswith("I-") else -1e4 for tag in tags])
    return first, np.where(allowed, 0.0, -1e4)


def _may_follow(before: str, after: str) -> bool:
    return not after.startswith("I-") or before[2:] == after[2:]
