"""The Obsidian vault: names come back from the front matter, links lead to notes, nothing of a text is markup."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from rdflib import Dataset

from fintech_kg.exports import export
from fintech_kg.exports.characters import file_name, markdown
from fintech_kg.graph import iri
from fintech_kg.model import Facts

from .reading import told


@pytest.fixture(scope="module")
def notes(facts: Facts, dataset: Dataset) -> Mapping[str, str]:
    return {name: content.decode() for name, content in export("obsidian", facts, dataset).items()}


def front(note: str) -> dict[str, object]:
    _, matter, _ = note.split("---\n", 2)
    return {name: json.loads(value) for name, _, value in (line.partition(": ") for line in matter.splitlines())}


def test_every_name_comes_back(notes: Mapping[str, str], facts: Facts) -> None:
    read = {one["id"]: one.get("label") for one in map(front, notes.values()) if one["kind"] != "Document"}
    assert read == {str(iri("", one.id)): told(one.name) for one in facts.entities}


def test_yaml_reads_the_same(notes: Mapping[str, str]) -> None:
    yaml: Any = pytest.importorskip("yaml", reason="PyYAML is not installed")
    for note in notes.values():
        assert yaml.safe_load(note.split("---\n", 2)[1]) == front(note)


def test_there_is_a_note_for_each_thing_and_document(notes: Mapping[str, str], facts: Facts) -> None:
    assert len(notes) == len(facts.entities) + len(facts.documents)


def test_file_names_differ_on_every_file_system(notes: Mapping[str, str]) -> None:
    assert len({name.casefold() for name in notes}) == len(notes)
    assert not [name for name in notes if len(name.encode()) > 200 or re.search(r'[<>:"\\|?*#^\[\]\x00-\x1f]', name)]
    assert not [name for name in notes if ".." in name.split("/") or name.count("/") != 1 or name.startswith(".")]


def test_every_link_leads_to_a_note(notes: Mapping[str, str]) -> None:
    links = {link for note in notes.values() for link in re.findall(r"(?<!\\)\[\[([^\]|]+)\|", note.split("---\n", 2)[2])}
    assert links
    assert {f"{link}.md" for link in links} <= set(notes)


def test_every_fact_stands_in_the_notes_of_its_ends(notes: Mapping[str, str], facts: Facts) -> None:
    bodies = {str(front(note)["id"]): note for note in notes.values()}
    for fact in facts.facts:
        for end in (fact.subject, fact.object):
            assert f" {fact.predicate} [[" in bodies[str(iri("", end))]
            for one in fact.statements:
                assert markdown(one.evidence.quote) in bodies[str(iri("", end))]


def test_what_is_observed_of_a_thing_and_said_by_it_stands_in_its_note(notes: Mapping[str, str], facts: Facts) -> None:
    bodies = {str(front(note)["id"]): note for note in notes.values()}
    said = [(one.about, one.value.text, one.evidence) for one in facts.observations]
    said += [(one.speaker, one.text, one.evidence) for one in facts.quotations]
    assert said
    for about, text, evidence in said:
        if about is not None:
            body = bodies[str(iri("", about))]
            assert markdown(text) in body
            assert f"“{markdown(evidence.quote)}”" in body
            assert re.search(rf", {evidence.start}-{evidence.end}\b", body)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[[link]] #tag", "\\[\\[link\\]\\] \\#tag"),
        ("<script>", "\\<script\\>"),
        ("1. item", "1\\. item"),
        ("- [ ] task", "\\- \\[ \\] task"),
        ("https://example.org", "https\\://example.org"),
        ("two\nlines", "two lines"),
        ("a-b. c", "a-b. c"),
    ],
)
def test_no_text_is_markup(text: str, shown: str) -> None:
    assert markdown(text) == shown


@pytest.mark.parametrize(
    ("text", "name"),
    [("../../etc/passwd", "etc passwd"), ("CON", "CON _"), ("a/b:c", "a b c"), ("...", "_"), ("x" * 300, "x" * 120)],
)
def test_file_name_is_plain(text: str, name: str) -> None:
    assert file_name(text) == name
