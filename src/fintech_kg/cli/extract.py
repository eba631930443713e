"""`fintech-kg extract`: from texts to JSON lines with the spans of everything found, in offsets of the text as given."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer

from fintech_kg.cli.options import Model, OntologyFolder
from fintech_kg.errors import DocumentError
from fintech_kg.extraction.pipeline import DEFAULT_MODEL
from fintech_kg.model import Document, Extraction, Observation, OpenStatement, Source, Statement


class InputFormat(StrEnum):
    """What comes in."""

    TEXT = "text"
    JSONL = "jsonl"


class OutputFormat(StrEnum):
    """What goes out."""

    JSONL = "jsonl"


def extract_command(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, or - for standard input.")],
    input_format: Annotated[InputFormat, typer.Option("--input-format", help="jsonl: lines of {id, text}.")] = InputFormat.TEXT,
    output_format: Annotated[OutputFormat, typer.Option("--output-format")] = OutputFormat.JSONL,
    model: Model = DEFAULT_MODEL,
    ontology: OntologyFolder = None,
) -> None:
    """Print what each text says, one JSON line a text, with offsets into the text as given."""
    from fintech_kg.cleaning import clean
    from fintech_kg.extraction import load_extractor
    from fintech_kg.ontology import load_ontology

    known = load_ontology(ontology)
    extract = load_extractor(known, model)
    failures = successes = 0
    for identifier, source in _sources(inputs, input_format):
        try:
            if isinstance(source, DocumentError):
                raise source
            extraction = extract(clean(source, cues=known.cues))
        except DocumentError as error:
            failures += 1
            typer.echo(f"fintech-kg: skipped {error}", err=True)
            continue
        successes += 1
        line = json.dumps(_line(identifier, extraction), ensure_ascii=False)
        # A lone surrogate leaves as the escape that JSON has for it.
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
    raise typer.Exit(0 if not failures else 1 if successes else 2)


def _sources(inputs: list[str], input_format: InputFormat) -> Iterator[tuple[object, Source | DocumentError]]:
    from fintech_kg.documents import find_inputs, read_source

    for given in find_inputs(inputs, stdin=sys.stdin.buffer.read):
        try:
            if input_format is InputFormat.JSONL:
                yield from _json_lines(given.name, given.load())
            else:
                yield given.name, read_source(given)
        except DocumentError as error:
            yield given.name, error


def _json_lines(name: str, content: bytes) -> Iterator[tuple[object, Source | DocumentError]]:
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            identifier, text = record["id"], record["text"]
        except (ValueError, KeyError, TypeError, RecursionError):
            yield name, DocumentError(f"{name}, line {number}", "not a JSON object with id and text")
            continue
        if isinstance(text, str):
            yield identifier, Source(name=str(identifier), text=text, media_type="text/plain")
        else:
            yield identifier, DocumentError(f"{name}, line {number}", "text is no string")


def _line(identifier: object, extraction: Extraction) -> dict[str, object]:
    names = {entity.id: entity.name for entity in extraction.entities}
    document = extraction.document
    return {
        "id": identifier,
        "entities": [
            {"start": start, "end": end, "type": mention.kind.value, "name": names[mention.entity]}
            for mention in extraction.mentions
            for start, end in [_span(document, mention.start, mention.end)]
        ],
        "relations": [
            *(_relation(document, statement, names) for statement in extraction.statements),
            *(_open_relation(document, statement, names) for statement in extraction.open_statements),
        ],
        "observations": [_observation(document, observation, names) for observation in extraction.observations],
        "quotations": [
            {"start": start, "end": end, "speaker": names.get(one.speaker or ""), "text": one.text}
            for one in extraction.quotations
            for start, end in [_span(document, one.start, one.end)]
        ],
    }


def _relation(document: Document, one: Statement, names: dict[str, str]) -> dict[str, object]:
    return {
        "subject": _span(document, *one.subject_span),
        "subject_name": names[one.subject],
        "predicate": one.predicate,
        "object": _span(document, *one.object_span),
        "object_name": names[one.object],
        "status": one.status.value,
        "qualifiers": dict(one.qualifiers),
        "claimed_by": names.get(one.claimed_by or ""),
        "rule": one.rule,
        "confidence": float(one.confidence),
    }


def _open_relation(document: Document, one: OpenStatement, names: dict[str, str]) -> dict[str, object]:
    """A relation that is no fact: an end has no name (null), or its status is `doubtful`, as the reading is not sure enough."""
    return {
        "subject": _span(document, *one.subject_span),
        "subject_name": names.get(one.subject or ""),
        "predicate": one.predicate,
        "object": _span(document, *one.object_span),
        "object_name": names.get(one.object or "", dict(one.qualifiers)["role"] if one.predicate == "hasRole" else None),
        "status": "doubtful" if one.doubtful else one.status.value,
        "qualifiers": dict(one.qualifiers),
        "rule": one.rule,
    }


def _observation(document: Document, one: Observation, names: dict[str, str]) -> dict[str, object]:
    start, end = _span(document, one.start, one.end)
    number = int(one.value.number) if one.value.number == one.value.number.to_integral_value() else float(one.value.number)
    return {
        "start": start,
        "end": end,
        "about": names.get(one.about or ""),
        "measure": one.measure,
        "value": number,
        "unit": one.value.unit,
        "time": one.time,
        "status": one.status.value,
        "claimed_by": names.get(one.claimed_by or ""),
    }


def _span(document: Document, start: int, end: int) -> tuple[int, int]:
    from fintech_kg.cleaning import to_source

    return to_source(document.offsets, start, end)
