"""Whose claim a sentence is: from a token to the entity that says what it stands in; None where the document itself does.

A claim keeps its status. What a firm's spokesperson says of the firm's own deal is evidence, and often the best there is;
so a claim that is put as so is asserted, becomes a plain triple, and its statement names the claimant for those who want
only what the document says itself. Only what nobody is named for (`sources say`) is hearsay, which status.py decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from spacy.tokens import Token

from fintech_kg.extraction.clauses import subject_heads
from fintech_kg.extraction.document_quotations import Spoken
from fintech_kg.extraction.phrases import phrase_arguments
from fintech_kg.extraction.reading import Reading
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue

_SPEAKERS = frozenset({Kind.PERSON, Kind.ORGANISATION})
_CLAUSE = {"ccomp", "parataxis"}


class Claims:
    """The claimants of a document, by piece and token."""

    def __init__(self, reading: Reading, spoken: Iterable[Spoken]) -> None:
        self._reading = reading
        self._spoken: dict[int, list[Spoken]] = defaultdict(list)
        for one in spoken:
            self._spoken[one.piece].append(one)

    def of(self, piece: int, token: int) -> str | None:
        """The entity whose claim the token stands in: who is quoted, else who is said to say so, else `according to` whom."""
        word = self._reading.pieces[piece].doc[token]
        for one in self._spoken[piece]:
            if one.found.start <= word.idx < one.found.end:
                return one.speaker
        return self._said(piece, word) or self._according(piece, word)

    def _said(self, piece: int, word: Token) -> str | None:
        cues = self._reading.views[piece].ontology.cues
        node = word
        while node.dep_ != "ROOT":
            clause, node = node, node.head
            says = node.lemma_.lower() in cues[Cue.SAYING] | cues[Cue.ATTRIBUTING] and node.pos_ == "VERB"
            if says and clause.dep_ in _CLAUSE:
                return self._entity(piece, subject_heads(node))
        return None

    def _according(self, piece: int, word: Token) -> str | None:
        for token in word.sent:
            if token.lower_ == "according" and (token.head == word or token.head.is_ancestor(word)):
                inner = [one for child in token.children if child.lower_ == "to" for one in child.children]
                return self._entity(piece, [one for one in inner if one.dep_ == "pobj"])
        return None

    def _entity(self, piece: int, heads: Iterable[Token]) -> str | None:
        """The first of the heads that is somebody known."""
        view = self._reading.views[piece]
        for head in heads:
            for argument in phrase_arguments(view, head, _SPEAKERS, alone=True):
                return self._reading.entity_of(piece, argument)
        return None
