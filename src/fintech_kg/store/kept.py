"""The queries that are kept in ontology/queries/."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from fintech_kg.errors import UnknownFormat
from fintech_kg.ontology import ontology_directory

_HEADER = re.compile(r"^# (title|question): (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class KeptQuery:
    """A query with its name, its title and the question that it answers."""

    name: str
    title: str
    question: str
    sparql: str


def kept_queries(folder: Path | None = None) -> dict[str, KeptQuery]:
    """The kept queries by name, sorted."""
    folder = folder or ontology_directory() / "queries"
    return {path.stem: _kept(path) for path in sorted(folder.glob("*.rq"))}


def kept_query(name: str) -> KeptQuery:
    """One kept query. Raises UnknownFormat with the names that there are."""
    known = kept_queries()
    if name not in known:
        raise UnknownFormat("kept query", name, known)
    return known[name]


def _kept(path: Path) -> KeptQuery:
    sparql = path.read_text(encoding="utf-8")
    header = dict(_HEADER.findall(sparql))
    return KeptQuery(path.stem, header.get("title", path.stem), header.get("question", ""), sparql)
