"""Texts whose lines end within what is read, as in mails and printed pages: their graphs are proved as any other is."""

from __future__ import annotations

from pathlib import Path
from textwrap import wrap

import pytest

from fintech_kg import build
from fintech_kg.verification import verify

pytestmark = pytest.mark.model
CORPUS = Path(__file__).parent.parent / "corpus"
BROKEN = {
    "role": "Li Chen is the chief\nexecutive of Kite Bank.",
    "amount": "Kite Bank acquired Plaid in March\n2021 for $120\nmillion.",
    "until": "Marlow Bank was listed on the Nasdaq until\n2018. Until 2019, it was a member of the World Bank.",
    "quoted": 'Ann Lee, founder of Kite Bank, added: “Visa\nasked hard questions. "They took it in\nnine minutes," she said.',
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_goes_over_a_line_is_proved(name: str, tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(BROKEN[name], encoding="utf-8")
    kg = build([tmp_path / "text.txt"], model="fast")
    kg.write(tmp_path / "output")
    assert kg.facts.facts or kg.facts.quotations
    assert verify(tmp_path / "output", sources=tmp_path).findings == ()


@pytest.mark.parametrize("between", ["\n", "\r\n", "\n> ", "\t"])
def test_wrapped_corpus_is_proved(between: str, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    for path in sorted(CORPUS.glob("*/input.txt")):
        paragraphs = path.read_text(encoding="utf-8").split("\n\n")
        wrapped = "\n\n".join(between.join(wrap(paragraph, 37)) for paragraph in paragraphs)
        (texts / f"{path.parent.name}.txt").write_bytes(wrapped.encode())
    build([texts], model="fast").write(tmp_path / "output")
    verdict = verify(tmp_path / "output", sources=texts)
    assert verdict.findings == ()
    assert verdict.counts["statements"] > 30
