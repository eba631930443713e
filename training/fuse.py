"""From encoder.onnx as export.py quantised it to the same network in fewer steps: `python training/fuse.py encoder.onnx`.

The products of query, key and value become one, attention one operator of ONNX Runtime's, and what only works out sizes and
masks goes: one text at a time needs neither. The weights stay as they are, so the numbers differ by rounding alone.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from steps import OURS, Steps

HEAD = 32
"""The width of one head of attention."""


class Fused(Steps):
    """The new graph while it is made; `steps` in the order in which they run."""

    def __init__(self, given: onnx.ModelProto) -> None:
        super().__init__(given)
        self.products = {
            node.name.removesuffix("/MatMul_quant"): node for node in given.graph.node if node.op_type == "MatMulInteger"
        }

    def weights(self, *names: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """The 8-bit weights of products with their scales and zero points, side by side."""
        found = [self.products[name].input for name in names]
        stem = [one[1].removesuffix("_quantized") for one in found]
        parts = ("_quantized", "_scale", "_zero_point")
        values = [np.concatenate([self.given[one + part] for one in stem], axis=-1) for part in parts]
        return values[0], values[1], values[2]

    def product(self, given: str, made: str, names: list[str], bias: str) -> str:
        """A product with 8-bit weights and a bias."""
        shift = np.concatenate([self.given[one] for one in bias.split()])
        weights = [self.constant(f"{made}.{i}", one) for i, one in enumerate(self.weights(*names))]
        return self.step("DynamicQuantizeMatMul", [given, *weights, self.constant(f"{made}.bias", shift)], made, domain=OURS)

    def table(self, name: str) -> np.ndarray:
        """A table of embeddings in numbers of its true size."""
        scale, zero = self.given[f"{name}.weight_scale"], self.given[f"{name}.weight_zero_point"]
        return ((self.given[f"{name}.weight_quantized"].astype(np.int32) - int(zero)) * scale).astype(np.float32)

    def norm(self, given: list[str], made: str, name: str) -> str:
        """What is given, added up, in LayerNorm.

        ONNX Runtime 1.32 makes one operator of Add and LayerNorm, which takes four times as long; of Sum it does not.
        """
        total = self.step("Sum", given, f"{made}.sum") if len(given) > 1 else given[0]
        parts = [self.constant(f"{name}.{part}", self.given[f"{name}.{part}"]) for part in ("weight", "bias")]
        return self.step("LayerNormalization", [total, *parts], made, epsilon=1e-12)

    def embeddings(self) -> str:
        position = "bert.embeddings.position_embeddings"
        start = self.table("bert.embeddings.token_type_embeddings")[0]
        for part in ("weight_quantized", "weight_scale", "weight_zero_point"):
            self.constant(f"{position}.{part}", self.given[f"{position}.{part}"])
        for name, value in (("zero", [0]), ("one", [1])):
            self.constant(name, np.array(value, dtype=np.int64))
        self.step("Shape", ["ids"], "size", start=1, end=2)
        self.step("Slice", [f"{position}.weight_quantized", "zero", "size", "zero", "one"], "places.quantized")
        self.step(
            "DequantizeLinear", ["places.quantized", f"{position}.weight_scale", f"{position}.weight_zero_point"], "places"
        )
        self.step("Gather", [self.constant("shape", self.table("shape") + start), "shapes"], "casings")
        self.step("Add", [self._words(), "casings"], "seen")
        self.step("Add", ["seen", "places"], "embedded")
        return self.norm(["embedded"], "state.0", "bert.embeddings.LayerNorm")

    def _words(self) -> str:
        factored = "bert.embeddings.word_embeddings.0"
        name = factored if f"{factored}.weight_quantized" in self.given else "bert.embeddings.word_embeddings"
        for part in ("weight_quantized", "weight_scale", "weight_zero_point"):
            self.constant(f"{name}.{part}", self.given[f"{name}.{part}"])
        self.step("Gather", [f"{name}.weight_quantized", "ids"], "words.quantized")
        if name != factored:
            return self.step(
                "DequantizeLinear", ["words.quantized", f"{name}.weight_scale", f"{name}.weight_zero_point"], "words"
            )
        values, scale, zero = self.weights("/word_embeddings/word_embeddings.1")
        parts = [("widen", values), ("widen.scale", scale * self.given[f"{name}.weight_scale"]), ("widen.zero", zero)]
        widen, widen_scale, widen_zero = (self.constant(*one) for one in parts)
        given = ["words.quantized", widen, self.constant("unit", np.float32(1)), widen_scale, f"{name}.weight_zero_point"]
        return self.step("MatMulIntegerToFloat", [*given, widen_zero], "words", domain=OURS)

    def layer(self, number: int, given: str, made: str) -> str:
        stem, path = f"bert.encoder.layer.{number}", f"/bert/encoder/layer.{number}"
        asked = [f"attention.self.{part}" for part in ("query", "key", "value")]
        names = [f"{path}/{part.replace('.', '/')}" for part in asked]
        width = len(self.given[f"{stem}.{asked[0]}.bias"])
        self.product(given, f"asked.{number}", names, " ".join(f"{stem}.{part}.bias" for part in asked))
        thirds = [f"{part}.{number}" for part in ("query", "key", "value")]
        self.steps.append(
            helper.make_node("Split", [f"asked.{number}", self.constant("thirds", np.array([width] * 3))], thirds, axis=2)
        )
        self.step("MultiHeadAttention", thirds, f"heard.{number}", domain=OURS, num_heads=width // HEAD)
        self.product(
            f"heard.{number}", f"weighed.{number}", [f"{path}/attention/output/dense"], f"{stem}.attention.output.dense.bias"
        )
        self.norm([f"weighed.{number}", given], f"attended.{number}", f"{stem}.attention.output.LayerNorm")
        self.product(f"attended.{number}", f"inner.{number}", [f"{path}/intermediate/dense"], f"{stem}.intermediate.dense.bias")
        self.step("Gelu", [f"inner.{number}"], f"active.{number}", domain=OURS)
        self.product(f"active.{number}", f"outer.{number}", [f"{path}/output/dense"], f"{stem}.output.dense.bias")
        return self.norm([f"outer.{number}", f"attended.{number}"], made, f"{stem}.output.LayerNorm")

    def model(self) -> onnx.ModelProto:
        layers = sum(name.endswith("intermediate/dense") for name in self.products)
        state = self.embeddings()
        for number in range(layers):
            state = self.layer(number, state, "states" if number == layers - 1 else f"state.{number + 1}")
        self.product(state, "logits", ["/tag"], "tag.bias")
        tags, width = len(self.given["tag.bias"]), len(self.given["bert.embeddings.LayerNorm.bias"])
        graph = helper.make_graph(
            self.steps,
            "encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"]) for name in ("ids", "shapes", "mask")],
            [
                helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, "pieces", tags]),
                helper.make_tensor_value_info("states", TensorProto.FLOAT, [1, "pieces", width]),
            ],
            [numpy_helper.from_array(value, name) for name, value in self.constants.items()],
        )
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17), helper.make_opsetid(OURS, 1)])
        made.ir_version = 8
        return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("encoder", type=Path, help="is replaced, unless --out names another file")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    onnx.save(Fused(onnx.load(args.encoder)).model(), args.out or args.encoder)


if __name__ == "__main__":
    main()
