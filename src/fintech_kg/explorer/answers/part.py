"""Facts of an index in, the same as Facts with their statements, sentences and documents out, for those who export them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from fintech_kg.assembly import facts_from
from fintech_kg.explorer.answers.filters import Filters, marks
from fintech_kg.explorer.answers.reader import Reader, Unanswerable
from fintech_kg.explorer.index.schema import KINDS, STATUSES
from fintech_kg.model import Document, Entity, Evidence, Fact, Facts, Statement

MOST_FACTS = 10_000
_AT_ONCE = 500
_STATEMENT = """
SELECT st.fact, st.stated_s, st.stated_o, st.status, st.qualifiers, st.rule, st.confidence, st.spans, c.id,
    d.id, e.document, e.start, e.stop, e.quote, e.page, a.id, f.p, b.id
FROM statements st JOIN facts f ON f.n = st.fact JOIN things a ON a.n = f.s JOIN things b ON b.n = f.o
    JOIN evidence e ON e.n = st.evidence JOIN documents d ON d.n = e.document LEFT JOIN things c ON c.n = st.claimed_by
WHERE st.fact IN ({}) ORDER BY st.n
"""


def part(reader: Reader, filters: Filters, edges: Sequence[str] | None, things: Sequence[str]) -> Facts:
    """The facts of those identifiers (all where there are none) that the filters leave, and the named things.

    Raises Unanswerable (400) for more than MOST_FACTS, and where nothing is left.
    """
    numbers = _numbers(reader, filters, edges)
    if len(numbers) > MOST_FACTS:
        raise Unanswerable(400, f"an export is of at most {MOST_FACTS:,} facts; `fintech-kg export` writes all")
    copies = dict(reader.rows("SELECT id, copy_of FROM documents WHERE copy_of IS NOT NULL ORDER BY id"))
    facts = tuple(facts_from(_statements(reader, numbers), copies))
    ends = {end for fact in facts for end in (fact.subject, fact.object)}
    claimants = {said.claimed_by for fact in facts for said in fact.statements if said.claimed_by is not None}
    entities = tuple(_entities(reader, sorted({*ends, *claimants, *things})))
    if not entities:
        raise Unanswerable(400, "nothing is left to export")
    mentions = _mentions(facts) | _places_of(reader, {one.id for one in entities} - ends)
    documents, sources = _documents(reader, {document for document, _ in mentions})
    kept = {one.id for one in documents}
    return Facts(
        documents=documents,
        entities=entities,
        mentions=tuple(sorted(mentions)),
        facts=facts,
        observations=(),
        quotations=(),
        sources=sources,
        copies=tuple((one, other) for one, other in sorted(copies.items()) if one in kept and other in kept),
    )


def _numbers(reader: Reader, filters: Filters, edges: Sequence[str] | None) -> list[int]:
    where, values = filters.facts()
    if edges is None:
        return [
            row[0] for row in reader.rows(f"SELECT n FROM facts f WHERE {where} ORDER BY n LIMIT ?", [*values, MOST_FACTS + 1])
        ]
    sql = f"SELECT n FROM facts f WHERE id IN ({{}}) AND {where}"
    found = {row[0] for some in _parts(edges) for row in reader.rows(sql.format(marks(some)), [*some, *values])}
    return sorted(found)


def _statements(reader: Reader, numbers: Sequence[int]) -> Iterator[tuple[tuple[str, str, str], Statement]]:
    for some in _parts(numbers):
        for row in reader.rows(_STATEMENT.format(marks(some)), some):
            yield _keyed(reader, row)


def _keyed(reader: Reader, row: tuple[Any, ...]) -> tuple[tuple[str, str, str], Statement]:
    _, stated_s, stated_o, status, qualifiers, rule, confidence, spans, claimed_by = row[:9]
    document, number, start, stop, quote, page, subject, p, object_ = row[9:]
    kept = reader.index.text(number) if quote is None else None
    said = quote if kept is None else kept.text[start:stop]
    places = json.loads(spans)
    predicate = reader.index.relations[p]
    statement = Statement(
        subject=stated_s or subject,
        predicate=predicate,
        object=stated_o or object_,
        status=STATUSES[status],
        qualifiers=tuple((name, text) for name, text in json.loads(qualifiers)),
        evidence=Evidence(document, start, stop, said, page),
        rule=rule,
        confidence=Decimal(confidence),
        subject_span=(places[0], places[1]),
        trigger_span=(places[2], places[3]),
        object_span=(places[4], places[5]),
        claimed_by=claimed_by,
    )
    return (subject, predicate, object_), statement


def _entities(reader: Reader, identifiers: Sequence[str]) -> Iterator[Entity]:
    sql = "SELECT n, id, label, kind, types, same_as, country, concept FROM things WHERE id IN ({}) ORDER BY id"
    for some in _parts(identifiers):
        for n, identifier, label, kind, types, same_as, country, concept in reader.rows(sql.format(marks(some)), some):
            names = tuple(
                row[0] for row in reader.rows("SELECT name FROM names WHERE thing = ? ORDER BY n LIMIT -1 OFFSET 1", (n,))
            )
            lists = (tuple(json.loads(types)), country, concept, tuple(json.loads(same_as)))
            yield Entity(identifier, KINDS[kind], label, names, *lists)


def _mentions(facts: Iterable[Fact]) -> set[tuple[str, str]]:
    """The documents of the statements, with what each states something of."""
    found: set[tuple[str, str]] = set()
    for fact in facts:
        for said in fact.statements:
            told = (fact.subject, fact.object, said.claimed_by)
            found |= {(said.evidence.document, one) for one in told if one is not None}
    return found


def _places_of(reader: Reader, identifiers: Iterable[str]) -> set[tuple[str, str]]:
    """The first document that names each thing, so that a thing without facts comes with one."""
    sql = """SELECT d.id FROM things t JOIN mentions m ON m.thing = t.n JOIN documents d ON d.n = m.document WHERE t.id = ?
        ORDER BY d.n LIMIT 1"""
    return {(row[0], one) for one in sorted(identifiers) for row in reader.rows(sql, (one,))}


def _documents(
    reader: Reader, identifiers: Iterable[str]
) -> tuple[tuple[Document, ...], tuple[tuple[str, tuple[str, ...]], ...]]:
    """The documents, without their texts, and every name that each came under."""
    sql = "SELECT id, sources, media_type, title, published, language, author, site FROM documents WHERE id IN ({}) ORDER BY id"
    rows = [row for some in _parts(sorted(identifiers)) for row in reader.rows(sql.format(marks(some)), some)]
    sources = tuple((row[0], tuple(json.loads(row[1]))) for row in rows)
    documents = tuple(
        Document(
            id=row[0],
            source=json.loads(row[1])[0],
            text="",
            media_type=row[2],
            title=row[3],
            published=row[4],
            language=row[5],
            author=row[6],
            site=row[7],
        )
        for row in rows
    )
    return documents, sources


def _parts(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), _AT_ONCE):
        yield items[start : start + _AT_ONCE]
