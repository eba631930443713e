"""Matrix products on one core: from a loaded pipeline to the same one with NumPy's products in the place of thinc's own.

What thinc 8.3 takes for a product on x86-64 runs at a third of the speed of NumPy's, and products are half of what a tagger,
parser or recogniser costs.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache
from typing import cast

from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController


def with_numpy_products(nlp: Language) -> Language:
    """The pipeline, each layer of its models multiplying by NumPy."""
    ops = NumpyOps(use_blis=False)
    for _, step in nlp.pipeline:
        model = getattr(step, "model", None)
        if isinstance(model, Model):
            for layer in model.walk():
                layer.ops = ops
    return nlp


def one_core() -> AbstractContextManager[object]:
    """Inside it products stay on the core that asks for them: documents go to processes, and short products lose by threads."""
    return cast("AbstractContextManager[object]", _libraries().limit(limits=1, user_api="blas"))


@cache
def _libraries() -> ThreadpoolController:
    """The libraries that are loaded, looked for once: NumPy is there, for this module imports thinc."""
    return ThreadpoolController()
