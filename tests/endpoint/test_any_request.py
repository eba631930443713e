"""Whatever is sent, the answer is a status of the documentation and one sentence, and the server lives on."""

from __future__ import annotations

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

STATUSES = {200, 400, 403, 404, 405, 406, 408, 413, 415, 429, 503}
QUERIES = st.one_of(
    st.text(max_size=200),
    st.lists(
        st.sampled_from(
            "SELECT * { } ?s <a:b> 'x ( ) ASK FROM SERVICE \\u0041 # \" ''' [ ] . ; ^ ! | UNION VALUES LIMIT -1".split(" ")
        ),
        max_size=30,
    ).map(" ".join),
)
ACCEPTS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)
FAST = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@FAST
@given(query=QUERIES, accept=ACCEPTS, graph=st.text(max_size=20))
def test_any_form(client: httpx.Client, query: str, accept: str, graph: str) -> None:
    data = {"query": query.encode("utf-8", "replace").decode(), "default-graph-uri": graph.encode("utf-8", "replace").decode()}
    response = client.post("sparql", data=data, headers={"Accept": accept.strip()})
    assert response.status_code in STATUSES
    assert response.status_code == 200 or len(response.text.splitlines()) == 1


@FAST
@given(
    method=st.sampled_from(["GET", "HEAD", "POST", "PUT", "OPTIONS", "BREW"]),
    path=st.sampled_from(
        ["sparql", "sparql?query=%FF", "sparql?", "sparql?query", "x", "sparql%00", "sparql?query=ASK{}&query="]
    ),
    body=st.binary(max_size=300),
    content_type=st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded", "a/b; charset=x", ";", ""]),
)
def test_any_request(client: httpx.Client, method: str, path: str, body: bytes, content_type: str) -> None:
    response = client.request(method, path, content=body, headers={"Content-Type": content_type})
    assert response.status_code in STATUSES
