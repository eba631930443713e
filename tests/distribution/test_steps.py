"""The graph in shards is the graph that `build` makes, in whatever number of shards."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pyoxigraph import Quad

from fintech_kg.corpus import Options
from fintech_kg.corpus.sharding import KINDS
from fintech_kg.corpus.shards import write_rows
from fintech_kg.distribution.gather import TOLD
from fintech_kg.distribution.plan import Plan
from fintech_kg.distribution.steps import assemble_shards
from fintech_kg.errors import NoInput
from fintech_kg.graph import BASE_IRI

from ..assembly.made import firm, text
from .made import Corpus, built, corpus, extracted, here, quads_in

pytest.importorskip("pyarrow", reason="pyarrow is an extra")


@pytest.fixture(scope="module")
def found() -> Corpus:
    return corpus()


@pytest.fixture(scope="module")
def expected(found: Corpus, tmp_path_factory: pytest.TempPathFactory) -> set[Quad]:
    with pytest.MonkeyPatch.context() as patch:
        return built(found, tmp_path_factory.mktemp("built") / "in", patch)


@pytest.mark.parametrize(("files", "shards"), [(1, 1), (3, 2), (2, 7)])
def test_shards_hold_the_quads_of_build(found: Corpus, expected: set[Quad], tmp_path: Path, files: int, shards: int) -> None:
    assemble_shards(extracted(found, tmp_path, files, shards), here)
    quads = quads_in(tmp_path)
    assert len(quads) == len(set(quads))
    assert set(quads) == expected


def test_corpus_has_what_hangs_on_several_documents(expected: set[Quad]) -> None:
    told = "\n".join(map(str, expected))
    assert "isVersionOf" in told
    assert "John%20Smith~" in told
    assert "statedSubject" in told or "statedObject" in told


def test_documents_that_share_nothing_are_a_graph(tmp_path: Path) -> None:
    one = text("Kite Bank grows.", firm("Kite Bank"))
    alone = Corpus({"a.txt": one.document.text}, {one.document.id: one})
    report = assemble_shards(extracted(alone, tmp_path, 1, 5), here)
    assert quads_in(tmp_path)
    totals = report["totals"]
    assert isinstance(totals, dict)
    assert totals["documents"] == 1


def test_shards_have_the_same_bytes_whatever_the_files(found: Corpus, tmp_path: Path) -> None:
    for files in (1, 3):
        assemble_shards(extracted(found, tmp_path / str(files), files, 4), here)
    one, three = ({path.name: path.read_bytes() for path in (tmp_path / name / "quads").iterdir()} for name in ("1", "3"))
    assert one == three
    assert len(one) == 5
    assert (tmp_path / "1" / "SHA256SUMS").read_bytes() == (tmp_path / "3" / "SHA256SUMS").read_bytes()


def test_report_counts_copies_and_names_what_was_skipped(found: Corpus, tmp_path: Path) -> None:
    report = assemble_shards(extracted(found, tmp_path, 2, 3), here)
    totals = report["totals"]
    assert isinstance(totals, dict)
    assert (totals["documents"], totals["copies"], totals["nearCopies"], totals["skipped"]) == (15, 2, 1, 2)
    assert report["skipped"] == [
        {"source": "fails too.txt", "reason": "wrong"},
        {"source": "fails.txt", "reason": "wrong"},
    ]
    assert json.loads((tmp_path / "report.json").read_text()) == report


def test_nothing_but_failures_is_no_input(tmp_path: Path) -> None:
    plan = Plan(Options("fast", None, BASE_IRI, None), tmp_path, 2)
    row = dict.fromkeys((*KINDS, *TOLD.kinds)) | {"document": "", "source": '"a.txt"', "key": "", "problem": '"empty"'}
    write_rows(plan.extractions / "0.parquet", [row], {**KINDS, **TOLD.kinds})
    with pytest.raises(NoInput, match=r"a\.txt: empty"):
        assemble_shards(plan, here)
