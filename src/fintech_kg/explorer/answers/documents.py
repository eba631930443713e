"""Documents: the list of all, and one with everything that the graph takes from it marked in its text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from fintech_kg.explorer.answers.evidence import head_of
from fintech_kg.explorer.answers.filters import Filters
from fintech_kg.explorer.answers.reader import Json, Reader
from fintech_kg.explorer.index.names import with_all, words_of

_MOST_FACTS = 500
_WORD = re.compile(r"\w+")


class Mention(NamedTuple):
    """Where in a text a thing stands; `said`: something hangs on this place, which comes first where places overlap."""

    start: int
    end: int
    thing: int
    said: bool


def documents(reader: Reader, typed: str, *, limit: int, offset: int) -> Json:
    """The documents of which title or source holds the words, in the order of their ids."""
    words = words_of(typed)
    among, values = ("1", list[object]())
    if words:
        among, values = "d.n IN (SELECT rowid FROM document_words WHERE document_words MATCH ?)", [with_all(words)]
    rows = reader.rows(
        f"SELECT id, title, sources, published, facts, things FROM documents d WHERE {among} ORDER BY n LIMIT ? OFFSET ?",
        [*values, limit, offset],
    )
    of = reader.number(f"SELECT COUNT(*) FROM documents d WHERE {among}", values)
    return {"documents": [{**head_of(row), "facts": row[4], "things": row[5]} for row in rows], "of": of}


def document(reader: Reader, identifier: str) -> Json:
    """The document with its text, its mentions, what was left out of it, and its facts. Raises Unanswerable (404)."""
    number = reader.document(identifier)
    row = reader.rows("SELECT id, title, sources, published, language, author, site FROM documents WHERE n = ?", (number,))[0]
    kept = reader.index.text(number)
    where, values = Filters(documents=(number,)).facts()
    return {
        **head_of(row),
        "language": row[4],
        "author": row[5],
        "site": row[6],
        "text": "" if kept is None else kept.text,
        "mentions": [] if kept is None else _mentions(reader, number, kept.text),
        "left_out": [
            {"at": at, "reason": why, "text": text, "offsets": [start, end]}
            for at, why, text, start, end in (() if kept is None else kept.left_out)
        ],
        "facts": reader.edges(where, values, limit=_MOST_FACTS),
        "of": reader.number(f"SELECT COUNT(*) FROM facts f WHERE {where}", values),
    }


def _mentions(reader: Reader, number: int, text: str) -> list[Json]:
    found = [*_ends(reader, number), *_named(reader, number, text)]
    whole = [one for one in found if 0 <= one.start < one.end <= len(text)]
    kept = sorted(_apart(whole))
    nodes = reader.nodes(one.thing for one in kept)
    return [
        {"start": one.start, "end": one.end, "thing": nodes[one.thing]["id"], "kind": nodes[one.thing]["kind"]} for one in kept
    ]


def _ends(reader: Reader, number: int) -> Iterator[Mention]:
    """The two ends of each statement, as they stand in the sentence."""
    sql = "SELECT f.s, f.o, st.spans FROM statements st JOIN facts f ON f.n = st.fact WHERE st.document = ? ORDER BY st.n"
    for s, o, spans in reader.db.execute(sql, (number,)):
        places = json.loads(spans)
        yield Mention(places[0], places[1], s, said=True)
        yield Mention(places[4], places[5], o, said=True)


def _named(reader: Reader, number: int, text: str) -> Iterator[Mention]:
    """Wherever the text has, word for word, a name of a thing that the document mentions."""
    sql = "SELECT n.name, n.thing FROM mentions m JOIN names n ON n.thing = m.thing WHERE m.document = ? ORDER BY n.n"
    by_word: dict[str, list[tuple[str, int]]] = {}
    for name, thing in reader.db.execute(sql, (number,)):
        first = _WORD.search(name)
        if first is not None and first.start() == 0:
            by_word.setdefault(first[0], []).append((name, thing))
    for word in _WORD.finditer(text):
        for name, thing in by_word.get(word[0], ()):
            end = word.start() + len(name)
            if text.startswith(name, word.start()) and not (name[-1].isalnum() and text[end : end + 1].isalnum()):
                yield Mention(word.start(), end, thing, said=False)


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """Those that overlap no better one: said ones first, then longer ones, then earlier ones."""
    ordered = sorted(set(mentions), key=lambda one: (one.start, not one.said, -(one.end - one.start), one.thing))
    while True:
        worse = {_worse(one, other) for one, other in pairwise(ordered) if other.start < one.end}
        if not worse:
            return ordered
        ordered = [one for one in ordered if one not in worse]


def _worse(one: Mention, other: Mention) -> Mention:
    if one.said is not other.said:
        return other if one.said else one
    return other if one.end - one.start >= other.end - other.start else one
