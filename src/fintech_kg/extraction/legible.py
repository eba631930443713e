"""From a stretch of a document's text to what the pipeline reads of it, character for character."""

from __future__ import annotations

import re

_LINE_BREAK = re.compile(r"[\n\r\t\f\v]")
# A name in another script in brackets behind the Latin one: parsers trip over it, and it says nothing that they could read.
_FOREIGN_ALIAS = re.compile(r"[(（][^()（）A-Za-z0-9\n]*[\u0370-\u1fff\u2e80-\uffef][^()（）A-Za-z0-9\n]*[)）]")


def legible(text: str) -> str:
    """The text for the pipeline, of the same length: lines joined, aliases in other scripts blanked."""
    return _FOREIGN_ALIAS.sub(lambda match: " " * len(match[0]), _LINE_BREAK.sub(" ", text))
