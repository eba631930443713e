"""From a web page to its main text and what it says of itself."""

from __future__ import annotations

import pytest

from fintech_kg.documents.web import read_html
from fintech_kg.errors import NoTextFound

from .samples import SAMPLES, SENTENCE

PAGE = SAMPLES[".html"]


def text(markup: str) -> str:
    return read_html("x.html", markup.encode()).text


def test_page_says_its_title_date_author_site_and_language() -> None:
    source = read_html("x.html", PAGE)
    assert (source.title, source.published, source.author, source.site, source.language) == (
        "The deal",
        "2024-05-14",
        "Ada Wren",
        "Wire",
        "en-GB",
    )


def test_main_text_has_headings_items_and_rows_in_lines_of_their_own() -> None:
    found = text(PAGE.decode())
    assert found.startswith(f"# The deal\n\n{SENTENCE}")
    assert "\n\n## Figures\n\n" in found
    assert "\n\n- An item of the list" in found
    assert "| Deposits | Loans |\n| $5 million | $4 million |" in found


@pytest.mark.parametrize("furniture", ["Jobs board", "We use cookies", "Orrin Pay raises", "Privacy policy"])
def test_what_stands_around_the_main_text_goes(furniture: str) -> None:
    assert furniture in PAGE.decode()
    assert furniture not in text(PAGE.decode())


def test_page_without_links_is_read_whole() -> None:
    paragraphs = [f"Risk {at}: results may fall." for at in range(50)]
    found = text("<html><body>" + "".join(f"<font><p>{one}</p></font>" for one in paragraphs) + "</body></html>")
    assert found.split("\n\n") == paragraphs


@pytest.mark.parametrize("levels", [250, 2_000, 10_000])
def test_deep_nesting_loses_no_text(levels: int) -> None:
    body = "<div>" * levels + f"<p>{SENTENCE}</p>" + "</div>" * levels + "<p>The end.</p>"
    assert text(f"<html><body>{body}</body></html>") == f"{SENTENCE}\n\nThe end."


def test_a_tag_of_endless_attributes_is_read() -> None:
    attributes = " ".join(f"a{at}='x'" for at in range(200_000))
    assert text(f"<p {attributes}>{SENTENCE}</p>") == SENTENCE


@pytest.mark.parametrize("control", ["\x01", "\x1f", "&#1;", "&#x1F;", "\ufffe"])
def test_control_characters_stop_no_page(control: str) -> None:
    assert "bought" in text(PAGE.decode().replace("Kite Bank", f"Kite{control}Bank"))


def test_hidden_text_is_not_read() -> None:
    found = text(f'<p>{SENTENCE}</p><p style="display: none">Visa bought it.</p><p hidden>Visa sold it.</p>')
    assert found == SENTENCE


def test_table_that_only_places_things_is_no_table() -> None:
    found = text(f"<table><tr><td><p>One thing.</p><p>{SENTENCE}</p></td><td>Beside.</td></tr></table>")
    assert found == f"One thing.\n\n{SENTENCE}\n\nBeside."


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("utf-8", ""), ("utf-8", "utf-8"), ("cp1252", "iso-8859-1"), ("utf-16", ""), ("cp1251", "windows-1251")],
)
def test_encoding_of_the_page(encoding: str, declared: str) -> None:
    words = "Банк вырос." if encoding == "cp1251" else SENTENCE
    meta = f'<meta charset="{declared}">' if declared else ""
    source = read_html("x.html", f"<html><head>{meta}</head><body><p>{words}</p></body></html>".encode(encoding))
    assert source.text == words


@pytest.mark.parametrize("markup", ["<!-- nothing -->", "<html></html>", "<p>", "<!DOCTYPE html>"])
def test_page_that_says_nothing(markup: str) -> None:
    with pytest.raises(NoTextFound):
        text(markup)


def test_markup_in_text_stays_text() -> None:
    assert text("<p>&lt;script&gt;alert(1)&lt;/script&gt; Kite &amp; Co</p>") == "<script>alert(1)</script> Kite & Co"


def test_date_after_today_is_a_date_too() -> None:
    page = PAGE.decode().replace("2024-05-14T08", "2091-05-14T08")
    assert read_html("x.html", page.encode()).published == "2091-05-14"
