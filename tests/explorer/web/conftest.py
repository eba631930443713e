"""Outputs that the explorer serves, and clients of theirs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from fintech_kg import KnowledgeGraph
from fintech_kg.assembly import assemble
from fintech_kg.cli.explorer import explorer_desk
from fintech_kg.explorer.web import Newest, explorer_routes
from fintech_kg.graph import named_graphs
from fintech_kg.model import Extraction, Kind, Status
from fintech_kg.ontology import load_ontology

from ...handmade import Claim, extraction

KINDS = {"Ada Lovelace": Kind.PERSON, "Lisbon": Kind.PLACE, "tokens": Kind.TECHNOLOGY}
EXTRACTIONS = [
    extraction(
        "news.txt",
        [
            Claim("Acme Pay", "acquired", "Borealis", qualifiers=(("amount", "€4 million"), ("time", "May 2024"))),
            Claim("Ada Lovelace", "worksFor", "Acme Pay", qualifiers=(("role", "CTO"),)),
            Claim("Borealis", "basedIn", "Lisbon"),
            Claim("Acme Pay", "acquired", "Cinder", Status.DENIED),
        ],
        kinds=KINDS,
        names={"Acme Pay": ("Acme", "和源支付")},
        figures=["Acme Pay"],
        words=["Ada Lovelace"],
    ),
    extraction(
        "more.txt",
        [
            Claim("Acme Pay", "acquired", "Borealis", confidence=Decimal("0.95")),
            Claim("Acme Pay", "acquired", "Cinder", Status.RUMOURED, claimed_by="Acme Pay"),
            Claim("Dune", "uses", "tokens"),
        ],
        kinds=KINDS,
    ),
]
REVIEW = {
    "things": ["organisation/Borealis", "organisation/Cinder"],
    "names": ["Borealis", "Cinder"],
    "reasons": ["they are <b>alike</b>"],
    "evidence": [{"source": "news.txt", "start": 0, "end": 10, "quote": "Acme Pay a"}, None],
}
Client = Callable[..., TestClient]


def write(folder: Path, extractions: list[Extraction], review: tuple[dict[str, object], ...] = (REVIEW,)) -> Path:
    """Writes the output of the extractions into the folder."""
    names = {one.document.id: [one.document.source] for one in extractions}
    facts = assemble(extractions, sources=names)
    KnowledgeGraph(facts, named_graphs(facts, load_ontology())).write(folder)
    (folder / "report.json").write_text(json.dumps({"resolution": {"merged": [], "review": list(review)}}), encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small output. Nobody may change it."""
    return write(tmp_path_factory.mktemp("explorer") / "output", EXTRACTIONS)


@pytest.fixture
def output(made: Path, tmp_path: Path) -> Path:
    """A copy of the small output."""
    return shutil.copytree(made, tmp_path / "output")


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Client]:
    """Makes clients of the explorer over an output folder; the ledger is ledger.toml in the test's folder."""
    with ExitStack() as stack:

        def client_of(folder: Path) -> TestClient:
            newest = Newest(explorer_desk(folder, tmp_path / "ledger.toml"))
            stack.callback(newest.close)
            return TestClient(Starlette(routes=explorer_routes(newest)), base_url="http://127.0.0.1:7878")

        yield client_of


@pytest.fixture
def client(serve: Client, made: Path) -> TestClient:
    """A client of the small output."""
    return serve(made)
