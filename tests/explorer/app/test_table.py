"""Filters, the legend, and the table that mirrors the drawing."""

from __future__ import annotations

from .conftest import Reader
from .marks import ACME, BROWSER

pytestmark = BROWSER


def facts(reader: Reader) -> int:
    text = reader.page.inner_text(".segments button:first-child")
    return int(text.split()[0])


def test_the_table_mirrors_the_drawing_and_shows_only_what_is_asserted_at_first(reader: Reader) -> None:
    page = reader.open({"view": "table", "start": f"thing:{ACME}"})
    page.wait_for_selector("#view table")
    assert page.locator("tbody tr").count() == facts(reader) == 8
    assert set(page.locator("tbody .badge").all_inner_texts()) == {"asserted"}


def test_a_status_that_is_ticked_brings_its_facts(reader: Reader) -> None:
    page = reader.open({"view": "table", "start": f"thing:{ACME}"})
    page.click("#toggle-filters")
    page.check("#filters [data-key='status denied']")
    page.wait_for_selector("tbody .badge.denied")
    reader.settle()
    assert facts(reader) == 9
    assert page.inner_text("#toggle-filters") == "Filters (1)"
    page.click("#filters >> text=Clear all")
    page.wait_for_selector("tbody .badge.denied", state="detached")


def test_relation_document_and_confidence_narrow_it(reader: Reader) -> None:
    page = reader.open([("view", "table"), ("relation", "investedIn")])
    page.wait_for_selector("#view table")
    assert facts(reader) == 5
    reader.open([("view", "table"), ("relation", "uses"), ("confidence", "0.5")])
    page.wait_for_selector("tbody tr")
    assert page.inner_text("tbody").startswith("Dune")
    assert facts(reader) == 1


def test_documents_to_filter_by_are_searched(many_reader: Reader) -> None:
    page = many_reader.open({"view": "table"})
    page.click("#toggle-filters")
    page.click("#filters summary >> text=Document")
    page.wait_for_selector("#filters [data-name=Document] .choices label")
    page.focus("#filters [data-key=titles]")
    page.keyboard.type("of 7.txt")
    page.wait_for_selector("#filters [data-name=Document] .choices li:only-child")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.wait_for_selector("tbody tr:only-child")
    assert page.inner_text("tbody").startswith("Bank 7")
    assert page.input_value("#filters [data-key=titles]") == "of 7.txt"


def test_dates_narrow_it(reader: Reader) -> None:
    page = reader.open([("view", "table"), ("from", "2024-05-01"), ("to", "2024-05-31")])
    page.wait_for_selector("#view table")
    assert facts(reader) == 1
    assert "May 2024" in page.inner_text("tbody")


def test_the_legend_switches_a_kind_off(reader: Reader) -> None:
    page = reader.open()
    page.click("#legend [data-legend=Person]")
    page.wait_for_selector("#legend [data-legend=Person][aria-pressed=false]")
    reader.settle()
    assert page.inner_text("#legend [data-legend=Person] .number") == "0"
    assert "kind=" in page.url
    page.click("#legend [data-legend=Person]")
    page.wait_for_selector("#legend [data-legend=Person] .number:has-text('1')")


def test_a_column_sorts(reader: Reader) -> None:
    page = reader.open({"view": "table", "start": f"thing:{ACME}"})
    page.click("thead >> text=Relation")
    page.wait_for_selector("th[aria-sort=ascending]")
    relations = page.locator("tbody td:nth-child(2)").all_inner_texts()
    assert relations == sorted(relations)


def test_all_of_it_is_reached_by_keyboard(reader: Reader) -> None:
    page = reader.open({"view": "table", "start": f"thing:{ACME}"})
    page.wait_for_selector("#view table")
    page.focus("tbody tr:first-child td:last-child button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .fact-panel")
    page.wait_for_selector("#panel:focus")
    page.keyboard.press("Escape")
    page.wait_for_selector("#panel .starts")


def test_the_table_of_everything_comes_by_pages(reader: Reader) -> None:
    page = reader.open({"view": "table", "start": "whole", "sort": "subject"})
    page.wait_for_selector("tbody tr")
    assert page.locator("tbody tr").count() == facts(reader)
    page.click(".segments button:last-child")
    page.wait_for_selector("table[aria-label=Things]")
    assert page.locator("tbody tr").count() == 36
