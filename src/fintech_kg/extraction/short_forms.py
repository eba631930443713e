"""Short forms: which names of a document stand for which longer ones, by its brackets, or by how they begin or end."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from fintech_kg.extraction.candidates import Argument
from fintech_kg.extraction.definitions import defined_behind
from fintech_kg.model import Kind
from fintech_kg.names import abbreviates, display_name, initials

Key = tuple[str, str | None]
"""An entity's identifier and its concept's IRI, where it has one."""
_GENERATIONS = frozenset("Jr Jr. Sr Sr. II III IV".split())
_ACRONYM = re.compile(r"^[A-Z][A-Za-z&]{1,9}$")


@dataclass(frozen=True, slots=True)
class Naming:
    """A named argument with the number of its Doc in the document and its text."""

    doc: int
    argument: Argument
    text: str


def short_forms(keys: Mapping[Naming, Key], docs: Sequence[Doc]) -> dict[str, Key]:
    """Which identifiers are short forms of which others in this document.

    A name that begins or ends several longer ones is the one of them that stood before its first use alone.
    """
    same = dict(_acronyms(keys, docs)) | dict(_defined(keys, docs))
    longer: dict[tuple[Kind, str], list[Key]] = defaultdict(list)
    later: dict[str, tuple[Kind, str]] = {}
    for one in sorted(keys, key=lambda one: (one.doc, one.argument.start)):
        kind, words = one.argument.kind, display_name(one.text, one.argument.kind).split()
        identifier, concept = keys[one]
        whole = (kind, " ".join(words))
        if concept is None and identifier not in same and identifier not in later:
            before = [key for key in dict.fromkeys(longer[whole]) if key[0] != identifier]
            if len(before) == 1:
                same[identifier] = before[0]
            elif not before:
                later[identifier] = whole
        for part in _parts_of(kind, words):
            longer[kind, part].append(keys[one])
    for identifier, whole in later.items():
        after = [key for key in dict.fromkeys(longer[whole]) if key[0] != identifier]
        if len(after) == 1 and identifier not in same:
            same[identifier] = after[0]
    return {short: _last(long, same) for short, long in same.items()}


def _parts_of(kind: Kind, words: list[str]) -> Iterator[str]:
    """By what shorter names a name of several words goes: a person by the first or last, an organisation by the first ones."""
    while len(words) > 1 and kind is Kind.PERSON and words[-1] in _GENERATIONS:
        words = words[:-1]
    if len(words) > 1 and kind is Kind.PERSON:
        yield from {words[0], words[-1]}
    elif len(words) > 1 and kind is Kind.ORGANISATION:
        yield from (" ".join(words[:end]) for end in range(1, len(words)))


def _last(key: Key, same: Mapping[str, Key]) -> Key:
    seen = set()
    while key[0] in same and key[0] not in seen:
        seen.add(key[0])
        key = same[key[0]]
    return key


def _defined(keys: Mapping[Naming, Key], docs: Sequence[Doc]) -> Iterator[tuple[str, Key]]:
    """`Kestrel Holdings Ltd ("Kestrel")`: a name that the brackets behind another define."""
    places = {(one.doc, one.argument.start): one for one in keys}
    for one, key in sorted(keys.items(), key=lambda item: (item[0].doc, item[0].argument.start), reverse=True):
        for term in defined_behind(docs[one.doc], one.argument.end):
            short = places.get((one.doc, term.start))
            if short is not None and keys[short][0] != key[0]:
                yield keys[short][0], key


def _acronyms(keys: Mapping[Naming, Key], docs: Sequence[Doc]) -> Iterable[tuple[str, Key]]:
    """`European Central Bank (ECB)`: an acronym in brackets right behind a name of its kind or of its initials; and the name of
    which the acronym before it has the initials, `ECB (European Central Bank)`."""
    ordered = sorted(keys, key=lambda one: (one.doc, one.argument.start))
    for left, right in itertools.pairwise(ordered):
        if (
            right.argument.kind is not left.argument.kind
            or keys[right][0] == keys[left][0]
            or not _in_bracket(left, right, docs)
        ):
            continue
        if _ACRONYM.match(right.text):
            if keys[right][1] is None:
                if right.text.isupper() or initials(left.text) == right.text.upper():
                    yield keys[right][0], keys[left]
            elif keys[left][1] is None and abbreviates(right.text, left.text):
                yield keys[left][0], keys[right]
        elif _ACRONYM.match(left.text) and initials(right.text) == left.text.upper():
            short, long = (left, right) if keys[left][1] is None else (right, left)
            if keys[short][1] is None:
                yield keys[short][0], keys[long]


def _in_bracket(left: Naming, right: Naming, docs: Sequence[Doc]) -> bool:
    """Whether the right one is all that stands in a bracket right behind the left one."""
    doc, start, end = docs[left.doc], right.argument.start, right.argument.end
    adjacent = left.doc == right.doc and left.argument.end + 1 == start
    return adjacent and doc[start - 1].text == "(" and doc[end : end + 1].text == ")"
