"""The wheel, installed far from the checkout, holds all that a build needs."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
ONE_DOCUMENT = "Visa acquired Tink in 2022. Li Chen is the CTO of Ant Group.\n"

pytestmark = pytest.mark.install


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of another environment with the wheel in it; it borrows our dependencies, but not the checkout."""
    folder = tmp_path_factory.mktemp("elsewhere")
    run(CHECKOUT, sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder)
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "venv", symlinks=os.name != "nt")
    (packages,) = (folder / "venv").glob("lib/python*/site-packages")
    # A path in a .pth file is searched, but the .pth files there, our editable installation's among them, are not read.
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib"))
    python = folder / "venv" / "bin" / "python"
    run(folder, sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", wheel)
    return python.parent


def run(folder: Path, *command: str | Path) -> str:
    """What a command prints in the folder, without our own Python settings."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def test_package_comes_from_the_wheel(programs: Path, tmp_path: Path) -> None:
    found = run(tmp_path, programs / "python", "-c", "import fintech_kg; print(fintech_kg.__file__)")
    assert Path(found).is_relative_to(programs.parent)


def test_ontology_travels_whole(programs: Path, tmp_path: Path) -> None:
    code = "from fintech_kg.ontology.files import ontology_directory as where; print(where())"
    inside = Path(run(tmp_path, programs / "python", "-c", code).strip())
    assert inside.is_relative_to(programs.parent)
    ours = CHECKOUT / "ontology"
    assert _contents(inside) == _contents(ours)


def _contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.model
def test_graph_is_built_and_queried(programs: Path, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(ONE_DOCUMENT, encoding="utf-8")
    run(tmp_path, programs / "fintech-kg", "build", "one.txt", "--output", "graph")
    answer = run(tmp_path, programs / "fintech-kg", "query", "--name", "acquisitions", "--format", "csv", "--graph", "graph")
    assert "Visa,Tink,asserted" in answer
