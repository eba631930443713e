"""The spaCy pipeline: anybody's statistical model, then our steps."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokenizer import Tokenizer

from fintech_kg.errors import ModelNotFound, reason_of
from fintech_kg.extraction import attributes, gazetteer, lemmas, mentions, recogniser  # all five register their factories
from fintech_kg.extraction.choices import ACCURATE, FAST, PARSER
from fintech_kg.extraction.matrices import with_numpy_products
from fintech_kg.recognition import SMALL, Network

# Words that tokenisers cut at the hyphen, and parsers then cannot read.
_WHOLE = tuple(
    f"{prefix}-{word}"
    for prefix in ("co", "Co")
    for word in "found founds founded founding founder founders led lead leads own owns owned chair chairs author".split()
)
_NEEDED = ("tagger", "parser", "ner")
_LEFT_OUT = ("senter", "tokenizer")
"""What of the parser's package is not read: a step that we do not use, and what it keeps of spaCy's own English tokenizer."""


@cache
def load_pipeline(model: str, ontology: Path) -> Language:
    """The pipeline with our steps, by the ontology in that folder, at its end.

    `accurate` is en_core_web_sm with the trained network's names and relations, `fast` is en_core_web_sm without its
    recogniser and with a small network that the other taught; any other name or path is a spaCy pipeline of somebody's own.
    Raises ModelNotFound where it cannot be loaded or has no tagger, parser and entity recogniser of its own.
    """
    try:
        nlp = _own(model) if model in {ACCURATE, FAST} else spacy.load(model)
    except (OSError, ValueError, ImportError) as error:
        raise ModelNotFound(model, reason_of(error)) from error
    missing = [need for need in _NEEDED if need not in nlp.pipe_names]
    if missing and not {"transformer", "llm", "gliner_spacy", recogniser.FACTORY} & set(nlp.pipe_names):
        raise ModelNotFound(model, f"it has no {', '.join(missing)}")
    if isinstance(nlp.tokenizer, Tokenizer):
        for word in _WHOLE:
            nlp.tokenizer.add_special_case(word, [{"ORTH": word}])
    for factory in (gazetteer.FACTORY, mentions.FACTORY):
        if factory not in nlp.pipe_names:
            nlp.add_pipe(factory, config={"ontology": str(ontology)})
    return nlp


def _own(model: str) -> Language:
    nlp = with_numpy_products(spacy.load(PARSER, exclude=[*_LEFT_OUT, "ner"] if model == FAST else _LEFT_OUT))
    nlp.add_pipe(attributes.FACTORY, after="attribute_ruler")
    nlp.remove_pipe("attribute_ruler")
    nlp.add_pipe(lemmas.FACTORY, after="lemmatizer")
    nlp.remove_pipe("lemmatizer")
    nlp.add_pipe(recogniser.FACTORY, config={"weights": str(SMALL), "dates": True} if model == FAST else {})
    return nlp


def network_of(nlp: Language) -> Network | None:
    """The network that found the pipeline's names and reads relations; None where another model found them."""
    step = nlp.get_pipe(recogniser.FACTORY) if recogniser.FACTORY in nlp.pipe_names else None
    return step.network if isinstance(step, recogniser.Recogniser) else None
