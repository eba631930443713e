"""What a careful analyst takes from a text, and what is taken from it: the user's report exactly, the others above a floor."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import reduce
from operator import add
from pathlib import Path

import pytest

from fintech_kg import KnowledgeGraph, build
from fintech_kg.cleaning import clean
from fintech_kg.documents import find_inputs, read_source
from fintech_kg.evaluation import Gold, Score, Scores, read_gold, score
from fintech_kg.extraction import Extractor
from fintech_kg.model import Status
from fintech_kg.ontology import Ontology

pytestmark = pytest.mark.model

HERE = Path(__file__).parents[1]
REPORT = HERE / "gold" / "shanghai-fintech-report.expected.json"
SPAM = ("上海", "花千坊", "龙凤", "品茶")

FLOORS = {
    "gold": {"entities": 92.0, "facts": 94.0, "observations": 82.0, "quotations": 97.0},
    "corpus": {"entities": 93.0, "facts": 82.5, "observations": 94.0, "quotations": 83.0},
}
"""F1 in per cent that may not be lost again, by folder. Raise them when extraction gets better."""


@pytest.fixture(scope="module")
def report(data: Path) -> KnowledgeGraph:
    """The graph of the user's report alone."""
    return build([data / "shanghai-fintech-report.txt"])


@pytest.fixture(scope="module")
def gold() -> Gold:
    return read_gold(REPORT)


def by_gold(kg: KnowledgeGraph, gold: Gold) -> dict[str | None, str]:
    """The gold's name for each thing; the thing's own where gold does not know it."""
    names: dict[str | None, str] = {}
    for one in kg.facts.entities:
        own = {name.casefold() for name in (one.name, *one.names)}
        known = (other.name for other in gold.entities if own & {name.casefold() for name in other.names})
        names[one.id] = next(known, one.name)
    return names


def triples(kg: KnowledgeGraph, gold: Gold) -> set[tuple[str, str, str, Status]]:
    """The facts by the gold's names."""
    names = by_gold(kg, gold)
    return {(names[one.subject], one.predicate, names[one.object], one.status) for one in kg.facts.facts}


def test_report_is_the_user_s_own(data: Path) -> None:
    shared = HERE.parents[1] / "shared" / "sample"
    if not shared.is_dir():
        pytest.skip("the user's folder is not here")
    assert (data / "shanghai-fintech-report.txt").read_bytes() == (shared / "shanghai-fintech-report.txt").read_bytes()
    assert json.loads(REPORT.read_text()) == json.loads((shared / "expected.json").read_text())


def test_report_has_all_core_entities(report: KnowledgeGraph, gold: Gold) -> None:
    met = {(one.kind, name.casefold()) for one in report.facts.entities for name in (one.name, *one.names)}
    core = [one for one in gold.entities if one.core]
    assert not [one.name for one in core if not any((one.kind, name.casefold()) in met for name in one.names)]


def test_report_has_all_core_facts_and_no_other_than_the_listed(report: KnowledgeGraph, gold: Gold) -> None:
    found = triples(report, gold)
    core, listed = (
        {(one.subject, one.predicate, one.object, one.status) for one in gold.facts if one.core or not only}
        for only in (True, False)
    )
    assert core <= found
    assert found <= listed


def test_report_has_the_cto_s_role(report: KnowledgeGraph) -> None:
    roles = {text for fact in report.facts.facts for one in fact.statements for name, text in one.qualifiers if name == "role"}
    assert roles == {"CTO"}


@pytest.mark.parametrize(
    ("subject", "predicate", "object_"),
    [("Ant Group", "basedIn", "Shanghai"), ("Shanghai", "locatedIn", "China")],
)
def test_report_does_not_have_what_is_not_stated(
    report: KnowledgeGraph, gold: Gold, subject: str, predicate: str, object_: str
) -> None:
    assert (subject, predicate, object_) not in {(s, p, o) for s, p, o, _ in triples(report, gold)}


@pytest.mark.parametrize("place", ["London", "Singapore", "Zurich"])
def test_report_says_nothing_of_places_that_it_only_mentions(report: KnowledgeGraph, gold: Gold, place: str) -> None:
    assert not [fact for fact in triples(report, gold) if place in fact]
    (identifier,) = (one.id for one in report.facts.entities if one.name == place)
    assert identifier not in {one.about for one in report.facts.observations}


def test_report_has_the_listed_figures(report: KnowledgeGraph, gold: Gold) -> None:
    names = by_gold(report, gold)
    found = {(names.get(one.about), one.value.number) for one in report.facts.observations}
    assert {(one.about, one.value) for one in gold.observations} <= found


def test_report_has_the_quotation_as_it_stands(report: KnowledgeGraph, gold: Gold) -> None:
    names = by_gold(report, gold)
    assert [(names.get(one.speaker), one.text) for one in report.facts.quotations] == list(gold.quotations)


def test_report_names_what_was_left_out(report: KnowledgeGraph, gold: Gold) -> None:
    assert [one.text for document in report.facts.documents for one in document.left_out] == list(gold.left_out)


@pytest.mark.parametrize("file", ["graph.ttl", "graph.trig", "graph.html"])
def test_spam_is_nowhere(report: KnowledgeGraph, tmp_path: Path, file: str) -> None:
    report.write(tmp_path)
    content = (tmp_path / file).read_text(encoding="utf-8")
    escaped = [spam.encode("ascii", "backslashreplace").decode() for spam in SPAM]
    assert not [spam for spam in (*SPAM, *escaped) if spam in content]


def scored(folder: Path, texts: Path | None, extractor: Extractor, known: Ontology) -> Iterator[Scores]:
    symmetric = frozenset(relation.name for relation in known.relations.values() if relation.symmetric)
    for file in sorted(folder.rglob("*expected.json")):
        expected = read_gold(file)
        (given,) = find_inputs([(texts or file.parent) / expected.document])
        document = clean(read_source(given), cues=known.cues)
        yield score(extractor(document), expected, symmetric=symmetric)


@pytest.mark.parametrize("folder", FLOORS)
def test_scores_stay_above_their_floor(folder: str, data: Path, extractor: Extractor, known: Ontology) -> None:
    total = reduce(add, scored(HERE / folder, data if folder == "gold" else None, extractor, known))
    f1 = {name: round(100 * _of(total, name).f1, 1) for name in FLOORS[folder]}
    table = "\n".join(
        f"{name:13} F1 {f1[name]:5} (floor {floor:5}) right {len(_of(total, name).right)}"
        f" missed {len(_of(total, name).missed)} false {len(_of(total, name).false)}"
        for name, floor in FLOORS[folder].items()
    )
    print(table)
    assert all(f1[name] >= floor for name, floor in FLOORS[folder].items()), table


def _of(scores: Scores, name: str) -> Score:
    one = getattr(scores, name)
    assert isinstance(one, Score)
    return one
