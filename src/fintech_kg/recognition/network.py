"""The network's files and its encoder: from a text to its windows with names and states."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from fintech_kg.errors import ModelNotFound, reason_of
from fintech_kg.recognition.pairs import Scorer
from fintech_kg.recognition.pieces import Window, windows
from fintech_kg.recognition.tags import Tagged, spans

SHIPPED = Path(__file__).resolve().parent / "weights"
SMALL = SHIPPED / "small"
"""The small network that the shipped one taught."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A window of a text, the names in it, and the encoder's states [pieces, width] from which pairs are scored."""

    window: Window
    names: tuple[Tagged, ...]
    states: NDArray[np.float16]


class Network:
    """The encoder with its tagger, and the scorer of pairs. One window at a time, so that no text changes another's numbers."""

    def __init__(self, folder: Path) -> None:
        """Loads `encoder.onnx`, `pairs.onnx`, `tokenizer.json` and `network.json` of a folder; raises ModelNotFound.

        A folder without a tokenizer of its own lies in that of the network whose tokenizer it shares.
        """
        try:
            about = json.loads((folder / "network.json").read_text(encoding="utf-8"))
            own = folder / "tokenizer.json"
            self._tokenizer = Tokenizer.from_file(str(own if own.exists() else folder.parent / own.name))
            self._encoder = session(folder / "encoder.onnx")
            pairs = session(folder / "pairs.onnx")
            self.scorer = Scorer(pairs, about["labels"], about)
            self.teller = Scorer(pairs, about["labels"], about["told"]) if "told" in about else None
            """The scorer for lines with whom they are about put before them, if the network learnt to read such."""
            self._tags = tuple(about["tags"])
        except Exception as error:  # whatever the two libraries raise for files that they cannot read
            raise ModelNotFound(str(folder), reason_of(error)) from error
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()

    def recognise(self, text: str) -> Iterator[Recognised]:
        """The text's windows in order, with their names and states."""
        for window in windows(text, self._tokenizer):
            feed = {"ids": window.ids[None], "shapes": window.shapes[None], "mask": np.ones((1, len(window.ids)), np.int64)}
            logits, states = self._encoder.run(None, feed)
            yield Recognised(window, tuple(spans(window, logits[0], self._tags)), states[0].astype(np.float16))


def session(path: Path) -> onnxruntime.InferenceSession:
    """An ONNX session on one core: documents go to processes, and one core gives the same numbers every time."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


@cache
def load_network(folder: Path = SHIPPED) -> Network:
    """The network in a folder, by default the one that is shipped, loaded once a process; raises ModelNotFound."""
    return Network(folder)
