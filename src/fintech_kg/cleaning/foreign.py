"""Edits for runs in another script than the text's own: advertising that was injected into English prose goes, names stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fintech_kg.cleaning.edits import Edit, blank

_LETTERS = (
    "\u0400-\u052f\u0530-\u058f\u0590-\u05ff\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0eff\u10a0-\u10ff\u1100-\u11ff"
    "\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff"
)
_MARKS = "\u3000-\u303f\uff00-\uffef"
_FOREIGN = re.compile(f"[{_LETTERS}]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# A run: foreign letters, with the digits and marks glued to them and what stands between them on the line.
_RUN = re.compile(
    f"(?<![0-9{_MARKS}])[0-9{_MARKS}]*[{_LETTERS}](?:[{_LETTERS}{_MARKS}0-9 \\t·.,:;!?+_/-]*[{_LETTERS}{_MARKS}0-9])?%?"
)
_OPENING, _CLOSING = "([{（「『【“‘\"'", ")]}）」』】”’\"'"
_NAMING = re.compile(r"(?:known as|called|named|name is|or|in [A-Z][a-z]+|[A-Z][a-z]+:)[ ,:]*$")
_LONGEST_NAME = 24
# How many characters on either side are looked at; the whole of a long line would cost its square.
_BESIDE = 200

INJECTED = "text in another script, injected into the line"
WHOLE_LINE = "a line in another script"


def foreign_edits(text: str) -> Iterator[Edit]:
    """Blanks for the foreign runs of a text that is mainly Latin, save those that read as a name."""
    if len(_FOREIGN.findall(text)) > len(_LATIN.findall(text)):
        return
    for line in re.finditer(r"[^\n]+", text):
        if _FOREIGN.search(line[0]):
            yield from _line_edits(line[0], line.start())


def _line_edits(line: str, offset: int) -> Iterator[Edit]:
    if not _LATIN.search(line):
        start, end = len(line) - len(line.lstrip()), len(line.rstrip())
        yield blank(offset + start, offset + end, WHOLE_LINE)
        return
    for run in _RUN.finditer(line):
        before, after = line[max(0, run.start() - _BESIDE) : run.start()], line[run.end() : run.end() + _BESIDE]
        if not _is_name(run[0], before, after):
            yield blank(offset + run.start(), offset + run.end(), INJECTED)


def _is_name(run: str, before: str, after: str) -> bool:
    """Whether the run reads as somebody's name: in brackets, beside the Latin name that it repeats, or introduced as one."""
    if len(run) > _LONGEST_NAME or re.search(r"[0-9!+/%]", run):
        return False
    before, after = before.rstrip(), after.lstrip()
    if before[-1:] and before[-1] in _OPENING and after[:1] and after[0] in _CLOSING:
        return True
    if re.match(r"[(（]\s*[A-Z]", after) or _NAMING.search(before):
        return True
    beside = re.search(r"(?:^|\s)[A-Z][\w&-]*$", before) is not None
    goes_on = re.match(r"[a-z]|[,;.)]", after) is not None or (len(before.split()) <= 3 and not after)
    return beside and goes_on and len(run.split()) <= 2
