"""The tests that fork run in processes of their own: a fork takes the locks of threads along, and not the threads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import FORKING

HERE = Path(__file__).parent


@pytest.mark.model
@pytest.mark.parametrize("part", FORKING)
def test_tests_that_fork_pass(part: str) -> None:
    command: list[str | Path] = [sys.executable, "-m", "pytest", "-p", "no:xdist", "-p", "no:cacheprovider", HERE / part]
    ran = subprocess.run(
        command, cwd=HERE.parent, env=os.environ | {"FINTECH_KG_FORKING": "1"}, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout[-5000:]
