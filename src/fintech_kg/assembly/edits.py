"""From a ledger's text and a change to its new text: entries sorted, and whatever people wrote between them left as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise

from fintech_kg.assembly.ledger import Decision, Ledger, Pair, parse_ledger
from fintech_kg.errors import RunError

_HEAD = """\
# What people decided about things that may be one: same, different or undecided.
# `fintech-kg review` writes here and `fintech-kg build` obeys. Edit it as you like; taking an entry away takes it back.
"""
_ENTRY = re.compile(r"^(?:#[^\n]*\n)*\[\[[ \t]*decision[ \t]*\]\]", re.MULTILINE)


def decided(text: str, decision: Decision, where: str) -> str:
    """The ledger's text with the decision in its place, instead of an earlier one about the same two things.

    Raises BrokenLedger where the text is no ledger, or where the decision contradicts the others.
    """
    decisions = dict(parse_ledger(text, where).decisions)
    edited = _with(_without(text, decision.things), decision)
    return _checked(edited, {**decisions, decision.things: decision}, where)


def taken_back(text: str, pair: Pair, where: str) -> str:
    """The ledger's text without the decision about the pair. Raises RunError where it has none, and BrokenLedger."""
    decisions = dict(parse_ledger(text, where).decisions)
    if decisions.pop(pair, None) is None:
        raise RunError(f"the ledger {where} has no decision about {pair[0]} and {pair[1]}")
    return _checked(_without(text, pair), decisions, where)


def _checked(edited: str, decisions: Mapping[Pair, Decision], where: str) -> str:
    """The edited text, or where the old one was laid out in a way that cannot be edited line by line, a text from scratch."""
    written = _HEAD + "".join(f"\n{_entry(one)}" for _, one in sorted(decisions.items()))
    fresh = parse_ledger(written, where)
    try:
        same = parse_ledger(edited, where).decisions == fresh.decisions
    except RunError:
        same = False
    return edited if same else written


def _pieces(text: str) -> list[str]:
    """What stands before the first entry, and each entry with the comment right above it."""
    starts = [0, *(found.start() for found in _ENTRY.finditer(text)), len(text)]
    return [text[start:end] for start, end in pairwise(starts)]


def _things(piece: str) -> Pair | None:
    """The two things of an entry that stands alone."""
    try:
        ledger: Ledger = parse_ledger(piece, "")
    except RunError:
        return None
    return next(iter(ledger.decisions), None)


def _without(text: str, pair: Pair) -> str:
    first, *entries = _pieces(text)
    left = first + "".join(one for one in entries if _things(one) != pair)
    return left.rstrip("\n") + "\n"


def _with(text: str, decision: Decision) -> str:
    first, *entries = _pieces(text)
    place = next((at for at, one in enumerate(entries) if (_things(one) or ("", "")) > decision.things), len(entries))
    before = "".join((first if text.strip() else _HEAD, *entries[:place])).rstrip("\n")
    return "\n\n".join(part for part in (before, _entry(decision)) if part) + "".join(
        entries[place:] and ["\n", *entries[place:]]
    )


def _entry(one: Decision) -> str:
    day = one.date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", one.date) else _quoted(one.date)
    return "\n".join(
        (
            "[[decision]]",
            f"things = [{', '.join(map(_quoted, one.things))}]",
            f"names = [{', '.join(map(_quoted, one.names))}]",
            f"verdict = {_quoted(one.verdict)}",
            f"who = {_quoted(one.who)}",
            f"why = {_quoted(one.why)}",
            f"date = {day}",
            "",
        )
    )


def _quoted(text: str) -> str:
    """A basic string of TOML, which is one of JSON but for what has no place in a text file."""
    return json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False).replace("\x7f", "\\u007f")
