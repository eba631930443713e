"""What verification says: findings, and the verdict that they and the counts of what was proved make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing that is wrong: the file that it stands in, the IRI or the place there, the check's name, and what failed."""

    file: str
    node: str
    check: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was proved, as counts by name, and the findings, sorted; an output without findings holds."""

    counts: Mapping[str, int]
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return not self.findings
