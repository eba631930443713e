"""Finding things, and the picture: open, hide, pin, undo, go back."""

from __future__ import annotations

import pytest

from .conftest import Reader
from .marks import ACME, BOREALIS, BROWSER

pytestmark = BROWSER


def drawn(reader: Reader) -> int:
    return int(reader.page.get_attribute("body", "data-drawn") or 0)


def test_a_thing_is_found_by_an_alias_as_one_types(reader: Reader) -> None:
    page = reader.open()
    page.press("body", "/")
    page.keyboard.type("form")
    page.wait_for_selector("#query-list [aria-selected=true]")
    assert page.inner_text("#query-list li:first-child").startswith("Acme Pay also Formica")
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .thing-panel")
    assert reader.heading() == "Acme Pay"


def test_a_thing_opens_by_steps_and_says_how_many_are_shown(reader: Reader) -> None:
    page = reader.open({"start": f"thing:{ACME}", "limit": "2", "thing": ACME, "status": "all"})
    more = page.locator("#panel .actions .primary")
    assert more.inner_text() == "2 of 10 shown: 8 more"
    more.click()
    reader.settle()
    page.wait_for_selector("#panel .actions .primary:has-text('All 10 shown')")
    assert drawn(reader) == 11
    page.keyboard.press("Control+z")
    page.wait_for_selector("#panel .actions .primary:has-text('2 of 10 shown')")
    assert drawn(reader) == 3


def test_what_was_hidden_is_named_and_comes_back(reader: Reader) -> None:
    page = reader.open({"thing": BOREALIS})
    before = drawn(reader)
    page.click("#panel .actions >> text=Hide")
    page.wait_for_selector("#trail >> text=1 hidden")
    reader.settle()
    assert drawn(reader) == before - 1
    page.click("#trail >> text=1 hidden")
    page.wait_for_selector(f"body[data-drawn='{before}']")


def test_the_trail_leads_back(reader: Reader) -> None:
    page = reader.open([("start", f"thing:{BOREALIS}"), ("open", f"25~{ACME}")])
    assert page.locator(".crumbs li").all_inner_texts() == ["Borealis", "Acme Pay"]
    assert drawn(reader) > 4
    page.click(".crumbs li:first-child button")
    page.wait_for_selector("body[data-drawn='3']")
    assert page.locator(".crumbs li").all_inner_texts() == ["Borealis"]


def test_pinning_stays_in_the_link(reader: Reader) -> None:
    page = reader.open({"thing": ACME})
    page.click("#panel .actions >> text=Pin")
    page.wait_for_selector("#panel .actions button[aria-pressed=true]")
    assert "pin=" in page.url
    page.click("#panel .actions >> text=Unpin")
    page.wait_for_selector("#panel .actions button[aria-pressed=false]")
    assert "pin=" not in page.url


def test_a_picture_begins_with_a_kind_or_with_everything(reader: Reader) -> None:
    page = reader.open()
    page.click("#panel .starts >> text=People")
    page.wait_for_selector(".crumbs >> text=People")
    reader.settle()
    assert "Ada Lovelace" in page.inner_text("#panel")
    page.click("#panel .starts >> text=Everything")
    page.wait_for_selector(".crumbs >> text=Everything")
    reader.settle()
    assert drawn(reader) == 36


def test_everything_of_a_large_graph_is_drawn_as_points(large_reader: Reader) -> None:
    page = large_reader.open({"start": "whole"})
    assert drawn(large_reader) == 500
    assert page.locator("#graph canvas").count() == 2


def test_colours_tell_communities_too(reader: Reader) -> None:
    page = reader.open({"colours": "community"})
    assert page.locator("#legend button").first.inner_text().startswith("around ")


@pytest.mark.parametrize("start", ["important", "whole"])
def test_the_drawing_is_moved_by_keys_and_fits_again(large_reader: Reader, start: str) -> None:
    page = large_reader.open({"start": start})
    before = large_reader.drawn()
    page.focus("#graph")
    for key in ("ArrowRight", "+"):
        page.keyboard.press(key)
    assert large_reader.drawn() != before
    page.focus("#graph")
    page.keyboard.press("0")
    assert large_reader.drawn() == before
    assert "sight=" not in page.url


def test_a_name_with_a_slip_in_it_is_found_and_said_to_be_similar(reader: Reader) -> None:
    page = reader.open()
    page.fill("#query", "Boraelis")
    page.wait_for_selector("#query-list [aria-selected=true]")
    assert page.locator("#query-list li").all_inner_texts()[0] == "Nothing of that name; similar ones:"
    page.press("#query", "Enter")
    page.wait_for_selector("#panel .thing-panel")
    assert reader.heading() == "Borealis"


def test_a_picture_of_nothing_says_why_and_leads_on(reader: Reader) -> None:
    page = reader.open([("kind", "Place"), ("relation", "acquired")])
    assert page.inner_text("#empty p") == "No fact passes the filters."
    page.click("#empty >> text=Clear the filters")
    page.wait_for_selector("#empty", state="hidden")
    assert drawn(reader) > 2
