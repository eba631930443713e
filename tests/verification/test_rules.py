"""Whatever frame reads a fact, `verify` knows its rule: the ontology's examples and our own corpus, built and proved."""

from __future__ import annotations

from pathlib import Path

import pytest

from fintech_kg import build
from fintech_kg.ontology import Ontology
from fintech_kg.verification import verify

pytestmark = pytest.mark.model

CORPUS = Path(__file__).parent.parent / "corpus"
FRAMES = """Visa and Plaid announced a partnership. Visa and Marlow Pay merged in 2020. Kite Bank, in Hamburg, Germany, grew.

The merger of Kite Bank and Penhallow Bank closed. Marlow Pay Inc. of Houston closed. Visa-backed Marlow Pay grew.

Tallow Pay raised $40 million. The round was led by Everdale Capital, with participation from Mothwing Ventures.

Members of the Fjordline Payments Alliance:
- Stavkirke Bank
- Bergholt Pay
"""


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_every_rule_is_known(model: str, known: Ontology, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "frames.txt").write_text(FRAMES)
    for relation in known.relations.values():
        (texts / f"{relation.name}.txt").write_text("\n\n".join(relation.examples))
    for path in sorted(CORPUS.glob("*/input.*")):
        (texts / f"{path.parent.name}{path.suffix}").write_bytes(path.read_bytes())
    build([texts], model=model).write(tmp_path / "output")
    verdict = verify(tmp_path / "output", sources=texts)
    assert verdict.findings == ()
    assert verdict.counts["statements"] > 100
