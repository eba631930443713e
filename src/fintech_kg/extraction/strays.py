"""Members of lists that the parser joins wrongly: from the candidates of a Doc to the same, the strays among them doubtful."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fintech_kg.extraction.candidates import AGREED, Argument, Candidate, View


def with_strays_doubted(view: View, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, in order; `CDT (acquired by Sumitomo), Canon and Elpida` says nothing of the last two.

    A frame goes on to all members of a list. Where the network reads the relation of an earlier member and not of a later
    one, the later one is a stray.
    """
    together: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for one in found:
        if not one.is_read and (one.probability or 0) >= AGREED:
            together[one.relation, one.trigger].append(one)
    return [replace(one, doubtful=True) if _strays(view, one, together[one.relation, one.trigger]) else one for one in found]


def _strays(view: View, one: Candidate, agreed: Iterable[Candidate]) -> bool:
    if one.is_read or one.probability is None or one.probability >= AGREED:
        return False
    return any(
        (one.subject == other.subject and _goes_on(view, other.object, one.object))
        or (one.object == other.object and _goes_on(view, other.subject, one.subject))
        for other in agreed
    )


def _goes_on(view: View, first: Argument, later: Argument) -> bool:
    """Whether the later one is a member of the list that the first begins or goes on."""
    head, member = (view.doc[end.start : end.end].root for end in (first, later))
    return first.start < later.start and member in head.conjuncts
