"""From things to the merges that need nobody's opinion: one public identifier, or an acronym that a document explains."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from fintech_kg.assembly.proposals import Leader, Proposal, proposal
from fintech_kg.assembly.things import Thing, Things
from fintech_kg.corpus.keyed import Keyed
from fintech_kg.model import Extraction, Kind, Mention
from fintech_kg.names import display_name, initials, normal_form

_ACRONYM = re.compile(r"[A-Z][A-Za-z&]{1,9}")
BRACKET = re.compile(r"[^\S\n]*\((?P<words>[^()\n]{2,100})\)")
"""What may explain an acronym, where a mention ends."""

Definition = tuple[Kind, str, str]
"""A kind, the normal form of an acronym, and the identifier for which a document introduces it in brackets."""


def same_identifier(found: Things) -> Iterator[Proposal]:
    """The things that bear one public identifier or one entry of the lexicon."""
    bearers: dict[tuple[Kind, str], str] = {}
    for one in found:
        for known in sorted({*one.same_as, *([] if one.concept is None else [one.concept])}):
            first = bearers.setdefault((one.kind, known), one.id)
            if first != one.id:
                yield proposal(first, one.id, f"both are {known}")


def introduced(extraction: Extraction) -> Iterator[Definition]:
    """The acronyms that one text introduces."""
    text, named = extraction.document.text, {one.start: one for one in extraction.mentions}
    for left in extraction.mentions:
        bracket = None if left.kind is Kind.PERSON else BRACKET.match(text, left.end)
        short = None if bracket is None else _introduced(left, bracket, named.get(bracket.start("words")))
        if short is not None:
            yield left.kind, normal_form(short, left.kind), left.entity


def _introduced(left: Mention, bracket: re.Match[str], right: Mention | None) -> str | None:
    """The acronym, where both sides are one thing in the document, or the right one is the left one's initials."""
    inside = bracket["words"]
    if right is not None and right.entity == left.entity:
        short = min(left.text, right.text, key=lambda one: (len(one), one))
        return short if _ACRONYM.fullmatch(short) else None
    return inside if right is None and len(inside) > 1 and initials(display_name(left.text, left.kind)) == inside else None


def explained_acronyms(
    found: Things, defined: Iterable[Definition], leader: Leader, folder: Path | None
) -> Iterator[tuple[Proposal, bool]]:
    """An acronym that stands alone and the things for which a document introduces it; certain where only one claims it."""
    explained = list(_explained(found, defined, folder))
    wanted = {form for _, form, _ in explained}
    claims: dict[str, set[str]] = defaultdict(set)
    for one in found:
        for form in wanted.intersection(one.forms):
            claims[form].add(leader(one.id))
    for alone, form, definers in explained:
        others = claims[form] | set(map(leader, definers))
        for definer in definers:
            if definer in found and _compatible(found[alone], found[definer]):
                sure = others - {leader(alone)} == {leader(definer)}
                yield proposal(alone, definer, _reason(found[alone], found[definer], sure)), sure


def _explained(found: Things, defined: Iterable[Definition], folder: Path | None) -> Iterator[tuple[str, str, list[str]]]:
    """The things whose name is an acronym that is introduced, its form, and the other things for which it is, sorted."""
    named: Keyed[tuple[str, str, bool]] = Keyed(tuple[str, str, bool], folder)
    for kind, form, thing in defined:
        named.add((form, thing, True), kind, form)
    for one in found:
        named.add((form := one.form, one.id, False), one.kind, form)
    for group in named.groups():
        definers: set[str] = set()
        for form, thing, defines in group:
            if defines:
                definers.add(thing)
            elif definers - {thing}:
                yield thing, form, sorted(definers - {thing})


def _reason(alone: Thing, definer: Thing, sure: bool) -> str:
    rest = "" if sure else ", but other things go by that name too"
    return f"a document introduces “{alone.name}” in brackets for “{definer.name}”{rest}"


def _compatible(one: Thing, other: Thing) -> bool:
    return None in (one.concept, other.concept) or one.concept == other.concept
