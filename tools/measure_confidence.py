#!/usr/bin/env python3
"""Measures the precision of each rule on labelled texts and writes ontology/lexicon/confidence.ttl.

usage: measure_confidence.py GOLD_AND_PREDICTIONS… [--pages FOLDER…] [--lines FOLDER…] [--frames FOLDER…] [--output FILE]

Each folder holds SET.gold.jsonl and SET.pred.jsonl, as a run of the development sets keeps them: what the network has a part in
is measured on documents that it was not trained on, with the gates `LEAST_…` of extraction/related.py
set to 0 for that run.
A prediction is judged only where the gold can judge it: a set that labels one pair of a passage judges that pair alone, a
passage that was read for some relations judges those alone. The precision of a sort of frame is (right + 1) / (judged + 2),
after Laplace; that of a rule (right + 2 p) / (judged + 2) with the p of its sort, so that few cases say little beside those of
its like (the m-estimate of Cestnik 1990). What a network reads is worth no less where it is surer. A rule judged less often
than FEWEST takes the precision of its sort, and where that was judged less often than FEWEST_OF_SORT none.

What a network alone reads is measured on annotated pages too (`--pages`), which are read here; what it reads in lines that do
not name whom they are about on pages of fragments as well (`--lines`, the held-out ones that training/gold.py writes). These
folders must hold nothing that the network was trained on. The sorts of frame that read lists, fields and places, which the sets
hardly judge, are measured over all relations, on the same pages, from which they were made, and on pages from which no rule was
made (`--frames`, all that training/gold.py writes).
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from fintech_kg.cleaning import clean
from fintech_kg.documents import find_inputs, read_source
from fintech_kg.evaluation import gold_names, read_gold
from fintech_kg.extraction import load_extractor, related, told
from fintech_kg.extraction.choices import ACCURATE, FAST, READERS, TOLD
from fintech_kg.model import Status
from fintech_kg.ontology import load_ontology

FEWEST = 8
FEWEST_OF_SORT = 3
Span = list[int]
# Our relation -> the set's name for it; `^` where its ends are swapped.
NAMES = {
    "fire": {"worksFor": "employedBy", "acquired": "acquired", "subsidiaryOf": "subsidiaryOf", "mergedWith": "mergedWith",
             "divested": "divested", "develops": "^productOf"},
    "core": {
        "acquired": "acquired", "subsidiaryOf": "subsidiaryOf", "investedIn": "investedIn", "partneredWith": "partneredWith",
        "mergedWith": "mergedWith", "competesWith": "competitorOf", "suppliesTo": "^clientOf", "regulates": "regulates",
        "develops": "^productOf", "listedOn": "listedOn",
    },
    "knowledgenet": {
        "worksFor": "employedBy", "founded": "^foundedBy", "basedIn": "headquarteredIn", "subsidiaryOf": "subsidiaryOf",
        "educatedAt": "educatedAt", "memberOf": "employedBy", "livesIn": "livesIn",
    },
}  # fmt: skip
PROPERTIES = {
    "employedBy": "EMPLOYEE_OR_MEMBER_OF", "foundedBy": "FOUNDED_BY", "headquarteredIn": "HEADQUARTERS",
    "subsidiaryOf": "SUBSIDIARY_OF", "educatedAt": "EDUCATED_AT", "livesIn": "PLACE_OF_RESIDENCE",
}  # fmt: skip
SYMMETRIC = {"partneredWith", "mergedWith", "competitorOf"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--output", type=Path, default=Path("ontology/lexicon/confidence.ttl"))
    parser.add_argument("--pages", type=Path, nargs="*", default=[], help="folders with *expected.json files")
    parser.add_argument("--lines", type=Path, nargs="*", default=[], help="the same, of fragments")
    parser.add_argument("--frames", type=Path, nargs="*", default=[], help="the same, for frames")
    args = parser.parse_args()
    judged: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for folder in args.folders:
        for name in sorted(NAMES):
            for family, is_right in judgements(folder, name):
                judged[family] += 1
                right[family] += is_right
    sorts = Counter(family.partition(" ")[2] for family in judged.elements())
    for folders, readers, frames in ((args.pages, READERS, True), (args.lines, TOLD, False), (args.frames, (), True)):
        for predicate, rule, is_right in _read_in(folders):
            for family in measured_on_pages(predicate, rule, sorts, readers, frames=frames):
                judged[family] += 1
                right[family] += is_right
    args.output.write_text(turtle(judged, right), encoding="utf-8")
    for family in sorted(judged):
        print(f"{family:28} {right[family]:5} of {judged[family]:5}")


def judgements(folder: Path, name: str) -> Iterator[tuple[str, bool]]:
    """The rule family and the verdict of each prediction that the set can judge."""
    predictions = {line["id"]: line for line in _lines(folder / f"{name}.pred.jsonl")}
    for gold in _lines(folder / f"{name}.gold.jsonl"):
        for relation in predictions.get(gold["id"], {}).get("relations", ()):
            verdict = _verdict(relation, gold, name) if relation.get("status") == "asserted" else None
            if verdict is not None:
                sort = _sort(relation["rule"])
                yield f"{relation['predicate']} {sort}", verdict
                if sort.endswith(("+pupil", "-pupil")):  # what the frame is worth without either network's word
                    yield f"{relation['predicate']} {sort[: -len('+pupil')]}", verdict


def measured_on_pages(
    predicate: str, rule: str, sorts: Mapping[str, int], readers: Sequence[str], *, frames: bool
) -> Iterator[str]:
    """The families of a rule that pages measure: of what the `readers` read, and of `frames` that the sets hardly judge.

    `sorts` tells how often the sets judged each sort of frame.
    """
    frame, sort = rule.partition(":")[0], _sort(rule)
    if frame in readers:
        yield f"{predicate} {sort}"
    elif frames and frame not in READERS:
        yield from (f"* {one}" for one in dict.fromkeys((sort, frame)) if sorts.get(one, 0) < FEWEST)


def _read_in(folders: Iterable[Path]) -> Iterator[tuple[str, str, bool]]:
    for folder in folders:
        for model in (ACCURATE, FAST):
            yield from read_in(folder, model)


def read_in(folder: Path, model: str) -> Iterator[tuple[str, str, bool]]:
    """The relation and the rule of each statement of the pages, and whether the gold has it so."""
    related.LEAST_PRECISION = related.LEAST_STATED = told.LEAST_TOLD = Decimal(0)
    related.LEAST_UNMEASURED = 0
    ontology = load_ontology()
    extract = load_extractor(ontology, model)
    for file in sorted(folder.rglob("*expected.json")):
        gold = read_gold(file)
        (given,) = find_inputs([file.parent / gold.document])
        found = extract(clean(read_source(given), cues=ontology.cues))
        names = gold_names(found.entities, gold.entities)
        held = {(one.predicate, one.status, frozenset((one.subject, one.object))) for one in gold.facts}
        for one in found.statements:
            if one.status is Status.ASSERTED:
                ends = frozenset(names.get(end, end) for end in (one.subject, one.object))
                yield one.predicate, one.rule, (one.predicate, one.status, ends) in held


def _sort(rule: str) -> str:
    """The sort of a rule, as the extraction looks it up: `verb`, `verb+network`, or the tenth of what the network says."""
    frame, _, rest = rule.partition(":")
    if frame in TOLD:
        return frame
    if frame in READERS:
        return f"{frame} {int(float(rest) * 10) / 10:.1f}"
    return next((frame + rest[-1 - len(one) :] for one in READERS if rest.endswith((f"+{one}", f"-{one}"))), frame)


def _lines(path: Path) -> list[dict]:  # type: ignore[type-arg]
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _verdict(relation: dict, gold: dict, name: str) -> bool | None:  # type: ignore[type-arg]
    label = NAMES[name].get(relation["predicate"])
    if label is None:
        return None
    subject, object_ = relation["subject"], relation["object"]
    if label.startswith("^"):
        subject, object_ = object_, subject
    label = label.removeprefix("^")
    same_pair = [one for one in gold["relations"] if _same(one, subject, object_)]
    swapped = [one for one in gold["relations"] if _same(one, object_, subject)]
    if label in SYMMETRIC:
        same_pair, swapped = same_pair + swapped, []
    if any(one["predicate"] == label for one in same_pair):
        return True
    if name == "core":
        return False if same_pair or swapped else None
    if name == "knowledgenet":
        return False if _was_read_for(gold, subject, PROPERTIES[label]) else None
    return False


def _same(one: dict, subject: Span, object_: Span) -> bool:  # type: ignore[type-arg]
    return _overlap(one["subject"], subject) and _overlap(one["object"], object_)


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _was_read_for(gold: dict, span: Span, label: str) -> bool:  # type: ignore[type-arg]
    passages = gold.get("passages", ())
    return any(_overlap([one["start"], one["end"]], span) and label in one["properties"] for one in passages)


def pooled(counts: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """The right and the judged of each family, those of neighbouring tenths of what a network says put together wherever it
    was less often right though it was surer: that is chance (pool adjacent violators, Ayer et al. 1955)."""
    result = dict(counts)
    scales: dict[str, list[str]] = defaultdict(list)
    for family in sorted(counts):
        if re.search(r" \d\.\d$", family):
            scales[family[:-4]].append(family)
    for families in scales.values():
        blocks: list[tuple[list[str], int, int]] = []
        for family in families:
            members, right, judged = [family], *counts[family]
            while blocks and blocks[-1][1] * judged > right * blocks[-1][2]:
                before = blocks.pop()
                members, right, judged = [*before[0], *members], before[1] + right, before[2] + judged
            blocks.append((members, right, judged))
        result |= {family: (right, judged) for members, right, judged in blocks for family in members}
    return result


def _laplace(right: int, judged: int) -> float:
    return (right + 1) / (judged + 2)


def turtle(judged: Counter[str], right: Counter[str]) -> str:
    """The precision of each rule family, and of each sort of frame under the relation's name `*`."""
    frames: Counter[str] = Counter()
    frames_right: Counter[str] = Counter()
    for family, count in judged.items():
        frames[family.partition(" ")[2]] += count
        frames_right[family.partition(" ")[2]] += right[family]
    sorts = pooled({f"* {frame}": (frames_right[frame], count) for frame, count in frames.items()})
    families = pooled({family: (right[family], count) for family, count in judged.items()})
    rows = {sort: found for sort, found in sorts.items() if found[1] >= FEWEST_OF_SORT}
    rows |= {family: found for family, found in families.items() if found[1] >= FEWEST}
    lines = [
        "@prefix fkg: <https://w3id.org/fintech-kg/ontology#> .",
        "@prefix rule: <https://w3id.org/fintech-kg/rule/> .",
        "",
        "# Written by tools/measure_confidence.py at version 0.1.0 from FIRE, CORE, KnowledgeNet, tests/pages/dev and",
        "# the pages of training/passages; do not edit by hand.",
        "",
    ]
    for family, (good, count) in sorted(rows.items()):
        local = (
            family.replace("* ", "any-")
            .replace(" ", "-")
            .replace("+", "-and-")
            .replace("-network", "-not-network")
            .replace("-pupil", "-not-pupil")
            .replace(".", "")
        )
        sort = sorts[f"* {family.partition(' ')[2]}"]
        precision = (good + 2 * (0.5 if family.startswith("*") else _laplace(*sort))) / (count + 2)
        lines.append(
            f'rule:{local} fkg:rule "{family}" ; fkg:precision {precision:.2f} ; fkg:right {good} ; fkg:judged {count} .'
        )
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
