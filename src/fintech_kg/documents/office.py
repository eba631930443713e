"""From DOCX, PPTX and ODT to Sources: paragraphs, headings, items and rows, notes behind them, of slides a page each.

Tracked deletions, hidden text, comments, running heads and drawings' alternatives are passed over; footnotes come at the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from fintech_kg.documents.markup import first, local, words
from fintech_kg.documents.package import Package
from fintech_kg.documents.pieces import Part, Piece, first_heading, laid_out, pieces
from fintech_kg.errors import BrokenDocument, EncryptedDocument, NoTextFound
from fintech_kg.model import Source

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_HEADING = re.compile(r"(?:heading|überschrift|titre|título)\s*([1-9])", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_WORD_SKIPPED = frozenset("del moveFrom Fallback instrText delText rPr pPr tblPr sectPr".split())
_SLIDE_SKIPPED = frozenset("Fallback nvSpPr spPr".split())
_ODT_SKIPPED = frozenset(
    "tracked-changes annotation note-citation forms sequence-decls table-of-content alphabetical-index title desc".split()
)
_INSIDE_A_NOTE = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_PLACES = ("title", "ctrTitle")
_PASSED = frozenset({"sldNum", "dt", "ftr", "hdr"})


def read_docx(name: str, content: bytes) -> Source:
    """A Word document. Raises BrokenDocument, EncryptedDocument, UnsafeDocument and NoTextFound."""
    package = Package(name, content)
    main = _main_part(package, "word/document.xml")
    related = package.related(main).values()
    styles = next((member for kind, member in related if kind == "styles" and member in package), None)
    headings, items = _styles(package.tree(styles)) if styles else ({}, frozenset())

    def part_of(element: etree._Element) -> tuple[Part, int]:
        return _word_part(element, headings, items)

    notes = sorted(member for kind, member in related if kind in ("footnotes", "endnotes") and member in package)
    found: list[Piece] = []
    for member in (main, *notes):
        root = package.tree(member)
        texts = frozenset({f"{_STRICT if root.tag.startswith(_STRICT) else _W}t"})
        found += pieces(root, part_of, texts=texts)
    return _source(package, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", [found])


def _main_part(package: Package, usual: str) -> str:
    related = package.related("").values() if "_rels/.rels" in package else ()
    found = next((member for kind, member in related if kind == "officeDocument" and member in package), usual)
    if found not in package:
        raise BrokenDocument(package.name, f"the package lacks {usual}")
    return found


def _styles(root: etree._Element) -> tuple[Mapping[str, int], frozenset[str]]:
    """The styles of headings with their level, and those of list items."""
    headings, items = {}, set()
    for style in root.iter("{*}style"):
        identifier = _value(style, "styleId")
        name = next((_value(child, "val") for child in style if local(child) == "name"), "")
        level = _HEADING.match(name)
        if level is not None or name.casefold() in ("title", "subtitle"):
            headings[identifier] = int(level[1]) if level else 1
        elif name.casefold().startswith("list") or first(style, "numPr") is not None:
            items.add(identifier)
    return headings, frozenset(items)


def _value(element: etree._Element, name: str) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _word_part(element: etree._Element, headings: Mapping[str, int], items: frozenset[str]) -> tuple[Part, int]:
    name = local(element)
    if name == "p":
        return _word_paragraph(element, headings, items)
    if name in _WORD_SKIPPED or (name == "r" and _is_hidden(element)):
        return Part.SKIP, 0
    if name in ("footnote", "endnote") and _value(element, "type") in _INSIDE_A_NOTE:
        return Part.SKIP, 0
    return {
        "tr": Part.ROW,
        "tc": Part.CELL,
        "br": Part.BREAK,
        "cr": Part.BREAK,
        "tab": Part.SPACE,
        "txbxContent": Part.BLOCK,
    }.get(name, Part.INLINE), 0


def _is_hidden(run: etree._Element) -> bool:
    return any(_value(mark, "val") not in ("0", "false") for mark in run.findall("{*}rPr/{*}vanish"))


def _word_paragraph(element: etree._Element, headings: Mapping[str, int], items: frozenset[str]) -> tuple[Part, int]:
    properties = next((child for child in element if local(child) == "pPr"), None)
    if properties is None:
        return Part.BLOCK, 0
    style = next((_value(child, "val") for child in properties if local(child) == "pStyle"), "")
    if style in headings:
        return Part.HEADING, headings[style]
    outline = next((_value(child, "val") for child in properties if local(child) == "outlineLvl"), "")
    if outline.isdecimal() and int(outline) < 9:
        return Part.HEADING, int(outline) + 1
    numbered = properties.find("{*}numPr/{*}numId")
    is_item = _value(numbered, "val") != "0" if numbered is not None else style in items
    return (Part.ITEM if is_item else Part.BLOCK), 0


def read_pptx(name: str, content: bytes) -> Source:
    """A presentation: each slide is a page, the speaker's notes behind what it shows. Raises as `read_docx` does."""
    package = Package(name, content)
    main = _main_part(package, "ppt/presentation.xml")
    related = package.related(main)
    order = [_relation(one) for one in package.tree(main).iter("{*}sldId")]
    slides = [related[one][1] for one in order if one in related and related[one][1] in package]
    return _source(
        package,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [list(_slide(package, slide)) for slide in slides],
    )


def _relation(element: etree._Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


def _slide(package: Package, slide: str) -> Iterator[Piece]:
    notes = sorted(member for kind, member in package.related(slide).values() if kind == "notesSlide" and member in package)
    for member in (slide, *notes):
        root = package.tree(member)
        yield from pieces(root, _slide_part, texts=frozenset(one.tag for one in root.iter("{*}t")))


def _slide_part(element: etree._Element) -> tuple[Part, int]:
    name = local(element)
    if name == "sp" and _place(element) in _PASSED:
        return Part.SKIP, 0
    if name in _SLIDE_SKIPPED:
        return Part.SKIP, 0
    if name == "p":
        shape = next(element.iterancestors("{*}sp"), None)
        place = None if shape is None else _place(shape)
        if place in _PLACES:
            return Part.HEADING, 2
        is_list = place in ("", "body", "obj") and shape is not None and len(shape.findall("{*}txBody/{*}p")) > 1
        return (Part.ITEM if is_list else Part.BLOCK), 0
    return {"tr": Part.ROW, "tc": Part.CELL, "br": Part.BREAK}.get(name, Part.INLINE), 0


def _place(shape: etree._Element) -> str | None:
    """The placeholder that a shape fills, "" for one without a type; None for a free text box."""
    placeholder = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
    return None if placeholder is None else placeholder.get("type", "")


def read_odt(name: str, content: bytes) -> Source:
    """An OpenDocument text. Raises as `read_docx` does."""
    package = Package(name, content)
    if "META-INF/manifest.xml" in package and first(package.tree("META-INF/manifest.xml"), "encryption-data") is not None:
        raise EncryptedDocument(name)
    body = first(package.tree("content.xml"), "body")
    found = [] if body is None else list(pieces(body, _odt_part))
    return _source(package, "application/vnd.oasis.opendocument.text", [found])


def _odt_part(element: etree._Element) -> tuple[Part, int]:
    name = local(element)
    if name in _ODT_SKIPPED:
        return Part.SKIP, 0
    if name == "h":
        level = _value(element, "outline-level")
        return Part.HEADING, int(level) if level.isdecimal() and len(level) < 3 else 1
    parts = {
        "p": Part.BLOCK,
        "note": Part.BLOCK,
        "list-item": Part.ITEM,
        "table-row": Part.ROW,
        "table-cell": Part.CELL,
        "line-break": Part.BREAK,
        "s": Part.SPACE,
        "tab": Part.SPACE,
    }
    return parts.get(name, Part.INLINE), 0


def _source(package: Package, media_type: str, pages: list[list[Piece]]) -> Source:
    text, starts = laid_out(pages)
    if not text:
        raise NoTextFound(package.name)
    core = next((one for one in ("docProps/core.xml", "meta.xml") if one in package), None)
    about = None if core is None else package.tree(core)
    date = "" if about is None else words(first(about, "created", "creation-date", "date")) or ""
    day = _DAY.match(date)
    return Source(
        name=package.name,
        text=text,
        media_type=media_type,
        title=(None if about is None else words(first(about, "title"))) or first_heading(pages[0]),
        published=day[0] if day else None,
        language=None if about is None else words(first(about, "language")),
        author=None if about is None else words(first(about, "creator", "initial-creator")),
        pages=starts if len(starts) > 1 else (),
    )
