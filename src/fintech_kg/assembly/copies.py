"""From extractions to near-copies: documents that are one text but for a few words, a dateline or another site's frame.

Two documents are near-copies where the shorter's sequences of five words stand for the most part in the longer, and where the
same words also name the same things: a template that two companies filled in gives texts that are alike and no copies. Which
pairs are found is exact, so neither order nor chance nor any third document plays a part. The candidates come by prefix
filtering (Chaudhuri, Ganti, Kaushik: A primitive operator for similarity joins, ICDE 2006).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from fintech_kg.assembly.agreement import agree
from fintech_kg.assembly.alike import alike, hashes_of
from fintech_kg.assembly.clusters import Clusters
from fintech_kg.assembly.order import chosen, in_order
from fintech_kg.assembly.rows import Numbers
from fintech_kg.corpus.pile import Pile
from fintech_kg.model import Document, Extraction, Extractions

Precedence = tuple[bool, str, str, str]
_PAIRS_AT_ONCE = 500


def near_copies(extractions: Iterable[Extraction], names: Mapping[str, Sequence[str]] | None = None) -> dict[str, str]:
    """The documents that copy another, each with that one's id, sorted. Of a group the earliest stands for all.

    `names` are the sources' names by document: of documents of one day, or without a date, the first by name stands.
    """
    ordered = in_order(extractions)
    folder = ordered.spare if isinstance(ordered, Extractions) else None
    if folder is not None:
        with suppress(OSError):
            return _found(ordered, names or {}, folder)
    return _found(ordered, names or {}, None)


def _found(ordered: Collection[Extraction], names: Mapping[str, Sequence[str]], folder: Path | None) -> dict[str, str]:
    documents: Pile[str] = Pile(str, folder)

    def sequences() -> Iterator[Numbers]:
        for one in ordered:
            documents.append(one.document.id)
            yield hashes_of(one.document.text)

    pairs = [(documents[one], documents[other]) for one, other in alike(sequences(), folder)]
    clusters = Clusters()
    places: dict[str, Precedence] = {}
    for start in range(0, len(pairs), _PAIRS_AT_ONCE):
        some = pairs[start : start + _PAIRS_AT_ONCE]
        found = {one.document.id: one for one in chosen(ordered, {document for pair in some for document in pair})}
        for one, other in some:
            if agree(found[one], found[other]):
                clusters.join(one, other)
                places |= {name: _precedence(found[name].document, names.get(name, ())) for name in (one, other)}
    copies: dict[str, str] = {}
    for group in clusters.groups(places):
        first = min(group, key=places.__getitem__)
        copies |= {one: first for one in group if one != first}
    return dict(sorted(copies.items()))


def _precedence(document: Document, names: Sequence[str]) -> Precedence:
    return precedence(document.id, document.published, names or (document.source,))


def precedence(document: str, published: str | None, names: Sequence[str]) -> Precedence:
    """By which the document comes first that stands for a group of copies."""
    return (published is None, published or "", min(names), document)
