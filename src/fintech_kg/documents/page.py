"""From the tree of a web page to its main body and what it says of itself; the search for both is trafilatura's."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

import trafilatura
from lxml import etree, html
from trafilatura.metadata import extract_metadata

# It logs each page in which it finds nothing; that goes into the report.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
logging.getLogger("htmldate").setLevel(logging.CRITICAL)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# Without an end it would be today, and the same page would give another date tomorrow.
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1970-01-01", "max_date": "2199-12-31"}
_LONGEST = 500
_MOST_NESTED = 100_000
_ARTICLES = ("article", "newsarticle", "reportagenewsarticle", "blogposting", "webpage", "report", "analysisnewsarticle")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page says of itself; `published` is YYYY-MM-DD, `language` a BCP 47 tag."""

    title: str | None = None
    published: str | None = None
    author: str | None = None
    site: str | None = None
    language: str | None = None


def main_body(root: html.HtmlElement) -> etree._Element | None:
    """The main text as trafilatura's elements, without comments; None where it finds none."""
    found = trafilatura.bare_extraction(
        deepcopy(root),
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        with_metadata=False,
        prune_xpath=["//nav", "//body/footer"],
    )
    return None if found is None or isinstance(found, dict) else found.body


def metadata(root: html.HtmlElement) -> Metadata:
    """What the page's own article data (JSON-LD), its meta elements and its layout say, in that order."""
    own = _linked_data(root)
    guessed = extract_metadata(deepcopy(root), None, dict(_DATES), False, None)
    meta = _meta(root)
    title = own.get("headline") or meta.get("og:title") or _titled(root, guessed.title)
    published = own.get("datePublished") or meta.get("article:published_time") or guessed.date
    author = own.get("author") or meta.get("author") or guessed.author
    site = own.get("publisher") or meta.get("og:site_name") or meta.get("application-name") or guessed.sitename
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or own.get("inLanguage")
    day = _DAY.match(published or "")
    tag = _LANGUAGE.fullmatch((language or "").strip())
    return Metadata(
        _line(title), day[0] if day else None, _line(author), _line(site), tag[0].replace("_", "-") if tag else None
    )


def _titled(root: html.HtmlElement, heading: str | None) -> str | None:
    """The heading that was taken for the title, unless the page's own title has other words: then it names the site."""
    own = _line(root.findtext(".//title"))
    return heading if own is None or (heading is not None and heading.casefold() in own.casefold()) else own


def _line(text: str | None) -> str | None:
    plain = " ".join((text or "").split())
    return plain if 0 < len(plain) <= _LONGEST else None


def _meta(root: html.HtmlElement) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in root.iter("meta"):
        key, value = one.get("property") or one.get("name"), one.get("content")
        if key and value:
            found.setdefault(key.casefold(), value)
    return found


def _linked_data(root: html.HtmlElement) -> Mapping[str, str]:
    """Of the first article in the page's JSON-LD: its fields as texts."""
    for script in root.iter("script"):
        if (script.get("type") or "").casefold() == "application/ld+json":
            for one in _objects(script.text or ""):
                kinds = one.get("@type")
                named = kinds if isinstance(kinds, list) else [kinds]
                if any(str(kind).casefold() in _ARTICLES for kind in named):
                    fields = ("headline", "datePublished", "author", "publisher", "inLanguage")
                    return {field: text for field in fields if (text := _named(one.get(field)))}
    return {}


def _objects(text: str) -> Iterator[Mapping[str, object]]:
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(_MOST_NESTED):
        if not waiting:
            return
        one = waiting.pop(0)
        if isinstance(one, dict):
            yield one
            graph = one.get("@graph")
            waiting += graph if isinstance(graph, list) else []
        elif isinstance(one, list):
            waiting += one


def _named(value: object) -> str | None:
    """A text, an object's name, or the names of several."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        name = value.get("name")
        return name if isinstance(name, str) else None
    if isinstance(value, list):
        return ", ".join(name for one in value if not isinstance(one, list) and (name := _named(one))) or None
    return None
