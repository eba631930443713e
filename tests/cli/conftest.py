"""The command, run in this process as its entry point runs it."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from fintech_kg.assembly import assemble
from fintech_kg.cli import main
from fintech_kg.graph import dataset_of, to_trig
from fintech_kg.model import Kind
from fintech_kg.ontology import Ontology
from fintech_kg.store import GRAPH_FILE, write_files

from ..handmade import Claim, extraction


@dataclass(frozen=True)
class Done:
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `fintech-kg` with the arguments; whatever it lets through as an exception fails the test."""

    def run(*arguments: object, stdin: bytes = b"") -> Done:
        monkeypatch.setenv("FINTECH_KG_DEBUG", "1")
        monkeypatch.setattr(sys, "argv", ["fintech-kg", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        sys.stdout.flush()
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        return Done(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture(scope="session")
def graph_files(known: Ontology, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a small graph made by hand. Nobody may change it."""
    claims = [Claim("Li Chen", "worksFor", "Ant Group", qualifiers=(("role", "CTO"),)), Claim("Li Chen", "basedIn", "Zürich")]
    made = extraction("report.txt", claims, kinds={"Li Chen": Kind.PERSON, "Zürich": Kind.PLACE}, words=["Li Chen"])
    folder = tmp_path_factory.mktemp("graph")
    write_files(folder, {GRAPH_FILE: to_trig(dataset_of(assemble([made]), known))})
    return folder
