"""Names: from a name as written to its display form, its normal form and the identifier minted from it."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cleanco import basename, prepare_default_terms  # type: ignore[import-untyped]
from cleanco.clean import normalized, strip_punct  # type: ignore[import-untyped]

from fintech_kg.model import Kind

_ARTICLES = re.compile(r"^(?:the|a|an)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_ALIAS = re.compile(r"(?P<whole>.+?) ?\((?P<alias>[^()]+)\)")
_SPACE = re.compile(r"\s+")
_NO_WORD = re.compile(r"[\W_]+")
_KINDS = {kind.value.lower(): kind for kind in Kind}
_LAST_WORDS = frozenset(words[-1] for _, words in prepare_default_terms())


def display_name(name: str, kind: Kind) -> str:
    """The name without article, possessive and legal form, spaces folded: `the Ant Group Co., Ltd.'s` is `Ant Group`."""
    plain = _SPACE.sub(" ", name).strip(" \t\n,;:")
    plain = _POSSESSIVE.sub("", _ARTICLES.sub("", plain)) or plain
    return without_legal_form(_without_alias(plain)) if kind is Kind.ORGANISATION else plain


def _without_alias(name: str) -> str:
    """The name without its own short form in brackets behind it: `CME Group Inc. (CME Group)`, `Marlow Pay Ltd (MPL)`."""
    match = _ALIAS.fullmatch(name)
    if match is None:
        return name
    whole, alias = match["whole"], match["alias"]
    short = alias.upper() in {initials(whole), initials(without_legal_form(whole))}
    return whole if short or f"{whole} ".startswith(f"{alias} ") else name


@lru_cache(maxsize=20_000)
def without_legal_form(name: str) -> str:
    """The name without the legal forms at its end, as `cleanco` knows them; a name that is nothing else stays whole."""
    while (shorter := _closed(_base(name).strip(" ,&"))) != name:
        if not shorter or _ARTICLES.match(f"{shorter} x"):
            return name
        name = shorter
    return name


def _base(name: str) -> str:
    """What `cleanco` leaves of the name; it tries each of its terms, and most names end in the last word of none."""
    words = name.split()
    if words and words[-1].isalpha() and strip_punct(normalized(words[-1])) not in _LAST_WORDS:
        return name
    return str(basename(name))


def _closed(name: str) -> str:
    """The name with the bracket that `cleanco` takes for a mark at its end: `Marlow (UK)`."""
    return f"{name})" if name.count("(") > name.count(")") else name


@lru_cache(maxsize=20_000)
def normal_form(name: str, kind: Kind) -> str:
    """The form by which two writings of one name are the same: NFKC, case folded, words and digits only.

    An apostrophe joins (`people's` is `peoples`), every other mark parts words.
    """
    folded = unicodedata.normalize("NFKC", display_name(name, kind)).casefold()
    return _NO_WORD.sub(" ", re.sub(r"['’]", "", folded)).strip() or folded


def entity_id(kind: Kind, name: str) -> str:
    """The identifier that every worker mints for this kind and name: `organisation/ant-group`."""
    return f"{kind.value.lower()}/{normal_form(name, kind).replace(' ', '-')}"


def kind_of(identifier: str) -> Kind:
    """The kind that an identifier begins with; raises KeyError where it begins with none."""
    return _KINDS[identifier.partition("/")[0]]


def initials(name: str) -> str:
    """The capitals that an acronym of the name has: `Financial Conduct Authority` gives `FCA`."""
    return "".join(word[0] for word in re.findall(r"\w+", name) if word[0].isupper())


def abbreviates(short: str, whole: str) -> bool:
    """Whether the short form's letters stand in the name in their order, its first one at the beginning of a word.

    As in A. S. Schwartz and M. A. Hearst, "A simple algorithm for identifying abbreviation definitions", PSB 2003.
    """
    left, text = [char for char in short.lower() if char.isalnum()], whole.lower()
    at = len(text)
    for number, char in reversed(list(enumerate(left))):
        at = text.rfind(char, 0, at)
        while number == 0 and at > 0 and text[at - 1].isalnum():
            at = text.rfind(char, 0, at)
        if at < 0:
            return False
    return bool(left)
