"""Public codes of organisations: written from their sources, and nothing else."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from fintech_kg.ontology import load_ontology

ROOT = Path(__file__).parent.parent.parent
FORMS = {"bic": r"[A-Z]{6}[A-Z0-9]{2}", "lei": r"[A-Z0-9]{18}[0-9]{2}", "mic": r"[A-Z0-9]{4}"}


def test_codes_have_not_drifted_from_their_sources() -> None:
    assert subprocess.run([sys.executable, ROOT / "tools" / "link_codes.py", "--check"], check=False).returncode == 0


def test_every_code_has_the_form_of_its_standard() -> None:
    codes = [pair for concept in load_ontology().concepts.values() for pair in concept.codes]
    assert len(codes) > 100
    assert all(re.fullmatch(FORMS[name], code) for name, code in codes)


def test_an_exchange_and_a_bank_are_linked_by_name_and_country() -> None:
    by_name = {concept.name: dict(concept.codes) for concept in load_ontology().concepts.values()}
    assert by_name["Australian Securities Exchange"]["mic"] == "XASX"
    assert by_name["Banco Santander"]["bic"] == "BSCHESMM"
