"""Many documents: each content once, and an outcome for every input."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec
import pytest

from fintech_kg.cleaning import clean
from fintech_kg.corpus import RUNNERS, Outcome, Run, run_corpus
from fintech_kg.corpus.extracted import Extracted
from fintech_kg.documents import Input, media_types
from fintech_kg.errors import ExtractionFailed, RunError, UnknownFormat
from fintech_kg.extraction import DEFAULT_MODEL
from fintech_kg.model import Extraction, Source

Running = Callable[..., Run]
TEXTS = (b"Kite Bank acquired Plaid in 2024.", b"Li Chen is the CTO of Ant Group. 5% of it is hers.", b"\xd9\x84\xd8\xa7", b"")
INPUTS = [Input(f"{number}.txt", ".txt", lambda text=text: text) for number, text in enumerate(TEXTS)]  # type: ignore[misc]


def fake(given: Iterable[Source], ontology: Path | None, model: str, workers: int) -> Iterator[Extracted]:
    """Extracts nothing, and fails where a text says so; the last is done first."""
    for one in reversed(list(given)):
        yield Extracted(one.id, ExtractionFailed(one.name, "wrong") if "fail" in one.text else Extraction(clean(one)))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Running:
    monkeypatch.setattr("fintech_kg.corpus.runners.RUNNERS", {"serial": fake})

    def run(*contents: tuple[str, bytes]) -> Run:
        inputs = [Input(name, Path(name).suffix, lambda content=content: content) for name, content in contents]  # type: ignore[misc]
        return run_corpus(inputs, ontology=None, model="none", workers=1)

    return run


def test_copy_counts_once_under_the_first_name(run: Running) -> None:
    found = run(("b.txt", b"Same."), ("a.txt", b"Same."), ("c.txt", b"Other."))
    same = found.outcomes[0].document
    assert len(found.extractions) == 2
    assert found.outcomes[:2] == (Outcome("a.txt", same), Outcome("b.txt", same, copy_of="a.txt"))


def test_skipped_document_is_named_and_the_others_are_read(run: Running) -> None:
    found = run(("a.txt", b"Good."), ("b.xyz", b"?"), ("c.txt", b""))
    assert [one.document.source for one in found.extractions] == ["a.txt"]
    assert [(one.source, one.problem) for one in found.outcomes if one.document is None] == [
        ("b.xyz", f"no reader takes .xyz; readers: {', '.join(media_types())}"),
        ("c.txt", "the document is empty"),
    ]


def test_document_that_cannot_be_digested_is_named_with_its_copies(run: Running) -> None:
    found = run(("a.txt", b"This will fail."), ("b.txt", b"This will fail."), ("c.txt", b"Good."))
    assert [(one.source, one.problem) for one in found.outcomes] == [("a.txt", "wrong"), ("b.txt", "wrong"), ("c.txt", None)]


def test_order_of_inputs_does_not_matter_even_among_equal_names(run: Running) -> None:
    given = [("x.txt", b"One."), ("x.txt", b"Two."), ("x.txt", b""), ("a.txt", b"One."), ("x.txt", b"Two.")]
    assert run(*given) == run(*reversed(given))


def test_nothing_gives_an_empty_run(run: Running) -> None:
    found = run()
    assert (list(found.extractions), found.outcomes) == ([], ())


def test_unknown_runner_is_refused() -> None:
    with pytest.raises(UnknownFormat, match="no runner is called 'cloud'; there are: processes, ray, serial"):
        run_corpus([], ontology=None, model="none", workers=1, runner="cloud")


def test_address_of_a_cluster_goes_with_ray_alone() -> None:
    with pytest.raises(RunError, match="goes with the runner ray, not with processes"):
        run_corpus([], ontology=None, model="none", runner="processes", address="ray.example:6379")


@pytest.mark.model
@pytest.mark.parametrize("runner", ["processes", pytest.param("ray", marks=pytest.mark.cluster)])
def test_runners_give_the_same_bytes(runner: str, alone: bytes) -> None:
    if runner == "ray":
        pytest.importorskip("ray", reason="ray is an extra")
    assert as_bytes(run_corpus(INPUTS, ontology=None, model=DEFAULT_MODEL, workers=2, runner=runner)) == alone
    assert b"acquired" in alone


def test_no_runner_is_untested() -> None:
    assert set(RUNNERS) == {"serial", "processes", "ray"}


@pytest.fixture(scope="module")
def alone() -> bytes:
    """What the serial runner gives."""
    return as_bytes(run_corpus(INPUTS, ontology=None, model=DEFAULT_MODEL, workers=1, runner="serial"))


def as_bytes(run: Run) -> bytes:
    return msgspec.json.encode((list(run.extractions), run.outcomes))
