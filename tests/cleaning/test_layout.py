"""Words that layout took apart are whole again."""

from __future__ import annotations

import pytest

from fintech_kg.cleaning import clean, to_source
from fintech_kg.cleaning.layout import BROKEN
from fintech_kg.model import Document, Source
from fintech_kg.ontology import Cue

CUES = {Cue.HYPHENATED: frozenset({"cross", "peer"})}


def cleaned(text: str) -> Document:
    return clean(Source("x", text, "text/plain"), cues=CUES)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("a block-\nchain here", "a blockchain here"),
        ("a block-\r\n  chain here", "a blockchain here"),
        ("a cross-\nborder deal", "a cross-border deal"),
        ("peer-to-peer-\nlending", "peer-to-peer-lending"),
        ("A bank-run. It is a bank-\nrun.", "A bank-run. It is a bank-run."),
        ("A crosswalk. It is a cross-\nwalk.", "A crosswalk. It is a crosswalk."),
        ("a soft\u00ad\nware firm", "a software firm"),
        ("K E Y  F I N D I N G S", "KEY  FINDINGS"),
        ("T H E   R E S U L T S of the year", "THE   RESULTS of the year"),
    ],
)
def test_word_is_whole(text: str, whole: str) -> None:
    assert cleaned(text).text == whole


@pytest.mark.parametrize(
    "text",
    [
        "short- and\nlong-term",
        "short-\nand long-term",
        "it fell -\nbut rose",
        "Kite-\nBank",
        "5-\nyear",
        "A B C D",
        "J P Morgan",
        "a b c d",
    ],
)
def test_what_is_not_broken_stays(text: str) -> None:
    assert cleaned(text).text == text


def test_broken_word_is_reported_and_leads_back() -> None:
    document = cleaned("The block-\nchain grew.")
    assert [(one.text, one.reason) for one in document.left_out] == [("-\n", BROKEN)]
    start = document.text.index("blockchain")
    assert to_source(document.offsets, start, start + len("blockchain")) == (4, 16)


@pytest.mark.parametrize("text", ["-\n" * 50_000, "a-\n" * 50_000, "A " * 100_000, "ab-" * 50_000, "- " * 50_000])
def test_hostile_layout_costs_no_square(text: str) -> None:
    assert cleaned(text).text
