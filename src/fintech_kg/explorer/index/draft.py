"""From Facts, one document after the other, to the first rows of an index, in which things stand in the order of reading."""

from __future__ import annotations

import json
import sqlite3
import zlib
from bisect import bisect_right
from collections.abc import Iterable
from typing import Any

from fintech_kg.explorer.index.names import indexed
from fintech_kg.explorer.index.schema import KINDS, STATUSES
from fintech_kg.explorer.index.times import time_of
from fintech_kg.model import Document, Entity, Evidence, Facts, OffsetMap, Statement

Row = tuple[Any, ...]
_TOGETHER = 20_000


class Draft:
    """Writes into the tables that an open index and its draft have. `copies` are the near-copies met, with what they copy."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._things: dict[str, int] = {}
        self._relations: dict[str, int] = {}
        self._rows: dict[str, list[Row]] = {}
        self._last: dict[str, int] = {}
        self.copies: dict[str, str] = {}

    def keep_texts(self, documents: Iterable[Document]) -> None:
        """Keeps the texts by their documents' ids."""
        for one in documents:
            text = zlib.compress(packed(one.text), 6)
            blocks = json.dumps([(block.start, block.end) for block in one.blocks])
            self._put("draft.texts", (one.id, text, blocks, json.dumps(_left_out(one))))
        self._flush("draft.texts")

    def read(self, facts: Facts) -> None:
        """Keeps what one document says."""
        self.copies |= dict(facts.copies)
        sources = dict(facts.sources)
        for document in facts.documents:
            number = self._number("documents")
            self._document(number, document, sources.get(document.id, (document.source,)), dict(facts.copies).get(document.id))
            self._said(number, document, facts)

    def end(self) -> None:
        """Writes what is still to be written."""
        for table in list(self._rows):
            self._flush(table)
        names = ((number, name) for name, number in self._relations.items())
        self._db.executemany("INSERT INTO draft.relations VALUES (?, ?)", names)

    def _document(self, number: int, one: Document, sources: tuple[str, ...], copy_of: str | None) -> None:
        kept = self._db.execute("SELECT text, blocks, left_out FROM draft.texts WHERE id = ?", (one.id,)).fetchone()
        if kept is not None:
            self._put("texts", (number, *kept))
        told = (one.id, one.title, json.dumps(sources), one.published, one.language, one.media_type, one.author, one.site)
        self._put("documents", (number, *told, copy_of, 0, 0))
        self._db.execute(
            "INSERT INTO document_words (rowid, told) VALUES (?, ?)", (number, indexed(" ".join([one.title or "", *sources])))
        )

    def _said(self, number: int, document: Document, facts: Facts) -> None:
        for entity in facts.entities:
            self._thing(entity)
        text = self._text(number)
        evidence: dict[Evidence, int] = {}

        def passage(one: Evidence) -> int:
            if one not in evidence:
                evidence[one] = self._number("evidence")
                quote = None if text is not None and text[one.start : one.end] == one.quote else one.quote
                self._put("evidence", (evidence[one], number, one.start, one.end, one.page, quote))
            return evidence[one]

        for fact in facts.facts:
            key = (self._end(fact.subject), self._relation(fact.predicate), self._end(fact.object))
            for said in fact.statements:
                stated = (
                    None if said.subject == fact.subject else said.subject,
                    None if said.object == fact.object else said.object,
                )
                row = self._statement(said, document)
                self._put(
                    "draft.statements",
                    (*key, number, passage(said.evidence), said.evidence.quote, *stated, *row),
                    counted=True,
                )
        for seen in facts.observations:
            value = (str(seen.value.number), _text(seen.value.upper), seen.value.unit, seen.value.text)
            place = (STATUSES.index(seen.status), seen.start, seen.end, number, passage(seen.evidence))
            row = (self._owner(seen.about), seen.measure, *value, seen.time, *place, self._owner(seen.claimed_by))
            self._put("draft.observations", row, counted=True)
        for quoted in facts.quotations:
            where = (quoted.start, quoted.end, number, passage(quoted.evidence))
            self._put("draft.quotations", (self._owner(quoted.speaker), quoted.text, *where), counted=True)
        for mentioned in sorted({thing for _, thing in facts.mentions}):
            self._put("draft.mentions", (number, self._end(mentioned)))

    def _statement(self, said: Statement, document: Document) -> Row:
        stated = next((time_of(text) for name, text in said.qualifiers if name == "time"), None)
        when = stated or time_of(document.published)
        spans = json.dumps([*said.subject_span, *said.trigger_span, *said.object_span])
        return (
            STATUSES.index(said.status),
            str(said.confidence),
            said.rule,
            spans,
            self._owner(said.claimed_by),
            json.dumps(said.qualifiers, ensure_ascii=False),
            *((None,) * 4 if when is None else (int(stated is not None), when.day, when.low, when.high)),
        )

    def _thing(self, one: Entity) -> None:
        if one.id in self._things:
            return
        number = self._things[one.id] = len(self._things)
        lists = (json.dumps(part, ensure_ascii=False) for part in (one.names, one.types, one.same_as))
        self._put("draft.things", (number, one.id, one.name, KINDS.index(one.kind), *lists, one.country, one.concept))

    def _end(self, identifier: str) -> int:
        """The number of a thing. Raises ValueError for one of which the document's graph says nothing."""
        if identifier not in self._things:
            raise ValueError(f"nothing is said of {identifier}, which is an end of a fact")
        return self._things[identifier]

    def _owner(self, identifier: str | None) -> int | None:
        return None if identifier is None else self._end(identifier)

    def _relation(self, name: str) -> int:
        return self._relations.setdefault(name, len(self._relations))

    def _text(self, number: int) -> str | None:
        rows = self._rows.get("texts", [])
        kept = rows[-1] if rows and rows[-1][0] == number else None
        return None if kept is None else unpacked(zlib.decompress(kept[1]))

    def _number(self, table: str) -> int:
        self._last[table] = self._last.get(table, 0) + 1
        return self._last[table]

    def _put(self, table: str, row: Row, *, counted: bool = False) -> None:
        self._rows.setdefault(table, []).append((self._number(table), *row) if counted else row)
        if len(self._rows[table]) >= _TOGETHER:
            self._flush(table)

    def _flush(self, table: str) -> None:
        rows = self._rows.pop(table, [])
        if rows:
            self._db.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def packed(text: str) -> bytes:
    """The text as UTF-8, in which lone surrogates stand as they are."""
    return text.encode("utf-8", "surrogatepass")


def unpacked(content: bytes) -> str:
    """The text of `packed`."""
    return content.decode("utf-8", "surrogatepass")


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _left_out(document: Document) -> list[tuple[int, str, str, int, int]]:
    """What was left out: where in the clean text, why, what, and from where to where in the source."""
    return [
        (
            _clean_offset(document.offsets, one.source_start, len(document.text)),
            one.reason,
            one.text,
            one.source_start,
            one.source_end,
        )
        for one in document.left_out
    ]


def _clean_offset(offsets: OffsetMap, source: int, length: int) -> int:
    """Where in the clean text the source's offset falls; what was taken out falls where it was taken out."""
    at = max(bisect_right(offsets.source, source) - 1, 0)
    end = offsets.clean[at + 1] if at + 1 < len(offsets.clean) else length
    return min(offsets.clean[at] + max(source - offsets.source[at], 0), end)
