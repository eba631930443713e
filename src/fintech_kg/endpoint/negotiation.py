"""From an Accept header to the media type of the answer (RFC 9110, section 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

# What each answer can be sent as: the name that is asked for, and the form that it means. The first is the one for */*.
SOLUTIONS: Mapping[str, str] = {
    "application/sparql-results+json": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml": "application/sparql-results+xml",
    "text/xml": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values": "text/tab-separated-values",
}
TRIPLES: Mapping[str, str] = {
    "text/turtle": "text/turtle",
    "application/x-turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "text/plain": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
    "application/ld+json": "application/ld+json",
    "application/json": "application/ld+json",
}
_RANGE = re.compile(r"\s*([\w!#$&^.+*-]+)/([\w!#$&^.+*-]+)\s*((?:;[^,]*)?)$")
_QUALITY = re.compile(r";\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*(?:;|$)", re.IGNORECASE)


def chosen(accept: str | None, offers: Iterable[str]) -> str | None:
    """The offer that the header likes best, the earlier where it likes two equally; None where it takes none of them."""
    ranges = _ranges(accept)
    rated = [(_quality(offer, ranges), -place, offer) for place, offer in enumerate(offers)]
    quality, _, best = max(rated, default=(0.0, 0, ""))
    return best if quality > 0 else None


def with_charset(media_type: str) -> str:
    """The value of Content-Type: text is UTF-8, and says so."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def _ranges(accept: str | None) -> Sequence[tuple[str, str, float]]:
    if accept is None or not accept.strip():
        return [("*", "*", 1.0)]
    found = []
    for part in accept.lower().split(","):
        read = _RANGE.match(part)
        if read is not None:
            quality = _QUALITY.search(read[3])
            found.append((read[1], read[2], 1.0 if quality is None else min(1.0, float(quality[1]))))
    return found


def _quality(offer: str, ranges: Sequence[tuple[str, str, float]]) -> float:
    """What the most specific range that fits says of the offer; 0 where none fits."""
    kind, _, name = offer.partition("/")
    fitting = [(a != "*", b != "*", quality) for a, b, quality in ranges if a in {"*", kind} and b in {"*", name}]
    return max(fitting, default=(False, False, 0.0))[2]
