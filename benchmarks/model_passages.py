"""From our own annotated passages (training/passages) and sample texts (data/) to Templates: words with slots for names.

A passage gives one template, and each of its sentences that names its things itself another; so does each sentence of data/,
with slots where that has names which were made up. Passages that cleaning would change are left out, so that what a document
made of templates says stands where the template has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from model_extraction import SENTENCE_END

from fintech_kg.cleaning import clean
from fintech_kg.model import Source, Status
from fintech_kg.ontology import load_ontology

ROOT = Path(__file__).resolve().parent.parent
_MARK = re.compile(r"\[([OLPTolpt])(\d+)\|([^\[\]|]+)\]")
_DATA_SENTENCE = re.compile(r"[^\n]+?[.!?][”\"’']?(?=\s|$)")
_MADE_UP = "|".join(
    """Quillmere Larkmoor Ostrel Fennick Sandhamn Pelago Corrib Montalva Kappelin Paydrift Wagewell Cardoval Brannlow Lanting
    Tirgus Octavo Tsubaro Ostermark Brecon Severn Halyard Tessera Calder Penhallow Birchwell Meridale Brackwell
    Daugmale""".split()
)
_SECOND = "Ledger|Lön|Wallet|Bank|Pay|Payments|Till|Remit|Loop|Quay|Labs|Capital|Credit|Coin|Ventures|Holdings|Group"
_FIRM = re.compile(rf"\b(?:{_MADE_UP})(?: (?:{_SECOND})\b)?")
_PERSON = re.compile(r"[^\W\d_]+( [\w'’-]+)+")
_FEWEST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a name of the thing `tag` (its first letter: organisation, place, person, technology), or words for it.

    `named` is False for a pronoun or a description, whose words stay; else `words` show how the passage names the thing.
    """

    tag: str
    named: bool
    words: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A relation that the template states between the things of two tags."""

    predicate: str
    subject: Slot
    object: Slot
    status: Status
    qualifiers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Template:
    """Words and slots in the order of the text, and what they state. `whole` tells a passage from a single sentence."""

    pieces: tuple[str | Slot, ...]
    claims: tuple[Claim, ...]
    whole: bool

    @property
    def longest(self) -> dict[str, str]:
        """By tag the longest name that the passage has for the thing."""
        found: dict[str, str] = {}
        for one in self.pieces:
            if isinstance(one, Slot) and one.named:
                found[one.tag] = max(found.get(one.tag, ""), one.words, key=len)
        return found


def templates() -> list[Template]:
    """All templates, in the order of the files."""
    cues = load_ontology().cues
    found = [*_of_passages(), *_of_data()]
    return [
        one for one in found if clean(Source("", text := _plain(one), "text/plain"), cues=cues).text == text and text.strip()
    ]


def people(found: list[Template]) -> tuple[list[str], list[str]]:
    """The first names and surnames of the people whom the passages name, sorted."""
    longest = (words for one in found for tag, words in one.longest.items() if tag[0] == "P")
    names = {words for words in longest if _PERSON.fullmatch(words)}
    return sorted({one.split()[0] for one in names}), sorted({one.split()[-1] for one in names})


def _of_passages() -> Iterator[Template]:
    for path in sorted((ROOT / "training" / "passages").glob("*.txt")):
        for passage in re.split(r"(?m)^---[ \t]*$", path.read_text(encoding="utf-8")):
            lines = passage.strip().split("\n")
            marked = "\n".join(line for line in lines if not line.startswith("> ")).strip()
            claims = [line[2:].split(maxsplit=4) for line in lines if line.startswith("> ")]
            yield _template(marked, claims, whole=True)
            sentences = [one for line in marked.split("\n") for one in _sentences(line)]
            for one in sentences if len(sentences) > 1 else ():
                if len(one.split()) >= _FEWEST_WORDS and one[-1] in '.!?”"':
                    yield _template(one, claims, whole=False)


def _sentences(line: str) -> list[str]:
    marks = [one.span() for one in _MARK.finditer(line)]
    ends = [one.end() for one in SENTENCE_END.finditer(line) if not any(low < one.end() < high for low, high in marks)]
    return [line[low:high].strip() for low, high in zip([0, *ends], [*ends, len(line)], strict=True)]


def _of_data() -> Iterator[Template]:
    for path in sorted((ROOT / "data").iterdir()):
        for sentence in map(str.strip, _DATA_SENTENCE.findall(path.read_text(encoding="utf-8"))):
            if len(sentence.split()) >= _FEWEST_WORDS and sentence.isprintable():
                tags: dict[str, str] = {}
                marked = _FIRM.sub(lambda met, tags=tags: f"[{tags.setdefault(met[0], f'O{len(tags)}')}|{met[0]}]", sentence)  # type: ignore[misc]
                yield _template(marked, [], whole=False)


def _template(marked: str, claims: list[list[str]], *, whole: bool) -> Template:
    pieces: list[str | Slot] = []
    slots: dict[str, Slot] = {}
    last = 0
    for met in _MARK.finditer(marked):
        slot = Slot(f"{met[1].upper()}{met[2]}", met[1].isupper(), met[3])
        slots.setdefault(f"{met[1]}{met[2]}", slot)
        pieces += [marked[last : met.start()], slot]
        last = met.end()
    named = {one.tag for one in slots.values() if one.named}
    made = tuple(
        Claim(one[0], slots[one[1]], slots[one[2]], Status(one[3]), tuple(_qualifiers(one[4:])))
        for one in claims
        if one[1] in slots and one[2] in slots and {slots[one[1]].tag, slots[one[2]].tag} <= named
    )
    return Template((*pieces, marked[last:]), made, whole)


def _qualifiers(rest: list[str]) -> Iterator[tuple[str, str]]:
    for one in rest:
        name, equals, text = one.partition("=")
        if equals:
            yield name, text


def _plain(template: Template) -> str:
    return "".join(one if isinstance(one, str) else one.words for one in template.pieces)
