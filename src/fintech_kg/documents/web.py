"""From a web page to its main text without navigation, with title, date, author, site and language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from lxml import etree, html

from fintech_kg.documents.pieces import Part, Piece, pieces, text_of
from fintech_kg.documents.text import decode
from fintech_kg.errors import BrokenDocument, NoTextFound
from fintech_kg.model import BlockKind, Source

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_PROLOGUE = 4096
# What XML cannot hold, as it stands or by number: trafilatura fails on it.
_NO_XML = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROL_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01])|x0*(?:[0-8b]|[ef]|1[0-9a-f]))(?:;|(?![0-9a-f;]))", re.IGNORECASE
)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")
# libxml2 compares the attributes of an element each with each: 40,000 of them took it 15 seconds.
_LONG_TAG = re.compile(r"<(?!meta\b)([a-zA-Z][a-zA-Z0-9:-]{0,30})[\s/][^<>]{4000,}>", re.IGNORECASE)
_INLINE = "a abbr b bdi bdo big center cite code em font i ins label mark q s samp small span strike strong sub sup tt u var"
_WRAPPERS = "address article aside blockquote details div figure footer header main nav section"
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(_INLINE.split())})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_WRAPPER_TAG = re.compile(rf"<(/?)(?:{'|'.join(_WRAPPERS.split())})(?:\s[^<>]*)?>", re.IGNORECASE)
# Above this depth the search for the main text takes the square of it (8 seconds at 1,500).
_DEEPEST_SEARCHED = 200

_BLOCKS = frozenset(
    "address article aside blockquote body caption center details dd div dl dt fieldset figcaption figure footer form header "
    "hr html legend main nav ol p pre quote section summary table tbody tfoot thead title ul list".split()
)
_LAYOUT = frozenset({"table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup"})
_SKIPPED = frozenset(
    "script style template noscript svg math button select option input textarea iframe object embed audio video canvas "
    "map del graphic".split()
)
_FURNITURE = frozenset({"nav", "footer", "aside", "form"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_LEVEL = re.compile(r"h([1-6])")
_LONGEST_CELL = 400
_LINKED_SHARE = 0.05
_FEW = 250


def read_html(name: str, content: bytes) -> Source:
    """A web page: its main text, or where it has next to no links, as a filing or an essay has, all of it.

    Raises BrokenDocument, EmptyDocument, NotText, and NoTextFound.
    """
    text = decode_html(name, content)
    root = html_tree(name, text)
    # Imported here, since it takes half a second and only web pages need it.
    from fintech_kg.documents.page import main_body, metadata

    given = metadata(root)
    whole = list(html_pieces(root))
    is_all = _is_all_text(root, whole)
    body = None if is_all or depth(root) > _DEEPEST_SEARCHED else main_body(root)
    found = whole if body is None else list(html_pieces(body))
    if not is_all and (body is None or _length(found) < _FEW):
        found = list(html_pieces(_marked_main(root), furniture=False)) or whole
    found = _titled(found, given.title)
    if not found:
        raise NoTextFound(name)
    return Source(
        name=name,
        text=text_of(found),
        media_type="text/html",
        title=given.title,
        published=given.published,
        language=given.language,
        author=given.author,
        site=given.site,
    )


def decode_html(name: str, content: bytes) -> str:
    """The page as text: by its byte order mark, by the encoding that it declares, or as any text. Raises as `decode` does."""
    declared = _CHARSET.search(content[:_PROLOGUE])
    if declared is not None and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        label = declared[1].decode("ascii").casefold()
        encoding = {"iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "gb2312": "gb18030"}.get(label, label)
        try:
            return content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            pass
    return decode(name, content)


def html_tree(name: str, text: str) -> html.HtmlElement:
    """The tree of a page; what nests deeper than the parser goes loses its wrappers, and no text.

    Raises BrokenDocument where it is no HTML, or still nested too deep.
    """
    text = _XML_DECLARATION.sub("", text.lstrip("\ufeff"))
    text = _NO_XML.sub(" ", _CONTROL_REFERENCE.sub(" ", text))
    text = _LONG_TAG.sub(r"<\1>", text)
    root, cut = _parsed(name, text)
    if cut:
        root, cut = _parsed(name, _WRAPPER_TAG.sub(r"<\1p>", _INLINE_TAG.sub("", text)))
    if cut:
        raise BrokenDocument(name, "elements nested more than 2,048 deep")
    _unwrap_layout(root)
    return root


def _parsed(name: str, text: str) -> tuple[html.HtmlElement, bool]:
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise NoTextFound(name) from error
    return root, any("depth" in entry.message for entry in parser.error_log)


def depth(root: etree._Element) -> int:
    """How deep the elements nest."""
    deepest = now = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        now += 1 if event == "start" else -1
        deepest = max(deepest, now)
    return deepest


def html_pieces(root: etree._Element, *, furniture: bool = True) -> Iterator[Piece]:
    """The pieces of HTML that a reader sees; without `furniture` also navigation, footers, asides and forms are passed over."""
    return pieces(root, partial(_part_of, furniture=furniture))


def _part_of(element: etree._Element, furniture: bool) -> tuple[Part, int]:
    tag = element.tag
    level = _LEVEL.fullmatch(tag)
    if tag in _SKIPPED or (not furniture and tag in _FURNITURE):
        return Part.SKIP, 0
    if tag == "head":
        return _head_part(element)
    if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
        return Part.SKIP, 0
    if level is not None:
        return Part.HEADING, int(level[1])
    if tag in ("li", "item"):
        return Part.ITEM, 0
    if tag in ("br", "lb"):
        return Part.BREAK, 0
    if tag in ("tr", "row"):
        return Part.ROW, 0
    if tag in ("td", "th", "cell"):
        return Part.CELL, 0
    return (Part.BLOCK if tag in _BLOCKS else Part.INLINE), 0


def _head_part(element: etree._Element) -> tuple[Part, int]:
    """Of a page the head is not shown; in what trafilatura gives it is a heading."""
    level = _LEVEL.fullmatch(element.get("rend") or "h2")
    parent = element.getparent()
    is_shown = level is not None and parent is not None and parent.tag != "html"
    return (Part.HEADING, int(level[1])) if is_shown and level is not None else (Part.SKIP, 0)


def _unwrap_layout(root: etree._Element) -> None:
    """Makes plain blocks of tables that only place things: around tables, or with several blocks or much text in a cell."""
    for table in list(root.iter("table")):
        cells = [cell for row in table.iter("tr") for cell in row if cell.tag in ("td", "th")]
        if (
            table.get("role") in ("presentation", "none")
            or next(table.iterdescendants("table"), None) is not None
            or len(cells) == 1
            or any(_is_a_page(cell) for cell in cells)
        ):
            for one in list(_own(table)):
                one.tag = "div"


def _is_a_page(cell: etree._Element) -> bool:
    blocks = sum(child.tag in ("p", "ul", "ol", "h1", "h2", "h3", "blockquote") for child in cell)
    return blocks > 1 or sum(len(str(text)) for text in cell.itertext()) > _LONGEST_CELL


def _own(table: etree._Element) -> Iterator[etree._Element]:
    """The table, its rows and its cells, without those of a table within it."""
    waiting = [table]
    while waiting:
        element = waiting.pop()
        if element.tag in _LAYOUT:
            yield element
            waiting += [child for child in element if child.tag != "table"]


def _marked_main(root: etree._Element) -> etree._Element:
    """The page's only article or main element, where it has one; else the page."""
    for tag in ("article", "main"):
        found = list(root.iter(tag))
        if len(found) == 1:
            return found[0]
    return root


def _is_all_text(root: etree._Element, whole: list[Piece]) -> bool:
    """Whether the page is a document rather than a page of a site: no navigation, and next to nothing of it is linked."""
    if next(root.iter("nav", "footer", "aside", "header"), None) is not None:
        return False
    linked = sum(len("".join(str(text) for text in link.itertext())) for link in root.iter("a") if link.get("href"))
    return linked <= _LINKED_SHARE * max(1, _length(whole))


def _length(found: list[Piece]) -> int:
    return sum(len(piece.text) for piece in found)


def _titled(found: list[Piece], title: str | None) -> list[Piece]:
    """The pieces, under the page's title where they do not begin with it."""
    if title is None or not found or any(piece.text.casefold() == title.casefold() for piece in found[:4]):
        return found
    return [Piece(title, BlockKind.HEADING, 1), *found]
