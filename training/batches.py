"""From Examples to tensors: word pieces, casings, allowed tags and pairs, in batches of like length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from examples import KINDS, LABELS, Example, Span
from tokenizers import Tokenizer

from fintech_kg.recognition.pairs import distance
from fintech_kg.recognition.pieces import shapes

TAGS = ("O", *(f"{place}-{kind}" for kind in KINDS for place in "BI"))
MOST_PIECES = 224


@dataclass(frozen=True, slots=True)
class Item:
    """One Example in numbers. `allowed` [pieces, tags] bool (a row of True teaches nothing); pairs as PairScorer takes them."""

    source: str
    ids: np.ndarray
    shapes: np.ndarray
    allowed: np.ndarray
    ends: np.ndarray
    roles: np.ndarray
    distances: np.ndarray
    targets: np.ndarray
    judged: np.ndarray


def tokenizer_of(base: Path) -> Tokenizer:
    """The tokenizer in the base model's folder, which neither pads nor cuts."""
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def item(example: Example, tokenizer: Tokenizer, rng: random.Random, most_pairs: int = 24) -> Item | None:
    """The Example in numbers; None where no piece of it is left."""
    coded = tokenizer.encode(example.text)
    offsets, words = coded.offsets, coded.word_ids
    if len(offsets) > MOST_PIECES or len(offsets) < 3:
        return None
    begins = {start: index for index, (start, end) in enumerate(offsets) if end > start}
    finishes = {end: index for index, (start, end) in enumerate(offsets) if end > start}
    where = [(begins.get(one.start), finishes.get(one.end)) for one in example.spans]
    allowed = _allowed(example, where, words)
    casings = np.array(shapes(example.text, offsets, words), dtype=np.int64)
    ends, roles, distances, targets, judged = _pairs(example, where, rng, most_pairs)
    return Item(example.source, np.array(coded.ids, dtype=np.int64), casings, allowed, ends, roles, distances, targets, judged)


def _allowed(example: Example, where: Sequence[tuple[int | None, int | None]], words: Sequence[int | None]) -> np.ndarray:
    """Which tags each piece may have: the first piece of a word is taught, the others and unlabelled ones allow all."""
    allowed = np.zeros((len(words), len(TAGS)), dtype=bool)
    outside = [True] + [kind not in example.kinds for kind in KINDS for _ in "BI"]
    allowed[:] = True if not example.kinds else outside
    for span, (first, last) in zip(example.spans, where, strict=True):
        if first is None or last is None:
            continue
        if span.kind is None or not span.teaches:
            if span.kind is None or not example.kinds:
                allowed[first : last + 1] = True
            continue
        for piece in range(first, last + 1):
            allowed[piece] = False
            allowed[piece, TAGS.index(f"{'B' if piece == first else 'I'}-{span.kind}")] = True
    for piece, word in enumerate(words):
        if word is None or (piece and words[piece - 1] == word):
            allowed[piece] = True
    return allowed


def role(span: Span) -> int:
    return 0 if span.kind is None else 1 + KINDS.index(span.kind) + (0 if span.named else 4)


def _pairs(example: Example, where: Sequence[tuple[int | None, int | None]], rng: random.Random, most: int):
    judged_labels = np.array([label in example.judged for label in LABELS], dtype=np.float32)
    rows = []
    candidates = example.pairs
    if candidates is None:
        candidates = [(i, j) for i in range(len(where)) for j in range(len(where)) if i != j]
    for i, j in candidates:
        first, second = example.spans[i], example.spans[j]
        if None in (*where[i], *where[j]) or first.kind is None or second.kind is None or not example.judged:
            continue
        rows.append((i, j))
    if len(rows) > most:
        positive = [pair for pair in rows if pair in example.relations]
        rows = positive + rng.sample([pair for pair in rows if pair not in example.relations], max(0, most - len(positive)))
    ends = np.array([(*where[i], *where[j]) for i, j in rows], dtype=np.int64).reshape(-1, 4)
    roles = np.array(
        [(_dropped(role(example.spans[i]), rng), _dropped(role(example.spans[j]), rng)) for i, j in rows], dtype=np.int64
    )
    distances = np.array([distance(end) for end in ends], dtype=np.int64)
    targets = np.array([[label in example.relations.get(pair, ()) for label in LABELS] for pair in rows], dtype=np.float32)
    return ends, roles.reshape(-1, 2), distances, targets.reshape(-1, len(LABELS)), np.tile(judged_labels, (len(rows), 1))


def _dropped(one: int, rng: random.Random) -> int:
    """Now and then the scorer is not told what an end is, for recognisers err."""
    return 0 if rng.random() < 0.1 else one


def changed(example: Example, rng: random.Random, pool: dict[str, Sequence[str]]) -> Example:
    """The Example in another dress, sometimes: other names of the same kinds, all capitals, or none."""
    if example.kinds and pool and rng.random() < 0.4:
        example = _renamed(example, rng, pool)
    chance = rng.random()
    if chance < 0.04 and len(example.text.upper()) == len(example.text):
        return replace(example, text=example.text.upper())
    if chance < 0.07 and len(example.text.lower()) == len(example.text):
        return replace(example, text=example.text.lower())
    return example


def _renamed(example: Example, rng: random.Random, pool: dict[str, Sequence[str]]) -> Example:
    swaps: dict[str, str] = {}
    pieces: list[str] = []
    spans: list[Span] = list(example.spans)
    last, shift = 0, 0
    order = sorted(range(len(spans)), key=lambda index: (example.spans[index].start, -example.spans[index].end))
    for index in order:
        span = example.spans[index]
        if span.start < last:  # a nested or doubled mark: leave such texts alone
            return example
        text = example.text[span.start : span.end]
        new = text
        if span.kind in pool and span.named and any(c.isupper() for c in text):
            if text not in swaps:
                swaps[text] = rng.choice(pool[span.kind]) if rng.random() < 0.5 else text
            new = swaps[text]
        pieces += [example.text[last : span.start], new]
        spans[index] = replace(span, start=span.start + shift, end=span.start + shift + len(new))
        shift += len(new) - len(text)
        last = span.end
    return replace(example, text="".join([*pieces, example.text[last:]]), spans=tuple(spans))


def batches(items: Sequence[Item], rng: random.Random, most_pieces: int = 1800) -> Iterator[list[Item]]:
    """Batches of like length, at most so many pieces with their padding, in random order."""
    ordered = sorted(items, key=lambda one: len(one.ids) + rng.random() * 12)
    made: list[list[Item]] = [[]]
    for one in ordered:
        if made[-1] and (len(made[-1]) + 1) * max(len(one.ids), len(made[-1][-1].ids)) > most_pieces:
            made.append([])
        made[-1].append(one)
    rng.shuffle(made)
    yield from made


def padded(batch: Sequence[Item]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """Identifiers, casings and mask of a batch, each [texts, pieces]."""
    width = max(len(one.ids) for one in batch)
    ids, shapes, mask = (torch.zeros(len(batch), width, dtype=torch.long) for _ in range(3))
    for row, one in enumerate(batch):
        size = len(one.ids)
        ids[row, :size], shapes[row, :size], mask[row, :size] = torch.from_numpy(one.ids), torch.from_numpy(one.shapes), 1
    return ids, shapes, mask
