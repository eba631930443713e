"""From a SELECT to the triple patterns that make its rows, and to the query that also gives their variables' values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rdflib import Variable
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.parserutils import CompValue

from fintech_kg.errors import BadQuery, reason_of
from fintech_kg.sparql.lexer import Token, tokens

Pattern = tuple[object, object, object]
_GROUPS = {"AggregateJoin": "grouped rows and aggregates", "ToMultiSet": "a query within the query"}


@dataclass(frozen=True, slots=True)
class Patterns:
    """Triple patterns of rdflib terms and paths, the names of their variables, and what of the query they leave out."""

    form: str
    triples: tuple[Pattern, ...]
    variables: tuple[str, ...]
    left_out: tuple[str, ...]


def patterns_of(sparql: str, prefixes: Mapping[str, str]) -> Patterns:
    """The patterns outside FILTER, MINUS and such inner queries as do not give all that they find.

    Raises BadQuery where rdflib's parser cannot take the query.
    """
    try:
        algebra = prepareQuery(sparql, initNs=dict(prefixes)).algebra
    except Exception as error:  # pyparsing and rdflib raise many kinds
        raise BadQuery(f"the query cannot be taken apart for --why: {reason_of(error)}") from error
    triples: list[Pattern] = []
    left_out: set[str] = set()
    for part in _parts(algebra):
        if part.name == "BGP":
            triples += [tuple(triple) for triple in part.triples]
        elif part.name in _GROUPS:
            left_out.add(_GROUPS["AggregateJoin" if _groups(part) else part.name])
    names = {str(term) for triple in triples for term in triple if isinstance(term, Variable)}
    return Patterns(algebra.name, tuple(dict.fromkeys(triples)), tuple(sorted(names)), tuple(sorted(left_out)))


def _parts(part: object) -> Iterator[CompValue]:
    if not isinstance(part, CompValue) or _is_values(part):
        return
    if _gives_all(part):
        yield from _parts(part.p.p)
        return
    yield part
    if part.name in _GROUPS:
        return
    below = ("p1",) if part.name == "Minus" else ("p", "p1", "p2")
    for name in below:
        yield from _parts(part.get(name))


def _groups(part: object) -> bool:
    """Whether rows are grouped in it or below it."""
    if not isinstance(part, CompValue):
        return False
    return part.name == "AggregateJoin" or any(_groups(part.get(name)) for name in ("p", "p1", "p2"))


def _is_values(part: CompValue) -> bool:
    """Whether it is the rows of a VALUES, which say nothing of the graph; the patterns beside it do."""
    return part.name == "ToMultiSet" and getattr(part.get("p"), "name", "") == "values"


def _gives_all(part: CompValue) -> bool:
    """Whether it is an inner SELECT of all variables of its triples, and of nothing else: its patterns are the query's own."""
    inner = part.get("p") if part.name == "ToMultiSet" else None
    if not isinstance(inner, CompValue) or inner.name != "Project" or getattr(inner.p, "name", "") != "BGP":
        return False
    return {term for triple in inner.p.triples for term in triple if isinstance(term, Variable)} <= set(inner.PV)


def with_variables(sparql: str, names: Iterable[str]) -> str:
    """The SELECT with DISTINCT, further variables in its projection, and without its last LIMIT and OFFSET."""
    found = list(tokens(sparql))
    depths = list(_depths(found))
    select = next(i for i, token in enumerate(found) if _is(token, "SELECT"))
    start = next((i for i in (select + 1,) if _is(found[i], "DISTINCT", "REDUCED")), select)
    end = next(
        i for i in range(start + 1, len(found)) if depths[i] == 0 and (found[i].text == "{" or _is(found[i], "WHERE", "FROM"))
    )
    asked = {token.text[1:] for token in found[start + 1 : end] if token.kind == "variable"}
    added = "" if found[start + 1].text == "*" else " ".join(f"?{name}" for name in sorted(set(names) - asked))
    projection = f" DISTINCT {sparql[found[start].end : found[end].start]} {added} "
    close = max(i for i, token in enumerate(found) if token.text == "}" and depths[i] == 0)
    cut = next((found[i].start for i in range(close + 1, len(found)) if _is(found[i], "LIMIT", "OFFSET")), len(sparql))
    values = next((found[i].start for i in range(close + 1, len(found)) if _is(found[i], "VALUES")), len(sparql))
    tail = sparql[values:] if values > cut else ""
    return f"{sparql[: found[select].end]}{projection}{sparql[found[end].start : cut]}\n{tail}"


def _is(token: Token, *words: str) -> bool:
    return token.kind == "word" and token.text.upper() in words


def _depths(found: Iterable[Token]) -> Iterator[int]:
    """How deep each token stands in brackets; an opening and a closing one stand outside."""
    depth = 0
    for token in found:
        if token.kind == "mark" and token.text in ")]}":
            depth -= 1
        yield depth
        if token.kind == "mark" and token.text in "([{":
            depth += 1
