"""What must not be found: the traps of each case in tests/corpus, and what was left out of it and what was kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.documents import find_inputs, read_source
from fintech_kg.evaluation import Scores, read_gold, score
from fintech_kg.extraction import Extractor
from fintech_kg.model import Extraction
from fintech_kg.ontology import Ontology

pytestmark = pytest.mark.model

CORPUS = Path(__file__).parents[1] / "corpus"
CASES = sorted(folder.name for folder in CORPUS.iterdir() if folder.is_dir())
KNOWN = {
    ("facts", "career-history"): "`will leave X` is read as having left it",
    ("entities", "flattened-table"): "a firm and the place in the next column are taken for one name",
    ("entities", "hostile-names"): "a name within what is a file's name",
    ("quotations", "hostile-names"): "a nickname in quotation marks is taken for a quotation",
}
"""The known failures by test and case, with the reason."""

Read = Callable[[str], tuple[Extraction, Scores, dict[str, Any]]]


def cases(test: str) -> list[object]:
    """Each case, those with a known failure marked."""
    marks = {case: pytest.mark.xfail(strict=True, reason=reason) for (where, case), reason in KNOWN.items() if where == test}
    return [pytest.param(case, marks=marks[case]) if case in marks else case for case in CASES]


@pytest.fixture(scope="module")
def read(extractor: Extractor, known: Ontology) -> Read:
    """From a case to its extraction, its scores and its annotation as written."""

    @cache
    def read(case: str) -> tuple[Extraction, Scores, dict[str, Any]]:
        file = CORPUS / case / "expected.json"
        gold = read_gold(file)
        (given,) = find_inputs([file.parent / gold.document])
        extraction = extractor(clean(read_source(given), cues=known.cues))
        symmetric = frozenset(relation.name for relation in known.relations.values() if relation.symmetric)
        return extraction, score(extraction, gold, symmetric=symmetric), json.loads(file.read_text(encoding="utf-8"))

    return read


@pytest.mark.parametrize("case", cases("facts"))
def test_no_fact_is_found_that_the_text_does_not_state(read: Read, case: str) -> None:
    _, scores, _ = read(case)
    assert [(one.what, one.why) for one in scores.facts.false if one.why] == []


@pytest.mark.parametrize("case", cases("entities"))
def test_nothing_is_named_that_is_no_thing(read: Read, case: str) -> None:
    _, scores, _ = read(case)
    assert [one.what for one in scores.entities.false if one.why == "gold says: no entity"] == []


@pytest.mark.parametrize("case", cases("same"))
def test_namesakes_stay_apart(read: Read, case: str) -> None:
    extraction, _, gold = read(case)
    names = [{name.casefold() for name in (one.name, *one.names)} for one in extraction.entities]
    for pair in gold.get("not_same", []):
        assert not [own for own in names if {name.casefold() for name in pair} <= own]


@pytest.mark.parametrize("case", cases("quotations"))
def test_no_words_are_quoted_that_nobody_said(read: Read, case: str) -> None:
    extraction, _, gold = read(case)
    assert {one.text for one in extraction.quotations}.isdisjoint(gold.get("not_quotations", []))


@pytest.mark.parametrize("case", cases("left out"))
def test_what_is_no_prose_is_left_out_and_the_rest_is_kept(read: Read, case: str) -> None:
    extraction, _, gold = read(case)
    document = extraction.document
    assert [text for text in gold["left_out"] if text in document.text] == []
    assert [text for text in gold["left_out"] if text not in " ".join(one.text for one in document.left_out)] == []
    assert [text for text in gold.get("kept", []) if text not in document.text] == []
