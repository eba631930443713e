"""From extractions to near-copies: documents that are one text but for a few words, a dateline or another site's frame.

Two documents are near-copies where the shorter's sequences of five words stand for the most part in the longer, and where the
same words also name the same things: a template that two companies filled in gives texts that are alike and no copies. Which
pairs are found is exact, so neither order nor chance nor any third document plays a part. The candidates come by prefix
filtering (Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins, ICDE 2006).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fintech_kg.assembly.agreement import agree
from fintech_kg.assembly.alike import alike, hashes_of
from fintech_kg.assembly.clusters import Clusters
from fintech_kg.assembly.order import chosen, in_order
from fintech_kg.model import Document, Extraction


def near_copies(extractions: Iterable[Extraction], names: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """The documents that copy another, each with that one's id, sorted. Of a group the earliest stands for all.

    `names` are the sources' names by document: of documents of one day, or without a date, the first by name stands.
    """
    ordered = in_order(extractions)
    told = {one.document.id: hashes_of(one.document.text) for one in ordered}
    documents = list(told)
    pairs = [(documents[one], documents[other]) for one, other in alike(list(told.values()))]
    wanted = {document for pair in pairs for document in pair}
    found = {one.document.id: one for one in chosen(ordered, wanted)}
    clusters = Clusters()
    for one, other in pairs:
        if agree(found[one], found[other]):
            clusters.join(one, other)
    copies: dict[str, str] = {}
    for group in clusters.groups(found):
        first = min(group, key=lambda one: _precedence(found[one].document, (names or {}).get(one, ())))
        copies |= {one: first for one in group if one != first}
    return dict(sorted(copies.items()))


def _precedence(document: Document, names: Sequence[str]) -> tuple[bool, str, str, str]:
    return precedence(document.id, document.published, names or (document.source,))


def precedence(document: str, published: str | None, names: Sequence[str]) -> tuple[bool, str, str, str]:
    """By which the document comes first that stands for a group of copies."""
    return (published is None, published or "", min(names), document)
