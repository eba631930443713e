"""The vocabulary of the graph: namespaces, prefixes, and the IRIs of things."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from urllib.parse import quote, unquote

from rdflib import DCAT, DCTERMS, OWL, PROV, RDF, RDFS, SDO, SKOS, VOID, XSD, Namespace, URIRef

from fintech_kg.errors import RunError


class _Vocabulary(Namespace):
    """A namespace that makes each of its terms once: a large graph names each a million times."""

    def __getattr__(self, name: str) -> URIRef:
        return _term(str(self), name) if not name.startswith("__") else super().__getattr__(name)

    def __getitem__(self, name: str) -> URIRef:  # type: ignore[override]
        return _term(str(self), name)


@cache
def _term(namespace: str, name: str) -> URIRef:
    return URIRef(namespace + name)


FKG = _Vocabulary("https://w3id.org/fintech-kg/ontology#")
OA = _Vocabulary("http://www.w3.org/ns/oa#")
PAGE = URIRef("https://schema.org/pageStart")
BASE_IRI = "https://w3id.org/fintech-kg/id/"

PREFIXES: Mapping[str, str] = {
    "dcat": str(DCAT),
    "dcterms": str(DCTERMS),
    "fkg": str(FKG),
    "oa": str(OA),
    "owl": str(OWL),
    "prov": str(PROV),
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "schema": str(SDO),
    "skos": str(SKOS),
    "void": str(VOID),
    "xsd": str(XSD),
}
"""The prefixes that every Turtle file declares and every query may use; `id:` for the things is added by their base IRI."""


_BASE = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`\x00-\x20\x7f-\x9f\ud800-\udfff]*[/#:]""")


def checked_base(base: str) -> str:
    """The base IRI itself. Raises RunError where names cannot be put behind it."""
    if _BASE.fullmatch(base) is None:
        raise RunError(f"{base!r} is no base IRI; it must be absolute and end in /, # or :, as {BASE_IRI} does")
    return base


_PLAIN = re.compile(r"[\w/.~-]*")
_DOTS = re.compile(r"(?:^|(?<=/))\.{1,2}(?=/|$)")


@lru_cache(maxsize=2**15)
def iri(base: str, identifier: str) -> URIRef:
    """The IRI of a thing: the base and the identifier, whose marks that an IRI may not hold are percent-encoded.

    Letters of any script stand as they are (RFC 3987). Encoded are also `.` and `..` between slashes, which readers take for
    ways in a hierarchy (RFC 3986, section 5.2.4).
    """
    if not _PLAIN.fullmatch(identifier):
        identifier = "".join(
            char if char.isalnum() or char in "/-._~" else quote(char, errors="replace") for char in identifier
        )
    return URIRef(base + _DOTS.sub(lambda found: "%2E" * len(found[0]), identifier))


def identifier(base: str, node: object) -> str:
    """The identifier behind an IRI of ours."""
    return unquote(str(node).removeprefix(base))
