"""The benchmarks' generator: as much news as wanted, the same for a seed, whose extractions say what stands in the text."""

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.model import Extraction
from fintech_kg.ontology import load_ontology

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

from model_corpus import Story, stories

COUNT = 60


@pytest.fixture(scope="module")
def made() -> list[Story]:
    return list(stories(COUNT, seed=3))


@pytest.fixture(scope="module")
def extractions(made: list[Story]) -> list[Extraction]:
    return [one.extraction for one in made]


def test_a_seed_gives_the_same_stories(made: list[Story]) -> None:
    assert list(stories(COUNT, seed=3)) == made


def test_another_seed_gives_others(made: list[Story]) -> None:
    assert not {one.source.text for one in stories(COUNT, seed=4)} & {one.source.text for one in made}


def test_no_two_stories_are_alike(made: list[Story]) -> None:
    assert len({one.source.id for one in made}) == COUNT


def test_most_lines_come_once(made: list[Story]) -> None:
    lines = [line for one in made for line in one.source.text.splitlines() if len(line.split()) > 8]
    assert len(set(lines)) > 0.9 * len(lines)


def test_mentions_stand_in_the_text(extractions: list[Extraction]) -> None:
    assert all(one.document.text[name.start : name.end] == name.text for one in extractions for name in one.mentions)


def test_evidence_holds_its_statements(extractions: list[Extraction]) -> None:
    said = [(one, each) for one in extractions for each in one.statements]
    assert said
    for one, each in said:
        assert one.document.text[each.evidence.start : each.evidence.end] == each.evidence.quote
        spans = (each.subject_span, each.object_span, each.trigger_span)
        assert all(each.evidence.start <= start < end <= each.evidence.end for start, end in spans)


def test_identifiers_are_those_of_the_document(extractions: list[Extraction]) -> None:
    for one in extractions:
        assert set(_named(one)) <= {entity.id for entity in one.entities}


def _named(one: Extraction) -> Iterator[str]:
    ends = chain.from_iterable((said.subject, said.object, said.claimed_by) for said in one.statements)
    figures = (figure.about for figure in one.observations)
    speakers = (words.speaker for words in one.quotations)
    return (name for name in chain(ends, figures, speakers, (each.entity for each in one.mentions)) if name is not None)


def test_cleaning_leaves_nearly_all_as_it_is(made: list[Story]) -> None:
    cues = load_ontology().cues
    changed = [one for one in made if clean(one.source, cues=cues).text != one.source.text]
    assert len(changed) <= 0.05 * COUNT
