"""From a query's text to the reason why it may not run here; asked before any parser sees it, whose stack it could break."""

from __future__ import annotations

import re
from collections.abc import Sequence

from fintech_kg.sparql.lexer import Token, tokens, unescaped
from fintech_kg.sparql.question import Outcome

_OPENING, _CLOSING = frozenset("({["), frozenset(")}]")
_UNARY = frozenset("!-+^")
_NAMING = re.compile(r"graph|from|\\u", re.IGNORECASE)
_BEGINNING = re.compile(r"\b(?:graph|from)|\\u", re.IGNORECASE)
_LONGEST_CUT = 3_000  # code points; to cut a longer text may take more than 4 ms, in which the server answers nobody
_UPDATES = frozenset("INSERT DELETE LOAD CLEAR DROP CREATE ADD MOVE COPY".split())
_FORMS = frozenset("SELECT ASK CONSTRUCT DESCRIBE".split())


def objection(sparql: str, *, nesting: int) -> tuple[Outcome, str] | None:
    """Why the query may not run: it changes something, fetches something, or is nested deeper than `nesting`; or None.

    It is read both as it stands and with its code point escapes resolved, so that neither reading can hide a keyword.
    """
    for text in dict.fromkeys((sparql, unescaped(sparql))):
        found = list(tokens(text))
        reason = _too_deep(found, nesting) or _outside(found)
        if reason is not None:
            return reason
    return None


def names_dataset(sparql: str) -> bool:
    """Whether the query says FROM."""
    return any(token.kind == "word" and token.text.upper() == "FROM" for token in tokens(sparql))


def may_name_graphs(sparql: str) -> bool:
    """Whether the query might say GRAPH or FROM. Never false for one that does; true for some that do not."""
    if _NAMING.search(sparql) is None:
        return False
    if len(sparql) > _LONGEST_CUT:
        return True
    texts = dict.fromkeys((sparql, unescaped(sparql)))
    return any(_may_name_graph(token) for text in texts for token in tokens(text))


def _may_name_graph(token: Token) -> bool:
    """A keyword may stand within what is one word here, as in ASKFROM, but begins no part of a name or a variable."""
    if token.kind in {"iri", "string", "variable"}:
        return False
    return (_BEGINNING if token.kind == "name" else _NAMING).search(token.text) is not None


def _too_deep(found: Sequence[Token], nesting: int) -> tuple[Outcome, str] | None:
    depth = run = 0
    for token in found:
        if token.kind != "mark":
            run = 0
            continue
        depth += (token.text in _OPENING) - (token.text in _CLOSING)
        run = run + 1 if token.text in _UNARY else 0
        if depth > nesting or run > nesting:
            return Outcome.MALFORMED, f"the query is nested more than {nesting} deep"
    return None


def _outside(found: Sequence[Token]) -> tuple[Outcome, str] | None:
    words = [_keyword(token) for token in found]
    if any(word.startswith("SERVICE") for word in words):
        return Outcome.REFUSED, "SERVICE is not allowed here: queries read this graph alone"
    first = next((word for word in words if word in _UPDATES | _FORMS), None)
    if first in _UPDATES:
        return Outcome.MALFORMED, f"{first} is no query, and not allowed here: this graph is only read"
    return None


def _keyword(token: Token) -> str:
    """The keyword that the token is; a name's part after its last dot too, where another reading could end the name there."""
    if token.kind == "word":
        return token.text.upper()
    return token.text.rpartition(".")[2].upper() if token.kind == "name" and "." in token.text else ""
