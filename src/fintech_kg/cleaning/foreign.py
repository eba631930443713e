"""Edits for runs in another script than the text's own: advertising that was injected into English prose goes, names stay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fintech_kg.cleaning.addresses import tail
from fintech_kg.cleaning.edits import Edit, blank
from fintech_kg.cleaning.phrases import other_scripts
from fintech_kg.cleaning.quoted import Quoted
from fintech_kg.ontology import Cue

_CASED = "\u0370-\u03ff\u0400-\u052f\u1f00-\u1fff"
_LETTERS = (
    f"{_CASED}\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0eff\u10a0-\u10ff\u1100-\u11ff"
    "\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_MARKS = "\u3000-\u303f\uff00-\uffef"
_FOREIGN = re.compile(f"[{_LETTERS}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# A run: foreign letters, with the digits and marks glued to them and what stands between them on the line.
_RUN = re.compile(
    f"(?<![0-9{_MARKS}])[0-9{_MARKS}]*[{_LETTERS}](?:[{_LETTERS}{_MARKS}0-9 \\t·.,:;!?+_/—-]*[{_LETTERS}{_MARKS}0-9])?%?"
)
_BRACKETS = re.compile(r"[(\[（][^()\[\]（）\n]{0,60}\Z"), re.compile(r"[^()\[\]（）\n]{0,60}[)\]）]")
_NAMING = re.compile(r"(?:known as|called|named|name is|or|in [A-Z][a-z]+|[A-Z][a-z]+:)[ ,:]*$")
# Words that want a noun behind them, so that a sentence without the run would be none.
_SLOT = re.compile(r"(?:^|\s)(?:of|in|by|at|from|to|with|and|the|a|an|as|on|for)$", re.IGNORECASE)
_GOES_ON = re.compile(r"[a-z]|[,;:.)]")
_NO_NAME = re.compile(r"[0-9!+/%]")
_NO_NAME_IN_BRACKETS = re.compile(r"[0-9]{5}|[!+%]")
_LONGEST_NAME, _MOST_WORDS = 24, 3
_LONGEST_SIGN = 3
_GLUED = re.compile(r"[^\s.,;]{0,3}")
# How many characters on either side are looked at; the whole of a long line would cost its square.
_BESIDE = 200

INJECTED = "text in another script, injected into the line"
WHOLE_LINE = "a line in another script"


@dataclass(frozen=True, slots=True)
class _Run:
    """A run with what stands around it on its line."""

    text: str
    before: str
    after: str


def foreign_edits(text: str, quotations: Quoted, cues: Mapping[Cue, frozenset[str]]) -> Iterator[Edit]:
    """Blanks for the foreign runs of a text that is mainly Latin, save those that read as a name or that are quoted."""
    if len(_FOREIGN.findall(text)) > len(_LATIN.findall(text)):
        return
    adverts = other_scripts(cues.get(Cue.ADVERT, frozenset()))
    tails = tail(cues.get(Cue.MESSENGER, frozenset()))
    for line in re.finditer(r"[^\n]+", text):
        if not line[0].isascii() and _FOREIGN.search(line[0]):
            for start, end, reason in _injected(line[0], line.start(), quotations, adverts):
                behind = tails.match(text, end, line.end())
                yield blank(start, behind.end() if behind else end, reason)


def _injected(line: str, offset: int, quotations: Quoted, adverts: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """The spans of a line that go; those that next to nothing parts are one."""
    whole = _within(line, offset)
    if not _LATIN.search(line) and len(_FOREIGN.findall(line)) > _LONGEST_SIGN and quotations.around(*whole) is None:
        yield (*whole, WHOLE_LINE)
        return
    start = end = -1
    for run in _RUN.finditer(line):
        around = _Run(run[0], line[max(0, run.start() - _BESIDE) : run.start()], line[run.end() : run.end() + _BESIDE])
        if _is_quoted(line, run, offset, quotations) or _is_sign(around) or _is_name(around, adverts):
            continue
        if start >= 0 and _GLUED.fullmatch(line, end, run.start()):
            end = run.end()
            continue
        if start >= 0:
            yield offset + start, offset + end, INJECTED
        start, end = run.span()
    if start >= 0:
        yield offset + start, offset + end, INJECTED


def _within(line: str, offset: int) -> tuple[int, int]:
    """The bounds of what a line holds between its blanks, quotation marks and the like."""
    match = re.search(r"[^\s\"“„«].*[^\s\"”“»]", line)
    bare = match.span() if match else (0, len(line))
    return offset + bare[0], offset + bare[1]


def _is_quoted(line: str, run: re.Match[str], offset: int, quotations: Quoted) -> bool:
    """Whether a quotation holds the run and no Latin letters: its words are in the other script."""
    around = quotations.around(offset + run.start(), offset + run.end())
    if around is None:
        return False
    start, end = max(0, around[0] - offset), around[1] - offset
    return not _LATIN.search(line[start : run.start()]) and not _LATIN.search(line[run.end() : end])


def _is_sign(run: _Run) -> bool:
    """Whether the run is a sign, a unit or a letter within a Latin word, as `β`, `Δt` and `μs`."""
    letters = re.sub(f"[^{_CASED}]", "", run.text)
    if len(letters) < len(_FOREIGN.findall(run.text)):
        return False
    return len(letters) <= _LONGEST_SIGN or _LATIN.match(run.before[-1:]) is not None or _LATIN.match(run.after) is not None


def _is_name(run: _Run, adverts: re.Pattern[str]) -> bool:
    """Whether the run reads as somebody's name: in brackets, beside the Latin name that it repeats, or where a noun is due."""
    if adverts.search(run.text):
        return False
    if _BRACKETS[0].search(run.before) and _BRACKETS[1].match(run.after):
        return not _NO_NAME_IN_BRACKETS.search(run.text)
    if len(run.text) > _LONGEST_NAME or len(run.text.split()) > _MOST_WORDS or _NO_NAME.search(run.text):
        return False
    before, after = run.before.rstrip(), run.after.lstrip()
    if re.match(r"[(（]\s*[A-Z]", after) or _NAMING.search(before):
        return True
    goes_on = _GOES_ON.match(after) is not None or (len(before.split()) <= _MOST_WORDS and not after)
    return goes_on and (_SLOT.search(before) is not None or _is_beside(before, run.text))


def _is_beside(before: str, text: str) -> bool:
    """Whether the run repeats a name right before it, with a capital where its script has some."""
    first = text[0]
    return re.search(r"(?:^|\s)[A-Z\u00c0-\u00de][\w&-]*$", before) is not None and not first.islower()
