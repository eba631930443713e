"""Features: from fragments under a name or on its own page to a statement for each technology that they say it offers or uses.

`Kestrel Pay`, and under it `Payroll over mobile money`; `Features`, and under it `Wallets: Apple Pay`; `No PHP.`
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from fintech_kg.extraction.boundaries import is_hyphen
from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import FINITE, SUBJECTS, is_sentence
from fintech_kg.extraction.pages import OwnPage
from fintech_kg.extraction.reading import Place, Reading
from fintech_kg.extraction.statements import statement_across
from fintech_kg.extraction.topics import BREAKS, TOPIC
from fintech_kg.model import BlockKind, Kind, Statement, Status
from fintech_kg.ontology import Cue, Ontology

FRAME = "feature"
"""The frame of what a fragment says that its firm offers or uses."""
_OFFERED, _USED = "develops", "uses"
_RELATIVE = frozenset({"that", "which", "who"})
_BY_MEANS = frozenset({"with", "via", "over", "on", "using", "through", "in"})
_NONE = frozenset({"no", "not", "without", "never", "zero"})
_DASHES = frozenset({"–", "—"})
_LONGEST_LEAD, _FARTHEST = 8, 12


@dataclass(frozen=True, slots=True)
class _Lead:
    """What the line over a list says of its items: that they are features, or tasks; or that they are not so."""

    features: bool = False
    tasks: bool = False
    denied: bool = False


def feature_statements(reading: Reading, page: OwnPage | None, ontology: Ontology) -> Iterator[Statement]:
    """What the fragments of a document say of the firms that they are about."""
    if not {_OFFERED, _USED} <= ontology.relations.keys():
        return
    for number, view in enumerate(reading.views):
        whose = _whose(reading, number)
        if whose is None:
            continue
        owned = page is not None and reading.entity_of(*whose) == page.owner and whose[0] != number
        lead = _lead(reading, number) if owned else None
        for fragment in _fragments(view.doc):
            for relation, one, status in _told(view, fragment, lead, listed=_is_listed(reading, number)):
                if whose[0] != number or (one.start > whose[1].end and relation == _USED):
                    yield from _statement(reading, whose, (number, one), (relation, status), ontology)


def _whose(reading: Reading, number: int) -> Place | None:
    """Of whom a piece's fragments are said: its heading's firm, whose page it is, or the label that opens it."""
    topic = reading.views[number].topic
    if topic is None or topic.kind is not Kind.ORGANISATION:
        return None
    return reading.topics.get(number) if topic.refers_to == TOPIC else (number, topic)


def _is_listed(reading: Reading, number: int) -> bool:
    """Whether it is an item, or a line that is no sentence."""
    is_item = reading.pieces[number].block.kind is BlockKind.ITEM
    return is_item or not is_sentence(reading.views[number].doc)


def _statement(
    reading: Reading,
    whose: Place,
    named: Place,
    said: tuple[str, Status],
    ontology: Ontology,
) -> Iterator[Statement]:
    candidate = Candidate(said[0], whose[1], named[1], named[1].start, f"{FRAME}:{said[0]}", status=said[1])
    yield from statement_across(reading, (whose, named), reading.span_of(*named), candidate, ontology)


def _told(view: View, fragment: Span, lead: _Lead | None, *, listed: bool) -> Iterator[tuple[str, Argument, Status]]:
    """The technologies of a fragment, with the relation that it states of each; `lead`: what stands over it on an own page."""
    named = sorted({one for token in fragment if (one := view.at(token)) is not None and one.kind is Kind.TECHNOLOGY})
    opening = _opening(view, fragment)
    for one in named:
        said = _of_section(view, one, opening) if lead is None else _of_item(view, one, opening, lead) if listed else None
        if said is not None:
            yield said[0], one, said[1]


def _of_section(view: View, one: Argument, opening: Argument | None) -> tuple[str, Status] | None:
    """What a fragment under a firm's name says of a technology: `Agent banking with face recognition`."""
    if _is_denied(view, one):
        return None
    if one == opening:
        noun = view.doc[one.end : one.end + 1]  # `An open banking aggregator` is one, and no open banking
        return (_USED if len(noun) and noun[0].pos_ == "NOUN" else _OFFERED), Status.ASSERTED
    return (_USED, Status.ASSERTED) if _is_means(view, one) else None


def _of_item(view: View, one: Argument, opening: Argument | None, lead: _Lead) -> tuple[str, Status] | None:
    """What an item of a list on a firm's own page says of a technology."""
    if lead.denied or _is_denied(view, one):
        return _USED, Status.DENIED
    if lead.features and one == opening and _is_described(view, one):
        return _OFFERED, Status.ASSERTED
    is_label = any(token.text == ":" for token in view.doc[one.end : one.end + 1])
    return (_USED, Status.ASSERTED) if not is_label and (lead.features or (lead.tasks and _is_means(view, one))) else None


def _fragments(doc: Doc) -> Iterator[Span]:
    """The sentences, or their parts between dashes, in which nothing is the subject of anything but a relative clause."""
    for sentence in doc.sents:
        start = sentence.start
        for end in (*(token.i for token in sentence if token.text in _DASHES), sentence.end):
            part = doc[start:end]
            if len(part) and not any(_is_subject(token, part) for token in part) and part[0].tag_ not in FINITE:
                yield part
            start = end + 1


def _is_subject(token: Token, part: Span) -> bool:
    return token.dep_ in SUBJECTS and token.lower_ not in _RELATIVE and token.head in part


def _opening(view: View, fragment: Span) -> Argument | None:
    """The technology that heads the first words of a fragment."""
    found = None
    for token in fragment:
        one = view.at(token)
        if one is not None and one.kind is Kind.TECHNOLOGY:
            found = one
        elif one is not None or token.pos_ in BREAKS or (token.is_punct and not is_hyphen(token) and found is not None):
            break
    return found


def _is_described(view: View, one: Argument) -> bool:
    """Whether what follows says how it is made: `built on`, `– written in`, `that calculates`."""
    behind = [token for token in view.doc[one.end : one.end + 2] if token.text not in _DASHES]
    return bool(behind) and (behind[0].tag_ == "VBN" or behind[0].lower_ in _RELATIVE)


def _is_denied(view: View, one: Argument) -> bool:
    """`No PHP`, `not Ethereum`."""
    return one.start > 0 and view.doc[one.start - 1].lower_ in _NONE


def _is_means(view: View, one: Argument) -> bool:
    """Whether a preposition of means stands before it, or before the list or the words that end with it."""
    head: Token = view.doc[one.start : one.end].root
    while head.dep_ in {"conj", "compound", "amod", "nmod"} and head.head.i < head.i + 3 and head.head != head:
        head = head.head
    return head.dep_ == "pobj" and head.head.lower_ in _BY_MEANS


def _lead(reading: Reading, number: int) -> _Lead:
    """What the nearest line over a list says of its lines: a heading that names nothing, or the words right over its items."""
    at = number - 1
    while at >= 0 and number - at <= _FARTHEST and _goes_on(reading, at):
        at -= 1
    if at < 0 or len(reading.pieces[at].doc) > _LONGEST_LEAD:
        return _Lead()
    view = reading.views[at]
    words = f" {view.doc.text.lower().replace('’', chr(39)).rstrip(' :.')} "
    cues = view.ontology.cues

    def holds(cue: Cue) -> bool:
        return any(f" {phrase} " in words for phrase in cues[cue])

    features, tasks = holds(Cue.FEATURE), holds(Cue.TASK)
    denied = any(token.dep_ == "neg" or token.lower_ in {"not", "n't", "n’t", "never"} for token in view.doc)
    return _Lead(features and not denied, tasks and not denied, denied)


def _goes_on(reading: Reading, number: int) -> bool:
    """Whether a line is one of a list: an item, or words that name something and are no sentence."""
    view = reading.views[number]
    if reading.pieces[number].block.kind is BlockKind.ITEM:
        return True
    return bool(view.arguments) and not is_sentence(view.doc)
