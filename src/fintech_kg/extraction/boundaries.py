"""The boundaries of names: from a span that a recogniser marked to the one that is the name, and what stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from spacy.tokens import Doc, Span, Token

from fintech_kg.extraction.recogniser import OTHERS
from fintech_kg.model import Kind

LEGAL_FORMS = frozenset(
    "Inc Inc. inc. Ltd Ltd. LLC L.L.C. LLP L.P. LP PLC Plc plc AG SA S.A. S.p.A. Corp Corp. Corporation Incorporated Limited "
    "Co. GmbH KGaA N.V. NV B.V. BV SE AB ASA Oyj Pte Pte. Pty Pvt Pvt.".split()
)
_LONGEST_ABBREVIATION = 2
# How words end that modify what follows with a name before a hyphen: `Ross-backed`, `Jobs-like`.
_MODIFYING = ("ed", "led", "run", "born", "like", "style", "era", "owned", "esque", "held", "ing")
_LOOSE_ENDS = frozenset({"'s", "’s", "'", "’", "of", "in", "at", "for", "and", "from"})


def balanced(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The bounds without a bracket at the end that opens outside, and without what follows a bracket that closes outside."""
    texts = [token.text for token in doc[start:end]]
    if texts.count("(") > texts.count(")"):
        return start, start + texts.index("(")
    while texts and texts[-1] == ")" and texts.count(")") > texts.count("("):
        texts.pop()
    return start, start + len(texts)


def before_full_stop(doc: Doc, start: int, end: int) -> int:
    """Where a person's name ends that goes on behind a full stop: `Ann Lee. Klarna`, but not `J. P. Morgan` or `Jr. Smith`."""
    for i in range(start + 1, end - 1):
        word, stop = doc[i - 1].text, doc[i].text
        if stop == "." and len(word) > _LONGEST_ABBREVIATION and word[1:].islower():
            return i
    return end


def with_hyphenated(doc: Doc, start: int, end: int) -> tuple[int, int]:
    """The bounds of a person's name with the parts that hyphens join: `Park Ji-won`, `Kamla-Dawn Joseph`, not `Visa-backed`."""
    while start > 1 and is_hyphen(doc[start - 1]) and doc[start - 2].is_title:
        start -= 2
    while end + 1 < len(doc) and is_hyphen(doc[end]) and doc[end + 1].is_alpha and not doc[end + 1].lower_.endswith(_MODIFYING):
        end += 2
    return start, end


def is_hyphen(token: Token) -> bool:
    """Whether it joins two words into one."""
    return token.text in {"-", "‑"} and not token.whitespace_ and token.i > 0 and not token.nbor(-1).whitespace_


def shortens_state(span: Span) -> bool:
    """Whether it is an abbreviation behind a name and a comma: `Carterville, Ill.`, `San Jose, CA`."""
    before = span.doc[span.start - 2] if span.start > 1 and span.doc[span.start - 1].text == "," else None
    if before is None or not before.text[:1].isupper():
        return False
    return span.text.endswith(".") or (len(span.text) == len("CA") and span.text.isupper() and not before.text.isupper())


def with_field(span: Span) -> Span:
    """`Institute of Chartered Accountants` with the `of Scotland` behind it."""
    doc, end = span.doc, span.end
    opens_with_of = any(token.lower_ == "of" for token in span)
    if (
        opens_with_of
        and end + 1 < len(doc)
        and doc[end].lower_ == "of"
        and doc[end].head in span
        and doc[end + 1].pos_ == "PROPN"
    ):
        return doc[span.start : doc[end + 1].right_edge.i + 1 if doc[end + 1].right_edge.i - end < 3 else end + 2]
    return span


def without_seat(span: Span) -> tuple[Span, Span | None]:
    """`CH2M Hill of Corvallis, Ore.` and `Visa Inc. of San Francisco`: the firm, and the place as another name."""
    doc = span.doc
    for token in span[1:-1]:
        if token.lower_ == "of":
            rest = doc[token.i + 1 : span.end]
            comma = next((one.i for one in rest if one.text == ","), None)
            if comma is not None and comma + 1 < span.end and shortens_state(doc[comma + 1 : span.end]):
                return doc[span.start : token.i], Span(doc, token.i + 1, comma, label=Kind.PLACE.value)
            if doc[token.i - 1].text in LEGAL_FORMS:
                return doc[span.start : token.i], Span(doc, token.i + 1, span.end, label=Kind.PLACE.value)
    return span, None


def without_owner(span: Span) -> tuple[Span | None, Span]:
    """`Jack Dorsey's Block`: the person, by the parser's own recogniser one of two words or more, and the firm."""
    doc = span.doc
    people = [(one.start, one.end) for one in doc.spans.get(OTHERS, ()) if one.label_ == "PERSON" and len(one) > 1]
    for token in span[2:-1]:
        if token.text in {"'s", "’s"} and {(span.start, token.i), (span.start, token.i + 1)} & set(people):
            return Span(doc, span.start, token.i, label=Kind.PERSON.value), doc[token.i + 1 : span.end]
    return None, span


def as_product(span: Span, words: Set[str]) -> Span | None:
    """`Larkspur Protocol`, and `LARK` with the `token` behind it, as a technology; None where no such word ends the name."""
    doc, end = span.doc, span.end
    after = doc[end] if end < len(doc) and doc[end - 1].whitespace_ else None
    if after is not None and after.lower_ in words and not (after.dep_ == "compound" and after.head.i == end + 1):
        end += 1
    if doc[end - 1].lower_ not in words or end - span.start < 2 or not span[0].text[:1].isupper():
        return None
    return Span(doc, span.start, end, label=Kind.TECHNOLOGY.value)


def with_joined(names: Iterable[Span], common: Set[str]) -> Iterator[Span]:
    """The names, those made one that a recogniser cut at `and`: `Banking Regulation and Debt Supervision Agency`.

    `common` are words that alone name nothing; a name of nothing else goes on behind the `and`.
    """
    pending: Span | None = None
    for name in names:
        if pending is not None and _goes_on(pending, name, common):
            pending = Span(name.doc, pending.start, name.end, label=name.label_)
            continue
        if pending is not None:
            yield pending
        pending = name
    if pending is not None:
        yield pending


def _goes_on(left: Span, right: Span, common: Set[str]) -> bool:
    words = [token for token in left if token.lower_ not in {"the", "and", "&"}]
    if left.label_ != right.label_ or len(right) < 2 or not words or any(token.lower_ not in common for token in words):
        return False
    between = left.doc[left.end : right.start]
    return [token.lower_ for token in (*left[-1:], *between)][-1] in {"and", "&"} and len(between) < 2


def trails(token: Token) -> bool:
    if token.text in _LOOSE_ENDS or token.is_space:
        return True
    return (token.is_punct and token.text not in {")", "."}) or (token.text == "." and token.i > 0 and len(token.nbor(-1)) > 3)


def with_legal_form(span: Span) -> Span:
    """`Dell Technologies` with the `Inc.` behind it, also behind a comma."""
    doc, end = span.doc, span.end
    after = end + 1 if end < len(doc) and doc[end].text == "," else end
    is_form = after < len(doc) and doc[after].text in LEGAL_FORMS and not doc[after].ent_type_
    return doc[span.start : after + 1] if is_form and span[-1].text not in LEGAL_FORMS else span


def one_name_each(doc: Doc, spans: list[Span]) -> Iterator[Span]:
    """The spans, with neighbours that the parser takes for one name made one: `Nadia` and `Osterhout`."""
    ordered = sorted(spans, key=lambda span: (span.start, span.end))
    pending: Span | None = None
    for span in ordered:
        if pending is not None and _same_name(pending, span):
            span = Span(doc, pending.start, span.end, label=span.label_)
        elif pending is not None:
            yield pending
        pending = span
    if pending is not None:
        yield pending


def _same_name(left: Span, right: Span) -> bool:
    last = left[-1]
    adjoin = left.end == right.start and last.dep_ == "compound" and last.head.i in range(right.start, right.end)
    return adjoin and not left.id_ and not right.id_ and last.whitespace_ == " "
