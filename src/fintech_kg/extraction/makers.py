"""The frame of makers: technologies with the firm that possesses, or stands behind, their name: `Symitar by Jack Henry`."""

from __future__ import annotations

from collections.abc import Iterator

from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import is_passive
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Relation

FRAME = "maker"
_LAWS = frozenset({"act", "code", "directive", "law", "regulation", "rule", "rules"})
_BEHIND = frozenset({"by", "from"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


def maker_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """`Fiserv's DNA`, `Claude by Anthropic`, of products with a name; `a speech model from Anthropic`, of kinds of product."""
    for one in view.names(Kind.TECHNOLOGY):
        before = view.name_at(one.start - 2, Kind.ORGANISATION)
        if before is not None and view.doc[one.start - 1].text in _POSSESSIVE and is_product(view, one):
            yield Candidate(relation.name, before, one, one.start - 1, f"{FRAME}:possessive")
        after = view.name_at(one.end + 1, Kind.ORGANISATION)
        if after is not None and _leads(view, one):
            yield Candidate(relation.name, after, one, one.end, f"{FRAME}:{view.doc[one.end].lower_}")


def _leads(view: View, one: Argument) -> bool:
    """Whether `by` hangs on the technology, or `from` on one that is a kind of product."""
    word, last = view.doc[one.end], view.doc[one.end - 1]
    runs = word.head.pos_ == "VERB" and not is_passive(word.head) and is_product(view, one)  # `runs Symitar by Jack Henry`
    if word.head.i not in range(one.start, one.end) and not runs:
        return False
    return word.lower_ in _BEHIND and (is_product(view, one) or last.lemma_.lower() in view.ontology.cues[Cue.PRODUCT])


def is_product(view: View, one: Argument) -> bool:
    """Whether it is a name, and of no law: of an entry of the lexicon all labels, otherwise the words of the text, have
    capitals."""
    if view.doc[one.end - 1].lower_ in _LAWS:
        return False
    concept = view.ontology.concepts.get(one.concept or "")
    labels = (view.doc[one.start : one.end].text,) if concept is None else concept.labels + concept.ambiguous
    return all(any(char.isupper() for char in label) for label in labels)
