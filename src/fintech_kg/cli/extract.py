"""`fintech-kg extract`: from texts to JSON lines with the spans of everything found, in offsets of the text as given."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from fintech_kg.cli.options import (
    ColumnSettings,
    Delimiter,
    InputFormat,
    LimitSettings,
    Model,
    OntologyFolder,
    RayAddress,
    RunnerName,
    Workers,
    format_of,
    reading_from,
    standard_input,
)
from fintech_kg.errors import DocumentError
from fintech_kg.extraction.choices import DEFAULT_MODEL
from fintech_kg.model import Document, Extraction, Observation, OpenStatement, Source, Statement
from fintech_kg.visible import visible

if TYPE_CHECKING:
    from fintech_kg.documents import Reading


class OutputFormat(StrEnum):
    """What goes out."""

    JSONL = "jsonl"


def extract_command(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, globs in quotes, or - for standard input.")],
    input_format: InputFormat = None,
    output_format: Annotated[OutputFormat, typer.Option("--output-format")] = OutputFormat.JSONL,
    model: Model = DEFAULT_MODEL,
    ontology: OntologyFolder = None,
    column: ColumnSettings = None,
    delimiter: Delimiter = None,
    limit: LimitSettings = None,
    workers: Workers = None,
    runner: RunnerName = None,
    ray_address: RayAddress = None,
) -> None:
    """Print what each text says, one JSON line a text, with offsets into the text as given."""
    from fintech_kg.corpus import Running, results_in_order

    reading = reading_from(column, delimiter, limit)
    given_format = format_of(input_format)
    running = Running(ontology, model, runner, workers, ray_address)
    failures = successes = 0
    identifiers: deque[object] = deque()

    def sources() -> Iterator[Source | DocumentError]:
        for identifier, source in _sources(inputs, given_format, reading):
            identifiers.append(identifier)
            yield source

    for result in results_in_order(sources(), running):
        identifier = identifiers.popleft()
        if isinstance(result, DocumentError):
            failures += 1
            typer.echo(f"fintech-kg: skipped {visible(str(result))}", err=True)
            continue
        successes += 1
        line = json.dumps(_line(identifier, result), ensure_ascii=False)
        # A lone surrogate leaves as the escape that JSON has for it.
        sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()
    raise typer.Exit(0 if not failures else 1 if successes else 2)


def _sources(inputs: list[str], input_format: str | None, reading: Reading) -> Iterator[tuple[object, Source | DocumentError]]:
    """Each source under its name; under `--input-format jsonl` under its own identifier, of whatever JSON type that is."""
    from fintech_kg.documents import find_inputs, read_sources

    for given in find_inputs(inputs, stdin=standard_input(reading), input_format=input_format, reading=reading):
        if input_format != "jsonl" or given.suffix != ".jsonl":
            yield from ((_name(source), source) for source in read_sources(given, reading))
            continue
        try:
            yield from _json_lines(given.name, given.load(), reading)
        except DocumentError as error:
            yield given.name, error


def _name(source: Source | DocumentError) -> str:
    return source.name if isinstance(source, Source) else source.source


def _json_lines(name: str, content: bytes, reading: Reading) -> Iterator[tuple[object, Source | DocumentError]]:
    id_column, text_column = reading.columns.id or "id", reading.columns.text or "text"
    for number, line in enumerate(content.split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            identifier, text = record[id_column], record[text_column]
        except (ValueError, KeyError, TypeError, RecursionError):
            yield name, DocumentError(f"{name}, line {number}", f"not a JSON object with {id_column} and {text_column}")
            continue
        if isinstance(text, str):
            yield identifier, Source(name=str(identifier), text=text, media_type="text/plain")
        else:
            yield identifier, DocumentError(f"{name}, line {number}", f"{text_column} is no string")


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
