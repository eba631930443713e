"""What each question of the page gets, over a small output made by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

ACME, BOREALIS, CINDER = "organisation/Acme Pay", "organisation/Borealis", "organisation/Cinder"
ADA, LISBON, DUNE, TOKENS = "person/Ada Lovelace", "place/Lisbon", "organisation/Dune", "technology/tokens"
Pairs = list[tuple[str, str]]


def asked(client: TestClient, name: str, *pairs: tuple[str, str], status: int = 200, **one: str) -> Any:
    reply = client.get(f"/api/{name}", params=[*pairs, *one.items()])
    assert reply.status_code == status, reply.text
    return reply.json()


def ids(nodes: list[dict[str, Any]]) -> set[str]:
    return {node["id"] for node in nodes}


def ends(edges: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(edge["s"], edge["p"], edge["o"]) for edge in edges}


def test_about_counts_what_there_is(client: TestClient) -> None:
    about = asked(client, "about")
    expected = {"things": 7, "facts": 5, "statements": 7, "documents": 2, "observations": 1, "quotations": 1, "to_review": 1}
    assert about["counts"] == expected
    assert {one["id"]: one["count"] for one in about["kinds"]} == {
        "Organisation": 4,
        "Place": 1,
        "Person": 1,
        "Technology": 1,
    }
    assert about["relations"][0] == {
        "id": "acquired",
        "label": "acquired",
        "iri": "https://w3id.org/fintech-kg/ontology#acquired",
        "count": 2,
        "symmetric": False,
    }
    assert {one["id"]: one["count"] for one in about["statuses"]}["denied"] == 1
    assert about["ledger"] is True


@pytest.mark.parametrize(
    ("typed", "first", "matched"),
    [
        ("acme", ACME, "Acme"),
        ("ACMÉ pay", ACME, "Acme Pay"),
        ("lovel", ADA, "Ada Lovelace"),
        ("pay ac", ACME, "Acme Pay"),
        ("源", ACME, "和源支付"),
        ("和源", ACME, "和源支付"),
        ("real", BOREALIS, "Borealis"),
        ("", ACME, "Acme Pay"),
    ],
)
def test_search_finds_by_beginnings_words_and_letters(client: TestClient, typed: str, first: str, matched: str) -> None:
    found = asked(client, "search", q=typed)["things"]
    assert (found[0]["id"], found[0]["matched"]) == (first, matched)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("boraelis", BOREALIS),  # two letters changed places
        ("Borelis", BOREALIS),  # one is missing
        ("acmee pay", ACME),  # one too many
        ("acme pya", ACME),
        ("Ada Lovelase", ADA),  # another one
        ("lovelase", ADA),
        ("lovalece", ADA),  # two slips in a long word
        ("lobel", ADA),  # and while it is typed
        ("acmepay", ACME),  # blanks elsewhere
        ("bore alis", BOREALIS),
        ("和原支付", ACME),  # one letter of four
    ],
)
def test_search_forgives_slips(client: TestClient, typed: str, first: str) -> None:
    found = asked(client, "search", q=typed)["things"]
    assert (found[0]["id"], found[0]["similar"]) == (first, True)


def test_what_is_called_so_comes_before_what_is_only_similar(client: TestClient) -> None:
    assert [one["similar"] for one in asked(client, "search", q="cinder")["things"]] == [False]


@pytest.mark.parametrize("typed", ["xyzzy", "ad", "dun x", "tok", "1234567", "dont", "原原原"])
def test_search_finds_nothing_where_nothing_is_similar(client: TestClient, typed: str) -> None:
    assert not any(one["similar"] for one in asked(client, "search", q=typed)["things"])


def test_slips_are_forgiven_within_a_kind_too(client: TestClient) -> None:
    assert asked(client, "search", q="lisbom", kind="Place")["things"][0]["id"] == LISBON
    assert asked(client, "search", q="lisbom", kind="Person")["things"] == []


def test_search_gives_the_aliases_of_a_thing(client: TestClient) -> None:
    assert asked(client, "search", q="acme")["things"][0]["aliases"] == ["Acme", "和源支付"]


def test_search_keeps_to_a_kind(client: TestClient) -> None:
    assert ids(asked(client, "search", q="l", kind="Place")["things"]) == {LISBON}


def test_search_takes_no_operators(client: TestClient) -> None:
    for typed in ('"', "a OR b", "NEAR(", "*", "acme*", "-", "kind:Person", "'; DROP TABLE things; --", "^", "\x00"):
        asked(client, "search", q=typed)


def test_overview_has_the_most_important_things_and_the_facts_among_them(client: TestClient) -> None:
    seen = asked(client, "overview", limit="2")
    assert ids(seen["nodes"]) == {ACME, BOREALIS}
    assert ends(seen["edges"]) == {(ACME, "acquired", BOREALIS)}
    assert seen["of"] == {"things": 7, "facts": 5}


FILTERED: list[tuple[Pairs, set[tuple[str, str, str]]]] = [
    ([("relation", "uses")], {(DUNE, "uses", TOKENS)}),
    ([("status", "denied")], {(ACME, "acquired", CINDER)}),
    ([("status", "rumoured")], {(ACME, "acquired", CINDER)}),
    ([("kind", "Organisation")], {(ACME, "acquired", BOREALIS), (ACME, "acquired", CINDER)}),
    ([("kind", "Organisation"), ("kind", "Place"), ("relation", "basedIn")], {(BOREALIS, "basedIn", LISBON)}),
    ([("min_confidence", "0.95")], {(ACME, "acquired", BOREALIS)}),
    ([("from", "2024-05-01"), ("to", "2024-06"), ("relation", "acquired")], {(ACME, "acquired", BOREALIS)}),
    ([("to", "2023")], set()),
]


@pytest.mark.parametrize(("pairs", "expected"), FILTERED)
@pytest.mark.parametrize("name", ["overview", "rows"])
def test_filters_leave_the_facts_that_pass(
    client: TestClient, name: str, pairs: Pairs, expected: set[tuple[str, str, str]]
) -> None:
    found = asked(client, name, *pairs)
    assert ends(found["edges" if name == "overview" else "rows"]) == expected


def test_a_document_filters_the_facts_that_it_states(client: TestClient) -> None:
    document = next(one for one in asked(client, "documents")["documents"] if one["source"] == "more.txt")
    assert ends(asked(client, "rows", document=document["id"])["rows"]) == {
        (ACME, "acquired", BOREALIS),
        (ACME, "acquired", CINDER),
        (DUNE, "uses", TOKENS),
    }


def test_neighbours_come_by_importance_with_how_many_there_are(client: TestClient) -> None:
    first = asked(client, "neighbours", id=ACME, limit="1")
    assert (ids(first["nodes"]), first["shown"], first["of"]) == ({ACME, BOREALIS}, 1, 3)
    rest = asked(client, "neighbours", id=ACME, limit="5", offset="1")
    assert (ids(rest["nodes"]), rest["shown"]) == ({ACME, ADA, CINDER}, 2)
    assert ends(rest["edges"]) == {(ADA, "worksFor", ACME), (ACME, "acquired", CINDER)}


def test_neighbours_come_with_all_facts_among_them_where_that_is_asked(client: TestClient) -> None:
    alone = asked(client, "neighbours", id=BOREALIS)
    among = asked(client, "neighbours", id=BOREALIS, among="1")
    assert among["nodes"] == alone["nodes"]
    assert ends(alone["edges"]) <= ends(among["edges"])
    assert ends(among["edges"]) == ends(asked(client, "between", *(("id", one["id"]) for one in alone["nodes"]))["edges"])


def test_between_gives_the_facts_among_things(client: TestClient) -> None:
    expected = {(ACME, "acquired", BOREALIS), (BOREALIS, "basedIn", LISBON)}
    assert (
        ends(asked(client, "between", ("id", ACME), ("id", BOREALIS), ("id", LISBON), ("id", "no/thing"))["edges"]) == expected
    )
    posted = client.post("/api/between", json={"ids": [ACME, BOREALIS, LISBON]}).json()
    assert ends(posted["edges"]) == expected


def test_thing_tells_all_of_one(client: TestClient) -> None:
    acme = asked(client, "thing", id=ACME)
    assert acme["aliases"] == ["Acme", "和源支付"]
    assert [(one["p"], one["other"]["id"], one["out"]) for one in acme["facts"]] == [
        ("acquired", BOREALIS, True),
        ("worksFor", ADA, False),
        ("acquired", CINDER, True),
    ]
    assert [(one["value"], one["unit"], one["text"]) for one in acme["observations"]] == [("7.0", "users", "7 users")]
    assert [(one["source"], one["mentions"]) for one in acme["documents"]] == sorted(
        [("news.txt", 4), ("more.txt", 2)], key=lambda one: next(d["id"] for d in acme["documents"] if d["source"] == one[0])
    )
    assert asked(client, "thing", iri=acme["iri"])["id"] == ACME


def test_a_place_of_the_register_has_coordinates(client: TestClient) -> None:
    assert asked(client, "thing", id=LISBON)["coordinates"] is None  # made by hand, without its identifier


def marked(evidence: dict[str, Any]) -> dict[str, str]:
    return {one["role"]: evidence["paragraph"][one["start"] : one["end"]] for one in evidence["marks"]}


def test_fact_leads_to_the_words_that_state_it(client: TestClient) -> None:
    fact = asked(client, "fact", s=ACME, p="acquired", o=BOREALIS)
    assert fact["readable"] == "Acme Pay — acquired — Borealis"
    assert (fact["status"], fact["confidence"], fact["first"], fact["last"]) == ("asserted", 0.95, "2024-05-01", "2025-03-14")
    assert fact["statements_of"] == len(fact["statements"]) == 2
    said = next(one for one in fact["statements"] if one["qualifiers"])
    assert said["qualifiers"] == {"amount": "€4 million", "time": "May 2024"}
    assert marked(said["evidence"]) == {
        "sentence": "Acme Pay asserted acquired Borealis.",
        "subject": "Acme Pay",
        "trigger": "acquired",
        "object": "Borealis",
    }
    assert said["evidence"]["document"]["source"] == "news.txt"


def test_a_fact_that_is_rumoured_and_denied_has_the_better_status_and_both(client: TestClient) -> None:
    fact = asked(client, "fact", s=ACME, p="acquired", o=CINDER)
    assert (fact["status"], fact["statuses"]) == ("rumoured", ["rumoured", "denied"])
    assert fact["statements"][0]["claimed_by"]["id"] == ACME


def test_document_has_its_text_with_mentions_and_facts(client: TestClient) -> None:
    listed = asked(client, "documents", q="news")["documents"]
    assert [(one["source"], one["facts"], one["things"]) for one in listed] == [("news.txt", 4, 5)]
    document = asked(client, "document", id=listed[0]["id"])
    named = [(document["text"][one["start"] : one["end"]], one["thing"]) for one in document["mentions"]]
    assert ("Acme Pay", ACME) in named
    assert ("Ada Lovelace", ADA) in named
    assert all(one["end"] <= other["start"] for one, other in zip(document["mentions"], document["mentions"][1:], strict=False))
    assert len(document["facts"]) == document["of"] == 4


def test_path_has_the_sentence_of_each_step(client: TestClient) -> None:
    found = client.get("/api/path", params={"from": ADA, "to": LISBON}).json()
    assert [(one["edge"]["p"], one["forward"], one["to"]["id"]) for one in found["steps"]] == [
        ("worksFor", True, ACME),
        ("acquired", True, BOREALIS),
        ("basedIn", True, LISBON),
    ]
    assert marked(found["steps"][2]["evidence"])["sentence"] == "Borealis asserted basedIn Lisbon."


def test_path_goes_along_what_is_asserted_unless_told_otherwise(client: TestClient) -> None:
    none = client.get("/api/path", params={"from": ADA, "to": CINDER}).json()
    assert none["steps"] is None
    assert none["reason"] == "No chain of up to 12 asserted facts links these two."
    assert asked(client, "path", ("from", ADA), ("to", CINDER), ("status", "asserted"), ("status", "denied"))["length"] == 2


def test_path_says_where_there_is_none(client: TestClient) -> None:
    assert client.get("/api/path", params={"from": ACME, "to": DUNE}).json()["steps"] is None
    assert client.get("/api/path", params={"from": ACME, "to": ACME}).json()["length"] == 0


def test_timeline_tells_stated_days_from_those_of_documents(client: TestClient) -> None:
    events = asked(client, "timeline", relation="acquired", id=BOREALIS)["events"]
    assert [(one["date"], one["basis"]) for one in events] == [("2024-05", "stated"), ("2025-03-14", "published")]


def test_rows_are_sorted_and_counted(client: TestClient) -> None:
    page = asked(client, "rows", sort="object", limit="2", offset="1")
    assert ([one["object"]["label"] for one in page["rows"]], page["of"]) == (["Borealis", "Cinder"], 5)
    assert asked(client, "rows", sort="-confidence")["rows"][-1]["confidence"] == 0.95
    assert asked(client, "rows", relation="uses")["rows"][0]["sentence"] == "Dune asserted uses tokens."


def test_quotations_come_with_their_speakers(client: TestClient) -> None:
    told = asked(client, "quotations")
    assert [(one["thing"]["id"], one["count"]) for one in told["speakers"]] == [(ADA, 1)]
    assert told["quotations"][0]["text"] == "So be it"
    assert marked(told["quotations"][0]["evidence"])["quotation"] == "So be it"
    assert asked(client, "quotations", speaker=DUNE)["of"] == 0


def test_picture_holds_everything_in_columns(client: TestClient) -> None:
    reply = client.get("/api/picture")
    picture = reply.json()
    assert reply.headers["content-encoding"] == "gzip"
    assert len(picture["ids"]) == len(picture["x"]) == len(picture["community"]) == 7
    quads = [picture["edges"][at : at + 4] for at in range(0, len(picture["edges"]), 4)]
    told = {(picture["ids"][s], picture["relations"][p], picture["ids"][o]) for s, o, p, _ in quads}
    assert (ACME, "acquired", BOREALIS) in told
    assert client.get("/api/picture", headers={"If-None-Match": reply.headers["etag"]}).status_code == 304
    plain = client.get("/api/picture", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.json() == picture


def test_terms_and_queries_help_to_write_sparql(client: TestClient) -> None:
    assert asked(client, "terms", q="acq", type="property")["terms"][0]["iri"].endswith("#acquired")
    assert asked(client, "terms", q="fkg:Bank", type="class")["terms"][0]["label"] == "bank"
    assert "SELECT" in asked(client, "queries")["queries"][0]["sparql"]


def test_outlines_are_polygons_of_countries(client: TestClient) -> None:
    found = asked(client, "outlines")
    assert found["type"] == "FeatureCollection"
    assert {one["geometry"]["type"] for one in found["features"]} == {"Polygon", "MultiPolygon"}
    assert "Portugal" in {one["properties"]["name"] for one in found["features"]}
    json.dumps(found, allow_nan=False)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("thing?id=no/thing", 404),
        ("thing?iri=https://elsewhere/", 404),
        ("thing", 400),
        ("fact?s=a&p=b&o=c", 404),
        ("document?id=../../etc/passwd", 404),
        ("overview?kind=Dragon", 400),
        ("overview?relation=flies", 400),
        ("overview?status=sure", 400),
        ("overview?document=nothing", 404),
        ("overview?min_confidence=nan", 400),
        ("overview?from=2024-13-01", 400),
        ("overview?limit=-1", 400),
        ("overview?limit=1e9", 400),
        ("overview?limit=5&limit=6", 400),
        ("rows?sort=id;--", 400),
        ("search?q=%ff", 400),
        (f"search?q={'x' * 3000}", 400),
        ("nothing", 404),
    ],
)
def test_bad_questions_get_one_sentence(client: TestClient, path: str, status: int) -> None:
    reply = client.get(f"/api/{path}")
    assert reply.status_code == status
    assert list(reply.json()) == ["error"]
