"""What a notebook shows of answers and graphs: tables in which no text is markup."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import pytest
from rdflib import Dataset, Literal, URIRef

from fintech_kg import KnowledgeGraph
from fintech_kg.assembly import assemble
from fintech_kg.errors import MissingExtra
from fintech_kg.graph import dataset_of
from fintech_kg.ontology import Ontology
from fintech_kg.store import Answer, ask

from ..handmade import Claim, extraction

HOSTILE = "<script>alert('1')</script> & \x1b[2J"


@pytest.fixture
def dataset() -> Dataset:
    dataset = Dataset(default_union=True)
    dataset.graph(URIRef("https://x.org/g")).add((URIRef("https://x.org/a"), URIRef("https://x.org/b"), Literal(HOSTILE)))
    return dataset


def shown(answer: Answer) -> str:
    return answer._repr_html_()


@pytest.mark.parametrize("query", ["SELECT ?o { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_no_text_is_markup(dataset: Dataset, query: str) -> None:
    html = shown(ask(dataset, query))
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_rows_are_a_table(dataset: Dataset) -> None:
    html = shown(ask(dataset, "SELECT ?s ?none { ?s ?p ?o }"))
    assert "<th>s</th><th>none</th>" in html
    assert "<td>https://x.org/a</td><td></td>" in html


def test_long_answers_are_cut_and_say_so() -> None:
    html = shown(Answer(columns=("n",), rows=tuple((str(number),) for number in range(1250))))
    assert (html.count("<tr>"), "<p>1,150 more rows</p>" in html) == (101, True)


def test_truth_is_a_word(dataset: Dataset) -> None:
    assert shown(ask(dataset, "ASK {}")) == "<pre>yes</pre>"


def test_pandas_has_a_column_for_each_variable(dataset: Dataset) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    frame: Any = ask(dataset, "SELECT ?s ?none ?o { ?s ?p ?o }").to_pandas()
    assert list(frame.columns) == ["s", "none", "o"]
    assert frame.values.tolist() == [["https://x.org/a", None, HOSTILE]]


def test_missing_pandas_is_named_with_its_extra(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra, match=r"needs pandas, which is not installed; pip install 'fintech-kg\[notebook\]'"):
        ask(dataset, "SELECT ?s { ?s ?p ?o }").to_pandas()


def test_graph_is_told_in_numbers(known: Ontology) -> None:
    facts = assemble([extraction("one.txt", [Claim("Kite", "acquired", "Plaid")])])
    html = KnowledgeGraph(facts, dataset_of(facts, known))._repr_html_()
    assert "<td>entities: Organisation</td><td>2</td>" in html
    assert "<td>statements: asserted</td><td>1</td>" in html


def test_notebook_shows_graph_page_and_answers(known: Ontology) -> None:
    """By IPython's own formatters, as a notebook's cells do, and with no warning between."""
    shell: Any = pytest.importorskip("IPython.core.interactiveshell", reason="IPython is not installed").InteractiveShell()
    facts = assemble([extraction("one.txt", [Claim("Kite", "acquired", "Plaid")])])
    kg = KnowledgeGraph(facts, dataset_of(facts, known))
    answer = kg.query("SELECT ?s { ?s a fkg:Organisation }")
    with warnings.catch_warnings(action="error"):
        shown = {"graph": kg, "page": kg.show(), "answer": answer}
        kinds = {name: shell.display_formatter.format(made)[0] for name, made in shown.items()}
    assert kinds["graph"]["text/plain"] == "<KnowledgeGraph: 1 facts about 2 things from 1 documents>"
    assert "<iframe srcdoc=" in kinds["page"]["text/html"]
    assert "&lt;!DOCTYPE html&gt;" in kinds["page"]["text/html"]
    assert kinds["answer"]["text/html"].startswith("<table>")
