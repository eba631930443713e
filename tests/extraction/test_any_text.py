"""Whatever the text, the way from it to files is walked to the end or refused with an error of ours."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from rdflib import Dataset

from fintech_kg.assembly import assemble
from fintech_kg.errors import DocumentError
from fintech_kg.exports import EXPORTERS, export
from fintech_kg.graph import dataset_of
from fintech_kg.model import Extraction
from fintech_kg.ontology import Ontology

from ..handmade import HOSTILE

pytestmark = pytest.mark.model

WORDS = [
    *(
        "Kite Bank",
        "acquired",
        "Plaid",
        "$40 million",
        "in 2024",
        ",",
        ".",
        "said",
        "“We agree”",
        "Li Chen",
        "CTO of",
        "the",
        "and",
    ),
    *(
        "China",
        "-based",
        "blockchain",
        "43%",
        "not",
        "plans to",
        "\n",
        "• ",
        "(",
        ")",
        "'s",
        "上海",
        "\u202e",
        "\x00",
        "\ud800",
    ),
    *HOSTILE,
]
words = st.sampled_from(WORDS)
texts = st.one_of(st.text(max_size=80), st.lists(words, max_size=25).map(" ".join))


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts)
@example("")
@example('“”""«»')
@example("$" * 50)
@example("1,000" * 40)
@example("(" * 200)
@example(" and ".join(["Kite Bank"] * 60) + " acquired Plaid.")
def test_any_text_is_read_or_refused(extract: Callable[[str], Extraction], known: Ontology, text: str) -> None:
    try:
        extraction = extract(text)
    except DocumentError:
        return
    evidence = [one.evidence for one in extraction.statements] + [one.evidence for one in extraction.observations]
    for said in evidence + [one.evidence for one in extraction.quotations]:
        assert extraction.document.text[said.start : said.end] == said.quote
    facts = assemble([extraction])
    dataset = dataset_of(facts, known)
    for name in EXPORTERS:
        export(name, facts, dataset)
    ((_, trig),) = export("trig", facts, dataset).items()
    Dataset().parse(data=trig, format="trig")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts)
def test_reading_twice_gives_the_same(extract: Callable[[str], Extraction], text: str) -> None:
    assert extract(text) == extract(text)
