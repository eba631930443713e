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


def test_everything_is_saved_as_a_picture(reader: Reader, tmp_path: Path) -> None:
    reader.open({"start": "whole"})
    assert saved(reader, "PNG picture", tmp_path).stat().st_size > 10_000


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
