"""What may be one thing or two: a pair with its reasons, as certain rules and doubtful ones propose it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from fintech_kg.assembly.ledger import Decision, Pair, pair_of
from fintech_kg.model import Evidence

Leader = Callable[[str], str]
"""From an identifier to the one that stands for its group."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two things, why they may be one or, for namesakes, two, and a passage about each, where a document has one.

    `decision` is what somebody wrote about them in the ledger, if they did.
    """

    things: Pair
    reasons: tuple[str, ...]
    names: tuple[str, str] = ("", "")
    evidence: tuple[Evidence | None, Evidence | None] = (None, None)
    decision: Decision | None = None


def proposal(one: str, other: str, reason: str) -> Proposal:
    """A proposal with one reason, whatever the order of the two."""
    return Proposal(pair_of(one, other), (reason,))


def gathered(proposals: Iterable[Proposal], leader: Leader) -> list[Proposal]:
    """One proposal for each pair of groups, with all its reasons, sorted; none for what is in one group already."""
    reasons: dict[Pair, set[str]] = defaultdict(set)
    for one in proposals:
        first, second = (leader(thing) for thing in one.things)
        if first != second:
            reasons[pair_of(first, second)].update(one.reasons)
    return [Proposal(pair, tuple(sorted(found))) for pair, found in sorted(reasons.items())]
