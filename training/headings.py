"""Learn which lines are headings: `python training/headings.py --out src/fintech_kg/cleaning/headings.json`.

From the pages in passages/owners-*.txt, whose headings are marked, each with its empty lines set in four ways and the headings
in a dress that pages have: capitals, titles, numbers, signs. One page in twelve is held out, as for the network.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from examples import Page, own_passages
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from fintech_kg.cleaning.blocks import looks_of, units_of
from fintech_kg.cleaning.headings import features_of

FEWEST = 40
"""How often a feature must be there to be one."""
STRENGTH = 0.3
SEED = 20261201
GAPS = ("none", "before", "around", "some")
"""Where empty lines stand: nowhere, before headings, before and behind them, or anywhere."""
DRESSES = {
    "plain": 10, "upper": 5, "title": 5, "section": 1, "part": 1, "number": 1, "hash": 1, "roman": 0.5, "colon": 1, "sign": 1,
}  # fmt: skip
"""How the headings of a page are set, and how often."""
_SMALL = frozenset("a an and as at but by for from in nor of on or the to with".split())
_ROMAN = "I II III IV V VI VII VIII IX X".split()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "passages")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    rng = random.Random(SEED)
    features, is_heading = _examples(args.own, "train", GAPS, rng)
    counts = Counter(name for one in features for name in one)
    vectoriser = DictVectorizer()
    table = vectoriser.fit_transform({name: 1 for name in one if counts[name] >= FEWEST} for one in features)
    fit = LogisticRegression(C=STRENGTH, max_iter=2000).fit(table, is_heading)
    weights = {name: round(float(one), 2) for name, one in zip(vectoriser.feature_names_, fit.coef_[0], strict=True)}
    about = {"bias": round(float(fit.intercept_[0]), 2), "weights": {name: one for name, one in weights.items() if one}}
    args.out.write_text(json.dumps(about, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")
    for gaps in GAPS:
        held, right = _examples(args.own, "held", (gaps,), random.Random(SEED))
        said = np.array([about["bias"] + sum(about["weights"].get(name, 0) for name in one) >= 0 for one in held])
        true = int((said & right).sum())
        print(f"empty lines {gaps:7} precision {true / said.sum():.3f} recall {true / right.sum():.3f}, {right.sum()} headings")


def _examples(own: Path, part: str, gaps: tuple[str, ...], rng: random.Random) -> tuple[list[list[str]], np.ndarray]:
    features: list[list[str]] = []
    right: list[bool] = []
    for page in (Page(passage) for passage, source in own_passages(own, part) if source == "owners"):
        for where in gaps if page.headings else ():
            text, headings = _set(page, where, rng)
            units = units_of(text, text)
            for one, found in zip(units, features_of(looks_of(units)), strict=True):
                if one is not None and one.kind is None:
                    features.append(found)
                    right.append(one.start in headings)
    return features, np.array(right)


def _set(page: Page, where: str, rng: random.Random) -> tuple[str, set[int]]:
    """The page's text with empty lines and headings in one dress, and where its headings begin."""
    (dress,) = rng.choices([*DRESSES], [*DRESSES.values()])
    text, headings, count = "", set(), 0
    for line, is_heading in _lines(page):
        if text and not text.endswith("\n\n") and _parts(where, is_heading, rng):
            text += "\n"
        if is_heading:
            headings.add(len(text))
            line = _dressed(line, dress, count, rng) if count or dress in {"upper", "title"} else line
            count += 1
        text += f"{line}\n" + ("\n" if is_heading and where == "around" else "")
    return text, headings


def _parts(where: str, is_heading: bool, rng: random.Random) -> bool:
    return rng.random() < 0.3 if where == "some" else is_heading and where in {"before", "around"}


def _lines(page: Page) -> Iterator[tuple[str, bool]]:
    for number, line in enumerate(page.text.split("\n")):
        if line.strip():
            yield line.strip(), number in page.headings


def _dressed(line: str, dress: str, count: int, rng: random.Random) -> str:
    if dress == "upper":
        return line.upper()
    if dress == "title":
        return _titled(line)
    if dress == "section":
        return f"Section {count}: {line}"
    if dress == "part":
        return f"PART {count} — {line.upper()}"
    if dress == "number":
        return f"{count}. {_titled(line)}"
    if dress == "hash":
        return f"#{count} {line}"
    if dress == "roman":
        return f"{_ROMAN[min(count, len(_ROMAN)) - 1]}. {line.upper()}"
    if dress == "colon":
        return line if line[-1:] in ".?!:" else f"{line}:"
    if dress == "sign":
        return f"{rng.choice('☕📌⚡💬📊◆★■▪')} {line.upper() if rng.random() < 0.5 else line}"
    return line


def _titled(line: str) -> str:
    words = line.split()
    return " ".join(
        word if (at and word.lower() in _SMALL) or any(char.isupper() for char in word[1:]) else word[:1].upper() + word[1:]
        for at, word in enumerate(words)
    )


if __name__ == "__main__":
    main()
