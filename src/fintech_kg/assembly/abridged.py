"""From an Extraction to one that is as good for resolving names and takes a small part of the memory.

`resolve` gives for abridged extractions what it gives for whole ones, but for the passages that it shows people.
"""

from __future__ import annotations

from dataclasses import replace

from fintech_kg.assembly.certain import BRACKET
from fintech_kg.model import Document, Evidence, Extraction, Mention, Statement

_BREAK = "\n"


def abridged(extraction: Extraction) -> Extraction:
    """The things, the ends of the statements, and those mentions that a bracket follows, in a text of these alone."""
    document = extraction.document
    pieces: list[str] = []
    mentions: list[Mention] = []
    length = 0
    named = {one.start: one for one in extraction.mentions}
    for one in extraction.mentions:
        bracket = BRACKET.match(document.text, one.end)
        if bracket is None:
            continue
        piece = document.text[one.start : bracket.end()] + _BREAK
        mentions.append(replace(one, start=length, end=length + one.end - one.start))
        inside = named.get(bracket.start("words"))
        if inside is not None:
            start = length + inside.start - one.start
            mentions.append(replace(inside, start=start, end=min(start + inside.end - inside.start, length + len(piece) - 1)))
        pieces.append(piece)
        length += len(piece)
    # Every thing that is named is named once more, behind the text.
    met = sorted({(one.entity, one.kind) for one in extraction.mentions})
    mentions += [Mention(length, length, "", kind, entity) for entity, kind in met]
    short = Document(document.id, "", "".join(pieces), document.media_type)
    nowhere = Evidence(document.id, 0, 0, "")
    return Extraction(
        document=short,
        entities=extraction.entities,
        mentions=tuple(mentions),
        statements=tuple(_bare(one, nowhere) for one in extraction.statements),
    )


def _bare(one: Statement, evidence: Evidence) -> Statement:
    nowhere = (0, 0)
    return replace(
        one, qualifiers=(), evidence=evidence, rule="", subject_span=nowhere, object_span=nowhere, trigger_span=nowhere
    )
