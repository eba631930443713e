"""What goes to the child process and what comes back, and their form on the pipe: a line of JSON, then the answer's bytes."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum

DEFAULT_GRAPH = ""


class Outcome(StrEnum):
    """What became of a question."""

    ANSWERED = "answered"
    MALFORMED = "malformed"  # does not parse, or is nested too deeply
    REFUSED = "refused"  # would fetch, load or change something
    UNACCEPTABLE = "unacceptable"  # has an answer, in none of the forms that were asked for
    TOO_MUCH = "too much"  # more rows, bytes or memory than allowed
    TOO_LONG = "too long"  # more time than allowed
    FAILED = "failed"  # the store could not be read


@dataclass(frozen=True, slots=True)
class Question:
    """A query and how it is to be answered.

    `default_graphs` and `named_graphs` are IRIs ("" is the store's own default graph) or None for what the query and the
    store say; `union` makes the default graph the union of the named ones where neither they nor the query name one.
    `solutions` and `triples` are the media types for an answer of rows (or a truth) and for one of triples; None: not wanted.
    """

    sparql: str
    solutions: str | None = None
    triples: str | None = None
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    union: bool = False
    base: str | None = None
    prefixes: tuple[tuple[str, str], ...] = ()

    def to_line(self) -> bytes:
        """The question as one line."""
        return json.dumps(asdict(self)).encode() + b"\n"


def question_from(line: bytes) -> Question:
    """The question that a line holds."""
    read = json.loads(line)
    for name in ("default_graphs", "named_graphs"):
        read[name] = None if read[name] is None else tuple(read[name])
    read["prefixes"] = tuple((prefix, namespace) for prefix, namespace in read["prefixes"])
    return Question(**read)


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer's bytes with their media type and number of rows or triples, or one sentence that says why there is none."""

    outcome: Outcome
    message: str = ""
    media_type: str = ""
    rows: int = 0
    body: bytes = b""

    def header(self) -> bytes:
        """The line that goes before the body; it tells the body's length."""
        told = {"outcome": self.outcome, "message": self.message, "media_type": self.media_type, "rows": self.rows}
        return json.dumps({**told, "length": len(self.body)}).encode() + b"\n"


def reply_head(line: bytes) -> tuple[Reply, int]:
    """The reply without its body, and the body's length in bytes."""
    read = json.loads(line)
    length = read.pop("length")
    return Reply(**{**read, "outcome": Outcome(read["outcome"])}), int(length)
