"""Our pipelines cut words as the package that they parse with, whose tokenizer is spaCy's own and is not loaded again."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokenizer import Tokenizer

from fintech_kg.extraction.choices import FAST, PARSER
from fintech_kg.extraction.pipeline import load_pipeline
from fintech_kg.ontology import Ontology

pytestmark = pytest.mark.model


def test_words_are_those_of_the_parser(known: Ontology) -> None:
    theirs, ours = spacy.load(PARSER).tokenizer, load_pipeline(FAST, known.folder).tokenizer
    assert isinstance(theirs, Tokenizer)
    assert isinstance(ours, Tokenizer)
    for part in ("prefix_search", "suffix_search", "infix_finditer", "url_match", "token_match"):
        one, other = (getattr(tokenizer, part) for tokenizer in (theirs, ours))
        assert getattr(one, "__self__", one) == getattr(other, "__self__", other)
    assert {word: told for word, told in ours.rules.items() if not word.lower().startswith("co-")} == theirs.rules
