"""The same documents give the same bytes, whatever the hash seed and the order of files."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fintech_kg.exports import EXPORTERS

SCRIPT = """
import hashlib, sys
from fintech_kg import build
from fintech_kg.corpus.report import as_json
from fintech_kg.exports import EXPORTERS, export
kg = build(sys.argv[1:])
exported = [one for name in EXPORTERS if name != "duckdb" for _, one in sorted(export(name, kg.facts, kg.dataset).items())]
for content in (*exported, as_json(kg.report).encode(), kg.html().encode()):
    print(hashlib.sha256(content).hexdigest())
"""


def prints(seed: str, *files: Path) -> subprocess.Popen[bytes]:
    """A process that prints a hash for each thing that is written."""
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.Popen([sys.executable, "-c", SCRIPT, *files], env=environment, stdout=subprocess.PIPE)


@pytest.mark.model
def test_bytes_depend_on_the_documents_alone(tmp_path: Path) -> None:
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    one.write_text(
        "Kite Bank, a Lagos lender, acquired Plaid. Li Chen is the CTO of Kite Bank and of Plaid, which uses blockchain."
    )
    two.write_text(
        "Visa and Kite Bank partnered with Tallow Pay. “We are glad to be here,” said Amara Okafor, its founder. 40% pay."
    )
    first, second = (process.communicate()[0].split() for process in (prints("1", one, two), prints("2", two, one)))
    assert len(first) > len(EXPORTERS)
    assert first == second
