"""From pairs.onnx as export.py made it to the same scorer with less to do: `python training/fuse_pairs.py pairs.onnx`.

A pair's features are made of what its two ends give; here each end is worked out once for all its pairs, and what lies between
two ends once for both directions. The products are those of the scorer that was trained, taken apart and summed up again, so
that the numbers differ by rounding. With `--keep` only what goes in changes, and each number stays as it was.
"""

from __future__ import annotations

import argparse
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from steps import OURS, Steps


class FusedPairs(Steps):
    """The new graph while it is made. `states` [pieces, width], `ends` [ends, 2] and `roles` [ends], `pairs` [pairs, 2] by
    their numbers and `distances` [pairs], `greatest` [stretches, width] and `stretch` [pairs] → `logits` [pairs, labels]."""

    def weights(self, name: str) -> tuple[np.ndarray, ...]:
        """A layer's weights [in, out]; where they are in 8 bits their scales and zero points [out] beside them."""
        stem = f"{name}.weight_Transposed"
        if f"{stem}_quantized" in self.given:
            return tuple(self.given[stem + part] for part in ("_quantized", "_scale", "_zero_point"))
        return (self.given[f"{name}.weight"].T.copy(),)

    def rows(self, name: str, start: int, end: int) -> tuple[np.ndarray, ...]:
        """What a layer weighs of its inputs from `start` to `end`."""
        weights, *others = self.weights(name)
        return weights[start:end].copy(), *others

    def table(self, name: str) -> np.ndarray:
        """A table of embeddings."""
        if f"{name}.weight" in self.given:
            return self.given[f"{name}.weight"]
        scale, zero = self.given[f"{name}.weight_scale"], self.given[f"{name}.weight_zero_point"]
        return ((self.given[f"{name}.weight_quantized"].astype(np.int32) - int(zero)) * scale).astype(np.float32)

    def product(self, given: str, made: str, weights: tuple[np.ndarray, ...], bias: np.ndarray | None = None) -> str:
        names = [self.constant(f"{made}.weight.{i}", one) for i, one in enumerate(weights)]
        shift = [] if bias is None else [self.constant(f"{made}.bias", bias)]
        if len(weights) > 1:
            return self.step("DynamicQuantizeMatMul", [given, *names, *shift], made, domain=OURS)
        if not shift:
            return self.step("MatMul", [given, *names], made)
        return self.step("Add", [self.step("MatMul", [given, *names], f"{made}.product"), *shift], made)

    def of_pairs(self, given: str, which: str) -> str:
        return self.step("Gather", [given, which], f"{given}.{which}", axis=0)

    def sum(self, given: list[str], made: str) -> str:
        total = given[0]
        for i, one in enumerate(given[1:]):
            total = self.step("Add", [total, one], made if i == len(given) - 2 else f"{made}.sum.{i}")
        return total

    def ends(self) -> None:
        """`end`, and of it what subject and object give the query and the hidden layer."""
        for i, name in enumerate(("zero", "one")):
            self.constant(name, np.array(i, dtype=np.int64))
        for which in ("first", "last"):
            self.step("Gather", ["ends", "zero" if which == "first" else "one"], f"{which}.piece", axis=1)
            self.step("Gather", ["states", f"{which}.piece"], f"{which}.state", axis=0)
        self.step("Gather", [self.constant("role", self.table("role")), "roles"], "role.of", axis=0)
        self.step("Concat", ["first.state", "last.state", "role.of"], "end.seen", axis=1)
        self.step("Tanh", [self.product("end.seen", "end.raw", self.weights("end"), self.given["end.bias"])], "end")
        for i, number in enumerate(("zero", "one")):
            self.step("Gather", ["pairs", number], f"pair.{i}", axis=1)

    def heard(self, inner: int, width: int) -> str:
        """What each pair attends to in the text."""
        turned = self.step("Transpose", ["states"], "states.turned", perm=[1, 0])
        scores = []
        for i in range(2):
            bias = self.given["query.bias"] if i else None
            asked = self.product("end", f"query.{i}", self.rows("query", i * inner, (i + 1) * inner), bias)
            scores.append(self.of_pairs(self.step("MatMul", [asked, turned], f"score.{i}"), f"pair.{i}"))
        root = self.constant("root", np.float32(width**0.5))
        scaled = self.step("Div", [self.sum(scores, "score"), root], "score.scaled")
        return self.step("MatMul", [self.step("Softmax", [scaled], "attention", axis=1), "states"], "heard")

    def model(self) -> onnx.ModelProto:
        inner, labels = len(self.given["end.bias"]), len(self.given["out.bias"])
        width = len(self.given["query.bias"])
        self.ends()
        bounds = np.cumsum([0, inner, inner, inner, width, width])
        first, second, both, heard, between = (self.rows("hidden", a, b) for a, b in pairwise(bounds))
        far = self._far(int(bounds[-1]))
        parts = [self.of_pairs(self.product("end", "hidden.0", first), "pair.0")]
        parts.append(self.of_pairs(self.product("end", "hidden.1", second), "pair.1"))
        alike = self.step("Mul", [self.of_pairs("end", "pair.0"), self.of_pairs("end", "pair.1")], "alike")
        parts.append(self.product(alike, "hidden.alike", both))
        parts.append(self.product(self.heard(inner, width), "hidden.heard", heard))
        parts.append(self.of_pairs(self.product("greatest", "hidden.between", between), "stretch"))
        parts.append(self.step("Gather", [self.constant("far", far), "distances"], "hidden.far", axis=0))
        self.step("FastGelu", [self.sum(parts, "hidden")], "active", domain=OURS)
        self.product("active", "logits", self.weights("out"), self.given["out.bias"])
        return self._made(width, labels)

    def _far(self, start: int) -> np.ndarray:
        """What each distance gives the hidden layer, with its bias."""
        weights, *others = self.rows("hidden", start, len(self.weights("hidden")[0]))
        if others:
            weights = (weights.astype(np.float32) - others[1].astype(np.float32)) * others[0]
        return np.asarray(self.table("distance") @ weights + self.given["hidden.bias"], dtype=np.float32)

    def _made(self, width: int, labels: int) -> onnx.ModelProto:
        graph = helper.make_graph(
            self.steps,
            "pairs",
            inputs(width),
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["pairs", labels])],
            [numpy_helper.from_array(value, name) for name, value in self.constants.items()],
        )
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(OURS, 1)])
        made.ir_version = 8
        return made


def inputs(width: int) -> list[onnx.ValueInfoProto]:
    """What `_feed` in recognition/pairs.py feeds."""
    whole = {"ends": ["ends", 2], "roles": ["ends"], "pairs": ["pairs", 2], "distances": ["pairs"], "stretch": ["pairs"]}
    real = {"states": ["pieces", width], "greatest": ["stretches", width]}
    return [helper.make_tensor_value_info(name, TensorProto.FLOAT, size) for name, size in real.items()] + [
        helper.make_tensor_value_info(name, TensorProto.INT64, size) for name, size in whole.items()
    ]


def kept(given: onnx.ModelProto) -> onnx.ModelProto:
    """The same scorer, which takes its ends and roles by number."""
    made = onnx.ModelProto()
    made.CopyFrom(given)
    for node in made.graph.node:
        for i, name in enumerate(node.input):
            if name in {"ends", "roles"}:
                node.input[i] = f"{name}.of.pairs"
    four = numpy_helper.from_array(np.array([-1, 4], dtype=np.int64), "four")
    first = [
        helper.make_node("Gather", ["ends", "pairs"], ["ends.two"], axis=0),
        helper.make_node("Reshape", ["ends.two", "four"], ["ends.of.pairs"]),
        helper.make_node("Gather", ["roles", "pairs"], ["roles.of.pairs"], axis=0),
    ]
    nodes = [*first, *made.graph.node]
    del made.graph.node[:], made.graph.input[:]
    made.graph.node.extend(nodes)
    made.graph.initializer.append(four)
    (bias,) = (one for one in made.graph.initializer if one.name == "query.bias")
    made.graph.input.extend(inputs(bias.dims[0]))
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", type=Path, help="is replaced, unless --out names another file")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--keep", action="store_true", help="change only what goes in")
    args = parser.parse_args()
    given = onnx.load(args.pairs)
    onnx.save(kept(given) if args.keep else FusedPairs(given).model(), args.out or args.pairs)


if __name__ == "__main__":
    main()
