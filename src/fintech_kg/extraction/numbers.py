"""From text to the values in it: numbers with multiplier, currency or unit, as written and as normalised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pycountry

from fintech_kg.model import Value

_SYMBOLS = {
    "US$": "USD", "HK$": "HKD", "S$": "SGD", "A$": "AUD", "C$": "CAD", "NT$": "TWD", "NZ$": "NZD", "R$": "BRL", "RMB": "CNY",
    "Rs.": "INR", "Rs": "INR", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR", "₩": "KRW", "₽": "RUB", "₦": "NGN",
    "₺": "TRY", "₫": "VND", "₱": "PHP", "฿": "THB", "₴": "UAH", "₪": "ILS", "CN¥": "CNY",
    "RM": "MYR", "TT$": "TTD", "J$": "JMD", "MX$": "MXN", "KSh": "KES", "Ksh": "KES", "Rp": "IDR", "GH₵": "GHS", "GH¢": "GHS",
    "₵": "GHS", "৳": "BDT", "₸": "KZT", "zł": "PLN", "Tk": "BDT",
}  # fmt: skip
_WORDS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY", "rupee": "INR", 
    "won": "KRW", "naira": "NGN", "real": "BRL", "reais": "BRL", "rouble": "RUB", "ruble": "RUB", "franc": "CHF",
    "baht": "THB", "ringgit": "MYR", "rupiah": "IDR", "dirham": "AED", "riyal": "SAR", "zloty": "PLN", "rand": "ZAR",
    "forint": "HUF", "lira": "TRY", "cedi": "GHS", "dong": "VND", "taka": "BDT", "krona": "SEK", "kronor": "SEK",
    "koruna": "CZK", "shekel": "ILS", "hryvnia": "UAH", "tenge": "KZT",
}  # fmt: skip
_MULTIPLIERS = {
    "thousand": 3, "k": 3, "K": 3, "million": 6, "millions": 6, "mn": 6, "mln": 6, "m": 6, "M": 6, "MM": 6, "billion": 9,
    "billions": 9, "bn": 9, "bln": 9, "b": 9, "B": 9, "trillion": 12, "tn": 12, "trn": 12, "T": 12, "t": 12, "lakh": 5,
    "lakhs": 5, "crore": 7, "crores": 7, "lakh crore": 12, "p": -2,
}  # fmt: skip
_CODES = sorted(currency.alpha_3 for currency in pycountry.currencies)
# What is written as an amount of a currency, though no standard lists it.
_COINS = ("BTC", "ETH", "SOL", "XRP", "USDC", "USDT")


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda word: (-len(word), word)))


# No amount has more digits than that; a longer run is an account number or a key.
_MOST_DIGITS = 24
_NUMBER = r"(?:\d{1,3}(?:\.\d{3}){2,}|(?:\d{1,3}(?:,\d{2,3})+|\d+)(?:\.\d+)?)"
_MONEY_MARK = f"(?:{_alternatives(_SYMBOLS)}|(?:{'|'.join(_CODES)})(?= ?[0-9]))"
_MULTIPLIER = (
    r"(?:[ -]?(?i:lakh crore|thousand|millions?|billions?|trillion|lakhs?|crores?)\b"
    r"|(?: ?(?i:bn|mn|mln|bln|trn|tn)|[kKmMbBtT]|MM)(?![\w])|p(?![\w/]))"
)
_NATIONS = {"US": "USD", "Singapore": "SGD", "Hong Kong": "HKD", "Australian": "AUD", "Canadian": "CAD", "Swiss": "CHF"}
_UNIT = (
    r"(?:[ -]?(?:%|per ?cent\b|pct\b)|[ -]?percentage[ -]points?\b|[ -]?basis[ -]points?\b| ?bps?\b"
    rf"| (?:{'|'.join((*_CODES, *_COINS))})\b|[ -](?:(?:{_alternatives(_NATIONS)}) )?(?:{_alternatives(_WORDS)})s?\b)"
)
# The points of a rating: `4.7/5`. Whole numbers at a stroke are dates and fractions.
_SCALE = r"(?<=\.\d)/(?:5|10)(?![\w/.,])"
_PER = "(?:day|week|month|mo|quarter|year|yr|user|seat|card|account|transaction|merchant|customer)s?"


def _one(n: int) -> str:
    return (
        rf"(?P<sign{n}>(?<![\w.)+])[-−–+])?(?:(?P<mark{n}>{_MONEY_MARK}) ?)?"
        rf"(?P<number{n}>{_NUMBER})(?P<times{n}>{_MULTIPLIER})?(?P<unit{n}>{_UNIT}|{_SCALE})?(?:\+(?![\w+]))?"
    )


_VALUE = re.compile(
    rf"(?<![\w.,/:#@‐‑-]){_one(1)}(?:(?P<range> [-–] |[-–]| (?:to|and) ){_one(2)})?(?![\w:@]|/(?!{_PER}\b)|[.,]\d|-[a-z\d])"
)
_CHANGED_BY = re.compile(
    r"\b(?:up|down|by|rose|fell|grew|rising|falling|growing|climbed|jumped|dropped|slipped|(?:in|de)creased?|declined) $",
    re.IGNORECASE,
)
_SPANNED = re.compile(r"\b(?:rang\w+|var(?:y|ies|ied)|vary\w*|anywhere|anything) from $", re.IGNORECASE)
_RANGE_BEFORE = re.compile(r"(?:between|from) (?:about |around )?$", re.IGNORECASE)

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_NUMBERED = (
    "article", "chapter", "level", "page", "part", "phase", "section", "stage", "step", "table", "tier", "version", "figure",
    "rank", "top", "week", "episode", "season", "block", "update", "round",
)  # fmt: skip
# In lower case these are verbs or count as well: `note 5 changes`.
_CAPITALISED = ("Series", "Rule", "Item", "Note", "Form", "ITEM", "Annex", "Appendix", "Exhibit", "Schedule", "Workshop")
_DATE_AFTER = re.compile(
    r"^ ?(?:GMT|UTC|CES?T|E[SD]?T|BST|IST)\b|^ (?:minute|min|hour|day|week|month|year)s? ago\b|"
    rf"^\.? ?(?:{_MONTHS}|{_MONTHS.upper()})\b|^(?:st|nd|rd|th)\b|^-(?:year|month|day|week|K|Q)\b|^ ?[ap]\.?m\b"
)
_DATE_BEFORE = re.compile(
    rf"(?:\b(?:{_MONTHS}|{_MONTHS.upper()})\.? |\bQ|\bNo\. ?|\bI[Dd]:? |\b(?i:number|reference): "
    rf"|# |\b(?i:{'|'.join(_NUMBERED)}) |\b(?:{'|'.join(_CAPITALISED)}) )$"
)
_MARKS = ("mark1", "times1", "unit1", "sign1")
# What a page tells of its readers: `3 min read`, `18 claps ·`, `Comments (14)`.
_READERS_AFTER = re.compile(
    r"^[ -]min(?:ute)?s?[ -]read\b|^ (?:claps?|comments?|likes?|upvotes?)\s*(?:$|[|·•])|^ ?[kKMG]B\b|^ ?[▲▼]"
)
_READERS_BEFORE = re.compile(r"(?i:\bcomments? \(|\breading time:? |\bshowing (?:results? )?|\bcontents\]? )$|[▲▼] ?$")
# `sum.[4]` is a footnote, `3011 Bern` and `OR 97204` are of an address, `$1 = 0.86 euros` is a rate of exchange.
_NOTED = re.compile(r"\[$")
_POSTED_BEFORE = re.compile(r"(?:, |^)$")
_POSTED = re.compile(r"^\d{4,5}$")
_STATE_BEFORE = re.compile(r", [A-Z]{2} $")
_RATE_AFTER, _RATE_BEFORE = re.compile(r"^ ?= ?"), re.compile(r"= ?$")
# Where points stand between thousands: `₫240.000`.
_POINTED = frozenset({"VND", "IDR", "CLP", "COP", "PYG"})
_THOUSANDS = re.compile(r"^\d{1,3}(?:\.\d{3})+$")
# `4.1 The decision`: the number of a paragraph.
_OUTLINE = re.compile(r"\s*\d+(?:\.\d+)+\.? (?=[A-Z\"“(])")
# `19 times earnings` says what something is worth by something else.
_TIMES_AFTER = re.compile(r"^ times\b")
_OFFER_AFTER = re.compile(r"^ off\b[^.!?]{0,30}\bcode\b")
_TELEPHONE = re.compile(r"(?<!\w)(?:\+\d{1,3}[ ().-]*|\()\d[\d ().-]{5,}\d")
_YEAR = re.compile(r"^(?:1[89]|20)\d\d$")


@dataclass(frozen=True, slots=True)
class FoundValue:
    """A value and its span in the text."""

    start: int
    end: int
    value: Value


def find_values(text: str) -> Iterator[FoundValue]:
    """The values of a text in order; years, days, hours, ordinals, numbers of sections and of readers, and offers are none."""
    telephones = [match.span() for match in _TELEPHONE.finditer(text)]
    for match in _VALUE.finditer(text):
        if any(start <= match.start() < end or start < match.end() <= end for start, end in telephones):
            continue
        if not _measures_nothing(match, text) and not _is_too_long(match):
            yield from _found(match, text)


def _is_too_long(match: re.Match[str]) -> bool:
    return any(match[name] is not None and len(match[name]) > _MOST_DIGITS for name in ("number1", "number2"))


def _measures_nothing(match: re.Match[str], text: str) -> bool:
    """Whether it is a date, an hour, a number of a part, what a page tells of its readers, or an offer with a code."""
    before, after = text[max(0, match.start() - 16) : match.start()], text[match.end() : match.end() + 40]
    if _RATE_AFTER.search(after) or _RATE_BEFORE.search(before):
        return True
    if any(match[name] for name in _MARKS):
        return any(one.search(after) for one in (_OFFER_AFTER, _READERS_AFTER)) or _READERS_BEFORE.search(before) is not None
    if _is_address(match["number1"], before, after) or (_NOTED.search(before) and after[:1] == "]"):
        return True
    first_after = text[match.end("number1") : match.end("number1") + 12]
    outline = _OUTLINE.match(text)
    if outline is not None and match.start() < outline.end():
        return True
    is_year = _YEAR.match(match["number1"]) is not None and not _opens_with_year(match)
    if _TIMES_AFTER.search(after):
        return True
    is_date = any(_DATE_AFTER.search(rest) for rest in (after, first_after)) or _DATE_BEFORE.search(before) is not None
    return is_year or is_date or _READERS_AFTER.search(after) is not None or _READERS_BEFORE.search(before) is not None


def _is_address(number: str, before: str, after: str) -> bool:
    if _POSTED.match(number) is None:
        return False
    town = after[:1] == " " and after[1:2].isupper() and after[2:3].islower()
    return (_POSTED_BEFORE.search(before) is not None and town) or _STATE_BEFORE.search(before) is not None


def _found(match: re.Match[str], text: str) -> Iterator[FoundValue]:
    before = text[max(0, match.start() - 20) : match.start()]
    if _opens_with_year(match):
        start, end = match.end("range"), match.end()
        yield FoundValue(start, end, Value(_number(match, "2"), _unit(match, "2"), text[start:end]))
        return
    joined = match["range"] is not None and (match["range"].strip() != "and" or _RANGE_BEFORE.search(before))
    changes = match["range"] is not None and match["range"].strip() == "to" and _is_change(match, before)
    if match["range"] is None:
        yield FoundValue(match.start(), match.end(), Value(_number(match, "1"), _unit(match, "1"), match[0]))
    elif joined and not changes:
        low, high = _number(match, "1", "2"), _number(match, "2")
        unit = _unit(match, "2") or _unit(match, "1")
        yield FoundValue(match.start(), match.end(), Value(low, unit, match[0], high))
    else:
        ends = [name for name in ("number", "times", "unit") if match[f"{name}1"]]
        stop, start = match.end(f"{ends[-1]}1"), match.end("range")
        unit = _unit(match, "1") or (_unit(match, "2") if before.lower().endswith("from ") else None)
        yield FoundValue(match.start(), stop, Value(_number(match, "1"), unit, text[match.start() : stop]))
        later = _unit(match, "2") or (
            _unit(match, "1") if before.lower().endswith("from ") else None
        )  # `from 14 basis points to 9`
        yield FoundValue(start, match.end(), Value(_number(match, "2"), later, text[start : match.end()]))


def _opens_with_year(match: re.Match[str]) -> bool:
    """Whether the first number is the year of the second: `grew in 2024 to 15.6 million`, `2020 – 17.1 million`."""
    if match["range"] is None or _YEAR.match(match["number1"]) is None or any(match[name] for name in _MARKS):
        return False
    return any(match[name] for name in ("mark2", "times2", "unit2"))


def _is_change(match: re.Match[str], before: str) -> bool:
    """Whether `X to Y` is a way from X to Y, or by X to Y, and no range."""
    units = {_unit(match, "1"), _unit(match, "2")} - {None}
    if _SPANNED.search(before):
        return False
    return before.lower().endswith("from ") or _CHANGED_BY.search(before) is not None or len(units) > 1


def _number(match: re.Match[str], n: str, fallback: str | None = None) -> Decimal:
    """The normalised number; in `3 to 5 million` the first takes the second's multiplier."""
    times = match[f"times{n}"] or (match[f"times{fallback}"] if fallback else None) or ""
    digits = match[f"number{n}"].replace(",", "")
    if _THOUSANDS.match(digits) and (_unit(match, n) in _POINTED or digits.count(".") > 1):
        digits = digits.replace(".", "")
    try:
        number = Decimal(digits)
    except InvalidOperation:  # the pattern admits nothing that Decimal refuses
        raise AssertionError(match[0]) from None
    written = times.strip(" -")
    scaled = number.scaleb(_MULTIPLIERS.get(written) or _MULTIPLIERS.get(written.lower(), 0))
    return plain(-scaled if match[f"sign{n}"] not in {None, "+"} else scaled)


def plain(number: Decimal) -> Decimal:
    """Without an exponent and without trailing zeros after the point."""
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()


def _unit(match: re.Match[str], n: str) -> str | None:
    mark, unit = match[f"mark{n}"], (match[f"unit{n}"] or "").strip(" -")
    if mark:
        return _SYMBOLS.get(mark, mark)
    if match[f"times{n}"] == "p":  # pence
        return "GBP"
    if not unit:
        return None
    if unit in {"%", "pct"} or (unit.startswith(("per cent", "percent")) and "point" not in unit):
        return "%"
    if unit.startswith("percentage"):
        return "percentage points"
    if (unit.startswith(("b", "basis")) and "point" in unit) or unit in {"bp", "bps"}:
        return "bp"
    if unit in _CODES or unit in _COINS:
        return unit
    if unit.startswith("/"):
        return f"out of {unit[1:]}"
    return _currency_word(unit)


def _currency_word(unit: str) -> str:
    country, _, word = unit.rpartition(" ")
    code = _WORDS.get(word) or _WORDS[word.removesuffix("s")]
    return _NATIONS.get(country, code)
