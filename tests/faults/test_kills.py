"""The short form of the campaign: builds, removals and exports killed at random moments. `make faults` runs the long one."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
import spacy
from thinc.api import fix_random_seed

from .campaign import Campaign

pytestmark = [pytest.mark.model, pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs fork and pidfd_open")]

KILLS = 12


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A spaCy pipeline that loads at once: it knows nothing, and finds what the lexicon names."""
    fix_random_seed(0)
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler", name="ner").add_patterns([{"label": "ORG", "pattern": "Kite Bank"}])  # type: ignore[attr-defined]
    for name, labels in (("tagger", ("NN", "VBD")), ("parser", ("nsubj", "dobj", "ROOT"))):
        pipe = nlp.add_pipe(name)
        for label in labels:
            pipe.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    folder = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(folder)
    return folder


def test_no_kill_breaks_an_output_or_loses_an_extraction(pipeline: Path, tmp_path: Path) -> None:
    seed = int(os.environ.get("FINTECH_KG_FAULTS_SEED", "1"))
    tally = Campaign(tmp_path, model=str(pipeline), seed=seed).run(KILLS)
    assert tally.faults == []
    assert tally.killed >= KILLS  # the last round may kill several times in a row
    assert {"build"} <= tally.kills.keys() <= {"build", "remove", "export"}
    assert tally.noted > 0
