"""Direct speech: from one Doc to the quoted words, exactly as written, and the argument that says them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from fintech_kg.extraction.candidates import Argument, View
from fintech_kg.extraction.clauses import subject_heads
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Ontology

# The last one is what is left of a closing mark that was decoded wrongly and lost its last byte.
_CLOSED = r"(?:”|â€)"
_QUOTED = re.compile(rf"“((?:(?!{_CLOSED})[^“])+){_CLOSED}|" r"\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|‘([^‘’]+[,.?!])’(?!\w)")
# A paragraph that opens with a mark and never closes it: the words go on in the next one, which opens with a mark again.
_OPEN = re.compile(rf"“((?:(?!{_CLOSED})[^“])+)\Z|" r"\A\s*\"([^\"]+)\Z|«([^«»]+)\Z")
# `“…” – Kadri Tamm`
_DASH = re.compile(r"[”\"»“’]\s*[–—―-]{1,2}\s*(?=\w)")
_SPEAKERS = frozenset({Kind.PERSON, Kind.ORGANISATION})
_FEWEST_WORDS = 4
_FARTHEST = 30


@dataclass(frozen=True, slots=True)
class FoundQuotation:
    """Quoted words by their character bounds in the Doc (without the marks), and who says them, as far as the Doc tells.

    `is_open`: no mark closes them, so that they go on in the next paragraph.
    """

    start: int
    end: int
    speaker: Argument | None
    attribution: int | None
    is_open: bool = False


def find_quotations(view: View, ontology: Ontology) -> list[FoundQuotation]:
    """The direct speech of a Doc in order: what stands in marks and has a speaker, or is long enough to be a sentence.

    A part without an attribution of its own belongs to the speaker of the part before.
    """
    text = view.doc.text
    opened = next((_inner(match, text) for match in _OPEN.finditer(text)), None)
    closed = [_inner(match, text) for match in _QUOTED.finditer(text)]
    spans = [(start, end) for start, end in (*closed, *([] if opened is None else [opened])) if start < end]
    outside = _outside(view.doc, spans) if spans else []
    starts = [token.idx for token in outside]
    found: list[FoundQuotation] = []
    for start, end in spans:
        if _is_named(view, start, end):
            continue
        after = outside[bisect_left(starts, end) : bisect_left(starts, end) + _FARTHEST]
        before = outside[max(0, bisect_left(starts, start) - _FARTHEST) : bisect_left(starts, start)]
        verb = _saying_verb(text[start:end], before, after, ontology)
        signed = _signed(view, end)
        verb = verb if signed is None else None
        speaker = signed if verb is None else _speaker(view, verb, spans)
        if speaker is None and found and verb is None:
            speaker, verb = found[-1].speaker, None
        is_open = (start, end) == opened
        if signed is not None or _is_speech(view, start, end, speaker, verb):
            found.append(FoundQuotation(start, end, speaker, None if verb is None else verb.i, is_open))
    return found


def _is_named(view: View, start: int, end: int) -> bool:
    """Whether the marks stand within a name: `Mia “Mo” Okoro`."""
    words = view.doc.char_span(start, end, alignment_mode="expand")
    argument = None if words is None else view.at(words[0])
    return words is not None and argument is not None and argument.start < words.start and words.end < argument.end


def _signed(view: View, end: int) -> Argument | None:
    """Whose name stands behind the closing mark and a dash."""
    dash = _DASH.match(view.doc.text, end)
    name = None if dash is None else view.doc.char_span(dash.end(), dash.end() + 1, alignment_mode="expand")
    argument = None if name is None else view.at(name[0])
    return argument if argument is not None and argument.kind in _SPEAKERS and argument.refers_to is None else None


def _is_speech(view: View, start: int, end: int, speaker: Argument | None, verb: Token | None) -> bool:
    """Whether the words are a sentence's worth, or a speaker's by their last mark or by standing in what is said."""
    text = view.doc.text[start:end]
    if len(text.split()) >= _FEWEST_WORDS:
        return True
    if speaker is None or verb is None:
        return False
    words = view.doc.char_span(start, end, alignment_mode="expand")
    over = [] if words is None else [words.root, *words.root.ancestors]
    return text[-1] in ".,!?" or any(token.dep_ == "ccomp" and token.head == verb for token in over)


def _inner(match: re.Match[str], text: str) -> tuple[int, int]:
    """The words between the marks, without blanks at their ends, which belong to no sentence."""
    start, end = next(match.span(group) for group in range(1, len(match.groups()) + 1) if match[group] is not None)
    words = text[start:end]
    return end - len(words.lstrip()), start + len(words.rstrip())


def _outside(doc: Doc, spans: list[tuple[int, int]]) -> list[Token]:
    """The tokens outside the quoted words, in order."""
    lefts = [left for left, _ in spans]
    return [token for token in doc if not _is_within(token.idx, lefts, spans)]


def _is_within(offset: int, lefts: list[int], spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(lefts, offset) - 1
    return at >= 0 and offset < spans[at][1]


def _saying_verb(text: str, before: list[Token], after: list[Token], ontology: Ontology) -> Token | None:
    """The nearest verb of saying behind the words in the same sentence, else right before them."""
    # After the closing mark an attribution begins at once, in lower case or with the speaker's name behind a comma.
    if text[-1:] in {",", "?", "!", "-", "–"} or (after[1:2] and after[1].text[:1].islower()):
        for token in _until_stop(after):
            if _says(token, ontology):
                return token
    for token in reversed(before):
        if token.text in {".", "!", "?"}:
            break
        if _says(token, ontology):
            return token
    return next((token for token in _until_stop(after) if _says(token, ontology)), None) if text[-1:] not in ".!?" else None


def _until_stop(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.text in {".", "!", "?", "“"}:
            return
        yield token


def _says(token: Token, ontology: Ontology) -> bool:
    if token.lemma_.lower() == "put" and token.i + 1 < len(token.doc) and token.nbor().lower_ == "it":
        return True  # `as Okoro puts it`
    return token.lemma_.lower() in ontology.cues[Cue.SAYING] and token.pos_ in {"VERB", "NOUN", "PROPN"} and token.tag_ != "NNS"


def _speaker(view: View, verb: Token, spans: list[tuple[int, int]]) -> Argument | None:
    """The verb's subject, or the nearest person or organisation on its line outside the marks, a person first."""
    for head in subject_heads(verb):
        argument = view.at(head)
        if argument is not None and argument.kind in _SPEAKERS:
            return argument
        if head.tag_ == "NN" and any(child.lower_ in {"a", "an"} for child in head.children):
            return None  # `a spokeswoman said`
    lefts = [left for left, _ in spans]
    around = {view.arguments.get(i) for i in range(verb.i - _FARTHEST // 2, verb.i + _FARTHEST // 2)} - {None}
    near = [
        one
        for one in around
        if one is not None
        and one.kind in _SPEAKERS
        and not _is_within(view.doc[one.start].idx, lefts, spans)
        and view.doc[one.start].sent == verb.sent
    ]
    return min(near, key=lambda one: (_distance(one, verb), one), default=None)


def _distance(one: Argument, verb: Token) -> tuple[int, bool]:
    gap = one.start - verb.i if one.start > verb.i else verb.i - one.end + 1
    return gap, one.kind is not Kind.PERSON
