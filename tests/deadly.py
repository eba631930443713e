"""A spaCy pipeline that kills its process on some words, as a package."""

from __future__ import annotations

from pathlib import Path

import spacy

from fintech_kg.extraction.choices import PARSER

DEADLY, ONCE = "Basilisk", "Kraken"
STEP = f"""
import os, signal
from pathlib import Path
from spacy.language import Language

@Language.component("basilisk")
def basilisk(doc):
    before = Path(__file__).parent.parent / "met"
    if "{DEADLY}" in doc.text or ("{ONCE}" in doc.text and not before.exists()):
        before.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return doc
"""


def deadly_pipeline(folder: Path) -> str:
    """The name of the package, which is written into the folder."""
    package = folder / "deadly_pipeline"
    package.mkdir()
    nlp = spacy.load(PARSER)
    nlp.to_disk(package / "data")
    (package / "__init__.py").write_text(
        f"{STEP}\nfrom pathlib import Path\nimport spacy\n\n"
        "def load(**options):\n"
        "    nlp = spacy.load(Path(__file__).parent / 'data', **options)\n"
        "    nlp.add_pipe('basilisk')\n    return nlp\n"
    )
    (folder / "deadly_pipeline-1.0.dist-info").mkdir()
    (folder / "deadly_pipeline-1.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: deadly_pipeline\nVersion: 1.0\n"
    )
    return package.name
