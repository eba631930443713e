"""Edits for the furniture of web pages: navigation, cookie banners, prompts to subscribe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fintech_kg.cleaning.edits import Edit, blank

_MOST_WORDS = 16
_NAVIGATION = re.compile(r"\s[|›»>·•/]\s")
_TRAIL = re.compile(r"\s[›»>]\s")
NAVIGATION = "navigation"
FURNITURE = "page furniture"


def furniture_edits(text: str, phrases: frozenset[str]) -> Iterator[Edit]:
    """Blanks for the lines that are navigation or hold one of the phrases (lower case) and little else."""
    for line in re.finditer(r"[^\n]+", text):
        reason = _reason(line[0].strip(), phrases)
        if reason is not None:
            yield blank(line.start(), line.end(), reason)


def _reason(line: str, phrases: frozenset[str]) -> str | None:
    words = line.split()
    if not words or len(words) > 3 * _MOST_WORDS:
        return None
    if _is_navigation(line):
        return NAVIGATION
    folded = line.casefold()
    met = sum(1 for phrase in phrases if phrase in folded)
    return FURNITURE if met >= (1 if len(words) <= _MOST_WORDS else 2) else None


def _is_navigation(line: str) -> bool:
    """Whether the line is a menu (`Home | News | Jobs | About`) or a trail (`Home > Payments > Asia`)."""
    if line.startswith("|") or line.endswith(".") or any(char.isdigit() for char in line):
        return False
    menu, trail = _NAVIGATION.split(line), _TRAIL.split(line)
    return (len(menu) >= 4 or len(trail) >= 3) and all(0 < len(part.split()) <= 3 for part in menu)
