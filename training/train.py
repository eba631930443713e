"""Train the network: `python training/train.py --bench FOLDER --base MODEL --out FOLDER`; see README.md for the run we ship.

Reads the "train" parts alone. Writes network.pt and log.jsonl into the folder.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch
from batches import TAGS, Item, batches, changed, item, padded, tokenizer_of
from examples import LABELS, OWN, Example, all_examples
from network import Encoder, PairScorer
from pools import name_pools
from tokenizers import Tokenizer

WEIGHT_OF_PAIRS = 2.0
REPEATS = {"own": 2, "pages": 4, "fire": 2}
SHARES = {"wnut17": 0.5, "core": 0.5, "knowledgenet": 0.6}
"""What part of a large set each epoch sees, drawn anew."""
HIDDEN, UNKNOWN, LAST_MARK = 0.06, 100, 103
"""The share of word pieces that the encoder is not shown, and the vocabulary's [UNK] and last special mark."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True, help="folder with all-MiniLM-L6-v2: config, safetensors, tokenizer")
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "passages")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--limit", type=int, help="examples, for a quick look")
    parser.add_argument("--start", type=Path, help="a network.pt to go on from")
    parser.add_argument("--part", type=float, default=1, help="what part of SHARES of the public sets an epoch sees")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    tokenizer = tokenizer_of(args.base)
    examples = all_examples(args.bench, args.own)
    if args.limit:
        examples = rng.sample(examples, args.limit)
    examples = [one for one in examples for _ in range(REPEATS.get(one.source, 1))]
    pools = name_pools(examples)
    encoder, scorer = Encoder(str(args.base), len(TAGS)), PairScorer(384, len(LABELS))
    encoder.bert.embeddings.word_embeddings.requires_grad_(False)  # half of the weights, of which few would ever be seen
    if args.start:
        saved = torch.load(args.start, weights_only=True)
        encoder.load_state_dict(saved["encoder"])
        scorer.load_state_dict(saved["scorer"])
    optimiser = torch.optim.AdamW(
        [
            {"params": [one for one in encoder.bert.parameters() if one.requires_grad], "lr": args.rate},
            {"params": [*encoder.shape.parameters(), *encoder.tag.parameters(), *scorer.parameters()], "lr": 2 * args.rate},
        ],
        weight_decay=0.01,
    )
    first = list(batches(_items(examples, tokenizer, rng, pools, args.part), rng))
    steps = args.epochs * len(first)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: rate(step, steps))
    started, done = time.perf_counter(), 0
    with (args.out / "log.jsonl").open("w") as log:
        for epoch in range(args.epochs):
            encoder.train()
            scorer.train()
            sums = np.zeros(3)
            for batch in batches(_items(examples, tokenizer, rng, pools, args.part), rng) if epoch else first:
                names, pairs = losses(encoder, scorer, batch)
                optimiser.zero_grad()
                (names + WEIGHT_OF_PAIRS * pairs).backward()
                torch.nn.utils.clip_grad_norm_([*encoder.parameters(), *scorer.parameters()], 1.0)
                optimiser.step()
                schedule.step()
                done += 1
                sums += (float(names.detach()), float(pairs.detach()), 1)
                if done % 20 == 0:
                    line = {"epoch": epoch, "step": done, "of": steps, "names": sums[0] / sums[2], "pairs": sums[1] / sums[2]}
                    log.write(json.dumps(line | {"seconds": round(time.perf_counter() - started)}) + "\n")
                    log.flush()
                    sums[:] = 0
            torch.save({"encoder": encoder.state_dict(), "scorer": scorer.state_dict()}, args.out / "network.pt")


def _items(examples: list[Example], tokenizer: Tokenizer, rng: random.Random, pools: dict, part: float) -> list[Item]:
    drawn = (one for one in examples if one.source in OWN or rng.random() < part * SHARES.get(one.source, 1))
    made = (item(changed(one, rng, pools), tokenizer, rng) for one in drawn)
    return [one for one in made if one is not None]


def rate(step: int, steps: int) -> float:
    """The share of the learning rate at a step: up over the first sixteenth, then down along a cosine."""
    warm = max(1, steps // 16)
    return step / warm if step < warm else 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, steps - warm)))


def losses(encoder: Encoder, scorer: PairScorer, batch: list[Item]) -> tuple[torch.Tensor, torch.Tensor]:
    """The mean negative log-likelihood of the allowed tags, and the mean cross-entropy of the judged labels of pairs."""
    ids, shapes, mask = padded(batch)
    allowed = torch.ones(*ids.shape, len(TAGS), dtype=torch.bool)
    for row, one in enumerate(batch):
        allowed[row, : len(one.ids)] = torch.from_numpy(one.allowed)
    hidden = (torch.rand(ids.shape) < HIDDEN) & (ids > LAST_MARK)
    logits, states = encoder(torch.where(hidden, UNKNOWN, ids), shapes, mask)
    taught = ~allowed.all(-1)
    rows = logits[taught].log_softmax(-1).masked_fill(~allowed[taught], -1e4).logsumexp(-1)
    names = -rows.mean() if len(rows) else logits.sum() * 0
    total, count = logits.sum() * 0, 0
    for row, one in enumerate(batch):
        if len(one.ends):
            scores = scorer(
                states[row, : len(one.ids)],
                torch.from_numpy(one.ends),
                torch.from_numpy(one.roles),
                torch.from_numpy(one.distances),
            )
            judged = torch.from_numpy(one.judged)
            each = torch.nn.functional.binary_cross_entropy_with_logits(scores, torch.from_numpy(one.targets), reduction="none")
            total = total + (each * judged).sum()
            count += len(one.ends)
    return names, total / max(1, count)


if __name__ == "__main__":
    main()
