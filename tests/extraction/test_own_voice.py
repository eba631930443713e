"""Whom the first person means: by the facts in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import Told, stated

pytestmark = pytest.mark.model

TABLE: list[tuple[str, Told]] = [
    (  # the page's own firm beside the `we` of the main clause; what is `our subsidiary` is another
        "Although Kestrel Ltd is no bank, we lend. In 2019 we sold our subsidiary, Tannery Ltd. Tannery Ltd grows.\n\n"
        "We use machine learning.",
        {("Kestrel", "uses", "machine learning")},
    ),
    ("We are Kestrel Ltd. Visa is big.\n\nWe use machine learning.", {("Kestrel", "uses", "machine learning")}),
    ("At Kestrel Ltd, we care.\n\nWe use machine learning.", {("Kestrel", "uses", "machine learning")}),
    ("We use machine learning. This text is © 2025 Kestrel Ltd and not Visa.", {("Kestrel", "uses", "machine learning")}),
    (
        "We use machine learning. Write to Kestrel Ltd at hello@kestrel.example, not to Visa.",
        {("Kestrel", "uses", "machine learning")},
    ),
    ("Kestrel Ltd is new. We use machine learning.", set()),
    (  # the page's head and foot name one firm, the text names another as often
        "# Kestrel Ltd\n\nKestrel Ltd is no bank. Visa is big. Visa is old.\n\nWe use machine learning.",
        {("Kestrel", "uses", "machine learning")},
    ),
    (
        "We use machine learning. Visa is big.\n\nVisa is old.\n\nKestrel Ltd, 41 Tannery Street, Lagos. Not a bank.",
        {("Kestrel", "uses", "machine learning")},
    ),
    (  # whose people found one firm, and one only
        "Hana Sato founded Kestrel Ltd in 2019. We use machine learning.",
        {("Kestrel", "uses", "machine learning")},
    ),
    (  # a quoted `we` is the speaker's firm, and `I` the speaker
        "“We use machine learning. Before that I worked for Visa,” said Hana Sato, chief executive of Kestrel Ltd.",
        {("Kestrel", "uses", "machine learning")},
    ),
    ("“We use machine learning,” said Hana Sato, a fan of Kestrel Ltd.", set()),
]


@pytest.mark.parametrize(("text", "expected"), TABLE, ids=[text[:50] for text, _ in TABLE])
def test_whose_the_first_person_is(text: str, expected: Told, extract: Callable[[str], Extraction]) -> None:
    assert stated(extract(text), "uses") == expected


def test_quoted_speakers_tell_of_themselves(extract: Callable[[str], Extraction]) -> None:
    extraction = extract("“I founded Kestrel Ltd in 2019,” said Hana Sato.")
    assert stated(extraction, "founded") == {("Hana Sato", "founded", "Kestrel")}
    assert stated(extract("I founded Kestrel Ltd in 2019. Hana Sato laughed."), "founded") == set()
