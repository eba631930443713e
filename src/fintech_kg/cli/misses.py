"""`fintech-kg misses`: what was not read of documents, for people to extend the ontology from."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Annotated

import typer

from fintech_kg.cli.options import (
    ColumnSettings,
    Delimiter,
    InputFormat,
    LimitSettings,
    Model,
    OntologyFolder,
    format_of,
    reading_from,
    standard_input,
)
from fintech_kg.errors import DocumentError, NoInput
from fintech_kg.extraction.pipeline import DEFAULT_MODEL
from fintech_kg.visible import visible, visible_lines

if TYPE_CHECKING:
    from fintech_kg.evaluation.misses import LikelyTrigger, Misses
    from fintech_kg.extraction.unread import End, Refused, SilentSentence, Unread
    from fintech_kg.model import Source
    from fintech_kg.ontology import Ontology


def misses_command(
    inputs: Annotated[list[str], typer.Argument(help="Files, folders, globs in quotes, or - for standard input.")],
    examples: Annotated[int, typer.Option("--examples", min=0, help="Sentences to show of each group.")] = 2,
    top: Annotated[int, typer.Option("--top", min=1, help="Likely triggers to show.")] = 30,
    as_json: Annotated[bool, typer.Option("--json", help="Print all of it as one JSON object.")] = False,
    model: Model = DEFAULT_MODEL,
    ontology: OntologyFolder = None,
    input_format: InputFormat = None,
    column: ColumnSettings = None,
    delimiter: Delimiter = None,
    limit: LimitSettings = None,
) -> None:
    """List sentences that name two or more things and give no fact, by the words that could state one, and what was refused."""
    from fintech_kg.documents import find_inputs, read_sources
    from fintech_kg.evaluation.misses import as_data, misses
    from fintech_kg.ontology import load_ontology

    known = load_ontology(ontology)
    reading = reading_from(column, delimiter, limit)
    given = find_inputs(inputs, stdin=standard_input(reading), input_format=format_of(input_format), reading=reading)
    problems: list[DocumentError] = []
    unread = list(_unread((one for each in given for one in read_sources(each, reading)), known, model, problems))
    for problem in problems:
        typer.echo(f"fintech-kg: skipped {visible(str(problem))}", err=True)
    if not unread:
        raise NoInput("no document could be read")
    found = misses(unread, known)
    if as_json:
        _print(json.dumps(as_data(found, known), indent=1, ensure_ascii=True))
    else:
        _print(visible_lines("\n".join(_lines(found, known, examples, top))))
    raise typer.Exit(1 if problems else 0)


def _print(text: str) -> None:
    """A lone surrogate leaves as its number."""
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def _unread(
    sources: Iterable[Source | DocumentError], known: Ontology, model: str, problems: list[DocumentError]
) -> Iterator[Unread]:
    """What was not read of each document, each content once; what could not be read at all goes to `problems`."""
    from fintech_kg.cleaning import clean
    from fintech_kg.extraction.unread import load_examiner

    examine = load_examiner(known, model)
    seen: set[str] = set()
    for source in sources:
        try:
            if isinstance(source, DocumentError):
                raise source
            if source.id not in seen:
                seen.add(source.id)
                yield examine(clean(source, cues=known.cues))
        except DocumentError as error:
            problems.append(error)


def _lines(found: Misses, known: Ontology, examples: int, top: int) -> Iterator[str]:
    yield f"sentences that name two or more things and give no fact: {len(found.sentences)}"
    yield f"candidates that were refused: {len(found.refused)}"
    missing, stating = ([one for one in found.triggers if bool(one.stating) is known_] for known_ in (False, True))
    yield from _triggers("likely triggers that no relation has", missing[:top], examples)
    yield from _triggers("triggers that a relation has, and that were not read here", stating[:top], examples)
    if found.unjoined:
        yield from ("", f"sentences in which no words join the things: {len(found.unjoined)}")
        yield from _sentences(found.unjoined[:examples])
    by_reason = sorted(found.refused, key=lambda named: (named[1].refusal, named[1].relation))
    for (reason, relation), group in groupby(by_reason, key=lambda named: (named[1].refusal, named[1].relation)):
        refused = list(group)
        yield from ("", f"refused, {reason}, {relation}: {len(refused)}")
        yield from (line for named in refused[:examples] for line in _refused(*named, known))


def _triggers(title: str, triggers: Sequence[LikelyTrigger], examples: int) -> Iterator[str]:
    if triggers:
        yield from ("", f"{title:58} {'sentences':>9}")
    for one in triggers:
        kinds = ", ".join(f"{kinds} {count}" for kinds, count in one.kinds[:3])
        stating = f" ({', '.join(one.stating)})" if one.stating else ""
        yield f"  {f'{one.trigger} [{one.form}]{stating}':56} {len(one.sentences):9}   {kinds}"
        yield from _sentences(one.sentences[:examples])


def _sentences(named: Sequence[tuple[str, SilentSentence]]) -> Iterator[str]:
    for document, one in named:
        yield f"    “{' '.join(one.evidence.quote.split())}” — {document}"
        yield f"      {', '.join(_end(end) for end in one.ends)}"


def _refused(document: str, one: Refused, known: Ontology) -> Iterator[str]:
    from fintech_kg.evaluation.misses import explained

    yield f"  {_end(one.subject)} {one.relation} {_end(one.object)} [{one.rule}]: {explained(one, known)}"
    yield f"    “{' '.join(one.evidence.quote.split())}” — {document}"


def _end(one: End) -> str:
    return f"{one.name} ({one.kind})"
