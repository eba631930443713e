"""What the explorer needs and other rooms give: the index of the newest output, the ledger, exports, queries, terms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from rdflib import Dataset

from fintech_kg.assembly import Ledger, Verdict
from fintech_kg.explorer.answers.terms import Terms
from fintech_kg.model import Facts


@dataclass(frozen=True, slots=True)
class LedgerDesk:
    """The ledger of people's decisions. `decide` takes the two things, their names, the verdict, who and why.

    All raise FintechKGError where the file is broken or a decision contradicts others.
    """

    read: Callable[[], Ledger]
    decide: Callable[[tuple[str, str], tuple[str, str], Verdict, str, str], None]
    take_back: Callable[[tuple[str, str]], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """`stamp` tells cheaply whether the output may be another; `opened` holds the newest index's file, with what names its
    content, and makes it again if told so; `queries` are the kept ones as name, title, SPARQL; `export` gives the files of a
    format."""

    stamp: Callable[[], object]
    opened: Callable[[bool], AbstractContextManager[tuple[Path, str]]]
    terms: Callable[[], Terms]
    queries: Callable[[], Sequence[tuple[str, str, str]]]
    export: Callable[[str, Facts, Dataset], Mapping[str, bytes]]
    ledger: LedgerDesk | None = None
