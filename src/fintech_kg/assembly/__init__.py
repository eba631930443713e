"""From all extractions to one agreed set of facts: a union, a resolution that people can correct, a grouping."""

from fintech_kg.assembly.assemble import assemble, facts_from, folded
from fintech_kg.assembly.edits import decided, taken_back
from fintech_kg.assembly.kept import KeptFacts, kept_facts
from fintech_kg.assembly.ledger import NO_DECISION, Decision, Ledger, Verdict, ledger_text, parse_ledger, read_ledger
from fintech_kg.assembly.proposals import Proposal
from fintech_kg.assembly.report import resolution_report
from fintech_kg.assembly.resolve import Resolution, resolve

__all__ = [
    "NO_DECISION",
    "Decision",
    "KeptFacts",
    "Ledger",
    "Proposal",
    "Resolution",
    "Verdict",
    "assemble",
    "decided",
    "facts_from",
    "folded",
    "kept_facts",
    "ledger_text",
    "parse_ledger",
    "read_ledger",
    "resolution_report",
    "resolve",
    "taken_back",
]
