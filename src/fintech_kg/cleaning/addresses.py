"""Patterns of what adverts are reached by: accounts with messengers, telephone numbers, addresses on the web; and pictures."""

from __future__ import annotations

import re
from functools import lru_cache

PHONE = r"(?:\+|\b)\d[\d ().-]{6,20}\d(?!\w)"
URL = re.compile(
    r"(?<![\w@./-])(?:https?://|www\.)[^\s<>\"“”)\]]{3,300}|(?<![\w@./-])(?:[\w-]{1,63}\.){1,4}[a-z]{2,12}(?:/[^\s<>\"“”)\]]{0,300})?(?![\w@-])",
    re.IGNORECASE,
)
PICTURE = "[\U0001f000-\U0001faff\u2728\u26a1\u2757\u2764\u2b50\u2b07\u2705]"
PICTURES = re.compile(rf"{PICTURE}(?:[ \ufe0f]*{PICTURE}){{2,}}\ufe0f?")
HASHTAGS = re.compile(r"(?<!\S)#[^\W\d]\w*(?:[ ,]+#[^\W\d]\w*){2,}")
_HANDLE = rf"(?:[：:]?\s*(?:@\w{{3,}}|{PHONE}|[a-z]{{1,6}}_?\d{{3,}}\w*)|[：:]\s*[\w@.+-]{{4,}})"


@lru_cache(maxsize=8)
def address(parts: frozenset[str]) -> re.Pattern[str]:
    """What meets any of the parts in an address, with no letter beside it."""
    return re.compile(rf"(?<![a-z])(?:{'|'.join(sorted(map(re.escape, parts))) or '(?!)'})(?![a-z])", re.IGNORECASE)


@lru_cache(maxsize=8)
def contact(messengers: frozenset[str]) -> re.Pattern[str]:
    """What meets a messenger's name with an account behind it."""
    return re.compile(rf"{_named(messengers)}\s*{_HANDLE}", re.IGNORECASE)


@lru_cache(maxsize=8)
def tail(messengers: frozenset[str]) -> re.Pattern[str]:
    """What meets the accounts, numbers, addresses and pictures that belong to the advert before them."""
    account = rf"@\w{{3,}}|[a-z]{{1,6}}_?\d{{2,}}\w*|{PHONE}|\d{{5,}}"
    part = rf"{_named(messengers)}\s*{_HANDLE}|[A-Za-z]{{1,2}}[：:]\s*\w{{4,}}|[：:]?\s*(?:{account})|{PICTURE}|[!！?？]+"
    return re.compile(rf"(?:[\s/|,，]{{0,3}}(?:{part}))+")


def _named(messengers: frozenset[str]) -> str:
    names = "|".join(sorted(map(re.escape, messengers), key=lambda name: (-len(name), name))) or "(?!)"
    return rf"(?<![a-zA-Z])(?i:{names})(?:\s(?:id|no|group|number)\b)?"
