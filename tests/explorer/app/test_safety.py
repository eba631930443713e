"""Names that were made to break pages do nothing anywhere; and what everybody needs to use the page is there."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from .conftest import NAMES, Reader
from .marks import ACME, BROWSER, FACT

pytestmark = BROWSER

VIEWS = ("table", "path", "timeline", "map", "figures", "quotations", "documents", "review", "sparql")
EVIL = "organisation/Plain"


def inert(reader: Reader) -> None:
    page = reader.page
    assert page.title() == "fintech_kg"
    assert (
        page.evaluate(
            "document.querySelectorAll('img, iframe, b, i, script:not([src]), [onerror], [style*=expression]').length"
        )
        == 0
    )
    hrefs = page.evaluate("Array.from(document.querySelectorAll('[href]'), (one) => one.getAttribute('href'))")
    assert [href for href in hrefs if "javascript:" in href.lower()] == []


@pytest.mark.parametrize("view", VIEWS)
def test_no_hostile_text_acts_in_a_view(reader: Reader, view: str) -> None:
    reader.open({"view": view, "start": f"thing:{EVIL}", "limit": "60", "a": EVIL, "b": "organisation/href"})
    reader.page.wait_for_selector(f"body[data-shown={view}]")
    inert(reader)


def test_no_hostile_name_acts_in_a_panel(reader: Reader) -> None:
    page = reader.open({"start": f"thing:{EVIL}", "limit": "60", "thing": EVIL})
    page.wait_for_selector("#panel .thing-panel")
    count = page.locator("#panel .plain .thing").count()
    assert count == len(NAMES)
    for number in range(count):
        page.locator("#panel .plain .thing").nth(number).click()
        page.wait_for_selector(".thing-panel h3:has-text('Facts')")
        reader.settle()
        inert(reader)
        page.keyboard.press("Control+z")
        page.wait_for_selector("#panel h2:has-text('Plain')")


def test_no_hostile_name_acts_in_the_search_or_a_document(reader: Reader) -> None:
    page = reader.open()
    reader.choose("<img")
    page.wait_for_selector("#panel .thing-panel")
    assert reader.heading().startswith("<img src=x")
    page.click("#panel .plain >> text=Title of <b>evil</b>.txt")
    page.wait_for_selector(".document")
    assert "<script>" in page.inner_text(".document")
    inert(reader)


def test_no_hostile_text_acts_in_the_results_of_a_query(reader: Reader) -> None:
    query = "SELECT ?s ?name { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?name } ORDER BY ?name"
    page = reader.open({"view": "sparql", "query": query})
    page.click("#view >> text=Run")
    page.wait_for_selector(".results table tbody tr")
    assert "<img src=x" in page.inner_text(".results")
    assert page.title() == "fintech_kg"
    assert page.locator(".results img, .results iframe, .results script").count() == 0


CHECKED: list[dict[str, str]] = [
    {"thing": ACME},
    FACT,
    {"view": "table"},
    {"view": "path", "a": ACME, "b": "place/Lisbon"},
    *({"view": view} for view in ("timeline", "map", "figures", "quotations", "documents", "review", "sparql")),
]


def _serious(reader: Reader) -> list[tuple[str, list[str]]]:
    page = reader.page
    page.evaluate(files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    serious = [one for one in found["violations"] if one["impact"] in {"serious", "critical"}]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in serious]


@pytest.mark.parametrize("state", CHECKED, ids=lambda state: str(next(iter(state.values()))))
def test_axe_finds_nothing_serious(reader: Reader, state: dict[str, str]) -> None:
    reader.open(state)
    if "view" in state:
        reader.page.wait_for_selector(f"body[data-shown={state['view']}]")
    reader.page.click("#toggle-filters")
    assert _serious(reader) == []


def test_axe_finds_nothing_serious_in_the_dark_on_a_phone(phone: Reader) -> None:
    phone.open({"thing": ACME})
    assert _serious(phone) == []


def test_a_small_window_is_wide_enough(phone: Reader) -> None:
    for state in ({"thing": ACME}, {"view": "table"}, {"view": "documents"}, {"view": "review"}):
        page = phone.open(state)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        box = page.locator("#graph").bounding_box()
        assert box is not None
        assert box["height"] > 200


def test_the_first_tabs_skip_to_the_picture_and_to_the_details(reader: Reader) -> None:
    page = reader.open()
    page.keyboard.press("Tab")
    assert page.inner_text(":focus") == "To the picture"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel:focus")


def test_the_ground_is_kept(reader: Reader) -> None:
    page = reader.open()
    page.click("#look summary")
    page.select_option("#look select >> nth=2", "dark")
    reader.open()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(20, 24, 30)"


def test_the_bundle_asks_for_nothing_at_first_that_it_does_not_need(reader: Reader) -> None:
    reader.open()
    asked = {Path(url).name for url in reader.requested if "api/" not in url}
    assert "sparql.js" not in asked
    assert "app.js" in asked
