"""Our pages as a folder of gold: `python training/gold.py --out FOLDER`, for `fintech-kg evaluate` and the confidence.

Of the passages that say whose page they are (`owners-*.txt`), those that no network learnt from, with entities and facts; with
`--part train` the others.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from examples import LETTER, Page, own_passages

from fintech_kg.names import without_legal_form


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "passages")
    parser.add_argument("--part", choices=("held", "train"), default="held")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    pages = [Page(passage) for passage, source in own_passages(args.own, args.part) if source == "owners"]
    for number, page in enumerate(pages):
        folder = args.out / f"page-{number:03}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "input.txt").write_text(page.text, encoding="utf-8")
        (folder / "expected.json").write_text(json.dumps(gold_of(page), ensure_ascii=False, indent=1), encoding="utf-8")


def gold_of(page: Page) -> dict[str, object]:
    """The entities by their longest name, with the others as aliases, and the facts."""
    names: dict[str, list[str]] = {}
    for span, tag in zip(page.spans, page.tags, strict=True):
        if span.named:
            name = page.text[span.start : span.end]
            names.setdefault(tag, []).extend({name: None, without_legal_form(name): None})
    longest = {thing: max(found, key=len) for thing, found in names.items()}
    entities = [
        {"name": longest[thing], "aliases": sorted({*found} - {longest[thing]}), "type": LETTER[thing[0]], "core": True}
        for thing, found in names.items()
    ]
    facts = [
        {"s": longest[subject.upper()], "p": label, "o": longest[object_.upper()], "status": status, "core": True}
        for label, subject, object_, status in page.stated
        if {subject.upper(), object_.upper()} <= longest.keys()
    ]
    return {"document": "input.txt", "entities": entities, "facts": facts, "observations": [], "quotations": []}


if __name__ == "__main__":
    main()
