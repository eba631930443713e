"""Teach the small network of `fast`: `python training/teach.py --bench FOLDER --base MODEL --network network.pt --out FOLDER`.

The pupil has the first layers of the taught network, narrower word embeddings, and its two heads. Over the texts of the train
parts it learns the labels as `train.py` does, and what the teacher says: its tags of each word, its probability of every
relation for every pair, and its last states. Writes network.pt and log.jsonl; `export.py` makes of it what the wheel carries.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from batches import TAGS, Item, batches, changed, item, padded, tokenizer_of
from examples import LABELS, OWN, RELATIONS, Example, all_examples
from network import Encoder, PairScorer, factorise, narrowed
from pools import name_pools
from tokenizers import Tokenizer
from torch.nn import functional
from train import HIDDEN, LAST_MARK, REPEATS, UNKNOWN, rate

LAYERS, FACTOR, INNER = 2, 192, 768
LABELLED, TAUGHT_TAGS, TAUGHT_PAIRS, TAUGHT_STATES = 0.5, 1.0, 1.0, 1.0
"""What the labels weigh in the loss, and the teacher's tags, pairs and states."""
WEIGHT_OF_PAIRS = 2.0
SHARES = {"wnut17": 0.4, "core": 0.8, "knowledgenet": 0.9, "redocred": 0.8, "crossner_science": 0.7, "crossner_politics": 0.7}
"""What part of a large set each epoch sees, drawn anew."""


@dataclass(frozen=True, slots=True)
class Lesson(Item):
    """An Item with what the teacher says of it: log-probabilities of tags, of labels of pairs, and its states."""

    tags: torch.Tensor
    probabilities: torch.Tensor
    states: torch.Tensor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "passages")
    parser.add_argument("--network", type=Path, required=True, help="the teacher")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--start", type=Path, help="a pupil's network.pt to go on from")
    parser.add_argument("--part", type=float, default=1, help="what part of the public sets it is taught with")
    parser.add_argument("--limit", type=int, help="examples, for a quick look")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    saved = torch.load(args.network, weights_only=True)
    teacher, judge = Encoder(str(args.base), len(TAGS)), PairScorer(384, len(LABELS))
    teacher.load_state_dict(saved["encoder"])
    judge.load_state_dict(saved["scorer"])
    lessons = list(_lessons(args, rng, teacher.eval(), judge.eval()))
    encoder = pupil_of(teacher, str(args.base))
    scorer = PairScorer(384, len(LABELS))
    scorer.load_state_dict(judge.state_dict())
    del teacher, judge, saved
    if args.start:
        before = torch.load(args.start, weights_only=True)
        encoder.load_state_dict(before["encoder"])
        scorer.load_state_dict(before["scorer"])
    _learn(encoder, scorer, lessons, rng, args)


def pupil_of(teacher: Encoder, base: str) -> Encoder:
    """The teacher's first layers with its head, half of their inner neurons, and its word embeddings in fewer columns."""
    encoder = Encoder(base, len(TAGS), layers=LAYERS, factor=FACTOR, inner=INNER)
    changed_parts = ("word_embeddings", "intermediate.dense", ".output.dense")
    known = {
        name: value
        for name, value in teacher.state_dict().items()
        if "attention" in name or not any(part in name for part in changed_parts)
    }
    encoder.load_state_dict(known, strict=False)
    for mine, whole in zip(encoder.bert.encoder.layer, teacher.bert.encoder.layer, strict=False):
        mine.load_state_dict({name: value.detach() for name, value in narrowed(whole, INNER).items()}, strict=False)
    words, up = factorise(teacher.bert.embeddings.word_embeddings.weight.detach(), FACTOR)
    table, widen = encoder.bert.embeddings.word_embeddings
    table.weight.data.copy_(words)
    widen.weight.data.copy_(up.T)
    table.weight.requires_grad_(False)
    return encoder


def _lessons(args: argparse.Namespace, rng: random.Random, teacher: Encoder, judge: PairScorer) -> list[Lesson]:
    tokenizer = tokenizer_of(args.base)
    examples = [one for one in all_examples(args.bench, args.own) if one.source in OWN or rng.random() < args.part]
    if args.limit:
        examples = rng.sample(examples, args.limit)
    pools = name_pools(examples)
    dressed = [changed(one, rng, pools) for one in examples for _ in range(REPEATS.get(one.source, 1))]
    items = [made for one in dressed if (made := _item(one, tokenizer, rng)) is not None]
    started, found = time.perf_counter(), []
    for batch in batches(items, rng, 3600):
        ids, shapes, mask = padded(batch)
        with torch.no_grad():
            logits, states = teacher(ids, shapes, mask)
            for row, one in enumerate(batch):
                size = len(one.ids)
                inside = states[row, :size]
                said = torch.sigmoid(judge(inside, *_pairs(one))) if len(one.ends) else torch.zeros(0, len(LABELS))
                fields = {name: getattr(one, name) for name in Item.__slots__}
                tags = logits[row, :size].log_softmax(-1)
                found.append(Lesson(**fields, tags=tags.half(), probabilities=said.half(), states=inside.half()))
    print(f"{len(found)} lessons, {time.perf_counter() - started:.0f} s", flush=True)
    return found


def _item(example: Example, tokenizer: Tokenizer, rng: random.Random) -> Item | None:
    """The Example in numbers, with pairs for the teacher to judge where the set judges none."""
    made = item(example if example.judged else replace(example, judged=frozenset(RELATIONS)), tokenizer, rng)
    return made if made is None or example.judged else replace(made, judged=np.zeros_like(made.judged))


def _learn(encoder: Encoder, scorer: PairScorer, lessons: list[Lesson], rng: random.Random, args: argparse.Namespace) -> None:
    inner = [one for name, one in encoder.named_parameters() if one.requires_grad and not name.startswith(("shape", "tag"))]
    heads = [*encoder.shape.parameters(), *encoder.tag.parameters(), *scorer.parameters()]
    optimiser = torch.optim.AdamW([{"params": inner, "lr": args.rate}, {"params": heads, "lr": args.rate}], weight_decay=0.01)
    steps = args.epochs * len(list(batches(_drawn(lessons, rng), rng)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, steps))
    started, done = time.perf_counter(), 0
    encoder.train()
    scorer.train()
    with (args.out / "log.jsonl").open("w") as log:
        for epoch in range(args.epochs):
            sums = np.zeros(6)
            for batch in batches(_drawn(lessons, rng), rng):
                parts = losses(encoder, scorer, batch)
                optimiser.zero_grad()
                sum(parts).backward()
                torch.nn.utils.clip_grad_norm_([*inner, *heads], 1.0)
                optimiser.step()
                schedule.step()
                done += 1
                sums += [*(float(one.detach()) for one in parts), 1]
                if done % 20 == 0:
                    means = dict(
                        zip(("names", "tags", "pairs", "probabilities", "states"), (sums / sums[-1]).round(4), strict=False)
                    )
                    line = {"epoch": epoch, "step": done, "of": steps, **means, "seconds": round(time.perf_counter() - started)}
                    log.write(json.dumps(line) + "\n")
                    log.flush()
                    sums[:] = 0
            saved = {
                "encoder": encoder.state_dict(),
                "scorer": scorer.state_dict(),
                "layers": LAYERS,
                "factor": FACTOR,
                "inner": INNER,
            }
            torch.save(saved, args.out / "network.pt")


def _drawn(lessons: list[Lesson], rng: random.Random) -> list[Lesson]:
    return [one for one in lessons if rng.random() < SHARES.get(one.source, 1)]


def _pairs(one: Item) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    return torch.from_numpy(one.ends), torch.from_numpy(one.roles), torch.from_numpy(one.distances)


def losses(encoder: Encoder, scorer: PairScorer, batch: list[Lesson]) -> list[torch.Tensor]:
    """The weighted losses: of labelled tags, the teacher's tags, labelled pairs, the teacher's pairs, the teacher's states."""
    ids, shapes, mask = padded(batch)
    hidden = (torch.rand(ids.shape) < HIDDEN) & (ids > LAST_MARK)
    logits, states = encoder(torch.where(hidden, UNKNOWN, ids), shapes, mask)
    real = mask.bool()
    said = logits[real].log_softmax(-1)
    allowed = torch.from_numpy(np.concatenate([one.allowed for one in batch]))
    taught = ~allowed.all(-1)
    rows = said[taught].masked_fill(~allowed[taught], -1e4).logsumexp(-1)
    names = -rows.mean() if len(rows) else logits.sum() * 0
    told = torch.cat([one.tags for one in batch]).float()
    tags = functional.kl_div(said, told, log_target=True, reduction="none").sum(-1).mean()
    distance = functional.mse_loss(states[real], torch.cat([one.states for one in batch]).float())
    labelled, judged, count = logits.sum() * 0, logits.sum() * 0, 0
    for row, one in enumerate(batch):
        if len(one.ends):
            scores = scorer(states[row, : len(one.ids)], *_pairs(one))
            cross = functional.binary_cross_entropy_with_logits
            labelled = (
                labelled + (cross(scores, torch.from_numpy(one.targets), reduction="none") * torch.from_numpy(one.judged)).sum()
            )
            judged = judged + cross(scores, one.probabilities.float(), reduction="sum")
            count += len(one.ends)
    pairs, probabilities = labelled / max(1, count), judged / max(1, count)
    return [
        LABELLED * names,
        TAUGHT_TAGS * tags,
        LABELLED * WEIGHT_OF_PAIRS * pairs,
        TAUGHT_PAIRS * WEIGHT_OF_PAIRS * probabilities,
        TAUGHT_STATES * distance,
    ]


if __name__ == "__main__":
    main()
