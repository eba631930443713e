"""Near-copies among real extractions: what sites do to an agency's text, and what companies do with a template."""

# ruff: noqa: E501 - a paragraph of a text is one line
from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.assembly.copies import near_copies
from fintech_kg.cleaning import clean
from fintech_kg.extraction import load_extractor
from fintech_kg.model import Extraction, Source
from fintech_kg.ontology import Ontology

pytestmark = pytest.mark.model
Extract = Callable[[str], Extraction]

STORY = """Nord Pay has agreed to buy Tally Labs, a Lisbon start-up that makes payment software, for €50 million, the two companies said on Monday.

The deal is the third for Nord Pay this year. It acquired Corrib Wallet in January and invested in Balorne in May. "We want to be the first choice of small shops," said Maria Lopes, chief executive of Nord Pay.

Tally Labs was founded in 2016 and has 120 employees, most of them engineers. It processed €1.2 billion in 2024, up 30% from the year before. Its customers include Kesilda and Montalva Bank.

The Bank of Lithuania has to approve the purchase. Analysts called the price high but not absurd given how quickly the number of users has grown. Nord Pay expects to close the deal by the end of the year."""
ANNOUNCEMENT = """{a} today announced that it has received an electronic money institution licence from the Bank of Lithuania, which allows it to offer payment accounts and cards in all countries of the European Economic Area.

The licence follows a funding round of {m} million led by {v}. {a} will use the money to hire {n} engineers and to open an office in {c}. "This is a great day for our customers and our team," said {p}, chief executive of {a}.

{a} serves small businesses that want to send and receive money across borders without a second contract or another app. It uses Mastercard and Visa for its cards. The company was founded in {y} and is based in {b}.

About the regulator: the Bank of Lithuania supervises banks, electronic money institutions and payment institutions in Lithuania. It is a member of the European Union's system of financial supervision."""
FIRST = {
    "a": "Kite Bank",
    "m": "€20",
    "v": "Index Ventures",
    "n": "40",
    "c": "Berlin",
    "p": "Anna Smith",
    "y": "2018",
    "b": "Vilnius",
}
OTHER = {"a": "Nord Pay", "m": "€5", "v": "Accel", "n": "15", "c": "Madrid", "p": "Paulo Reis", "y": "2020", "b": "Lisbon"}


@pytest.fixture(scope="module")
def extract(known: Ontology) -> Extract:
    extractor = load_extractor(known)
    return lambda text: extractor(clean(Source(f"{text[:20]}.txt", text, "text/plain"), cues=known.cues))


@pytest.mark.parametrize(
    "copy",
    [
        f"LISBON, 3 March – {STORY}",
        f"LONDON (Reuters) - {STORY}",
        f"Frankfurt, Germany, March 4, 2025 (GLOBE NEWSWIRE) -- {STORY}",
        f"Fintech Daily\n\nHome | Markets | Crypto\n\nBy John Doe, Madrid, 4 March 2025\n\n{STORY}\n\nRead more: Visa profits rise.",
        STORY.replace("high but not absurd", "steep but fair").replace("most of them", "mainly"),
        STORY.rpartition("\n\n")[0],
        f"PARIS, 5 March (AFP) – {STORY.replace('quickly', 'fast').rpartition('. ')[0]}.\n\nRead more on our site.",
    ],
    ids=["dateline", "agency", "newswire", "frame", "edited", "cut", "all of it"],
)
def test_syndicated_story_is_a_near_copy(extract: Extract, copy: str) -> None:
    assert len(near_copies([extract(STORY), extract(copy)])) == 1


@pytest.mark.parametrize(
    "filled", [OTHER, {**FIRST, "m": "€35"}, {**FIRST, "a": "Orbital"}], ids=["all other", "another sum", "another name"]
)
def test_announcement_from_one_template_is_no_copy(extract: Extract, filled: dict[str, str]) -> None:
    assert near_copies([extract(ANNOUNCEMENT.format(**FIRST)), extract(ANNOUNCEMENT.format(**filled))]) == {}


def test_announcement_with_another_dateline_is_a_near_copy(extract: Extract) -> None:
    text = ANNOUNCEMENT.format(**FIRST)
    assert len(near_copies([extract(f"VILNIUS, 3 March – {text}"), extract(f"BERLIN (dpa) - {text}")])) == 1
