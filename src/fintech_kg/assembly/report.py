"""From a Resolution to what the build's report tells of it, as plain data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from fintech_kg.assembly.ledger import Decision
from fintech_kg.assembly.proposals import Proposal
from fintech_kg.assembly.resolve import Resolution
from fintech_kg.corpus.lookup import Looked
from fintech_kg.corpus.pile import Pile
from fintech_kg.model import Evidence, Statement

Data = dict[str, object]


def resolution_report(
    resolution: Resolution,
    folded: Iterable[Statement],
    sources: Sequence[tuple[str, tuple[str, ...]]],
    folder: Path | None = None,
) -> dict[str, object]:
    """What was merged, what awaits review, what was decided, and the sentences that a merge left without two ends.

    `sources` are sorted by document. What awaits review lies in the folder, where one is given.
    """
    names = Looked(sources)
    review = (_proposal(one, names) for one in resolution.doubtful)
    return {
        "merged": [_proposal(one, names) for one in resolution.merged],
        "review": list(review) if folder is None else Pile(Data, folder, review),
        "decided": [_decision(one) | {"found": found} for one, found in resolution.decided],
        "folded": [_evidence(one.evidence, names) for one in folded],
    }


def _proposal(one: Proposal, names: Mapping[str, Sequence[str]]) -> Data:
    """Passages and a decision only where there are any."""
    told = {} if one.evidence == (None, None) else {"evidence": [_evidence(passage, names) for passage in one.evidence]}
    decision = {} if one.decision is None else {"decision": _decision(one.decision)}
    return {"things": list(one.things), "names": list(one.names), "reasons": list(one.reasons), **told, **decision}


def _evidence(passage: Evidence | None, names: Mapping[str, Sequence[str]]) -> Data | None:
    if passage is None:
        return None
    return {"source": names[passage.document][0], "start": passage.start, "end": passage.end, "quote": passage.quote}


def _decision(one: Decision) -> Data:
    return {
        "things": list(one.things),
        "names": list(one.names),
        "verdict": one.verdict.value,
        "who": one.who,
        "why": one.why,
        "date": one.date,
    }
