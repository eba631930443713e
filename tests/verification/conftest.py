"""A small output that was really built, and copies of it to break."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fintech_kg import build

TEXTS = {
    "one.txt": (
        "Li Chen is the chief executive of Kite Bank. She said that Kite Bank acquired Plaid in 2021 for $120 million.\n\n"
        "“We grow fast,” said Li Chen. Kite Bank employs 410 people and uses block\u00adchain.\n"
    ),
    "two.md": "# News\n\nKite Bank plans to acquire **Tallow Pay**. Amara Okafor founded Tallow Pay in Lagos.\n",
}


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the documents. Nobody may change it."""
    folder = tmp_path_factory.mktemp("texts")
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def whole(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output that they give. Nobody may change it."""
    folder = tmp_path_factory.mktemp("whole")
    build([texts]).write(folder)
    return folder


@pytest.fixture
def broken(whole: Path, tmp_path: Path) -> Path:
    """A copy of the output, to break."""
    return Path(shutil.copytree(whole, tmp_path / "output"))
