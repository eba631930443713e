"""A corpus with all that hangs on more than one document, and what `build` makes of it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from fintech_kg import build
from fintech_kg.corpus import Options
from fintech_kg.corpus.batches import Given
from fintech_kg.corpus.extracted import Extracted
from fintech_kg.corpus.packing import packed
from fintech_kg.corpus.sharding import KINDS
from fintech_kg.corpus.shards import write_rows
from fintech_kg.distribution.gather import TOLD, told_of
from fintech_kg.distribution.plan import Plan
from fintech_kg.errors import DocumentError, ExtractionFailed
from fintech_kg.graph import BASE_IRI
from fintech_kg.model import Extraction, Kind, Status

from ..assembly.made import firm, text, works
from ..handmade import HOSTILE, Claim, extraction

STORY = " ".join(f"On day {number} Kite Bank told Plaid that term {number * 7} was agreed." for number in range(12))


@dataclass(frozen=True)
class Corpus:
    """Texts by file name, and the extraction of each; what has none cannot be extracted."""

    texts: dict[str, str]
    made: dict[str, Extraction]

    def result(self, document: str, name: str) -> Extraction | DocumentError:
        if document not in self.made:
            return ExtractionFailed(name, "wrong")
        found = self.made[document]
        return replace(found, document=replace(found.document, source=name))


def corpus() -> Corpus:
    """Copies and near-copies, namesakes, an acronym, a shared public identifier, a relation told from both ends, a statement
    that a merge folds, hostile names, a text that fails."""
    kite, plaid = firm("Kite Bank", same_as=("http://www.wikidata.org/entity/Q1",)), firm("Plaid")
    ecb, short = firm("European Central Bank", "ECB"), firm("ECB")
    other = firm("Kite Banking", same_as=("http://www.wikidata.org/entity/Q1",))
    made = [
        text(STORY, kite, plaid),
        text(f"LISBON, 3 March (Reuters) - {STORY} Further words were added.", kite, plaid),
        text("The European Central Bank (ECB) waits.", ecb),
        text("The ECB acts.", short),
        text("Kite Banking grows.", other),
        works("John Smith", "Citi"),
        works("John Smith", "Barclays", former=("Visa",)),
        works("John Smith", "Barclays"),
        extraction("a", [Claim("Visa", "partneredWith", "Plaid"), Claim("Plaid", "partneredWith", "Visa", Status.PLANNED)]),
        extraction("b", [Claim("Zeta", "partneredWith", "Acme"), Claim("Acme", "acquired", "Zeta", claimed_by="Zeta")]),
        extraction("c", [Claim("Visa", "partneredWith", "Plaid")], figures=["Visa"], words=["Plaid"]),
        *(extraction(name, [Claim(name, "acquired", "Plaid")], kinds={name: Kind.ORGANISATION}) for name in HOSTILE[:4]),
    ]
    texts = {f"{number:02}.txt": one.document.text for number, one in enumerate(made)}
    texts |= {
        "copy.txt": texts["00.txt"],
        "a copy.txt": texts["08.txt"],
        "fails.txt": "This fails.",
        "fails too.txt": "This fails.",
    }
    return Corpus(texts, {one.document.id: one for one in made})


def built(found: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch) -> set[Quad]:
    """The quads that `build` makes."""

    def extract(given: Iterable[Given], ontology: Path | None, model: str, workers: int) -> Iterator[Extracted]:
        return (Extracted(one.id, found.result(one.id, one.name)) for one in given)  # type: ignore[union-attr]

    monkeypatch.setattr("fintech_kg.corpus.runners.RUNNERS", {"serial": extract})
    for name, words in found.texts.items():
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(words.encode("utf-8", "surrogatepass"))
    kg = build([folder], model="fast", title="Deals", licence="CC-BY-4.0")
    kg.write(folder.parent / "built")
    return set(parse(path=folder.parent / "built" / "graph.trig", format=RdfFormat.TRIG))


def extracted(found: Corpus, output: Path, files: int, shards: int) -> Plan:
    """The plan of an output in which the extractions lie, in so many files."""
    plan = Plan(Options("fast", None, BASE_IRI, None, "Deals", "https://spdx.org/licenses/CC-BY-4.0"), output, shards)
    rows = []
    for name, words in found.texts.items():
        document = next((key for key, one in found.made.items() if one.document.text == words), "f" * 16)
        row = dict.fromkeys((*KINDS, *TOLD.kinds)) | {"document": document, "source": json.dumps(name), "key": "k"}
        result = found.result(document, name)
        if isinstance(result, Extraction):
            rows.append(row | {"extraction": packed(result)} | told_of(result))
        else:
            rows.append(row | {"problem": json.dumps(result.reason)})
    for number in range(files):
        write_rows(plan.extractions / f"{number}.parquet", rows[number::files], {**KINDS, **TOLD.kinds})
    return plan


def quads_in(output: Path) -> list[Quad]:
    """All that stands in the shards."""
    paths = sorted((output / "quads").glob("*.nq.gz"))
    return [one for path in paths for one in parse(gzip.decompress(path.read_bytes()), format=RdfFormat.N_QUADS)]


def here(function: Callable, given: Sequence, /) -> list:  # type: ignore[type-arg]
    """Does the tasks of a step in this process."""
    return [function(one) for one in given]
