"""An output folder against its own texts, its sources and the ontology: from its files to everything in them that is wrong."""

from fintech_kg.verification.findings import Finding, Verdict
from fintech_kg.verification.verify import verify

__all__ = ["Finding", "Verdict", "verify"]
