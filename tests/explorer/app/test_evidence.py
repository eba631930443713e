"""A line of the drawing leads to its sentence, and from there into the document."""

from __future__ import annotations

from .conftest import Reader
from .marks import ACME, BOREALIS, BROWSER, FACT

pytestmark = BROWSER

# Two pinned things stand at the left and at the right, so that the line between them goes through the middle.
PAIR = [
    ("start", "none"),
    ("open", f"0~{ACME}"),
    ("open", f"0~{BOREALIS}"),
    ("pin", f"0,0~{ACME}"),
    ("pin", f"100,0~{BOREALIS}"),
]


def test_a_click_on_a_line_shows_the_sentence_with_its_marks(reader: Reader) -> None:
    page = reader.open(PAIR)
    box = page.locator("#graph").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2 - 40, box["y"] + box["height"] / 2)
    page.wait_for_selector("#told:has-text('Acme Pay — acquired — Borealis')", state="attached")
    page.mouse.click(box["x"] + box["width"] / 2 - 40, box["y"] + box["height"] / 2)
    page.wait_for_selector("#panel .fact-panel")
    first = page.locator("#panel .statements > li").filter(has_text="€4 million")
    assert first.locator("mark.subject").inner_text() == "Acme Pay"
    assert first.locator("mark.trigger").inner_text() == "acquired"
    assert first.locator("mark.object").inner_text() == "Borealis"
    assert "sure" in first.locator(".why").inner_text()
    assert page.inner_text("#panel h3") == "2 sentences state it"


def test_the_rest_of_the_paragraph_is_quiet(reader: Reader) -> None:
    page = reader.open(FACT)
    quiet = page.locator("#panel .statements > li").first.locator(".around").all_inner_texts()
    assert not any("acquired Borealis" in piece for piece in quiet)


def test_the_source_leads_into_the_document_at_the_place(reader: Reader) -> None:
    page = reader.open({"s": "person/Ada Lovelace", "p": "worksFor", "o": ACME})
    page.click("#panel .source button")
    page.wait_for_selector(".document .target", state="attached")
    assert page.inner_text("#view h2") == "Title of news.txt"
    after = page.evaluate("document.querySelector('.target').nextSibling.textContent")
    assert after == "Ada Lovelace"
    page.click(".document .mention >> text=和源支付")
    page.wait_for_selector("#panel .thing-panel h2:has-text('和源支付')")


def test_a_document_shows_what_was_left_out_of_it(sample_reader: Reader) -> None:
    page = sample_reader.open({"view": "documents"})
    page.click(".documents >> text=shanghai-fintech-report.txt")
    page.wait_for_selector(".document .cut")
    assert page.locator(".document .cut").first.inner_text() in page.inner_text(".omitted")
    assert page.locator(".document .mention").count() > 10
    page.click("#view >> text=What was left out >> nth=0")
    assert page.locator(".document .cut").first.is_hidden()
    page.click("#view >> text=Draw what it states")
    page.wait_for_selector(".crumbs >> text=A document")


def test_who_claims_it_and_what_else_is_known_stands_by(reader: Reader) -> None:
    page = reader.open(FACT)
    words = page.inner_text("#panel .statements")
    assert "amount" in words
    assert "€4 million" in words
    assert "claimed by" in words


def test_a_fact_can_be_added_where_the_picture_lacks_it_and_only_there(reader: Reader) -> None:
    page = reader.open(FACT)
    assert "Add to the picture" not in page.inner_text("#panel .actions")
    page = reader.open({**FACT, "start": "kind:Technology"})
    page.click("#panel .actions >> text=Add to the picture")
    page.wait_for_selector("#panel .actions >> text=Add to the picture", state="detached")
