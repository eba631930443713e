"""The precision of the rules that is shipped."""

from __future__ import annotations

import re
from collections import defaultdict
from decimal import Decimal
from itertools import pairwise

from fintech_kg.ontology import Ontology


def test_a_network_is_not_trusted_less_as_it_grows_surer(known: Ontology) -> None:
    scales: dict[str, list[tuple[str, Decimal]]] = defaultdict(list)
    for rule, precision in sorted(known.confidence.items()):
        tenth = re.fullmatch(r"(.+ (?:network|pupil)(?:-told)?) (\d\.\d)", rule)
        if tenth is not None:
            scales[tenth[1]].append((tenth[2], Decimal(precision)))
    assert len(scales) > 10
    # Precision after Laplace: what few cases there are of the surest tenth weigh little, so that it may seem to fall there.
    falls = {
        scale: pair for scale, found in scales.items() for pair in pairwise(found) if pair[1][1] < pair[0][1] - Decimal("0.05")
    }
    assert not falls
