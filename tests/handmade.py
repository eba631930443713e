"""Extractions made by hand, with every span where the text has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from fintech_kg.model import (
    Document,
    Entity,
    Evidence,
    Extraction,
    Kind,
    Mention,
    Observation,
    Quotation,
    Statement,
    Status,
    Value,
    digest,
)

HOSTILE = (
    'quo"te',
    "back\\slash\\",
    "two\nlines\r\nthree\rfour\ttab",
    "<script>alert('1')</script>",
    "]]> & &amp; <!--",
    "{curly} | `tick` ^ 100%41 %zz",
    '"""',
    "right\u200fto\u202eleft",
    "和源支付 Сбербанк بنك 🏦",
    "nul\x00 bell\x07 esc\x1b",
    "\ufffe\uffff",
    "lone \ud800 surrogate",
    "sep\u2028arators\u2029and\u0085",
    "@prefix : <x> . # no comment",
    "a/b?c#d;e=f&g",
    "-",
    ".",
)
"""Names that have broken one format or another."""

FORGIVEN = ("\x00", "\x07", "\x1b", "\ufffe", "\uffff", "\ud800")
"""The characters among them that no RDF file can carry: they are written as U+FFFD."""


@dataclass(frozen=True)
class Claim:
    """What one sentence claims: `A relation B`."""

    subject: str
    relation: str
    object: str
    status: Status = Status.ASSERTED
    qualifiers: tuple[tuple[str, str], ...] = ()
    confidence: Decimal = Decimal("0.9")
    claimed_by: str | None = None

    @property
    def sentence(self) -> str:
        return f"{self.subject} {self.status} {self.relation} {self.object}."


def thing(name: str, kind: Kind = Kind.ORGANISATION) -> Entity:
    return Entity(f"{kind.value.lower()}/{name}", kind, name, (name,))


def extraction(
    source: str,
    claims: Sequence[Claim],
    *,
    kinds: Mapping[str, Kind] | None = None,
    names: Mapping[str, tuple[str, ...]] | None = None,
    figures: Sequence[str] = (),
    words: Sequence[str] = (),
) -> Extraction:
    """The extraction of a text that has the claims as its sentences; `figures` and `words` name whom one more sentence
    counts or quotes. All names are organisations unless `kinds` says otherwise."""
    sentences = [one.sentence for one in claims]
    sentences += [f"{name} has 7 users." for name in figures] + [f"“So be it”, says {name}." for name in words]
    text = "\n".join(sentences)
    starts = [sum(len(before) + 1 for before in sentences[:number]) for number in range(len(sentences))]
    key = digest(text)
    evidence = [Evidence(key, start, start + len(one), one) for start, one in zip(starts, sentences, strict=True)]
    met = dict.fromkeys(name for one in claims for name in (one.subject, one.object)) | dict.fromkeys((*figures, *words))
    entities = {name: _entity(name, (kinds or {}).get(name, Kind.ORGANISATION), (names or {}).get(name, ())) for name in met}
    counted, quoted = evidence[len(claims) : len(claims) + len(figures)], evidence[len(claims) + len(figures) :]
    return Extraction(
        document=Document(key, source, text, "text/plain", title=f"Title of {source}", published="2025-03-14", language="en"),
        entities=tuple(sorted(entities.values(), key=lambda one: one.id)),
        mentions=tuple(_mention(text, name, one) for name, one in entities.items()),
        statements=tuple(_statement(claim, said, entities) for claim, said in zip(claims, evidence, strict=False)),
        observations=tuple(_observation(entities[name], said) for name, said in zip(figures, counted, strict=True)),
        quotations=tuple(_quotation(entities[name], said) for name, said in zip(words, quoted, strict=True)),
    )


def _entity(name: str, kind: Kind, others: tuple[str, ...]) -> Entity:
    return Entity(f"{kind.value.lower()}/{name}", kind, name, tuple(sorted({name, *others})))


def _mention(text: str, name: str, entity: Entity) -> Mention:
    start = text.index(name)
    return Mention(start, start + len(name), name, entity.kind, entity.id)


def _statement(claim: Claim, said: Evidence, entities: Mapping[str, Entity]) -> Statement:
    trigger = said.start + len(claim.subject) + len(claim.status) + 2
    object_ = said.end - 1 - len(claim.object)
    return Statement(
        subject=entities[claim.subject].id,
        predicate=claim.relation,
        object=entities[claim.object].id,
        status=claim.status,
        qualifiers=claim.qualifiers,
        evidence=said,
        rule="verb",
        confidence=claim.confidence,
        subject_span=(said.start, said.start + len(claim.subject)),
        object_span=(object_, object_ + len(claim.object)),
        trigger_span=(trigger, trigger + len(claim.relation)),
        claimed_by=None if claim.claimed_by is None else entities[claim.claimed_by].id,
    )


def _observation(about: Entity, said: Evidence) -> Observation:
    start = said.end - len("7 users.")
    return Observation(about.id, "users", Value(Decimal(7), "users", "7 users"), None, start, said.end - 1, said)


def _quotation(speaker: Entity, said: Evidence) -> Quotation:
    return Quotation(speaker.id, "So be it", said.start + 1, said.start + 9, said)
