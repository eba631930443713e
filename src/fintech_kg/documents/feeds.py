"""From XML to Sources: each entry of an RSS or Atom feed, and each item of news in NITF or NewsML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html.entities import html5

from lxml import etree

from fintech_kg.documents.markup import first, local, words, xml_tree
from fintech_kg.documents.pieces import Piece, text_of
from fintech_kg.documents.web import html_pieces, html_tree, read_html
from fintech_kg.errors import BrokenDocument, NoTextFound
from fintech_kg.model import BlockKind, Source

_NAMED = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31};)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T|\Z)")
_BY = re.compile(r"\A[Bb]y\s+")
_BODIES = ("encoded", "content", "description", "summary")
_NEWS = frozenset({"newsItem", "NewsItem", "newsMessage", "NewsML", "packageItem"})
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_xml(name: str, content: bytes) -> Source | Iterator[Source]:
    """Feeds (RSS 0.9 to 2.0, Atom), NITF, NewsML 1 and NewsML-G2, and XHTML; of several entries each is a Source `name#number`.

    Raises BrokenDocument for other XML, UnsafeDocument where entities are declared, and NoTextFound.
    """
    root = _root(name, content)
    kind = local(root)
    if kind == "html":
        return read_html(name, content)
    if kind == "nitf":
        return _news(name, root, root)
    if kind in ("rss", "RDF", "feed"):
        found = list(root.iter("{*}item", "{*}entry"))
        sources = [_entry(name if len(found) == 1 else f"{name}#{at}", one, root) for at, one in enumerate(found, 1)]
    elif kind in _NEWS:
        items = list(root.iter("{*}newsItem", "{*}NewsItem"))
        sources = [_news(name if len(items) == 1 else f"{name}#{at}", one, root) for at, one in enumerate(items, 1)]
    else:
        raise BrokenDocument(name, f"XML of a kind that is not read (<{kind[:40]}>); read are RSS, Atom, NITF and NewsML")
    held = [one for one in sources if one.text]
    if not held:
        raise NoTextFound(name)
    return iter(held)


def _root(name: str, content: bytes) -> etree._Element:
    """The tree; names of HTML's characters, which feeds use without declaring them, are put in first."""
    if b"<!DOCTYPE" not in content[:4096]:
        content = _NAMED.sub(lambda match: _character(match[1].decode("ascii")), content)
    try:
        return xml_tree(name, content)
    except BrokenDocument:
        mended = xml_tree(name, content, mend=True)
        if local(mended) not in ("rss", "RDF", "feed"):
            raise
        return mended


def _character(entity: str) -> bytes:
    return "".join(f"&#{ord(char)};" for char in html5.get(entity, f"&{entity}")).encode("ascii")


def _entry(name: str, entry: etree._Element, feed: etree._Element) -> Source:
    title = _plain(_child(entry, "title"))
    body = next((found for one in _BODIES if (found := _html(name, _child(entry, one)))), [])
    date = words(_child(entry, "pubDate", "published", "date", "issued", "updated")) or ""
    author = _child(entry, "author", "creator")
    named = None if author is None else _child(author, "name")
    channel = next((one for one in feed if local(one) == "channel"), feed)
    language = entry.get(_LANGUAGE) or feed.get(_LANGUAGE) or words(_child(channel, "language"))
    return Source(
        name=name,
        text=text_of([Piece(title, BlockKind.HEADING, 1), *body] if title else body),
        media_type="application/atom+xml" if local(feed) == "feed" else "application/rss+xml",
        title=title,
        published=_day(date),
        language=language,
        author=words(author if named is None else named),
        site=_plain(_child(channel, "title")),
    )


def _child(element: etree._Element, *names: str) -> etree._Element | None:
    """The first child by one of the local names, in the order of the names."""
    return next((child for name in names for child in element if local(child) == name), None)


def _plain(element: etree._Element | None) -> str | None:
    """A title, which may carry escaped markup."""
    text = words(element)
    if text is None or ("<" not in text and "&" not in text):
        return text
    return " ".join(piece.text for piece in html_pieces(html_tree("", f"<p>{text}</p>"))) or None


def _html(name: str, element: etree._Element | None) -> list[Piece]:
    """The pieces of a text construct: markup that is escaped, or stands in it as XHTML."""
    if element is None:
        return []
    if len(element):
        markup = etree.tostring(element, encoding="unicode", with_tail=False)
        return list(html_pieces(html_tree(name, re.sub(r"<(/?)\w+:", r"<\1", markup))))
    text = element.text or ""
    return list(html_pieces(html_tree(name, f"<div>{text}</div>"))) if text.strip() else []


def _day(date: str) -> str | None:
    if _DAY.match(date):
        return date[:10]
    compact = _COMPACT_DAY.match(date)
    if compact is not None:
        return "-".join(compact.groups())
    try:
        return parsedate_to_datetime(date).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _news(name: str, item: etree._Element, root: etree._Element) -> Source:
    """A story in NITF, or in NewsML around NITF or XHTML."""
    headline = words(first(item, "hl1", "headline", "HeadLine", "hedline", "title"))
    body = first(item, "body.content", "DataContent", "contentSet", "body")
    found = [] if body is None else [piece for one in _stories(body) for piece in _html(name, one)]
    issued = first(item, "date.issue", "story.date", "contentCreated", "FirstCreated", "versionCreated")
    date = "" if issued is None else issued.get("norm") or words(issued) or ""
    start = [Piece(headline, BlockKind.HEADING, 1)] if headline and not any(one.text == headline for one in found[:3]) else []
    return Source(
        name=name,
        text=text_of([*start, *found]),
        media_type="application/xml",
        title=headline,
        published=_day(date),
        language=item.get(_LANGUAGE) or root.get(_LANGUAGE),
        author=_BY.sub("", words(first(item, "byline", "by", "ByLine", "creator")) or "") or None,
        site=words(first(item, "distributor", "provider", "Provider", "copyright.holder", "doc.copyright")),
    )


def _stories(body: etree._Element) -> list[etree._Element]:
    """The parts of a content set that hold the text, or the body itself."""
    inner = first(body, "body.content", "body")
    return [body if inner is None else inner]
