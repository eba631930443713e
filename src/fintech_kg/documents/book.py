"""From an EPUB to a Source: its chapters in the order in which they are read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from fintech_kg.documents.markup import first, words
from fintech_kg.documents.package import MOST_BYTES, Package, inside
from fintech_kg.documents.pieces import Piece, text_of
from fintech_kg.documents.web import decode_html, html_pieces, html_tree
from fintech_kg.errors import BrokenDocument, EncryptedDocument, NoTextFound, UnsafeDocument
from fintech_kg.model import Source

_CONTAINER = "META-INF/container.xml"
_CHAPTERS = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})


def read_epub(name: str, content: bytes) -> Source:
    """A book. Raises BrokenDocument, EncryptedDocument, UnsafeDocument and NoTextFound."""
    package = Package(name, content)
    rootfile = first(package.tree(_CONTAINER), "rootfile")
    main = "" if rootfile is None else rootfile.get("full-path", "")
    if "META-INF/rights.xml" in package:
        raise EncryptedDocument(name, "protected against copying")
    about = package.tree(main)
    text = text_of(piece for chapter in _chapters(package, about, main) for piece in chapter)
    if not text:
        raise NoTextFound(name)
    date = words(first(about, "date")) or ""
    return Source(
        name=name,
        text=text,
        media_type="application/epub+zip",
        title=words(first(about, "title")),
        published=date[:10] if len(date) >= 10 else date or None,
        language=words(first(about, "language")),
        author=words(first(about, "creator")),
        site=words(first(about, "publisher")),
    )


def _chapters(package: Package, about: etree._Element, main: str) -> Iterator[Iterator[Piece]]:
    folder = posixpath.dirname(main)
    items = {one.get("id", ""): one for one in about.iter("{*}item")}
    order = [one.get("idref", "") for one in about.iter("{*}itemref") if one.get("linear") != "no"]
    read = 0
    for one in dict.fromkeys(order):
        item = items.get(one)
        if item is None or item.get("media-type") not in _CHAPTERS or "nav" in item.get("properties", "").split():
            continue
        member = inside(folder, item.get("href", ""))
        if member not in package:
            raise BrokenDocument(package.name, f"the package lacks {member}")
        content = package.read(member)
        read += len(content)
        if read > MOST_BYTES:
            raise UnsafeDocument(package.name, f"chapters of more than {MOST_BYTES:,} bytes")
        if content.strip():
            yield html_pieces(html_tree(package.name, decode_html(package.name, content)))
