"""The child process: opens a store read-only, gives up what a query needs not, then answers one question after another."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable
from typing import BinaryIO

from pyoxigraph import DefaultGraph, NamedNode, QueryBoolean, QuerySolutions, QueryTriples, Store

from fintech_kg.sparql.checks import names_dataset, objection
from fintech_kg.sparql.formats import Overflow, solutions_bytes, triples_bytes
from fintech_kg.sparql.limits import Limits
from fintech_kg.sparql.question import DEFAULT_GRAPH, Outcome, Question, Reply, question_from
from fintech_kg.sparql.sandbox import confine_files, deny_network, die_with_parent, limit_memory

_LONGEST_REASON = 160
_UNKNOWN = re.compile(r"function .* is not supported")
_NO_ROWS = "a CONSTRUCT or DESCRIBE has no rows; take its answer in a form of triples"
_NO_TRIPLES = "a SELECT or ASK has no triples; take its answer in a form of rows"


def main(path: str, limits_json: str) -> None:
    """Answers the questions on standard input; the first line out says whether the store is open and the network closed."""
    die_with_parent()
    limits = Limits(**json.loads(limits_json))
    out = sys.stdout.buffer
    try:
        store = Store.read_only(path)
    except (OSError, ValueError) as error:
        _send(out, json.dumps({"ready": False, "reason": " ".join(str(error).split())}).encode() + b"\n")
        return
    limit_memory(limits.memory_bytes)
    confined = confine_files(path)
    _send(out, json.dumps({"ready": True, "offline": deny_network(), "confined": confined}).encode() + b"\n")
    answer_all(store, limits, sys.stdin.buffer, out)


def answer_all(store: Store, limits: Limits, questions: Iterable[bytes], out: BinaryIO) -> None:
    """Answers one question after another, each a line, until there are no more."""
    for line in questions:
        reply = answer(store, question_from(line), limits)
        out.write(reply.header())
        _send(out, reply.body)


def answer(store: Store, question: Question, limits: Limits) -> Reply:
    """The reply to one question; never raises for what a query may say."""
    refused = objection(question.sparql, nesting=limits.nesting)
    if refused is not None:
        return Reply(*refused)
    try:
        return _answered(store, question, limits)
    except (SyntaxError, ValueError) as error:
        return Reply(Outcome.MALFORMED, f"the query does not parse: {_words(error)}")
    except (Overflow, MemoryError) as error:
        return Reply(Outcome.TOO_MUCH, f"the answer is larger than allowed: {_words(error)}")
    except (OSError, RuntimeError) as error:
        outcome = Outcome.MALFORMED if _UNKNOWN.search(str(error)) else Outcome.FAILED
        return Reply(outcome, f"the query cannot be answered: {_words(error)}")


def _answered(store: Store, question: Question, limits: Limits) -> Reply:
    result = _result(store, question)
    triples = isinstance(result, QueryTriples)
    media_type = question.triples if triples else question.solutions
    if media_type is None:
        return Reply(Outcome.UNACCEPTABLE, _NO_ROWS if triples else _NO_TRIPLES)
    if isinstance(result, QueryTriples):
        prefixes = dict(question.prefixes)
        body, rows = triples_bytes(result, media_type, rows=limits.rows, most=limits.answer_bytes, prefixes=prefixes)
    else:
        body, rows = solutions_bytes(result, media_type, rows=limits.rows, most=limits.answer_bytes)
    return Reply(Outcome.ANSWERED, media_type=media_type, rows=rows, body=body)


def _result(store: Store, question: Question) -> QuerySolutions | QueryBoolean | QueryTriples:
    default, named = question.default_graphs, question.named_graphs
    prefixes = dict(question.prefixes) or None
    if default is None and named is None:
        union = question.union and not names_dataset(question.sparql)
        return store.query(question.sparql, base_iri=question.base, prefixes=prefixes, use_default_graph_as_union=union)
    return store.query(
        question.sparql,
        base_iri=question.base,
        prefixes=prefixes,
        default_graph=[DefaultGraph() if one == DEFAULT_GRAPH else NamedNode(one) for one in default or ()],
        named_graphs=None if named is None else [NamedNode(one) for one in named],
    )


def _words(error: BaseException) -> str:
    words = " ".join(str(error).split()) or type(error).__name__
    return words if len(words) <= _LONGEST_REASON else f"{words[:_LONGEST_REASON]}…"


def _send(out: BinaryIO, content: bytes) -> None:
    out.write(content)
    out.flush()
