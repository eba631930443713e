"""Prints what a second build costs beside the first, after one of many documents has changed, and whether its bytes are a cold
build's.

The documents are made of the sentences of data/, drawn and named anew for each by a fixed seed, so that no two are alike.
Each build runs in a process of its own. The ratios are what to compare between machines: of seconds on the wall, and of seconds
that processors were busy, which other work on the machine changes less.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import perf_counter

import fintech_kg
from fintech_kg.corpus import fingerprint

DATA = Path(__file__).resolve().parent.parent / "data"
PROGRAM = [sys.executable, "-c", "from fintech_kg.cli import main; main()"]
Seconds = tuple[float, float]
"""On the wall, and busy."""
SENTENCE = re.compile(r"[^\n]+?[.!?][”\"’']?(?=\s|$)")
# Names that were made up for data/; real ones stay as they are.
NAMES = "|".join(
    """Quillmere Larkmoor Ostrel Fennick Sandhamn Pelago Corrib Montalva Kappelin Paydrift Wagewell Cardoval Wierzba Brannlow
    Lanting Tirgus Octavo Tsubaro Ostermark Tolland Brecon Severn Halyard Tessera Calder Penhallow Birchwell""".split()
)
STARTS = "Bal Cor Den Fal Gor Hel Jar Kes Lor Mar Nel Ost Pra Quen Ros Sel Tor Ul Ver Wex".split()
ENDS = "ack adan ald amere and anto ard asse ell endra ent erby ick ilda ingo isk iva olla orne und".split()


def main() -> None:
    """Writes the documents, builds three times, and prints the figures."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        texts = Path(folder, "in")
        texts.mkdir()
        words = 0
        for number, text in enumerate(_documents(options.documents, options.seed)):
            (texts / f"{number:05}.txt").write_text(text, encoding="utf-8")
            words += len(text.split())
        print(f"{options.documents} documents, {words} words, model {options.model}, {options.workers} workers")
        print(f"Python {sys.version.split()[0]}, fintech_kg {fintech_kg.__version__}, {fingerprint(options.model)[:16]}")
        first = _build(texts, Path(folder, "out"), options)
        print(_line("first build", first))
        print(_line("nothing changed", _build(texts, Path(folder, "out"), options), first))
        changed = min(texts.iterdir())
        changed.write_text(f"{changed.read_text(encoding='utf-8')}\n\nBalorne Pay acquired Kesilda.\n", encoding="utf-8")
        print(_line("one changed", _build(texts, Path(folder, "out"), options), first))
        print(_line("cold, the same texts", _build(texts, Path(folder, "cold"), options)))
        same = _files(Path(folder, "out")) == _files(Path(folder, "cold"))
        print(f"the same bytes: {'yes' if same else 'NO'}")
    sys.exit(0 if same else 1)


def _documents(count: int, seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    pool = [one.strip() for path in sorted(DATA.iterdir()) for one in SENTENCE.findall(path.read_text(encoding="utf-8"))]
    pool = [one for one in pool if len(one.split()) > 5]
    for _ in range(count):
        named: dict[str, str] = {}
        sentences = chance.sample(pool, min(18, len(pool)))
        text = "\n\n".join(" ".join(sentences[start : start + 3]) for start in range(0, len(sentences), 3))
        yield re.sub(rf"\b({NAMES})\b", lambda met, named=named: named.setdefault(met[0], _name(chance)), text) + "\n"  # type: ignore[misc]


def _name(chance: random.Random) -> str:
    return chance.choice(STARTS) + chance.choice(ENDS)


def _build(texts: Path, output: Path, options: argparse.Namespace) -> Seconds:
    """What a build in a process of its own takes."""
    command = [*PROGRAM, "build", texts, "-o", output, "--model", options.model, "--workers", str(options.workers)]
    start, busy = perf_counter(), _busy()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "PYTHONHASHSEED": "random"})
    return perf_counter() - start, _busy() - busy


def _busy() -> float:
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _line(what: str, seconds: Seconds, first: Seconds | None = None) -> str:
    shares = "" if first is None else "".join(f"  {one / of:7.2%}" for one, of in zip(seconds, first, strict=True))
    return f"{what:22} {seconds[0]:8.2f} s on the wall  {seconds[1]:8.2f} s busy{shares}"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--model", default="accurate", help="a pipeline, as `--model` of the verbs takes it")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


if __name__ == "__main__":
    main()
