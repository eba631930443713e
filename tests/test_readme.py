"""The README's examples run, and what it shows is what they print."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]


@pytest.mark.model
def test_examples_run_and_print_what_the_readme_shows() -> None:
    done = subprocess.run([sys.executable, CHECKOUT / "tools" / "readme.py", "--check"], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, f"{done.stdout}{done.stderr}\n`make readme` writes the README's output again"
