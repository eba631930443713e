"""What is shown can be sent as a link and taken away as a file."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from .conftest import NAMES, Reader
from .marks import ACME, BOREALIS, BROWSER

pytestmark = BROWSER

STATES = [
    [("start", f"thing:{ACME}"), ("open", f"25~{BOREALIS}"), ("hide", "place/Lisbon"), ("status", "all"), ("thing", BOREALIS)],
    [("view", "table"), ("rows", "things"), ("kind", "Person"), ("kind", "Organisation")],
    [("view", "path"), ("a", "person/Ada Lovelace"), ("b", "place/Lisbon")],
    [("view", "quotations"), ("speaker", "person/Ada Lovelace")],
]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state[0][1])
def test_a_link_shows_the_same_again(reader: Reader, state: list[tuple[str, str]]) -> None:
    page = reader.open(state)
    page.wait_for_timeout(100)
    shown, address = page.inner_text("main"), page.url
    page.goto("about:blank")
    page.goto(address)
    reader.settle()
    page.wait_for_timeout(100)
    assert page.inner_text("main") == shown
    assert page.url == address


Dots = list[tuple[int, int]]


def again(reader: Reader) -> Dots:
    """The drawing as somebody sees it who was sent the link."""
    address = reader.page.url
    reader.page.goto("about:blank")
    reader.page.goto(address)
    reader.settle()
    return reader.drawn()


def same(dots: Dots, others: Dots) -> bool:
    """Whether all stand where they stood, but for two pixels."""
    near = all(abs(x - right) <= 2 and abs(y - down) <= 2 for (x, y), (right, down) in zip(dots, others, strict=True))
    return len(dots) == len(others) and near


@pytest.mark.parametrize("start", ["important", "whole"])
def test_a_link_looks_at_the_same_place(large_reader: Reader, start: str) -> None:
    page = large_reader.open({"start": start})
    before = large_reader.drawn()
    page.focus("#graph")
    for key in ("ArrowLeft", "+", "+", "ArrowUp"):
        page.keyboard.press(key)
        page.wait_for_timeout(300)
    shown = large_reader.drawn()
    assert "sight=" in page.url
    assert not same(shown, before)
    assert same(again(large_reader), shown)


def test_a_link_to_what_was_opened_and_hidden_shows_all_where_it_stood(large_reader: Reader) -> None:
    page = large_reader.open({"start": "thing:organisation/Bank 100", "thing": "organisation/Bank 050", "limit": "2"})
    large_reader.drawn()
    page.click("#panel .actions .primary")
    large_reader.settle()
    large_reader.drawn()
    page.click("#panel .plain .thing >> text=Bank 025")
    page.wait_for_selector("#panel h2:has-text('Bank 025')")
    page.click("#panel .actions >> text=Hide")
    large_reader.settle()
    shown = large_reader.drawn()
    assert "places=" in page.url
    assert same(again(large_reader), shown)


def test_going_back_puts_all_where_it_stood(large_reader: Reader) -> None:
    page = large_reader.open({"start": "thing:organisation/Bank 100", "thing": "organisation/Bank 050", "limit": "2"})
    before = large_reader.drawn()
    page.click("#panel .actions .primary")
    large_reader.settle()
    assert len(large_reader.drawn()) > len(before)
    page.keyboard.press("Control+z")
    page.wait_for_selector(f"body[data-drawn='{len(before)}']")
    assert same(large_reader.drawn(), before)


def test_what_is_searched_among_the_documents_stays_in_the_link(reader: Reader) -> None:
    page = reader.open({"view": "documents"})
    page.fill("#view input[type=search]", "more")
    page.wait_for_selector(".documents li:only-child")
    page.reload()
    page.wait_for_selector(".documents li:only-child")
    assert page.input_value("#view input[type=search]") == "more"


def test_a_link_to_a_query_shows_its_answer(reader: Reader) -> None:
    query = "SELECT ?name { ?thing <http://www.w3.org/2000/01/rdf-schema#label> ?name } ORDER BY ?name LIMIT 3"
    page = reader.open({"view": "sparql", "query": query})
    page.wait_for_selector(".results table tbody tr")
    assert page.locator(".results table tbody tr").count() == 3


def test_going_back_undoes(reader: Reader) -> None:
    page = reader.open()
    page.click("#tabs >> text=Timeline")
    page.wait_for_selector("body[data-shown=timeline]")
    page.go_back()
    page.wait_for_selector("body[data-view=picture]")


def saved(reader: Reader, label: str, folder: Path) -> Path:
    page = reader.page
    page.click("#save summary")
    with page.expect_download() as download:
        page.click(f"#save >> text={label}")
    target = folder / download.value.suggested_filename
    download.value.save_as(target)
    return target


def test_what_is_shown_is_saved_as_pictures(reader: Reader, tmp_path: Path) -> None:
    reader.open({"start": "thing:organisation/Plain", "limit": "40"})
    png = saved(reader, "PNG picture", tmp_path)
    assert png.read_bytes().startswith(b"\x89PNG")
    assert png.stat().st_size > 10_000
    reader.page.keyboard.press("Escape")
    svg = saved(reader, "SVG picture", tmp_path)
    drawing = ElementTree.parse(svg).getroot()
    space = "{http://www.w3.org/2000/svg}"
    assert len(list(drawing.iter(f"{space}circle"))) == len(NAMES) + 1
    assert {element.tag for element in drawing.iter()} == {
        f"{space}{name}" for name in ("svg", "title", "rect", "g", "line", "circle", "text")
    }


def test_everything_is_saved_as_a_picture(large_reader: Reader, tmp_path: Path) -> None:
    large_reader.open({"start": "whole"})
    assert saved(large_reader, "PNG picture", tmp_path).stat().st_size > 10_000


@pytest.mark.parametrize(("label", "held"), [("GEXF", "<gexf"), ("Turtle", "Borealis"), ("CSV", "Borealis")])
def test_what_is_shown_is_saved_as_data(reader: Reader, tmp_path: Path, label: str, held: str) -> None:
    reader.open({"start": f"thing:{BOREALIS}"})
    path = saved(reader, label, tmp_path)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            text = "".join(archive.read(name).decode() for name in archive.namelist())
    else:
        text = path.read_text(encoding="utf-8")
    assert held in text
    assert "Dune" not in text
