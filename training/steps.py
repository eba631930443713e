"""A network of ONNX that is put together step by step from the weights of another."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import helper, numpy_helper

OURS = "com.microsoft"
"""The domain of the operators that ONNX Runtime adds to ONNX."""


class Steps:
    """The new graph while it is made: `given` are the other's weights, `steps` in the order in which they run."""

    def __init__(self, given: onnx.ModelProto) -> None:
        self.given = {one.name: numpy_helper.to_array(one) for one in given.graph.initializer}
        self.constants: dict[str, np.ndarray] = {}
        self.steps: list[onnx.NodeProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = value
        return name

    def step(self, kind: str, given: list[str], made: str, *, domain: str = "", **options: object) -> str:
        self.steps.append(helper.make_node(kind, given, [made], domain=domain, **options))
        return made
