"""Hand-built facts for the tests of the explorer."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from fintech_kg.model import (
    Document,
    Entity,
    Evidence,
    Fact,
    Facts,
    Kind,
    Observation,
    Quotation,
    Statement,
    Status,
    Value,
)

DOCUMENT = "d0c0000000000001"

HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</script><script>document.title='owned'</script>",
    "<!--<script>",
    "href",
    "javascript:alert(1)",
    "{{ 7 * 7 }}",
    "\u202egnp.exe\u200f",
    "a\"b'c`d",
    "two\nlines\u2028three",
    "nul\x00 and \ud800 alone",
    "__proto__",
)


def entity(name: str, kind: Kind = Kind.ORGANISATION, *, names: tuple[str, ...] = (), same_as: tuple[str, ...] = ()) -> Entity:
    return Entity(f"{kind.value.lower()}/{name}", kind, name, names or (name,), same_as=same_as)


def evidence(quote: str, *, start: int = 100) -> Evidence:
    return Evidence(DOCUMENT, start, start + len(quote), quote)


def fact(subject: Entity, predicate: str, object_: Entity, *, status: Status = Status.ASSERTED, sentences: int = 1) -> Fact:
    """A fact with sentences of the form `A predicate B.`, one after the other in the document."""
    quote = f"{subject.name} {predicate} {object_.name}."
    made = tuple(
        _statement(subject, predicate, object_, status, evidence(quote, start=100 + number * (len(quote) + 1)))
        for number in range(sentences)
    )
    return Fact(subject.id, predicate, object_.id, status, Decimal("0.9"), made)


def _statement(subject: Entity, predicate: str, object_: Entity, status: Status, said: Evidence) -> Statement:
    trigger = said.start + len(subject.name) + 1
    end = trigger + len(predicate)
    return Statement(
        subject=subject.id,
        predicate=predicate,
        object=object_.id,
        status=status,
        qualifiers=(("role", "head"),),
        evidence=said,
        rule="test",
        confidence=Decimal("0.9"),
        subject_span=(said.start, said.start + len(subject.name)),
        object_span=(end + 1, end + 1 + len(object_.name)),
        trigger_span=(trigger, end),
    )


def _id(thing: Entity | None) -> str | None:
    return None if thing is None else thing.id


def observation(about: Entity | None) -> Observation:
    value = Value(Decimal(7), "users", "7 users")
    return Observation(_id(about), "users", value, "2024", 104, 111, evidence("Has 7 users."))


def quotation(speaker: Entity | None, text: str = "Well said.") -> Quotation:
    return Quotation(_id(speaker), text, 100, 110, evidence(text))


def gathered(
    entities: Sequence[Entity],
    facts: Sequence[Fact],
    *,
    observations: Sequence[Observation] = (),
    quotations: Sequence[Quotation] = (),
    source: str = "news.txt",
) -> Facts:
    return Facts(
        documents=(Document(DOCUMENT, source, "", "text/plain", title="News", published="2025-03-14"),),
        entities=tuple(entities),
        mentions=tuple((DOCUMENT, item.id) for item in entities),
        facts=tuple(facts),
        observations=tuple(observations),
        quotations=tuple(quotations),
    )


def wheel(size: int) -> Facts:
    """`size` things, each linked to the next, to the first and to one farther on."""
    kinds = list(Kind)
    things = [entity(f"Thing {number:04}", kinds[number % 4]) for number in range(size)]
    facts = [
        fact(things[number], predicate, things[other % size])
        for number in range(1, size)
        for predicate, other in (("uses", number + 1), ("basedIn", 0), ("founded", number * 7))
        if other % size != number
    ]
    return gathered(things, facts)


def hostile() -> Facts:
    things = [entity(name, names=(name, *HOSTILE), same_as=HOSTILE) for name in HOSTILE]
    facts = [fact(one, "uses", other) for one, other in pairwise(things)]
    return gathered(
        things,
        facts,
        observations=[observation(things[0])],
        quotations=[quotation(things[0], HOSTILE[1])],
        source=HOSTILE[0],
    )
