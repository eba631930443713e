"""From a stretch of a document's text to what the pipeline reads of it, character for character."""

from __future__ import annotations

import re

_LINE_BREAK = re.compile(r"[\n\r\t\f\v]")
# A name in another script in brackets behind the Latin one: parsers trip over it, and it says nothing that they could read.
_FOREIGN_ALIAS = re.compile(r"[(（][^()（）A-Za-z0-9\n]*[\u0370-\u1fff\u2e80-\uffef][^()（）A-Za-z0-9\n]*[)）]")
# `founded in Leeds.[2]`, `[citation needed]`: what an encyclopaedia puts behind its sentences.
_NOTE = re.compile(
    r"(?<=[^\s\[(])\[(?:\d{1,3}|[a-z]|note \d{1,2}|citation needed|clarification needed|who\?)\](?=[\s\[.,;:)]|$)"
)


def legible(text: str) -> str:
    """The text for the pipeline, of the same length: lines joined, aliases in other scripts and the
    marks of footnotes blanked."""
    read = _FOREIGN_ALIAS.sub(_blank, _LINE_BREAK.sub(" ", text))
    return _NOTE.sub(_blank, read) if "[" in read else read


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
