"""From a query and an output folder to the bytes of its answer, by a child process with limits."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from fintech_kg.errors import BadQuery
from fintech_kg.graph import BASE_IRI, PREFIXES
from fintech_kg.sparql import Limits, Outcome, Question, Reply, ask_once
from fintech_kg.sparql.entailment import Entailment
from fintech_kg.sparql.question import DEFAULT_GRAPH
from fintech_kg.store.folder import GRAPH_FILE
from fintech_kg.store.oxigraph import open_store
from fintech_kg.store.quads import INFERRED

_PREFIX = re.compile(r"^@prefix ([\w-]*): <([^>\s]*)> \.$", re.MULTILINE)
_HEAD = 64 * 1024


def ask_folder(
    folder: Path, question: Question, *, limits: Limits | None = None, entailment: Entailment = Entailment.NONE
) -> Reply:
    """The reply of the folder's store; the usual prefixes are known. A store that cannot be read is built again, once.

    With an entailment, what follows stands beside what is said. Raises BadQuery for what has no answer, NoGraph and RunError.
    """
    asked = replace(question, prefixes=question.prefixes or usual_prefixes(folder))
    if entailment is not Entailment.NONE and question.default_graphs is None:
        asked = replace(asked, default_graphs=(DEFAULT_GRAPH, INFERRED.value))
    for mend in (False, True):
        with open_store(folder, entailment=entailment, mend=mend) as store:
            reply = ask_once(store.path, asked, limits or Limits())
        if reply.outcome is not Outcome.FAILED:
            break
    if reply.outcome is not Outcome.ANSWERED:
        raise BadQuery(reply.message)
    return reply


def usual_prefixes(folder: Path) -> tuple[tuple[str, str], ...]:
    """The prefixes that every graph of ours has, and those at the head of the folder's graph."""
    try:
        with (folder / GRAPH_FILE).open(encoding="utf-8", errors="replace") as stream:
            head = stream.read(_HEAD)
    except OSError:
        head = ""  # opening the store says what is wrong
    found = {**PREFIXES, "id": BASE_IRI, **dict(_PREFIX.findall(head))}
    return tuple(sorted((prefix, str(namespace)) for prefix, namespace in found.items()))
