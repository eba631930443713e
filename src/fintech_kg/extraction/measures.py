"""What a figure measures: from a value in a sentence to the words that say it."""

from __future__ import annotations

from spacy.tokens import Span, Token

from fintech_kg.extraction.candidates import View

_CUT = {"relcl", "cc", "conj", "punct", "appos", "advcl", "mark", "parataxis"}
_CHANGES = frozenset(
    "rise fall grow increase decrease drop decline climb jump slip gain lose shrink be reach hit total stand amount exceed top"
    " average".split()
)
_FINITE = {"VBZ", "VBP", "MD"}
_LONGEST_MEASURE = 14


def measure_of(view: View, value: Span) -> Span | None:
    """The words that say what is measured; None where the sentence has none."""
    doc, head = value.doc, _head(value)
    following = doc[value.end] if value.end < len(doc) else None
    if following is not None and following.lower_ == "of" and following.sent == value.sent:
        of_what = next((child for child in following.children if child.dep_ == "pobj"), None)
        if of_what is not None:
            return _share_of(of_what, following, value)
    if head is None or (value.start == value.sent.start and head.i >= value.end):
        return _rest(value)
    if head.i >= value.end and head.pos_ in {"NOUN", "PROPN"}:
        return _counted(head, value)
    if head.dep_ == "prep" or head.pos_ == "ADP":
        head = head.head
    if head.pos_ in {"VERB", "AUX"}:
        return _verb_measure(view, head, value)
    if head.pos_ in {"NOUN", "PROPN", "ADJ"}:
        return _phrase(head, min(token.i for token in head.subtree), until=head.i + 1)
    return _rest(value)


def _share_of(of_what: Token, of: Token, value: Span) -> Span | None:
    """`43% of patent applications`; `systems (adopted by 78% of banks)` with what is adopted."""
    agent = value.root.head
    verb = agent.head
    if agent.lower_ == "by" and verb.dep_ == "acl" and verb.head.i < verb.i:
        start = verb.head.left_edge.i
        return of.doc[start : min(of_what.i + 1, start + 2 * _LONGEST_MEASURE)]
    return _phrase(of_what, of.i + 1)


def _counted(noun: Token, value: Span) -> Span | None:
    """What is counted, with what governs it where that stands in the same phrase: `covering 63 million users`."""
    phrase = _phrase(noun, value.end)
    governor = noun.head
    if phrase is None or noun.dep_ not in {"dobj", "pobj"} or value.start - governor.i > 2:
        return phrase
    if governor.dep_ == "acl" and governor.pos_ == "VERB":
        return noun.doc[governor.i : phrase.end]
    if noun.dep_ == "pobj" and governor.head.pos_ == "NOUN" and governor.head.dep_ == "ROOT":
        return noun.doc[governor.head.left_edge.i : phrase.end]
    return phrase


def _head(value: Span) -> Token | None:
    root = value.root
    return None if root.dep_ == "ROOT" or root.head == root else root.head


def _rest(value: Span) -> Span | None:
    """The rest of the line item that has no verb: `92% mobile payment penetration rate`."""
    sentence = value.sent
    after = sentence.doc[value.end : min(sentence.end, value.end + _LONGEST_MEASURE)]
    stop = next(
        (token.i for token in after if (token.is_punct and token.text not in {"-", "/", "&"}) or token.tag_ in _FINITE),
        after.end,
    )
    before = sentence.doc[max(sentence.start, value.start - _LONGEST_MEASURE) : value.start]
    for span in (sentence.doc[value.end : stop], before):
        if any(token.is_alpha for token in span):
            return span
    return None


def _phrase(head: Token, start: int, until: int | None = None) -> Span | None:
    """The noun phrase from `start` on, up to the first relative clause, coordination or mark."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ in _CUT or until is not None:
            break
        end = child.right_edge.i + 1
    end = min(end, start + _LONGEST_MEASURE)
    doc = head.doc
    while start < end and (doc[start].is_punct or doc[start].lower_ in {"the", "a", "an", "of", "its", "their"}):
        start += 1
    return doc[start:end] if start < end else None


def _verb_measure(view: View, verb: Token, value: Span) -> Span | None:
    """For `revenue rose 12% to $5m` the subject with the verb, for `processed $4bn in 2024` the verb with what follows."""
    subject = next((child for child in verb.children if child.dep_ in {"nsubj", "nsubjpass"}), None)
    is_thing = subject is not None and view.at(subject) is not None
    if verb.lemma_.lower() in _CHANGES and subject is not None and subject.pos_ in {"NOUN", "PROPN"} and not is_thing:
        is_change = value.root.head.lower_ not in {"to", "at"} and verb.lemma_ not in {
            "be",
            "reach",
            "hit",
            "total",
            "stand",
        }
        end = verb.i + 1 if is_change and verb.i == subject.right_edge.i + 1 else subject.right_edge.i + 1
        return _phrase_of(subject, end)
    after = [child for child in verb.rights if child.i >= value.end and child.dep_ == "advmod"]
    end = after[0].i + 1 if after and after[0].i == value.end else value.end
    start = verb.head.left_edge.i if verb.dep_ == "acl" and verb.head.pos_ == "NOUN" else verb.i
    return verb.doc[start : max(end, verb.i + 1)]


def _phrase_of(subject: Token, end: int) -> Span | None:
    start = subject.left_edge.i
    while start < end and (subject.doc[start].is_punct or subject.doc[start].lower_ in {"the", "a", "an", "its", "their"}):
        start += 1
    return subject.doc[start:end] if start < end else None
