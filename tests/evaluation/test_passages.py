"""Passages: the sentence that people are shown for a thing."""

from __future__ import annotations

from fintech_kg.evaluation.passages import passage, sentences
from fintech_kg.model import Block, BlockKind, Document

SAID = ["Visa grew.", "Visa bought Plaid in May.", "It uses digital wallets.", "Visas are stamps."]


def test_sentences_end_with_their_marks_and_blocks_and_not_behind_initials() -> None:
    text = "J. P. Marlow left Kite Inc. She said \u201cNo.\u201d Mr. Holt\nstayed! A new block"
    cut = text.index("A new")
    document = Document(
        "d",
        "d.txt",
        text,
        "text/plain",
        blocks=(Block(0, cut, BlockKind.PARAGRAPH), Block(cut, len(text), BlockKind.PARAGRAPH)),
    )
    assert sentences(document) == ["J. P. Marlow left Kite Inc. She said \u201cNo.\u201d", "Mr. Holt stayed!", "A new block"]


def test_sentence_with_most_of_what_is_wanted_is_taken() -> None:
    assert passage(SAID, ["Visa"], ["Plaid", "Plaid Inc"]) == "Visa bought Plaid in May."


def test_where_no_sentence_has_all_the_rarest_decides() -> None:
    assert passage(SAID, ["Visa"], ["digital wallet"]) == "It uses digital wallets."


def test_nothing_is_shown_for_what_no_sentence_has() -> None:
    assert passage(SAID, ["Kite"], []) is None
    assert passage([], ["Kite"]) is None
