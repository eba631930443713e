"""From network.pt to what the wheel carries: `python training/export.py --base MODEL --network network.pt --out FOLDER`.

Writes encoder.onnx (weights in 8 bits), pairs.onnx, tokenizer.json and network.json (tags, labels, calibration); of the small
network that teach.py made (`--small`) pairs.onnx is in 8 bits too, and the tokenizer is the large one's.
The calibration is measured on the held-out documents: per label a slope and an offset (Platt 1999) over the pairs judged there;
for what lines say of a page's owner, on the held-out pages.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from batches import TAGS, item, tokenizer_of
from examples import LABELS, RELATIONS, Example, own_examples, own_passages, public_examples, told_lines
from network import Encoder, PairScorer
from onnxruntime.quantization import QuantType, quantize_dynamic
from sklearn.linear_model import LogisticRegression

FEWEST_RIGHT = 12
"""Labels with fewer positive pairs held out take the calibration of all labels together."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "passages")
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--small", action="store_true", help="it is the pupil's")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    saved = torch.load(args.network, weights_only=True)
    sizes = {"layers": saved.get("layers"), "factor": saved.get("factor"), "inner": saved.get("inner")}
    encoder, scorer = Encoder(str(args.base), len(TAGS), attention="eager", **sizes), PairScorer(384, len(LABELS))
    encoder.load_state_dict(saved["encoder"])
    scorer.load_state_dict(saved["scorer"])
    encoder.eval()
    scorer.eval()
    _export_encoder(encoder, args.out / "encoder.onnx")
    _export_scorer(scorer, args.out / "pairs.onnx")
    if args.small:
        quantize_dynamic(args.out / "pairs.onnx", args.out / "pairs.onnx", weight_type=QuantType.QInt8, per_channel=True)
    else:
        shutil.copy(args.base / "tokenizer.json", args.out / "tokenizer.json")
    name = "pupil" if args.small else "network"
    plain = (one for one in own_examples(args.own, "held") if one.source != "owners")
    lines = (one for passage, _ in own_passages(args.own, "held") for one in told_lines(passage))
    about = {
        "name": name,
        "tags": TAGS,
        "labels": LABELS,
        "calibration": _calibration(encoder, scorer, [*public_examples(args.bench, "held"), *plain], args.base),
        "told": {"name": f"{name}-told", "calibration": _calibration(encoder, scorer, map(of_owner, lines), args.base)},
    }
    (args.out / "network.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")


def _export_encoder(encoder: Encoder, path: Path) -> None:
    sample = (torch.ones(1, 9, dtype=torch.long), torch.zeros(1, 9, dtype=torch.long), torch.ones(1, 9, dtype=torch.long))
    axes = {name: {0: "texts", 1: "pieces"} for name in ("ids", "shapes", "mask", "logits", "states")}
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "encoder.onnx"
        torch.onnx.export(
            encoder, sample, str(whole), input_names=["ids", "shapes", "mask"], output_names=["logits", "states"],
            dynamic_axes=axes, opset_version=17, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)


def _export_scorer(scorer: PairScorer, path: Path) -> None:
    sample = (
        torch.zeros(7, 384), torch.tensor([[1, 2, 4, 4], [4, 4, 1, 2]]), torch.tensor([[1, 2], [2, 1]]), torch.tensor([1, 2]),
    )  # fmt: skip
    axes = {"states": {0: "pieces"}} | {name: {0: "pairs"} for name in ("ends", "roles", "distances", "logits")}
    torch.onnx.export(
        scorer, sample, str(path), input_names=["states", "ends", "roles", "distances"], output_names=["logits"],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def of_owner(line: Example) -> Example:
    """Of a line that is told of a page's owner, the pairs with the owner alone, whose mention is the first."""
    return replace(line, pairs=tuple(pair for pair in line.pairs or () if 0 in pair))


def _calibration(
    encoder: Encoder, scorer: PairScorer, examples: Iterable[Example], base: Path
) -> dict[str, tuple[float, float]]:
    tokenizer = tokenizer_of(base)
    rng = random.Random(0)
    logits: list[np.ndarray] = []
    targets: list[np.ndarray] = []
    judged: list[np.ndarray] = []
    for example in examples:
        one = item(example, tokenizer, rng, 400)
        if one is None or not len(one.ends):
            continue
        with torch.no_grad():
            ids, shapes = torch.from_numpy(one.ids)[None], torch.from_numpy(one.shapes)[None]
            _, states = encoder(ids, shapes, torch.ones_like(ids))
            ends = (torch.from_numpy(part) for part in (one.ends, one.roles, one.distances))
            logits.append(scorer(states[0], *ends).numpy())
        targets.append(one.targets)
        judged.append(one.judged)
    scores, right, mask = (np.concatenate(part) for part in (logits, targets, judged))
    together = _platt(scores[mask > 0], right[mask > 0])
    found = {}
    for index, label in enumerate(LABELS):
        rows = mask[:, index] > 0
        positive = right[rows, index].sum()
        found[label] = _platt(scores[rows, index], right[rows, index]) if positive >= FEWEST_RIGHT else together
        if label in RELATIONS:
            _report(label, scores[rows, index], right[rows, index], found[label])
    return found


def _platt(scores: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    fit = LogisticRegression(C=1.0).fit(scores[:, None], right)
    return round(float(fit.coef_[0, 0]), 4), round(float(fit.intercept_[0]), 4)


def _report(label: str, scores: np.ndarray, right: np.ndarray, fit: tuple[float, float]) -> None:
    said = 1 / (1 + np.exp(-(scores * fit[0] + fit[1]))) > 0.5
    true, all_said, all_right = int((said & (right > 0)).sum()), int(said.sum()), int(right.sum())
    print(f"{label:22} right {true:4} of {all_said:4} said, of {all_right:4} to find")


if __name__ == "__main__":
    main()
