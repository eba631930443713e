"""What lines say of the firm whose page they stand on, and do not name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fintech_kg.model import Extraction
from tests.extraction.stated import stated

pytestmark = pytest.mark.model

PAGE = """Kestrel Pay | Products | Jobs

About Kestrel Pay

Kestrel Pay moves money for small shops. We love shops, and our shops love us.

Under the bonnet

{line}

© 2025 Kestrel Pay Ltd
"""


def told_of(line: str, extract: Callable[[str], Extraction], relation: str) -> set[str]:
    """What the line says of the page's firm, by the other end."""
    said = stated(extract(PAGE.format(line=line)), relation)
    return {one for subject, _, object_ in said for one in (subject, object_)} - {"Kestrel Pay"}


@pytest.mark.parametrize(
    ("line", "relation", "others"),
    [
        ("Ledger ........ PostgreSQL and Kafka", "uses", {"PostgreSQL", "Apache Kafka"}),
        ("2017 – Seed money: Everdale Capital", "investedIn", {"Everdale Capital"}),
        ("Vilnius and Porto", "operatesIn", {"Vilnius", "Porto"}),
    ],
)
def test_line_is_told_of_whose_page_it_is(
    line: str, relation: str, others: set[str], extract: Callable[[str], Extraction]
) -> None:
    assert told_of(line, extract, relation) == others


@pytest.mark.parametrize(
    "line",
    [
        "[ ] Encrypt your backups with AES-256",  # a task for the reader
        "Encrypt your backups with AES-256",
        "“PostgreSQL is all that anybody needs,” a visitor wrote.",
    ],
)
def test_what_readers_do_and_quotes_say_is_not(line: str, extract: Callable[[str], Extraction]) -> None:
    assert told_of(line, extract, "uses") == set()


@pytest.mark.parametrize(
    "line",
    [
        "Coming soon: Apple Pay and BLIK",
        "Apple Pay and BLIK from 2027",
        "Apple Pay and BLIK are on our list for next year.",
        "Apple Pay and BLIK until 2021",
        "Perhaps Apple Pay and BLIK",
    ],
)
def test_what_is_not_so_now_is_not_told(line: str, extract: Callable[[str], Extraction]) -> None:
    assert told_of(line, extract, "uses") == set()


@pytest.mark.parametrize("line", ["2019 – Everdale Capital may buy a stake", "2019 – Everdale Capital, in talks about a stake"])
def test_nor_what_may_come(line: str, extract: Callable[[str], Extraction]) -> None:
    assert told_of(line, extract, "investedIn") == set()


def test_what_another_does_is_told_of_that_one(extract: Callable[[str], Extraction]) -> None:
    line = "Marlow Bank, a customer since 2019, runs on Oracle Database."
    assert stated(extract(PAGE.format(line=line)), "uses") == {("Marlow Bank", "uses", "Oracle Database")}


def test_quote_holds_the_firm_the_heading_and_the_line(extract: Callable[[str], Extraction]) -> None:
    extraction = extract(PAGE.format(line="Ledger ........ PostgreSQL and Kafka"))
    told = [one for one in extraction.statements if one.rule.startswith("network-told:")]
    assert told
    for one in told:
        assert "Kestrel Pay" in one.evidence.quote
        assert "Under the bonnet" in one.evidence.quote
        assert one.evidence.start <= min(one.subject_span[0], one.object_span[0], one.trigger_span[0])


def test_text_of_nobody_tells_of_nobody(extract: Callable[[str], Extraction]) -> None:
    text = "Databases compared\n\nLedger ........ PostgreSQL and Kafka\n\nVisa and Marlow Bank met in Lyon."
    assert stated(extract(text), "uses") == set()


FRAGMENTS = """Tallowgate Ltd – checkout for ferries and buses
Payment methods
{line}
Selected clients
Veerdienst Schelde
Lago Linee
"""


@pytest.mark.parametrize("line", ["Wallets: Apple Pay, Google Pay", "Phones: Apple Pay and Google Pay"])
def test_a_page_of_fragments_is_the_firm_s_that_its_title_names(line: str, extract: Callable[[str], Extraction]) -> None:
    said = stated(extract(FRAGMENTS.format(line=line)), "uses")
    assert {("Tallowgate", "uses", one) for one in ("Apple Pay", "Google Pay")} <= said


@pytest.mark.parametrize(
    "title",
    [
        "Visa ashore",  # the lexicon knows it
        "Tallowgate or Marlow Pay for ferries?",  # two firms
    ],
)
def test_no_page_is_that_of_a_firm_of_which_it_may_only_tell(title: str, extract: Callable[[str], Extraction]) -> None:
    text = FRAGMENTS.format(line="Wallets: Apple Pay, Google Pay").replace(
        "Tallowgate Ltd – checkout for ferries and buses", title
    )
    assert stated(extract(text), "uses") == set()


def test_prose_tells_of_others_as_well(extract: Callable[[str], Extraction]) -> None:
    text = "Tallowgate sails on\n\nThe ferries of the north are slow. Their tills are slower.\n\nWallets: Apple Pay\n"
    assert stated(extract(text), "uses") == set()
