"""Topics: what a line or a section is about, from the name that opens it to what its fragments say of that.

`Kestrel Pay – payment gateway, backed by Visa`; or under a heading `2. Kestrel Pay (Lagos)`: `Backed by Visa. Uses blockchain.`
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from fintech_kg.extraction.boundaries import is_hyphen
from fintech_kg.extraction.candidates import Argument, Candidate, View
from fintech_kg.extraction.clauses import SUBJECTS, is_sentence
from fintech_kg.model import Kind
from fintech_kg.ontology import Relation

TOPIC = "topic"
"""What an argument refers to that stands where its fragment has none: the name that opens the section."""
LABEL = "label"
"""The frame of a name and what a dash, a colon or the next line says that it offers."""
ABOUT = frozenset({"about", "why", "join", "meet", "inside"})
"""The first word of headings that tell whose page it is by the name behind them."""
_OF_SECTIONS = frozenset({"about", "meet"})
"""The first word of headings whose section, on anybody's page, is about the name behind them."""
_SEPARATORS = frozenset({":", "–", "—", "-", "|"})
CELL_ENDS = frozenset("|·•")
"""What cuts a line into cells."""
_SUBJECTS = SUBJECTS | {"csubjpass"}
_TELLING = frozenset({"VBN", "VBD", "VBZ"})
BREAKS = frozenset({"ADP", "AUX", "CCONJ", "PART", "PRON", "SCONJ", "VERB"})
"""Parts of speech at which the first noun phrase ends."""
_LONGEST_HEADING = 12


def label_of(view: View) -> Argument | None:
    """The organisation that opens a piece as its label, before a dash, a colon, or the place in brackets."""
    one = _opening(view)
    if one is None or one.end >= len(view.doc):
        return None
    mark = view.doc[one.end]
    if mark.text == ":" or (mark.text in _SEPARATORS and view.doc[one.end - 1].whitespace_) or is_sign(mark):
        return one
    if mark.text == "," and any(token.text in CELL_ENDS for token in view.doc[one.end :]):
        return one  # `Kestrel Pay AS, Telliskivi 60a, Tallinn · Supervised by`
    return one if mark.text == "(" and _is_place(view, one.end + 1) else None


def _told_about(view: View) -> Argument | None:
    """The organisation of `About Kestrel Pay`."""
    one = view.name_at(1, Kind.ORGANISATION) if len(view.doc) and view.doc[0].lower_ in _OF_SECTIONS else None
    return one if one is not None and one.end == len(view.doc) else None


def is_sign(token: Token) -> bool:
    """Whether it is a flag, a star or another sign that sets off words of a heading."""
    return all(unicodedata.category(char) in {"So", "Sk", "Mn", "Cf"} for char in token.text)


def is_card(view: View) -> bool:
    """Whether it is a short line of cells, `Identity checks · London`, that names no organisation first."""
    cut = any(token.text in CELL_ENDS for token in view.doc)
    return cut and len(view.doc) <= _LONGEST_HEADING and _opening(view) is None and not is_sentence(view.doc)


def heading_topic(view: View) -> Argument | None:
    """The organisation that a heading consists of, with no more than its place or a few words behind a mark."""
    one = _opening(view)
    if len(view.doc) > _LONGEST_HEADING or is_sentence(view.doc):
        return None
    if one is None:
        return _told_about(view)
    alone = one.end == len(view.doc)
    beside = not alone and view.doc[one.end].text == "," and _is_place(view, one.end + 1)
    return one if alone or beside or label_of(view) is not None else None


def _opening(view: View) -> Argument | None:
    first = next((token for token in view.doc if any(map(str.isalnum, token.text))), None)
    return None if first is None else view.name_at(first.i, Kind.ORGANISATION)


def _is_place(view: View, at: int) -> bool:
    place = view.at(view.doc[at]) if at < len(view.doc) else None
    return place is not None and place.kind is Kind.PLACE


def topic_at(view: View, token: Token) -> Argument | None:
    """The topic as an argument where a fragment's token stands for it; None in the label itself, and where there is none."""
    topic = view.topic
    if topic is None:
        return None
    if topic.refers_to == TOPIC:
        return replace(topic, start=token.i, end=token.i + 1)
    return topic if token.i > topic.end else None


def holder_of(view: View, verb: Token) -> Argument | None:
    """The topic where the verb, a participle or a form of the third person, has no subject of its own."""
    topic = topic_at(view, verb)
    first = verb.head if verb.dep_ == "xcomp" and verb.tag_ == "VB" else verb  # `Began to issue cards`
    if topic is None or first.tag_ not in _TELLING or _has_subject(verb) or _has_subject(first) or not _is_fragment(first):
        return None
    over = verb.head if verb.dep_ in {"acl", "relcl", "amod", "advcl", "appos"} else None
    named = None if over is None else view.at(over)
    if named is not None and named != topic and named.kind is not Kind.TECHNOLOGY:
        return None
    return topic


def _has_subject(verb: Token) -> bool:
    """Whether it has one on its own side of a semicolon or a cell: not in `acquirer; sold Linx to TOTVS`."""
    found = (child for child in verb.children if child.dep_ in _SUBJECTS)
    return any(not any(token.text in {";", *CELL_ENDS} for token in verb.doc[child.i : verb.i]) for child in found)


def _is_fragment(verb: Token) -> bool:
    """Whether nothing over the verb in its sentence has a subject either, and a mark or nothing stands before it."""
    if any(_has_subject(over) for over in verb.ancestors):
        return False
    before = verb.nbor(-1) if verb.i > 0 else None
    return before is None or verb.is_sent_start or before.is_punct or before.lower_ in {"and", "also", "now"}


def label_candidates(view: View, relation: Relation) -> Iterator[Candidate]:
    """The technology that heads the first words behind a label, where no sentence is: `Kestrel Pay: payment gateway`."""
    topic = view.topic
    if topic is None or topic.refers_to == TOPIC or topic.kind not in relation.domain or topic.end + 1 >= len(view.doc):
        return
    told = view.doc[topic.end + 1 : view.doc[topic.end + 1].sent.end]
    if any(token.dep_ in _SUBJECTS for token in told):
        return
    found = None
    for token in told:
        argument = view.at(token)
        if argument is not None and argument.kind is Kind.TECHNOLOGY:
            found = argument
        elif argument is not None or not _goes_on(token):
            break
    if found is not None:
        yield Candidate(relation.name, topic, found, topic.end, LABEL)


def _goes_on(token: Token) -> bool:
    """Whether a word may stand before the head of a noun phrase."""
    return token.pos_ not in BREAKS and (not token.is_punct or is_hyphen(token))
