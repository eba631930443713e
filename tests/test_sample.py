"""The committed sample output is what the README's command builds, whatever the hash seed, the order and the workers."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
FILES = ("SHA256SUMS", "documents.jsonl", "graph.html", "graph.trig", "graph.ttl", "report.json", "report.md")


def built(folder: Path, inputs: Sequence[str | Path], *options: str, seed: str) -> dict[str, bytes]:
    """The files that a build in a process of its own writes."""
    program = Path(sys.executable).with_name("fintech-kg")
    command = [program, "build", *inputs, "--output", folder, *options]
    subprocess.run(command, cwd=CHECKOUT, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, stdout=subprocess.DEVNULL)
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What `make graph` builds."""
    return built(tmp_path_factory.mktemp("sample"), ["data/"], seed="1")


@pytest.mark.model
def test_build_writes_these_files(sample: dict[str, bytes]) -> None:
    assert sorted(sample) == list(FILES)


@pytest.mark.model
@pytest.mark.parametrize("name", FILES)
def test_committed_sample_is_what_is_built(sample: dict[str, bytes], name: str) -> None:
    committed = CHECKOUT / "output" / name
    assert committed.is_file(), "there is no sample output; `make sample` builds it"
    assert committed.read_bytes() == sample[name], f"output/{name} is not what data/ gives; `make sample` builds it again"


@pytest.mark.model
def test_hash_seed_order_and_workers_change_no_byte(sample: dict[str, bytes], tmp_path: Path) -> None:
    documents = sorted((CHECKOUT / "data").iterdir(), reverse=True)
    assert built(tmp_path, documents, "--workers", "2", seed="2") == sample
