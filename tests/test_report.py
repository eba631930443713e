"""The report: counts, every document, what was left out; inert as Markdown."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from fintech_kg.corpus import Outcome, Run
from fintech_kg.corpus.cache import Cache
from fintech_kg.corpus.extractions import KeptExtractions, Shelf
from fintech_kg.corpus.report import as_json, as_markdown, report, table_rows, totals
from fintech_kg.model import Document, Extraction, LeftOut, Status

from .handmade import HOSTILE, Claim, extraction

NEWS = extraction(
    "news.txt",
    [Claim("Kite Bank", "acquired", "Plaid"), Claim("Kite Bank", "acquired", "Visa", Status.PLANNED)],
    figures=["Plaid"],
    words=["Visa"],
)
COPY = extraction("notes.txt", [Claim("Kite Bank", "acquired", "Plaid")])
SPAMMED = Extraction(Document("d3", "spam.txt", "Text", "text/plain", left_out=(LeftOut(0, 4, "a|b\n<c>", "spam"),)))

RUN = Run(
    (NEWS, COPY, SPAMMED),
    (
        Outcome("bad.txt", None, problem="not a text file"),
        Outcome("copy.txt", NEWS.document.id, copy_of="news.txt"),
        Outcome("news.txt", NEWS.document.id),
        Outcome("notes.txt", COPY.document.id),
        Outcome("spam.txt", "d3"),
    ),
)


def test_totals() -> None:
    assert totals(RUN) == {
        "documents": 3,
        "skipped": 1,
        "copies": 1,
        "nearCopies": 0,
        "entities": {"Organisation": 3, "Place": 0, "Person": 0, "Technology": 0},
        "facts": 1,
        "statements": {"asserted": 2, "planned": 1, "denied": 0, "rumoured": 0, "past": 0},
        "observations": 1,
        "quotations": 1,
        "leftOut": 1,
    }


def test_every_input_has_its_state() -> None:
    documents = report(RUN, versions={})["documents"]
    assert isinstance(documents, list)
    assert [(one["source"], one["state"]) for one in documents] == [
        ("bad.txt", "skipped"),
        ("copy.txt", "copy"),
        ("news.txt", "read"),
        ("notes.txt", "read"),
        ("spam.txt", "read"),
    ]


def test_report_of_a_large_run_is_that_of_a_small_one(tmp_path: Path) -> None:
    made = sorted((NEWS, COPY, SPAMMED), key=lambda one: one.document.id)
    shelf = Shelf(Cache(tmp_path), most=0)
    for one in made:
        shelf.keep(one.document.id, one)
    large = KeptExtractions(shelf, [(one.document.id, one.document.id, one.document.source) for one in made])
    told = [report(Run(found, RUN.outcomes), versions={}, resolution={"merged": [], "review": []}) for found in (made, large)]
    assert not isinstance(told[1]["documents"], list)
    assert as_json(told[0]) == as_json(told[1]) and as_markdown(told[0]) == as_markdown(told[1])
    assert as_json(told[0]) == json.dumps(told[0], indent=1) + "\n"


@pytest.mark.parametrize("data", [{}, {"a": []}, {"a": {}, "b": [{}, [], "x\ny", {"c": [1, {"d": None}]}]}, {"é\ud800": [1.5]}])
def test_json_in_pieces_is_that_of_the_standard_library(data: dict[str, object]) -> None:
    assert as_json(data) == json.dumps(data, indent=1) + "\n"


def test_versions_are_sorted() -> None:
    assert list(report(RUN, versions={"b": "2", "a": "1"})["versions"]) == ["a", "b"]  # type: ignore[call-overload]


def test_rows_of_the_table_name_each_part() -> None:
    rows = dict(table_rows(totals(RUN)))
    assert rows["statements"] == "2 asserted, 1 planned, 0 denied, 0 rumoured, 0 past"
    assert rows["left out"] == "1"


def test_markdown_names_skipped_copied_and_left_out() -> None:
    page = as_markdown(report(RUN, versions={"fintech_kg": "1"}))
    assert "### bad.txt\n\nSkipped: not a text file" in page
    assert "The same content as news.txt: it counts once." in page
    assert "| a&#124;b &lt;c&gt; | 0 | 4 | spam |" in page


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_name_breaks_neither_form(name: str) -> None:
    run = Run((), (Outcome(name, None, problem=name),))
    data = report(run, versions={})
    assert json.loads(as_json(data))["documents"][0]["source"] == name
    page = as_markdown(data).encode("utf-8").decode("utf-8")
    assert "<script>" not in page
    assert len(page.split("\n")) == len(
        as_markdown(report(Run((), (Outcome("x", None, problem="y"),)), versions={})).split("\n")
    )


@pytest.mark.parametrize(
    "name",
    [
        "*a* _b_ ~~c~~ $d$",
        "\\*a\\*",
        "https://evil.example",
        "www.evil.example",
        "WWW.evil.example",
        "mailto:a@b.example",
        "![x](y)",
    ],
)
def test_name_is_no_markup_and_no_link(name: str) -> None:
    """Read back by a reader of Markdown, the heading is the name."""
    markdown = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"linkify": False}).enable("strikethrough")
    page = as_markdown(report(Run((), (Outcome(name, None, problem="x"),)), versions={}))
    (heading,) = (one for before, one in pairwise(markdown.parse(page)) if before.type == "heading_open" and before.tag == "h3")
    assert [part.type for part in heading.children if part.type not in {"text", "text_special"}] == []
    assert "".join(part.content for part in heading.children) == name
    assert "://" not in page and "www." not in page.casefold() and "@" not in page


@pytest.mark.parametrize("char", ["\x1b", "\x00", "\x9b", "\u202e", "\u200b", "\u2028", "\ud800"])
def test_no_character_of_the_report_acts_or_hides(char: str) -> None:
    run = Run((), (Outcome(f"a{char}b", None, problem=f"a{char}b"),))
    assert char not in as_markdown(report(run, versions={})).replace("\n", "")
