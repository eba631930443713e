"""What the explorer needs of the other rooms, for an output folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from fintech_kg.errors import RunError, reason_of

if TYPE_CHECKING:
    from fintech_kg.assembly import Verdict
    from fintech_kg.explorer.index import Reviewable, Sources
    from fintech_kg.explorer.web import Desk
    from fintech_kg.model import Document

_REPORT, _TEXTS = "report.json", "documents.jsonl"


def explorer_desk(output: Path, ledger: Path) -> Desk:
    """The desk of an output folder; decisions go to the ledger file."""
    from fintech_kg.explorer.answers.terms import terms_of
    from fintech_kg.explorer.web import Desk, LedgerDesk
    from fintech_kg.exports import export
    from fintech_kg.store import kept_queries
    from fintech_kg.store.decisions import decisions, take_back
    from fintech_kg.store.oxigraph import graph_stamp, terms_file

    return Desk(
        stamp=lambda: graph_stamp(output),
        opened=lambda again: _index(output, again=again),
        terms=lambda: terms_of(terms_file(output)),
        queries=lambda: [(one.name, one.question or one.title, one.sparql) for one in kept_queries().values()],
        export=export,
        ledger=LedgerDesk(
            read=lambda: decisions(ledger),
            decide=lambda *decision: _decide(ledger, *decision),
            take_back=lambda pair: take_back(ledger, (min(pair), max(pair))),
        ),
    )


@contextmanager
def _index(output: Path, *, again: bool) -> Iterator[tuple[Path, str]]:
    from fintech_kg.explorer.index import build_index, index_version
    from fintech_kg.store.beside import Purpose, made_beside

    purpose = Purpose(
        name="explorer",
        file="index.sqlite",
        version=index_version(),
        sources=(_TEXTS, _REPORT),
        make=lambda path: build_index(path, _sources(output)),
    )
    with made_beside(output, purpose, again=again) as made:
        yield made.path, made.generation


def _sources(output: Path) -> Sources:
    from fintech_kg.explorer.index import Sources
    from fintech_kg.graph.stream import GraphStream

    stream = GraphStream(output / "graph.trig")
    return Sources(stream, _texts(output / _TEXTS), _pairs(output / _REPORT), lambda: stream.base, lambda: stream.title)


def _texts(path: Path) -> Iterator[Document]:
    from fintech_kg.store.texts import each_text

    if path.exists():
        yield from (kept.document for kept in each_text(path))


def _pairs(path: Path) -> Iterator[Reviewable]:
    """The pairs that the build's report leaves to people. Raises RunError."""
    from fintech_kg.explorer.index import Passage, Reviewable

    if not path.exists():
        return
    try:
        for row in json.loads(path.read_text(encoding="utf-8"))["resolution"]["review"]:
            (one, other), (name, other_name) = row["things"], row["names"]
            passages = tuple(
                None if told is None else Passage(told["source"], told["start"], told["end"], told["quote"])
                for told in row.get("evidence", (None, None))
            )
            yield Reviewable((one, other), (name, other_name), tuple(row["reasons"]), passages)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise RunError(f"{path} is not a report that this version wrote: {reason_of(error)}; build it again") from error


def _decide(ledger: Path, things: tuple[str, str], names: tuple[str, str], verdict: Verdict, who: str, why: str) -> None:
    from fintech_kg.assembly import Decision
    from fintech_kg.store.decisions import write_decision

    (one, name), (other, other_name) = sorted(zip(things, names, strict=True))
    write_decision(ledger, Decision((one, other), (name, other_name), verdict, who, why, date.today().isoformat()))
