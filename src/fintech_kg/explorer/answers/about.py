"""What there is: counts, kinds, relations, statuses and dates of an index."""

from __future__ import annotations

from fintech_kg.explorer.answers.reader import Json, Reader
from fintech_kg.explorer.answers.terms import Terms
from fintech_kg.explorer.details import relation_label
from fintech_kg.explorer.index.schema import KINDS, STATUSES
from fintech_kg.graph import PREFIXES
from fintech_kg.graph.vocabulary import FKG


def about(reader: Reader, terms: Terms, *, ledger: bool) -> Json:
    """What the page has to know first."""
    index = reader.index
    kinds, statuses = (dict(map(tuple, index.told[name])) for name in ("kinds", "statuses"))
    relations = reader.rows("SELECT name, facts FROM relations ORDER BY n")
    first, last = index.told["dates"][0]
    counted = ("things", "facts", "statements", "documents", "observations", "quotations")
    return {
        "title": index.title,
        "generation": index.generation,
        "base_iri": index.base,
        "counts": {name: index.counts[name] for name in counted} | {"to_review": index.counts["pairs"]},
        "kinds": [{"id": one.value, "label": one.value.lower(), "count": kinds.get(at, 0)} for at, one in enumerate(KINDS)],
        "relations": [
            {
                "id": name,
                "label": relation_label(name),
                "iri": str(FKG[name]),
                "count": facts,
                "symmetric": name in terms.symmetric,
            }
            for name, facts in relations
        ],
        "statuses": [{"id": one.value, "count": statuses.get(at, 0)} for at, one in enumerate(STATUSES)],
        "dates": None if first is None else {"first": first, "last": last},
        "ledger": ledger,
        "prefixes": {**PREFIXES, "id": index.base},
    }
