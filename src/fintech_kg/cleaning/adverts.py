"""Edits for advertising in Latin letters that was injected into English prose: keywords, calls, accounts, addresses, pictures.

What an advert is made of is met piece by piece, each with a weight; what stands close together is one run, and a run goes
when it weighs enough or is all that its sentence holds. Prose parts its words with `of`, `and`, `the`; runs do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fintech_kg.cleaning.addresses import HASHTAGS, PHONE, PICTURE, PICTURES, URL, address, contact
from fintech_kg.cleaning.edits import Edit, blank
from fintech_kg.cleaning.phrases import Line, latin
from fintech_kg.cleaning.quoted import Quoted
from fintech_kg.ontology import Cue

ADVERT = "advertising, injected into the text"
_ENOUGH = 3
_FUNCTION = frozenset(
    "the of and to a an is are was were be been for that with by on at from as its it has have had said says which who will "
    "would this these their his her not in or than after before into but".split()
)
_WORD = re.compile(r"[^\W\d_][^\W_]*(?:['’][^\W\d_]+)?")
# Letters that Vietnamese has and no other tongue.
_ODD = "\u1ea0-\u1ef9\u01a1\u01b0\u0111"
_ODD_LETTER = re.compile(f"[{_ODD}]")
_ODD_WORD = rf"(?<!\w)(?=[^\W\dA-Z_])[^\W\d_]*[{_ODD}]\w*"
# Three words of Vietnamese in small letters, as no name is written, with at most two others between any two.
_TONGUE = re.compile(rf"{_ODD_WORD}(?:(?: [^\W\d_]+){{0,2}} {_ODD_WORD}){{2,}}")
_DISCOUNT = re.compile(r"\b\d{1,3}% off\b", re.IGNORECASE)
_CALLED = re.compile(r"\s?[!！]+")
_STOP = re.compile(r"[.!?…][\"”’')\]]*\s+")
_TAIL = re.compile(rf"(?:[ \t]*(?:{PICTURE}\ufe0f?|{PHONE}|[!?]+|\d[\w%]{{0,4}}(?![\w.,:])))+")
_HEAD = re.compile(rf"(?:(?:{PICTURE}\ufe0f?|[>»]+|#\d+)[ \t]*)+\Z")
_WORD_BEFORE, _WORD_BEHIND = re.compile(r"([^\s,.!?]+)[ \t,]*\Z"), re.compile(r"[ \t,]*([^\s,.!?]+)")
_FARTHEST, _MOST_BETWEEN = 60, 3
# How far a sentence is followed; the whole of a long line for each run would cost its square.
_BESIDE = 400


@dataclass(frozen=True, slots=True, order=True)
class _Hit:
    """A piece of an advert in a line."""

    start: int
    end: int
    weight: int


def advert_edits(lines: Iterable[Line], quotations: Quoted, cues: Mapping[Cue, frozenset[str]]) -> Iterator[Edit]:
    """Blanks for the runs and sentences that only advertise; what is quoted stays."""
    odd = cues.get(Cue.OTHER_TONGUE, frozenset())
    for line in lines:
        hits = (hit for hit in _hits(line, cues) if quotations.around(line.start + hit.start, line.start + hit.end) is None)
        for run in _runs(line.text, _apart(hits), odd):
            span = _span(line.text, run, odd)
            if span is not None:
                yield blank(line.start + span[0], line.start + span[1], ADVERT)


def _hits(line: Line, cues: Mapping[Cue, frozenset[str]]) -> Iterator[_Hit]:
    for cue, weight in ((Cue.ADVERT, 2), (Cue.PITCH, 1)):
        for match in latin(cues.get(cue, frozenset())).found(line):
            yield _weighed(line.text, match, weight)
    messengers = cues.get(Cue.MESSENGER, frozenset())
    if any(True for _ in latin(messengers).found(line)):
        yield from (_Hit(*match.span(), _ENOUGH) for match in contact(messengers).finditer(line.text))
    yield from _marked_hits(line.text, address(cues.get(Cue.ADDRESS, frozenset())))


def _marked_hits(line: str, addresses: re.Pattern[str]) -> Iterator[_Hit]:
    """The hits that a mark or a letter tells of: addresses, discounts, hashtags, pictures, another tongue."""
    if "." in line:
        for match in URL.finditer(line):
            yield _Hit(*match.span(), _ENOUGH if addresses.search(match[0]) else _plain(match))
    if "%" in line:
        yield from (_weighed(line, match, 1) for match in _DISCOUNT.finditer(line))
    if "#" in line:
        yield from (_Hit(*match.span(), _ENOUGH) for match in HASHTAGS.finditer(line))
    if not line.isascii():
        yield from (_Hit(*match.span(), _ENOUGH) for pattern in (PICTURES, _TONGUE) for match in pattern.finditer(line))


def _plain(match: re.Match[str]) -> int:
    """The weight of an address that says nothing: that of a piece where it is written as one, none for `kite.example`."""
    return 1 if match[0].lower().startswith(("http", "www.")) else 0


def _weighed(line: str, match: re.Match[str], weight: int) -> _Hit:
    """A phrase, which weighs more in capitals and with an exclamation mark."""
    called = _CALLED.match(line, match.end())
    return _Hit(match.start(), called.end() if called else match.end(), weight + match[0].isupper() + (called is not None))


def _apart(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    """The hits in order, those that overlap as one with the greater weight."""
    last: _Hit | None = None
    for hit in sorted((hit for hit in hits if hit.weight), key=lambda hit: (hit.start, -hit.end, -hit.weight)):
        if last is not None and hit.start < last.end:
            last = _Hit(last.start, max(last.end, hit.end), max(last.weight, hit.weight))
            continue
        if last is not None:
            yield last
        last = hit
    if last is not None:
        yield last


def _runs(line: str, hits: Iterable[_Hit], odd: frozenset[str]) -> Iterator[_Hit]:
    """The hits, those that next to nothing parts as one with the weight of all."""
    run: _Hit | None = None
    for hit in hits:
        if run is not None and _is_close(line[run.end : hit.start], odd):
            run = _Hit(run.start, hit.end, run.weight + hit.weight)
            continue
        if run is not None:
            yield run
        run = hit
    if run is not None:
        yield run


def _is_close(between: str, odd: frozenset[str]) -> bool:
    if len(between) > _FARTHEST:
        return False
    words = _plain_words(between, odd)
    return len(words) <= _MOST_BETWEEN and _FUNCTION.isdisjoint(words)


def _plain_words(text: str, odd: frozenset[str]) -> list[str]:
    """The words of a text in small letters, without those of another tongue."""
    return [word for word in map(str.casefold, _WORD.findall(text)) if word not in odd and not _ODD_LETTER.search(word)]


def _span(line: str, run: _Hit, odd: frozenset[str]) -> tuple[int, int] | None:
    """What goes with a run: its whole sentence, where that says little else, or the run with its tail, or nothing."""
    run = _widened(line, run, odd)
    start, end = _sentence(line, run)
    before, after = line[start : run.start], line[run.end : end]
    rest = _plain_words(f"{before} {after}", odd)
    shouts = line[run.start : run.end].isupper() and not f"{before}{after}A".isupper()
    if not rest or (run.weight > 1 and not shouts and _says_little(rest, _plain_words(before, odd), line[run.start : run.end])):
        return start, end
    return (run.start, run.end) if run.weight >= _ENOUGH else None


def _says_little(rest: list[str], before: list[str], run: str) -> bool:
    """Whether the other words of a run's sentence are too few for one that says something else."""
    return 2 * len(rest) <= len(_WORD.findall(run)) and len(before) <= 1 and _FUNCTION.isdisjoint(rest)


def _widened(line: str, run: _Hit, odd: frozenset[str]) -> _Hit:
    """The run with the numbers, marks and words of another tongue on either side; such words weigh, too."""
    start, end = _begin(line, run.start, odd), _end(line, run.end, odd)
    odd_words = len(_WORD.findall(line[start:end])) - len(_plain_words(line[start:end], odd))
    head = _HEAD.search(line[max(0, start - _FARTHEST) : start])
    return _Hit(start - len(head[0]) if head else start, end, run.weight + odd_words)


def _begin(line: str, start: int, odd: frozenset[str]) -> int:
    word = _WORD_BEFORE.search(line[max(0, start - _FARTHEST) : start])
    while word and _is_odd(word[1], odd):
        start -= len(word[0])
        word = _WORD_BEFORE.search(line[max(0, start - _FARTHEST) : start])
    return start


def _end(line: str, end: int, odd: frozenset[str]) -> int:
    while True:
        tail, word = _TAIL.match(line, end), _WORD_BEHIND.match(line, end)
        if tail:
            end = tail.end()
        elif word and _is_odd(word[1], odd):
            end = word.end()
        else:
            return end


def _is_odd(word: str, odd: frozenset[str]) -> bool:
    return word.casefold() in odd or (_ODD_LETTER.search(word) is not None and word[0].islower())


def _sentence(line: str, run: _Hit) -> tuple[int, int]:
    """The bounds of the sentence, or the sentences, around a run, without blanks at their ends, as far as that is near."""
    start, end = max(0, run.start - _BESIDE), min(len(line), run.end + _BESIDE)
    for stop in _STOP.finditer(line, start, run.start):
        start = stop.end()
    last = _STOP.search(line, max(run.start, run.end - 1), end)
    held = line[start : min(end, last.start() + 1) if last else end]
    start += len(held) - len(held.lstrip())
    return start, start + len(held.strip())
