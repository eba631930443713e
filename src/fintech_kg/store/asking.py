"""From a query and an output folder to the bytes of its answer, by a child process with limits."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from fintech_kg.errors import BadQuery, GraphReplaced, RunError
from fintech_kg.graph import BASE_IRI, PREFIXES, Named
from fintech_kg.sparql import Limits, Outcome, Question, Reply, ask_once
from fintech_kg.sparql.entailment import Entailment
from fintech_kg.sparql.question import DEFAULT_GRAPH
from fintech_kg.store.folder import GRAPH_FILE
from fintech_kg.store.oxigraph import open_store
from fintech_kg.store.quads import INFERRED

_PREFIX = re.compile(r"^@prefix ([\w-]*): <([^>\s]*)> \.$", re.MULTILINE)
_HEAD = 64 * 1024


def ask_folder(
    folder: Path,
    question: Question,
    *,
    limits: Limits | None = None,
    entailment: Entailment = Entailment.NONE,
    of: str | None = None,
) -> Reply:
    """The reply of the folder's store; the usual prefixes are known. A store that cannot be read is built again, once.

    With an entailment, what follows stands beside what is said. `of` is the hash that graph.trig must have. Raises BadQuery for
    what has no answer, NoGraph, GraphReplaced where it has another hash, and RunError.
    """
    asked = replace(question, prefixes=question.prefixes or usual_prefixes(folder))
    if entailment is not Entailment.NONE and question.default_graphs is None:
        asked = replace(asked, default_graphs=(DEFAULT_GRAPH, INFERRED.value))
    for mend in (False, True):
        with open_store(folder, entailment=entailment, mend=mend) as store:
            if of is not None and store.manifest.source != of:
                raise GraphReplaced(str(folder))
            reply = ask_once(store.path, asked, limits or Limits())
        if reply.outcome is not Outcome.FAILED:
            break
    if reply.outcome is not Outcome.ANSWERED:
        raise BadQuery(reply.message)
    return reply


def named_in_folder(folder: Path, sparql: str, *, limits: Limits | None = None, of: str | None = None) -> Named:
    """What the answer to a SELECT or a CONSTRUCT names, for a part of the graph. Raises what `ask_folder` raises."""
    question = Question(sparql, solutions="application/sparql-results+json", triples="application/n-triples")
    return _named(ask_folder(folder, question, limits=limits, of=of))


def _named(reply: Reply) -> Named:
    if reply.media_type == "application/n-triples":
        triples = list(parse(input=reply.body, format=RdfFormat.N_TRIPLES))
        links = ((one.subject, one.predicate, one.object) for one in triples if isinstance(one.object, NamedNode))
        return Named(
            nodes=frozenset(_text(one.subject) for one in triples),
            triples=frozenset((_text(s), _text(p), _text(o)) for s, p, o in links),
        )
    read = json.loads(reply.body)
    if "boolean" in read:
        raise RunError("an ASK names nothing; give a SELECT whose rows name things, or a CONSTRUCT")
    cells = (cell["value"] for row in read["results"]["bindings"] for cell in row.values())
    return Named(things=frozenset(value for value in cells if isinstance(value, str)))


def _text(term: object) -> str:
    """The IRI, or the name of a blank node."""
    return str(getattr(term, "value", term))


def usual_prefixes(folder: Path) -> tuple[tuple[str, str], ...]:
    """The prefixes that every graph of ours has, and those at the head of the folder's graph."""
    try:
        with (folder / GRAPH_FILE).open(encoding="utf-8", errors="replace") as stream:
            head = stream.read(_HEAD)
    except OSError:
        head = ""  # opening the store says what is wrong
    found = {**PREFIXES, "id": BASE_IRI, **dict(_PREFIX.findall(head))}
    return tuple(sorted((prefix, str(namespace)) for prefix, namespace in found.items()))
