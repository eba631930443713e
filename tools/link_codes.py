#!/usr/bin/env python3
"""Links the lexicon's organisations to public codes and writes ontology/lexicon/codes.ttl.

Sources: the package iso10383 (ISO 10383 market identifier codes, with legal entity identifiers) and the package schwifty
(national bank registries, with BICs). A code is taken only where name and country agree exactly, after case, marks and legal
forms, and only one code does; otherwise the organisation gets none.

usage: link_codes.py [--check]    --check writes nothing and fails where the file has drifted from its sources
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

from iso10383 import MIC

from fintech_kg.model import Kind
from fintech_kg.names import normal_form
from fintech_kg.ontology import Concept, load_ontology

OUTPUT = Path(__file__).resolve().parent.parent / "ontology" / "lexicon" / "codes.ttl"
Key = tuple[str, str]


def main() -> int:
    text = turtle()
    if "--check" in sys.argv[1:]:
        return 0 if OUTPUT.read_text(encoding="utf-8") == text else 1
    OUTPUT.write_text(text, encoding="utf-8")
    return 0


def turtle() -> str:
    """The codes of all organisations that have one, sorted."""
    mics, banks = markets(), bank_codes()
    lines = [
        "@prefix fkg: <https://w3id.org/fintech-kg/ontology#> .",
        "@prefix org: <https://w3id.org/fintech-kg/organisation/> .",
        "",
        "# Written by tools/link_codes.py from the packages iso10383 and schwifty; do not edit by hand.",
        "",
    ]
    for concept in sorted(load_ontology().concepts.values(), key=lambda concept: concept.iri):
        if concept.kind is Kind.ORGANISATION and (codes := sorted(codes_of(concept, mics, banks))):
            local = concept.iri.rpartition("/")[2]
            lines.append(f"org:{local} " + " ; ".join(f'fkg:{name} "{code}"' for name, code in codes) + " .")
    return "\n".join(lines) + "\n"


def codes_of(concept: Concept, mics: dict[Key, set[Key]], banks: dict[Key, set[str]]) -> Iterator[Key]:
    """The codes of one organisation as (property, code)."""
    if concept.country is None:
        return
    keys = {(normal_form(label, Kind.ORGANISATION), concept.country) for label in {concept.name, *concept.labels}}
    if "Exchange" in concept.types:
        found = set().union(*(mics[key] for key in keys if key in mics))
        if len({mic for mic, _ in found}) == 1:
            ((mic, lei),) = found
            yield "mic", mic
            if lei:
                yield "lei", lei
    if {"Bank", "CentralBank", "FintechCompany"} & set(concept.types):
        institutions = set().union(*(banks[key] for key in keys if key in banks))
        if len(institutions) == 1:
            yield "bic", institutions.pop()


def markets() -> dict[Key, set[Key]]:
    """The active operating markets by (name, country): market code and legal entity identifier."""
    found: dict[Key, set[Key]] = defaultdict(set)
    for member in MIC:
        entry = member.value
        country = entry.iso_country_code
        if country is not None and entry.operating_mic is None and entry.status.name in {"active", "updated"}:
            for name in {entry.market_name, entry.legel_entity_name} - {None}:
                key = (normal_form(str(name), Kind.ORGANISATION), country.name.upper())
                found[key].add((entry.mic, entry.legal_entity_identifier or ""))
    return found


def bank_codes() -> dict[Key, set[str]]:
    """The institutions' BICs (eight letters, without the branch) by (name, country)."""
    found: dict[Key, set[str]] = defaultdict(set)
    for path in sorted((files("schwifty") / "bank_registry").iterdir(), key=lambda path: path.name):
        records = json.loads(path.read_text(encoding="utf-8")) if path.name.endswith(".json") else []
        for record in records if isinstance(records, list) else ():
            if record.get("bic") and record.get("name"):
                key = (normal_form(record["name"], Kind.ORGANISATION), record["country_code"])
                found[key].add(record["bic"][:8])
    return found


if __name__ == "__main__":
    raise SystemExit(main())
