"""From bytes to a tree of XML, with nothing expanded and nothing fetched."""

from __future__ import annotations

from typing import Any

from lxml import etree

from fintech_kg.errors import BrokenDocument, UnsafeDocument, reason_of


def xml_tree(name: str, content: bytes, *, part: str = "", mend: bool = False) -> etree._Element:
    """The root of the XML. `part` names the member of a package; `mend` reads on behind faults.

    Raises BrokenDocument for what is not XML or nested too deep, and UnsafeDocument where entities are declared.
    """
    where = f" in {part}" if part else ""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=mend
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        if "entit" in str(error).casefold() and b"ENTITY" in content.replace(b"\0", b""):
            raise UnsafeDocument(name, f"it declares XML entities{where}, which are not expanded") from error
        raise BrokenDocument(name, f"not well-formed XML{where}: {reason_of(error)}") from error
    if root is None:
        raise BrokenDocument(name, f"not well-formed XML{where}")
    declared: Any = root.getroottree().docinfo.internalDTD
    if declared is not None and next(iter(declared.iterentities()), None) is not None:
        raise UnsafeDocument(name, f"it declares XML entities{where}, which are not expanded")
    return root


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first(element: etree._Element, *names: str) -> etree._Element | None:
    """The first element below by one of the local names, in the order of the names."""
    for name in names:
        for found in element.iter(f"{{*}}{name}"):
            return found
    return None


def words(element: etree._Element | None) -> str | None:
    """The text of an element on one line, or None where there is none."""
    if element is None:
        return None
    return " ".join("".join(str(text) for text in element.itertext(etree.Element, "*")).split()) or None
