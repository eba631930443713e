"""From an exported network to one that learns on: `python training/thaw.py --base MODEL --weights FOLDER --out network.pt`.

The 8-bit weights in numbers of their true size; `train.py --start` goes on from the large one's, `teach.py --start` from the
small one's (`--small`). What the rounding to 8 bits cost stays lost, so the answers differ in the second digit of a logit.
The large network's word embeddings are the base model's, which training never changes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from batches import TAGS
from examples import LABELS
from network import Encoder, PairScorer
from onnx import numpy_helper
from teach import FACTOR, INNER, LAYERS
from torch import Tensor

Weights = dict[str, np.ndarray]
PARTS = (
    "attention.self.query", "attention.self.key", "attention.self.value",
    "attention.output.dense", "intermediate.dense", "output.dense",
)  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--weights", type=Path, required=True, help="folder with encoder.onnx and pairs.onnx")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--small", action="store_true", help="they are the pupil's, which are fused")
    args = parser.parse_args()
    sizes = {"layers": LAYERS, "factor": FACTOR, "inner": INNER} if args.small else {}
    encoder, scorer = Encoder(str(args.base), len(TAGS), **sizes), PairScorer(384, len(LABELS))
    given, pairs = onnx.load(args.weights / "encoder.onnx"), onnx.load(args.weights / "pairs.onnx")
    thawed = fused_encoder(_weights(given)) if args.small else plain_encoder(given)
    _fill(encoder, thawed, spared=() if args.small else ("bert.embeddings.word_embeddings.weight",))
    _fill(scorer, fused_pairs(_weights(pairs)) if args.small else _weights(pairs))
    args.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save({"encoder": encoder.state_dict(), "scorer": scorer.state_dict(), **sizes}, args.out)


def _fill(module: torch.nn.Module, weights: Weights, spared: tuple[str, ...] = ()) -> None:
    """Puts the weights into a module; raises KeyError where one is missing that is not spared."""
    own: dict[str, Tensor] = {
        name: value if name in spared else torch.from_numpy(np.array(weights[name], dtype=np.float32))
        for name, value in module.state_dict().items()
    }
    module.load_state_dict(own)


def _weights(model: onnx.ModelProto) -> Weights:
    return {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}


def true_size(quantised: np.ndarray, scale: np.ndarray, zero: np.ndarray) -> np.ndarray:
    """8-bit values as the numbers that they stand for; scale and zero point are one number or one a column."""
    return ((quantised.astype(np.int32) - zero.astype(np.int32)) * scale).astype(np.float32)


def _table(given: Weights, name: str) -> np.ndarray:
    return true_size(*(given[f"{name}.weight_{part}"] for part in ("quantized", "scale", "zero_point")))


def plain_encoder(model: onnx.ModelProto) -> Weights:
    """The weights of an encoder as export.py writes it, by their names in the network; each product is found by its step."""
    given = _weights(model)
    found = {name: value for name, value in given.items() if name.endswith((".weight", ".bias"))}
    for name in ("shape", "bert.embeddings.token_type_embeddings", "bert.embeddings.position_embeddings"):
        found[f"{name}.weight"] = _table(given, name)
    for node in model.graph.node:
        if node.op_type == "MatMulInteger":
            path = node.name.removesuffix("/MatMul_quant").strip("/").replace("/", ".")
            stem = node.input[1].removesuffix("_quantized")
            found[f"{path}.weight"] = true_size(*(given[stem + part] for part in ("_quantized", "_scale", "_zero_point"))).T
    return found


def fused_encoder(given: Weights) -> Weights:
    """The weights of an encoder as fuse.py writes it, by their names in the network."""
    found = {name: value for name, value in given.items() if "LayerNorm." in name}
    embeddings = "bert.embeddings"
    found[f"{embeddings}.position_embeddings.weight"] = _table(given, f"{embeddings}.position_embeddings")
    words = f"{embeddings}.word_embeddings"
    found[f"{words}.0.weight"] = _table(given, f"{words}.0")
    scale = given["widen.scale"] / given[f"{words}.0.weight_scale"]  # fuse.py put the two scales into one
    found[f"{words}.1.weight"] = true_size(given["widen"], scale, given["widen.zero"]).T
    found["shape.weight"] = given["shape"]  # with what the token type gave
    found[f"{embeddings}.token_type_embeddings.weight"] = np.zeros((2, given["shape"].shape[1]))
    for number in range(LAYERS):
        asked = _product(given, f"asked.{number}")
        thirds = [np.split(one, 3) for one in asked]
        products = [(weight, bias) for weight, bias in zip(*thirds, strict=True)]
        products += [_product(given, f"{name}.{number}") for name in ("weighed", "inner", "outer")]
        for part, (weight, bias) in zip(PARTS, products, strict=True):
            found[f"bert.encoder.layer.{number}.{part}.weight"] = weight
            found[f"bert.encoder.layer.{number}.{part}.bias"] = bias
    found["tag.weight"], found["tag.bias"] = _product(given, "logits")
    return found


def _product(given: Weights, made: str) -> tuple[np.ndarray, np.ndarray]:
    """A fused product's weights [out, in] and bias."""
    return true_size(*(given[f"{made}.{i}"] for i in range(3))).T, given[f"{made}.bias"]


def fused_pairs(given: Weights) -> Weights:
    """The weights of a scorer as fuse_pairs.py writes it, by their names in the network.

    What each distance gives the hidden layer stands there as one table; its singular vectors make table and layer of it again.
    """

    def part(made: str) -> np.ndarray:
        return true_size(*(given[f"{made}.weight.{i}"] for i in range(3))).T

    left, values, right = np.linalg.svd(given["far"], full_matrices=False)
    width = given["role"].shape[1]
    distance, turned = np.zeros((len(left), width)), np.zeros((right.shape[1], width))
    distance[:, : len(values)], turned[:, : len(values)] = left * np.sqrt(values), (right * np.sqrt(values)[:, None]).T
    hidden = [part(f"hidden.{name}") for name in ("0", "1", "alike", "heard", "between")]
    return {
        "role.weight": given["role"],
        "distance.weight": distance,
        "end.weight": part("end.raw"),
        "end.bias": given["end.raw.bias"],
        "query.weight": np.concatenate([part("query.0"), part("query.1")], axis=1),
        "query.bias": given["query.1.bias"],
        "hidden.weight": np.concatenate([*hidden, turned], axis=1),
        "hidden.bias": np.zeros(turned.shape[0]),  # it lies in the table of distances
        "out.weight": part("logits"),
        "out.bias": given["logits.bias"],
    }


if __name__ == "__main__":
    main()
