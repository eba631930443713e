"""The SPARQL 1.1 Protocol, section by section, over real HTTP."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

import httpx
import pytest
from rdflib import Graph

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
DIRECT, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
P = "PREFIX : <http://e/> "
NAMES = P + "SELECT ?name { ?s :name ?name }"


def get(client: httpx.Client, query: str, accept: str | None = None, **more: str | list[str]) -> httpx.Response:
    return client.get("sparql", params={**more, "query": query}, headers={} if accept is None else {"Accept": accept})


def direct(client: httpx.Client, query: str | bytes, content_type: str = DIRECT, **more: object) -> httpx.Response:
    content = query.encode() if isinstance(query, str) else query
    return client.post("sparql", content=content, headers={"Content-Type": content_type}, params=more)  # type: ignore[arg-type]


def truth(response: httpx.Response) -> bool:
    assert response.status_code == 200, response.text
    return bool(response.json()["boolean"])


def test_get_form_and_direct_give_the_same_bytes(client: httpx.Client) -> None:
    answers = {get(client, NAMES).content, client.post("sparql", data={"query": NAMES}).content, direct(client, NAMES).content}
    assert answers == {
        b'{"head":{"vars":["name"]},"results":{"bindings":[{"name":{"type":"literal","value":"Zo\xc3\xab, \\"z\\""}}]}}'
    }


def test_head_tells_what_get_sends_without_sending_it(client: httpx.Client) -> None:
    head, full = client.head("sparql", params={"query": NAMES}), get(client, NAMES)
    assert (head.status_code, head.content) == (200, b"")
    assert {name: head.headers[name] for name in ("content-type", "content-length", "vary")} == {
        "content-type": JSON,
        "content-length": str(len(full.content)),
        "vary": "Accept",
    }


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, JSON),
        ("*/*", JSON),
        (JSON, JSON),
        ("application/json", "application/json"),
        (XML, XML),
        ("text/csv", "text/csv; charset=utf-8"),
        ("text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        (f"{JSON};q=0.5, {XML};q=0.7", XML),
        (f"*/*;q=0.1, {JSON};q=0", "application/json"),
    ],
)
@pytest.mark.parametrize("query", [NAMES, "ASK {}"])
def test_rows_and_truths_come_in_the_form_that_is_liked_best(
    client: httpx.Client, query: str, accept: str | None, content_type: str
) -> None:
    response = client.get("sparql", params={"query": query}, headers={"Accept": accept} if accept else {"Accept": ""})
    assert (response.status_code, response.headers["content-type"]) == (200, content_type)


@pytest.mark.parametrize(
    ("accept", "content_type", "form"),
    [
        (None, "text/turtle; charset=utf-8", "turtle"),
        ("application/n-triples", "application/n-triples", "nt"),
        ("application/rdf+xml", "application/rdf+xml", "xml"),
        ("application/ld+json", "application/ld+json", "json-ld"),
        ("application/rdf+xml;q=0.4, application/n-triples;q=0.5", "application/n-triples", "nt"),
    ],
)
@pytest.mark.parametrize("query", [P + "CONSTRUCT { ?s :q ?o } { ?s :name ?o }", P + "DESCRIBE :a"])
def test_graphs_come_in_the_form_that_is_liked_best_and_can_be_read(
    client: httpx.Client, query: str, accept: str | None, content_type: str, form: str
) -> None:
    response = get(client, query, accept)
    assert (response.status_code, response.headers["content-type"]) == (200, content_type)
    assert len(Graph().parse(data=response.content, format=form)) in {1, 3}


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (NAMES, "text/turtle"),
        ("ASK {}", "image/png"),
        ("DESCRIBE <http://e/a>", JSON),
        ("ASK {}", "*/*;q=0"),
        ("", "image/png"),
    ],
)
def test_what_cannot_be_sent_in_a_liked_form_is_406(client: httpx.Client, query: str, accept: str) -> None:
    response = client.get("sparql", params={"query": query} if query else {}, headers={"Accept": accept})
    assert response.status_code == 406


def test_xml_csv_and_tsv_are_those_of_the_standards(client: httpx.Client) -> None:
    root = ET.fromstring(get(client, NAMES, XML).content)
    assert [one.text for one in root.iter("{http://www.w3.org/2005/sparql-results#}literal")] == ['Zoë, "z"']
    assert get(client, NAMES, "text/csv").content == 'name\r\n"Zoë, ""z"""\r\n'.encode()
    assert get(client, NAMES, "text/tab-separated-values").content == '?name\n"Zoë, \\"z\\""\n'.encode()


@pytest.mark.parametrize("accept", [JSON, XML, "text/csv", "text/tab-separated-values"])
def test_no_row_is_an_answer_too(client: httpx.Client, accept: str) -> None:
    response = get(client, "SELECT ?nothing { ?nothing <http://e/none> 1 }", accept)
    assert response.status_code == 200
    assert b"nothing" in response.content


def test_empty_graph_is_an_answer_too(client: httpx.Client) -> None:
    response = get(client, "CONSTRUCT { ?s ?p 1 } { ?s <http://e/none> ?p }", "application/n-triples")
    assert (response.status_code, response.content) == (200, b"")


@pytest.mark.parametrize(
    ("dataset", "pattern", "expected"),
    [
        ({}, ":a :p :b", True),
        ({}, ":x :p :y", False),
        ({}, "GRAPH :g1 { :x :p :y }", True),
        ({"default-graph-uri": "http://e/g1"}, ":x :p :y", True),
        ({"default-graph-uri": "http://e/g1"}, ":a :p :b", False),
        ({"default-graph-uri": "http://e/g1"}, "GRAPH ?g { ?s ?p ?o }", False),
        ({"default-graph-uri": ["http://e/g1", "http://e/g2"]}, ":x :p :y , :z", True),
        ({"named-graph-uri": "http://e/g1"}, "GRAPH :g1 { :x :p :y }", True),
        ({"named-graph-uri": "http://e/g1"}, "GRAPH :g2 { :x :p :z }", False),
        ({"named-graph-uri": "http://e/g1"}, "?s ?p ?o", False),
        ({"named-graph-uri": ["http://e/g1", "http://e/g2"]}, "GRAPH :g1 { :x :p :y } GRAPH :g2 { :x :p :z }", True),
        ({"default-graph-uri": "http://e/g1", "named-graph-uri": "http://e/g2"}, ":x :p :y GRAPH ?g { :x :p :z }", True),
        ({"default-graph-uri": "http://e/none"}, "?s ?p ?o", False),
    ],
)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_dataset_of_the_request(client: httpx.Client, dataset: dict[str, str], pattern: str, expected: bool, way: str) -> None:
    query = f"{P} ASK {{ {pattern} }}"
    if way == "get":
        response = get(client, query, **dataset)
    elif way == "form":
        response = client.post("sparql", data={"query": query, **dataset})
    else:
        response = direct(client, query, **dataset)
    assert truth(response) is expected


@pytest.mark.parametrize(
    ("dataset", "expected"),
    [({}, True), ({"default-graph-uri": "http://e/g2"}, False), ({"named-graph-uri": "http://e/g1"}, False)],
)
def test_dataset_of_the_request_goes_before_that_of_the_query(
    client: httpx.Client, dataset: dict[str, str], expected: bool
) -> None:
    assert truth(get(client, P + "ASK FROM :g1 { :x :p :y }", **dataset)) is expected


def test_from_named_is_the_querys_dataset(client: httpx.Client) -> None:
    assert truth(get(client, P + "ASK FROM NAMED :g1 { GRAPH :g1 { ?s ?p ?o } FILTER NOT EXISTS { GRAPH :g2 { ?s ?p ?o } } }"))


def test_base_is_the_querys_own_or_the_address(client: httpx.Client, address: str) -> None:
    assert truth(get(client, "BASE <http://e/> ASK { <a> <p> <b> }"))
    assert get(client, "SELECT (<x> AS ?y) {}").json()["results"]["bindings"][0]["y"]["value"] == address.replace(
        "/sparql", "/x"
    )


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("ASK {", 400),
        ("", 400),
        ("ASK { :a :p :b }", 400),
        ("INSERT DATA { <a:a> <a:b> <a:c> }", 400),
        ("PREFIX a: <b:> # SELECT\nLOAD <http://127.0.0.1:9/>", 400),
        ("DROP ALL", 400),
        ("SELECT * { ?s ?p ?o } ; DROP ALL", 400),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("SELECT * { sErViCe SILENT ?s { ?s ?p ?o } }", 403),
        ("SELECT * { SERVIC\\u0045 <http://127.0.0.1:9/> { ?s ?p ?o } }", 403),
        ("SELECT * {" + "{" * 200 + "}" * 200 + "}", 400),
        ("SELECT * { ?s ?p " + "(" * 3000 + ")" * 3000 + "}", 400),
        ("#" + "x" * 20000, 413),
    ],
)
@pytest.mark.parametrize("way", ["get", "form", "direct"])
def test_what_is_no_query_or_may_not_run(client: httpx.Client, query: str, status: int, way: str) -> None:
    response = {
        "get": lambda: get(client, query),
        "form": lambda: client.post("sparql", data={"query": query}),
        "direct": lambda: direct(client, query),
    }[way]()
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/plain")
    assert len(response.text.strip().splitlines()) == 1


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s <http://e/SERVICE> 'SERVICE <http://127.0.0.1:9/>' } # SERVICE",
        'ASK { VALUES ?INSERT { """ " SERVICE \' """ } }',
        "PREFIX LOAD: <http://e/> ASK { LOAD:DROP ?SERVICE 1 }",
    ],
)
def test_what_only_looks_like_a_keyword_may_run(client: httpx.Client, query: str) -> None:
    assert get(client, query).status_code == 200


@pytest.mark.parametrize(
    ("content_type", "body", "status"),
    [
        (DIRECT, b"ASK {}", 200),
        (f"{DIRECT}; charset=UTF-8", b"ASK {}", 200),
        (f"{DIRECT}; charset=utf-16", "ASK {}".encode("utf-16"), 415),
        (DIRECT, "ASK {}".encode("utf-16"), 400),
        (DIRECT, b"ASK { ?s ?p '\xff' }", 400),
        (FORM, b"query=ASK%7B%7D", 200),
        (f"{FORM}; charset=utf-8", b"query=ASK%7B%7D", 200),
        (FORM, b"query=ASK%7B%7D&query=ASK%7B%7D", 400),
        (FORM, b"query=%ff", 400),
        (FORM, b"query=\xff", 400),
        (FORM, b"default-graph-uri=http%3A%2F%2Fe%2Fg1", 400),
        (FORM, b"query=ASK%7B%7D&default-graph-uri=g1", 400),
        (FORM, b"query=ASK%7B%7D&default-graph-uri=", 400),
        (FORM, b"", 400),
        (FORM, b"update=CLEAR%20ALL", 403),
        (FORM, b"&".join(b"a=b" for _ in range(5000)), 400),
        ("application/sparql-update", b"CLEAR ALL", 403),
        ("text/plain", b"ASK {}", 415),
        ("", b"ASK {}", 415),
        (DIRECT, b" " * 20000, 413),
        (FORM, b"query=" + b"+" * 200000, 413),
    ],
)
def test_media_types_of_what_is_posted(client: httpx.Client, content_type: str, body: bytes, status: int) -> None:
    assert direct(client, body, content_type).status_code == status


def test_query_in_the_address_and_in_the_body_are_two(client: httpx.Client) -> None:
    response = client.post("sparql", params={"query": "ASK {}"}, content=b"ASK {}", headers={"Content-Type": DIRECT})
    assert response.status_code == 400


def test_compressed_body_is_415(client: httpx.Client) -> None:
    headers = {"Content-Type": DIRECT, "Content-Encoding": "gzip"}
    assert client.post("sparql", content=b"ASK {}", headers=headers).status_code == 415


def test_unknown_function_is_the_askers_fault(client: httpx.Client) -> None:
    response = get(client, "SELECT (<http://e/f>(1) AS ?x) {}")
    assert (response.status_code, "http://e/f" in response.text) == (400, True)


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_405_and_told_which_there_are(client: httpx.Client, method: str) -> None:
    response = client.request(method, "sparql", params={"query": "ASK {}"})
    assert (response.status_code, response.headers["allow"]) == (405, "GET, HEAD, POST")


def test_other_paths_are_404(client: httpx.Client, address: str) -> None:
    assert client.get(address.replace("sparql", "update")).status_code == 404


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }", "more than 1,000 rows"),
        ("CONSTRUCT { [] ?b ?f } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }", "more than 1,000 triples"),
        ("SELECT (COUNT(*) AS ?n) {" + " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(30)) + "}", "more than 3 seconds"),
    ],
)
def test_limits_are_503_with_the_reason(client: httpx.Client, query: str, said: str) -> None:
    response = get(client, query)
    assert response.status_code == 503
    assert said in response.text


@pytest.mark.parametrize("form", ["turtle", "nt", "xml", "json-ld"])
def test_description_tells_of_the_service_and_its_data(client: httpx.Client, address: str, form: str) -> None:
    accept = {
        "turtle": "text/turtle",
        "nt": "application/n-triples",
        "xml": "application/rdf+xml",
        "json-ld": "application/ld+json",
    }
    response = client.get("sparql", headers={"Accept": accept[form]})
    graph = Graph().parse(data=response.content, format=form)
    told = graph.query(
        """PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> PREFIX void: <http://rdfs.org/ns/void#>
        SELECT ?endpoint ?triples ?named ?count { ?s a sd:Service ; sd:endpoint ?endpoint ;
          sd:supportedLanguage sd:SPARQL11Query ;
          sd:defaultDataset ?d . ?d sd:defaultGraph/void:triples ?triples ; sd:namedGraph ?n .
          ?n sd:name ?named ; sd:graph/void:triples ?count } ORDER BY ?named"""
    )
    assert [tuple(map(str, row)) for row in told] == [  # type: ignore[arg-type]
        (address, "4", "http://e/g1", "1"),
        (address, "4", "http://e/g2", "2"),
    ]


def test_answers_are_json_that_a_strict_reader_takes(client: httpx.Client) -> None:
    response = get(client, "SELECT (1/0 AS ?x) ('\\u0000\\u001f\\U0001F600' AS ?y) {}")
    assert json.loads(response.content, strict=True)["head"]["vars"] == ["x", "y"]
