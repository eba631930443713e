"""News stories as many as wanted, each with the Extraction of all that it says: from a number of documents and a seed.

How it is made: a story is a dateline and a few paragraphs, as long as wanted on average and as uneven as news is (log-normal).
A paragraph is one of our own annotated passages as a whole, or a few sentences out of several passages and sample texts in any
order. Names, figures, dates and months are exchanged for others, the names within a story always for the same: so neither a
sentence nor the words beside a name come twice but by chance, and what a cache keeps of one story says little of the next. Who
is named follows model_things.py: few things everywhere, most once or twice. Stories introduce a firm by its long name and then
use a short one; a few have the short name or the acronym alone, or misspell a name; one in fifty is a near-copy of a recent one
under another dateline and with other words at its end; people of one name work for several firms.

The Extraction holds the passages' annotations with the names exchanged, each with the sentences that it stands in, and
the figures and quotations of the text: as much as our extraction finds, without its errors.
"""

from __future__ import annotations

import random
import re
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from model_extraction import Naming, Paragraph, Said, extraction_of
from model_passages import Claim, Slot, Template, people, templates
from model_things import Thing, Things

from fintech_kg.model import Extraction, Source

WORDS = 180
"""Of a story on average, about as in Reuters' collections of news."""
_SPREAD = 0.5
_DATELINE = 45
"""Words of the first paragraph, and half of one that goes beyond what is wanted."""
_COPY, _RECENT = 0.02, 40
_WHOLE = 0.6
_AGAIN = 0.4
_ALONE, _MISSPELT = 0.06, 0.004
_A_DAY = 300
_TRIES = 20
_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_CHANGING = re.compile(rf"\b(?:{'|'.join(_MONTHS + _DAYS)})\b|\b(?:19|20)\d\d\b|\d+")
_ROLE_OF_SUBJECT = {"regulates": "regulator", "sanctioned": "regulator"}
_ROLE_OF_OBJECT = {"educatedAt": "university", "listedOn": "exchange"}
_EMPLOYS = {"worksFor", "founded"}


@dataclass(frozen=True, slots=True)
class Story:
    """A document to be read: its source, and the paragraphs that its text is made of, parted by an empty line."""

    source: Source
    paragraphs: tuple[Paragraph, ...]

    @property
    def extraction(self) -> Extraction:
        """What an extraction without errors would take from it."""
        return extraction_of(self.source, self.paragraphs)


def stories(documents: int, *, seed: int = 1, words: int = WORDS) -> Iterator[Story]:
    """So many stories, the same for the same arguments; `words` is the average length."""
    return _Desk(documents, seed, words).stories(documents)


class _Desk:
    """Where stories are written."""

    def __init__(self, documents: int, seed: int, words: int) -> None:
        found = templates()
        self._whole = [one for one in found if one.whole]
        self._sentences = [one for one in found if not one.whole]
        self._things = Things(documents, seed, *people(found))
        self._chance = random.Random(seed)
        self._words = words
        self._recent: deque[tuple[Paragraph, ...]] = deque(maxlen=_RECENT)

    def stories(self, documents: int) -> Iterator[Story]:
        """The stories, several hundred a day."""
        first = date(2019, 1, 1)
        for number in range(documents):
            day = first + timedelta(days=number // _A_DAY)
            copied = self._recent and self._chance.random() < _COPY
            paragraphs = self._copied(day) if copied else self._written(day)
            self._recent.append(paragraphs)
            text = "\n\n".join(one.text for one in paragraphs) + "\n"
            yield Story(
                Source(f"{number // 1000:04}/{number:07}.txt", text, "text/plain", published=day.isoformat()), paragraphs
            )

    def _written(self, day: date) -> tuple[Paragraph, ...]:
        chance = self._chance
        wanted = self._words * chance.lognormvariate(-_SPREAD * _SPREAD / 2, _SPREAD)
        found: list[Paragraph] = []
        sheet = _Sheet(self._things, chance)
        length = 0
        while length < wanted - _DATELINE or not found:
            if chance.random() < _WHOLE:
                one = sheet.written(chance.choice(self._whole))
            else:
                one = _joined([sheet.written(chance.choice(self._sentences)) for _ in range(chance.randint(1, 4))])
            found.append(one)
            length += len(one.text.split())
        return (self._dateline(day, sheet), *found)

    def _dateline(self, day: date, sheet: _Sheet) -> Paragraph:
        place = self._things.place(self._chance)
        written = Paragraph(place.name, (Naming(0, len(place.name), place),))
        head = Paragraph(f", {_MONTHS[day.month - 1]} {day.day} - ")
        return _joined([written, head, sheet.written(self._chance.choice(self._sentences))], between="")

    def _copied(self, day: date) -> tuple[Paragraph, ...]:
        """A recent story, parted otherwise: with a new first paragraph if it is long, else with a new last one."""
        kept = self._chance.choice(self._recent)
        sheet = _Sheet(self._things, self._chance)
        more = sheet.written(self._chance.choice(self._sentences))
        return (self._dateline(day, sheet), *kept[1:]) if len(kept) > 3 else (*kept, more)


class _Sheet:
    """One story as it is written: the same names for the same things throughout."""

    def __init__(self, things: Things, chance: random.Random) -> None:
        self._things, self._chance = things, chance
        self._firms: list[Thing] = []
        self._introduced: set[str] = set()
        self._alone = chance.random() < _ALONE

    def written(self, template: Template) -> Paragraph:
        """The template with names of this story, other figures and other dates."""
        cast, longest = self._cast(template), template.longest
        parts: list[str] = []
        namings: list[Naming] = []
        tags: list[tuple[str, bool]] = []
        length = 0
        for piece in template.pieces:
            if isinstance(piece, str):
                told = _CHANGING.sub(self._changed, piece)
            else:
                told, more = self._named(piece, cast[piece.tag], longest) if piece.named else (piece.words, "")
                told = told[0].upper() + told[1:] if piece.words[0].isupper() else told
                namings.append(Naming(length, length + len(told), cast[piece.tag], piece.named))
                tags.append((piece.tag, piece.named))
                told += more
            parts.append(told)
            length += len(told)
        said = tuple(
            Said(one.predicate, *ends, one.status, one.qualifiers)
            for one in template.claims
            if (ends := _nearest(one, tags, namings)) is not None
        )
        return Paragraph("".join(parts), tuple(namings), said)

    def _cast(self, template: Template) -> dict[str, Thing]:
        """A thing for each tag, no two alike: of the kind that its relations ask for, people at the firm that they work for."""
        roles: dict[str, str] = {}
        employers: dict[str, str] = {}
        for one in template.claims:
            roles.setdefault(one.subject.tag, _ROLE_OF_SUBJECT.get(one.predicate, ""))
            roles.setdefault(one.object.tag, _ROLE_OF_OBJECT.get(one.predicate, ""))
            if one.predicate in _EMPLOYS:
                employers.setdefault(one.subject.tag, one.object.tag)
        tags = sorted({one.tag for one in template.pieces if isinstance(one, Slot)})
        cast: dict[str, Thing] = {}
        taken: set[tuple[str, str]] = set()
        for tag in sorted(tags, key=lambda one: one[0] == "P"):
            for _ in range(_TRIES):
                thing = self._chosen(tag, roles.get(tag, ""), cast.get(employers.get(tag, "")))
                if thing.key not in taken:
                    break
            taken.add(thing.key)
            cast[tag] = thing
        return cast

    def _chosen(self, tag: str, role: str, employer: Thing | None) -> Thing:
        chance = self._chance
        if tag[0] == "L":
            return self._things.place(chance)
        if tag[0] == "T":
            return self._things.technology(chance)
        if tag[0] == "P":
            return self._things.person(employer or self._things.firm(chance), chance)
        if role:
            return self._things.of_role(role, chance)
        one = chance.choice(self._firms) if self._firms and chance.random() < _AGAIN else self._things.firm(chance)
        self._firms.append(one)
        return one

    def _named(self, slot: Slot, thing: Thing, longest: dict[str, str]) -> tuple[str, str]:
        """The name in the form that the passage has here, and what follows it."""
        first = thing.name not in self._introduced
        self._introduced.add(thing.name)
        if self._alone and thing.concept is None:
            return thing.alone, ""
        if self._chance.random() < _MISSPELT and thing.concept is None and len(thing.name) > 8:
            place = self._chance.randrange(2, 6)
            return thing.name[:place] + thing.name[place + 1 :], ""
        if first:
            return thing.long, f" ({thing.acronym})" if thing.acronym else ""
        shown = thing.short if slot.words != longest[slot.tag] or slot.tag[0] == "O" else thing.name
        return (shown.upper() if slot.words.isupper() and slot.tag[0] == "L" else shown), ""

    def _changed(self, met: re.Match[str]) -> str:
        """Another month, day, year, or number of as many digits."""
        words, chance = met[0], self._chance
        if words in _MONTHS:
            return chance.choice(_MONTHS)
        if words in _DAYS:
            return chance.choice(_DAYS)
        if len(words) == 4 and words[:2] in {"19", "20"}:
            return str(chance.randint(2004, 2026))
        return "".join(chance.choice("123456789" if place == 0 else "0123456789") for place in range(len(words)))


def _nearest(claim: Claim, tags: Sequence[tuple[str, bool]], namings: Sequence[Naming]) -> tuple[int, int] | None:
    """The two namings of the claim's ends that stand nearest to each other."""
    ends = [
        [index for index, one in enumerate(tags) if one == (slot.tag, slot.named)] for slot in (claim.subject, claim.object)
    ]
    pairs = [
        (abs(namings[one].start - namings[other].start), one, other) for one in ends[0] for other in ends[1] if one != other
    ]
    return min(pairs)[1:] if pairs else None


def _joined(parts: Sequence[Paragraph], between: str = " ") -> Paragraph:
    """Several as one."""
    text, namings, said = "", list[Naming](), list[Said]()
    for one in parts:
        text += between if text else ""
        said += [replace(each, subject=each.subject + len(namings), object=each.object + len(namings)) for each in one.said]
        namings += [replace(each, start=each.start + len(text), end=each.end + len(text)) for each in one.namings]
        text += one.text
    return Paragraph(text, tuple(namings), tuple(said))
