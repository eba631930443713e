"""From inputs to Parquet shards of extractions, by Ray Data: files are read in tasks, and texts extracted in actors.

Each row is a text that an input gave: its document, the name that it came under (as JSON, since a name may hold what no column
of text does), the key of its extraction, and either the extraction or why there is none.
"""

from __future__ import annotations

import json
import logging
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from fintech_kg.corpus.batches import batches
from fintech_kg.corpus.cache import extraction_key
from fintech_kg.corpus.cluster import SameProgram, cause_of
from fintech_kg.corpus.fingerprint import fingerprint
from fintech_kg.corpus.ordered import results_in_order
from fintech_kg.corpus.packing import packed
from fintech_kg.corpus.processes import Process
from fintech_kg.corpus.shards import Row, arrow_table
from fintech_kg.corpus.team import Team
from fintech_kg.documents import Input, Reading, read_sources
from fintech_kg.errors import DocumentError
from fintech_kg.model import Extraction, Source
from fintech_kg.ontology import load_ontology

KINDS: Mapping[str, str] = {"document": "text", "source": "text", "key": "text", "problem": "text", "extraction": "bytes"}
_BLOCK = 1 << 20
"""Bytes of texts that an actor gets at once: about a minute of work, which is what is lost with a node."""
_ROWS = 64
_ROWS_IN_FILE = 8192
_LIGHT = 0.1
"""Of a processor; who reads and writes waits for the disk most of the time, and must find a place beside an actor."""


@dataclass(frozen=True, slots=True)
class Told:
    """What else each row is to tell of its extraction: columns with their kinds, and what fills them."""

    kinds: Mapping[str, str]
    of: Callable[[Extraction], Row]


def extract_to_shards(
    inputs: Sequence[Input], folder: Path, *, ontology: Path | None, model: str, reading: Reading, told: Told, actors: int
) -> None:
    """Writes the shards of the inputs into the folder; the cluster is the one that this process is connected to.

    An actor whose node dies is made anew elsewhere and gets its texts again; a text that kills the process of an actor twice is
    set aside, as by every runner.
    """
    import ray
    from ray.data import ActorPoolStrategy, DataContext
    from ray.exceptions import RayError

    context = DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    context.target_max_block_size = _BLOCK
    logging.getLogger("ray.data").setLevel(logging.ERROR)
    same = SameProgram(ontology, model, handed=False)
    given = ray.data.from_items([{"input": pickle.dumps(one)} for one in inputs], override_num_blocks=len(inputs))
    texts = given.map_batches(partial(_read, reading), batch_size=1, batch_format="pyarrow", num_cpus=_LIGHT)
    rows = texts.map_batches(
        _Extracting,
        fn_constructor_args=(same, ontology, model, told),
        batch_size=None,
        batch_format="pyarrow",
        compute=ActorPoolStrategy(size=actors),
        num_cpus=1 - _LIGHT,
    )
    ordered = rows.map_batches(_ordered, batch_size=_ROWS_IN_FILE, batch_format="pyarrow", num_cpus=_LIGHT)
    try:
        ordered.write_parquet(str(folder), ray_remote_args={"num_cpus": _LIGHT}, compression="zstd", row_group_size=512)
    except RayError as error:
        raise cause_of(error) from error


def _read(reading: Reading, table: Any) -> Iterator[Any]:
    """The texts of inputs, a few at a time."""
    waiting: list[bytes] = []
    size = 0
    for given in table["input"].to_pylist():
        for one in read_sources(pickle.loads(given), reading):
            waiting.append(pickle.dumps(one))
            size += len(waiting[-1])
            if len(waiting) == _ROWS or size > _BLOCK // 4:
                yield arrow_table({"given": waiting}, {"given": "bytes"})
                waiting, size = [], 0
    if waiting:
        yield arrow_table({"given": waiting}, {"given": "bytes"})


def _ordered(table: Any) -> Any:
    return table.sort_by("document")


class _Extracting:
    """What becomes an actor. The pipeline is in a process of its own, so that a text that kills does not take the actor along,
    which Ray would make anew and give the same text for ever."""

    def __init__(self, same: SameProgram, ontology: Path | None, model: str, told: Told) -> None:
        self._same, self._told = same, told
        self._team: Team | None = None
        self._given = (ontology, model)

    def __call__(self, table: Any) -> Any:
        team = self._begun()
        given = [pickle.loads(one) for one in table["given"].to_pylist()]
        results = results_in_order(given, lambda texts: team.work(batches(texts, 1)))
        rows = [self._row(one, result) for one, result in zip(given, results, strict=True)]
        kinds = {**KINDS, **self._told.kinds}
        return arrow_table({name: [row[name] for row in rows] for name in kinds}, kinds)

    def _begun(self) -> Team:
        """Begins with the first texts: what is raised when an actor is made does not come back as it is."""
        if self._team is None:
            self._same.check()
            self._team = Team(partial(Process, *self._given), 1)
        return self._team

    def _row(self, given: Source | DocumentError, result: Extraction | DocumentError) -> Row:
        row: Row = dict.fromkeys((*KINDS, *self._told.kinds))
        if isinstance(given, Source):
            ontology, model = self._given
            key = extraction_key(given, fingerprint(model), load_ontology(ontology).hash)
            row |= {"document": given.id, "source": json.dumps(given.name), "key": key}
        else:
            row |= {"document": "", "source": json.dumps(given.source), "key": ""}
        if isinstance(result, Extraction):
            return row | {"extraction": packed(result)} | self._told.of(result)
        return row | {"problem": json.dumps(result.reason)}
