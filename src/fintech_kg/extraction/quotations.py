"""Direct speech: from one Doc to the quoted words, exactly as written, and the argument that says them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from fintech_kg.extraction.candidates import Argument, View
from fintech_kg.extraction.clauses import subject_heads
from fintech_kg.extraction.phrases import prepositional
from fintech_kg.model import Kind
from fintech_kg.ontology import Cue, Ontology

# The last one is what is left of a closing mark that was decoded wrongly and lost its last byte.
_CLOSED = r"(?:”|â€)"
_QUOTED = re.compile(
    rf"“((?:(?!{_CLOSED})[^“])+){_CLOSED}|"
    r"\"([^\"]+)\"|«([^«»]+)»|„([^„“”]+)[“”]|‘([^‘’]+[,.?!])’(?!\w)"
    # The apostrophe as a mark: what stands in it goes on past the apostrophes within words.
    r"|(?<!\w)'((?:[^'\n]|'(?=\w)){6,}[,.?!])'(?!\w)"
)
# A paragraph that opens with a mark and never closes it: the words go on in the next one, which opens with a mark again.
_OPEN = re.compile(rf"“((?:(?!{_CLOSED})[^“])+)\Z|" r"\A\s*\"([^\"]+)\Z|«([^«»]+)\Z")
# `“…” – Kadri Tamm`
_DASH = re.compile(r"[”\"»“’]\s*[–—―-]{1,2}\s*(?=\w)")
# `“…” Rosa Delgado, owner`, `“…”: Rosa Delgado on ten years of selling bread`
_BESIDE = re.compile(r"[”\"»“’']:?\s+(?=[^\W\d_])")
_SPEAKERS = frozenset({Kind.PERSON, Kind.ORGANISATION})
_FEWEST_WORDS, _LONGEST_LABEL = 4, 8
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
        signed = _signed(view, end) or (None if verb is not None else _named_beside(view, start, end))
        verb = verb if signed is None else None
        speaker = signed if verb is None else _speaker(view, verb, spans)
        if speaker is None and verb is None:
            speaker = _source(view, before, after)
        if speaker is None and found and verb is None:
            speaker, verb = found[-1].speaker, None
        is_open = (start, end) == opened
        goes_on = bool(found) and found[-1].speaker is not None and speaker == found[-1].speaker and text[end - 1] in ".!?"
        if signed is not None or goes_on or _is_speech(view, start, end, speaker, verb):
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


def _named_beside(view: View, start: int, end: int) -> Argument | None:
    """The person whose name stands right behind the closing mark, or alone with a post before the colon and the mark."""
    text = view.doc.text
    behind = _BESIDE.match(text, end)
    name = None if behind is None else view.doc.char_span(behind.end(), behind.end() + 1, alignment_mode="expand")
    one = None if name is None else view.at(name[0])
    if name is not None and one is not None and one.start == name.start and _is_person(one) and _ends(text, start, end):
        return one
    before = text[: start - 1].rstrip()
    if not before.endswith(":"):
        return None
    label = [token for token in view.doc if token.idx < len(before)]
    first = view.at(label[0]) if label else None
    tells = any(token.pos_ in {"VERB", "AUX"} for token in label) or len(label) > _LONGEST_LABEL
    return first if first is not None and _is_person(first) and not tells else None


def _is_person(one: Argument) -> bool:
    return one.kind is Kind.PERSON and one.refers_to is None


def _ends(text: str, start: int, end: int) -> bool:
    """Whether the words are whole and open their line: not those of `called it “unworkable” Delgado`."""
    return not any(char.isalnum() for char in text[:start]) and (text[end - 1] in ".!?" or text[end + 1 : end + 2] == ":")


def _source(view: View, before: list[Token], after: list[Token]) -> Argument | None:
    """Whom the words are according to, in the same sentence."""
    for token in (*_since_stop(before), *_until_stop(after)):
        if token.lower_ == "according" and token.i + 2 < len(view.doc):
            near = view.doc[token.i + 2 : token.i + 4]
            found = [one for word in near if (one := view.at(word)) is not None and one.kind in _SPEAKERS]
            return found[0] if found else None
    return None


def _since_stop(tokens: list[Token]) -> Iterator[Token]:
    for token in reversed(tokens):
        if token.text in {".", "!", "?", "”"}:
            return
        yield token


def _is_speech(view: View, start: int, end: int, speaker: Argument | None, verb: Token | None) -> bool:
    """Whether the words are a sentence's worth, or a speaker's by their last mark or by standing in what is said."""
    text = view.doc.text[start:end]
    if len(text.split()) >= _FEWEST_WORDS and (speaker is not None or text[0].isupper() or text[-1] in ".,!?"):
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
        beside = [one for child in head.children if child.dep_ == "appos" and (one := view.at(child)) is not None]
        if beside and beside[0].kind is Kind.PERSON:
            return beside[0]
        if head.tag_ == "NN" and any(child.lower_ in {"a", "an"} for child in head.children):
            # `a spokeswoman said` speaks for nobody known, `a spokeswoman for Northgate said` for Northgate.
            voices = [one for token in prepositional(head, {"for", "of", "at"}) if (one := view.at(token)) is not None]
            voices = voices if head.lower_.startswith("spokes") else []
            return next((one for one in voices if one.kind is Kind.ORGANISATION), None)
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
