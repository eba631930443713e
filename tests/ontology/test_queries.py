"""Each query says what it answers, is SPARQL that stands on its own, and gives the right rows of the good graph."""

import re
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, Namespace
from rdflib.namespace import RDF, RDFS
from rdflib.plugins.sparql import prepareQuery
from rdflib.query import ResultRow

FKG = Namespace("https://w3id.org/fintech-kg/ontology#")
ID = Namespace("https://w3id.org/fintech-kg/id/")
QUERIES = sorted((Path(__file__).parents[2] / "ontology" / "queries").glob("*.rq"))

ACQUIRED = "Kite Bank bought Tallow Pay for $40 million in May."
CAREER = "Amara Okafor, a graduate of the University of Lagos, once led Tallow Pay."
FIGURE = "In 2024, Shanghai counted 43% of all phone payments."
FINE = "The Payments Authority fined Kite Bank €2 million."
INVESTED = "Marlow Capital invested $5 million in Tallow Pay."
LEARNING = "Yunfeng Pay and Shanghai-based Kite Bank use machine learning."
LEDGER = "Kite Bank is said to merge with Marlow Capital, and denied that it develops Tide Ledger."
PARTNERED = "Yunfeng Pay partnered with Kite Bank in 2023."
PARTNERS = "Kite Bank and Yunfeng Pay are partners."
PLAN = "Kite Bank plans to buy Marlow Capital."
QUOTE = "Yunfeng Pay's Shanghai team grew, said its CTO Li Chen: “Everyone pays by phone.”"
SHARED = "Shanghai and Kite Bank use blockchain."

# Every row of every SELECT query, in order; None is an unbound cell.
ROWS: dict[str, list[tuple[str | None, ...]]] = {
    "acquisitions": [
        ("Kite Bank", "Marlow Capital", "planned", None, None, PLAN),
        ("Kite Bank", "Tallow Pay", "asserted", "$40 million", "May", ACQUIRED),
    ],
    "claims": [
        ("Kite Bank", "denied", "Kite Bank", "develops", "Tide Ledger", LEDGER, "news.html"),
    ],
    "facts-with-sentences": [
        ("Amara Okafor", "educatedAt", "University of Lagos", "0.9", CAREER, "news.html", "202", "275"),
        ("Kite Bank", "acquired", "Tallow Pay", "1.0", ACQUIRED, "news.html", "10", "61"),
        ("Kite Bank", "basedIn", "Shanghai", "0.97", LEARNING, "report.txt", "168", "230"),
        ("Kite Bank", "partneredWith", "Yunfeng Pay", "0.9", PARTNERS, "report.txt", "82", "121"),
        ("Kite Bank", "uses", "blockchain", "0.9", SHARED, "report.txt", "231", "269"),
        ("Kite Bank", "uses", "machine learning", "0.9", LEARNING, "report.txt", "168", "230"),
        ("Li Chen", "worksFor", "Yunfeng Pay", "0.93", QUOTE, "report.txt", "0", "81"),
        ("Marlow Capital", "investedIn", "Tallow Pay", "0.95", INVESTED, "news.html", "101", "150"),
        ("Payments Authority", "sanctioned", "Kite Bank", "0.95", FINE, "news.html", "151", "201"),
        ("Shanghai", "uses", "blockchain", "0.9", SHARED, "report.txt", "231", "269"),
        ("Yunfeng Pay", "partneredWith", "Kite Bank", "0.95", PARTNERED, "report.txt", "122", "167"),
        ("Yunfeng Pay", "uses", "machine learning", "0.9", LEARNING, "report.txt", "168", "230"),
    ],
    "figures": [
        (None, "merchants", "1200000.0", None, "1.2 million", None, "Some 1.2 million merchants joined."),
        ("Shanghai", "phone payments", "43.0", "%", "43%", "2024", FIGURE),
    ],
    "investments": [
        ("Marlow Capital", "Tallow Pay", "asserted", "$5 million", None, INVESTED),
    ],
    "most-connected": [
        ("Kite Bank", "6", "7"),
        ("Yunfeng Pay", "3", "4"),
        ("Shanghai", "2", "2"),
        ("Tallow Pay", "2", "2"),
        ("blockchain", "2", "2"),
        ("machine learning", "2", "2"),
        ("Amara Okafor", "1", "1"),
        ("Li Chen", "1", "1"),
        ("Marlow Capital", "1", "1"),
        ("Payments Authority", "1", "1"),
        ("University of Lagos", "1", "1"),
    ],
    "not-yet-facts": [
        ("denied", "Kite Bank", "develops", "Tide Ledger", LEDGER),
        ("past", "Amara Okafor", "worksFor", "Tallow Pay", CAREER),
        ("planned", "Kite Bank", "acquired", "Marlow Capital", PLAN),
        ("rumoured", "Kite Bank", "mergedWith", "Marlow Capital", LEDGER),
    ],
    "organisations-by-country": [("CN", "Kite Bank"), ("CN", "Yunfeng Pay"), ("GB", "Marlow Capital")],
    "partnerships": [("Kite Bank", "Yunfeng Pay", "asserted", "2")],
    "people-and-careers": [
        ("Amara Okafor", "educated at", "University of Lagos", None, "asserted", None, CAREER),
        ("Amara Okafor", "works for", "Tallow Pay", None, "past", None, CAREER),
        ("Li Chen", "works for", "Yunfeng Pay", "CTO", "asserted", None, QUOTE),
    ],
    "place-figures": [("Shanghai", "phone payments", "43%", "2024", FIGURE)],
    "quotations": [("Li Chen", "Everyone pays by phone.", "report.txt", "0")],
    "regulator-actions": [
        ("Payments Authority", "sanctioned", "Kite Bank", "asserted", "€2 million", None, FINE),
    ],
    "shared-technology": [("Kite Bank", "Yunfeng Pay", "machine learning")],
    "technology-family": [
        ("artificial intelligence", None, None),
        ("machine learning", "uses", "Kite Bank"),
        ("machine learning", "uses", "Yunfeng Pay"),
    ],
    "technology-users": [
        ("blockchain", "uses", "Kite Bank"),
        ("machine learning", "uses", "Kite Bank"),
        ("machine learning", "uses", "Yunfeng Pay"),
    ],
    "who-works-where": [("Li Chen", "CTO", "Yunfeng Pay")],
}

# rdflib's own code calls what rdflib deprecates.
pytestmark = pytest.mark.filterwarnings("ignore:Dataset:DeprecationWarning")

every_query = pytest.mark.parametrize("query", QUERIES, ids=[file.stem for file in QUERIES])


@pytest.fixture
def store(good: Graph) -> Dataset:
    """The good graph dealt out to two overlapping named graphs, whose union is the default graph."""
    dataset = Dataset(default_union=True)
    left, right = dataset.graph(ID["document/d1"]), dataset.graph(ID["document/d2"])
    for number, triple in enumerate(sorted(good)):
        for part in (left,) if number % 3 == 0 else (right,) if number % 3 == 1 else (left, right):
            part.add(triple)
    return dataset


def rows(store: Dataset, query: str) -> list[tuple[str | None, ...]]:
    """The rows of a SELECT query as texts, in its order."""
    found = (row for row in store.query(query) if isinstance(row, ResultRow))
    return [tuple(None if cell is None else str(cell) for cell in row) for row in found]


def test_there_are_queries_and_all_selects_have_rows() -> None:
    assert sorted([*ROWS, "asserted-only"]) == [file.stem for file in QUERIES]


@every_query
def test_says_what_it_answers(query: Path) -> None:
    title, question, *_ = query.read_text(encoding="utf-8").splitlines()
    assert re.fullmatch(r"# title: \S.*", title)
    assert re.fullmatch(r"# question: \S.*\?", question)


@every_query
def test_declares_the_prefixes_that_it_uses_and_no_more(query: Path) -> None:
    text = query.read_text(encoding="utf-8")
    declared = re.findall(r"^PREFIX (\w+):", text, flags=re.MULTILINE)
    body = re.sub(r"^(#|PREFIX ).*$", "", text, flags=re.MULTILINE)
    assert sorted(set(re.findall(r"\b(\w+):(?=\w)", body))) == declared
    prepareQuery(text, initNs={})


@every_query
def test_orders_its_results_by_every_column(query: Path) -> None:
    text = query.read_text(encoding="utf-8")
    order = re.search(r"^ORDER BY (.*)$", text, flags=re.MULTILINE)
    assert order is not None
    columns = {str(column) for column in prepareQuery(text).algebra.PV or ()}
    assert columns <= set(re.findall(r"\?(\w+)", order[1]))


@pytest.mark.parametrize("name", ROWS)
def test_gives_the_rows_of_the_good_graph(ontology_folder: Path, store: Dataset, name: str) -> None:
    query = (ontology_folder / "queries" / f"{name}.rq").read_text(encoding="utf-8")
    assert rows(store, query) == ROWS[name]


def test_asserted_only_is_plain(ontology_folder: Path, store: Dataset, good: Graph) -> None:
    plain = store.query((ontology_folder / "queries" / "asserted-only.rq").read_text(encoding="utf-8")).graph
    assert plain is not None
    bank, pay = ID["organisation/kite-bank"], ID["organisation/tallow-pay"]
    assert {(bank, FKG.acquired, pay), (bank, RDFS.label, Literal("Kite Bank", lang="en"))} < set(plain)
    assert (bank, FKG.acquired, ID["organisation/marlow-capital"]) not in plain
    assert set(plain) < set(good)
    assert {FKG.acquired, FKG.uses, FKG.worksFor} < set(plain.predicates())
    assert {FKG.status, RDF.subject, FKG.mentions}.isdisjoint(plain.predicates())
