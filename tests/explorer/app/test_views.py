"""Paths, review, SPARQL, figures, quotations, time and map."""

from __future__ import annotations

from .conftest import Reader
from .marks import ACME, BOREALIS, BROWSER

pytestmark = BROWSER


def test_a_path_has_the_sentence_for_each_step(reader: Reader) -> None:
    page = reader.open({"view": "path", "a": "person/Ada Lovelace", "b": "place/Lisbon"})
    steps = page.locator(".steps > li")
    assert steps.count() == 3
    for step in steps.all():
        assert step.locator("mark.subject").count() == 1
        assert step.locator("mark.object").count() == 1
    page.click("text=Show in the picture")
    page.wait_for_selector("body[data-view=picture]")
    page.wait_for_selector("body[data-drawn='4']")


def test_the_ends_of_a_path_are_searched(reader: Reader) -> None:
    page = reader.open({"view": "path"})
    for side, name, address in (("from", "Ada", "**a=person*"), ("to", "Dune", "**b=organisation*")):
        page.fill(f"#path-{side}", name)
        page.wait_for_selector(f"#path-{side}-list [aria-selected=true]")
        page.press(f"#path-{side}", "Enter")
        page.wait_for_url(address)
        reader.settle()
    # Only a planned partnership joins them, which is no fact.
    page.wait_for_selector("#view > .note")
    assert page.locator(".steps").count() == 0


def test_a_decision_goes_to_the_ledger_and_can_be_taken_back(reader: Reader) -> None:
    page = reader.open({"view": "review"})
    pair = page.locator(".pair")
    assert "they are <b>alike</b>" in pair.inner_text()
    assert pair.locator(".side").count() == 2
    page.click("text=Two different things")
    page.wait_for_selector("#status:has-text('needs your name and a reason')")
    page.fill("input[name=who]", "Grace <i>")
    page.fill(".decide input", "other founders")
    page.click("text=Two different things")
    page.wait_for_selector(".decided:has-text('Grace <i>')")
    kept = reader.served.ledger.read_text(encoding="utf-8")
    assert "other founders" in kept
    assert BOREALIS in kept
    page.click("text=Take back")
    page.wait_for_selector("#status:has-text('taken back')")
    assert "other founders" not in reader.served.ledger.read_text(encoding="utf-8")


def test_a_kept_query_runs_and_its_things_go_into_the_picture(reader: Reader) -> None:
    query = "SELECT ?o WHERE { ?o <https://w3id.org/fintech-kg/ontology#basedIn> ?place }"
    page = reader.open({"view": "sparql", "query": query})
    page.click("#view >> text=Run")
    page.wait_for_selector("body[data-answered]")
    page.click(".results button.iri")
    page.wait_for_selector("#panel .thing-panel h2:has-text('Borealis')")


def test_the_kept_queries_are_the_examples(reader: Reader) -> None:
    page = reader.open({"view": "sparql"})
    names = page.locator("#view select option").all_inner_texts()
    assert len(names) > 10
    page.select_option("#view select", index=1)
    page.wait_for_selector("body[data-answered]")
    page.wait_for_selector(".results table")


def test_the_editor_completes_from_the_ontology(reader: Reader) -> None:
    page = reader.open(
        {"view": "sparql", "query": "PREFIX fkg: <https://w3id.org/fintech-kg/ontology#>\nSELECT * { ?s fkg:acqui"}
    )
    page.click(".CodeMirror-lines")
    page.keyboard.press("Control+End")
    page.keyboard.press("Control+Space")
    page.wait_for_selector(".CodeMirror-hints >> text=fkg:acquired")


def test_several_values_are_a_chart_and_have_their_sentences(sample_reader: Reader) -> None:
    page = sample_reader.open({"view": "figures"})
    card = page.locator(".card").first
    assert card.locator("svg[role=img]").get_attribute("aria-label")
    card.locator("summary").click()
    assert card.locator("mark.value").count() == card.locator(".statements li").count() > 1


def test_quotations_stand_by_their_speaker(sample_reader: Reader) -> None:
    page = sample_reader.open({"view": "quotations"})
    page.click("#view nav >> text=Li Chen")
    page.wait_for_selector("#view nav [aria-current=true]:has-text('Li Chen')")
    page.wait_for_selector(".statements >> text=What makes Shanghai unique")
    sample_reader.settle()
    assert set(page.locator("#view .claim").all_inner_texts()) == {"Li Chen"}


def test_dated_facts_stand_in_their_year(reader: Reader) -> None:
    page = reader.open({"view": "timeline"})
    page.wait_for_selector("#year-2024")
    page.click("section.year:has(#year-2024) .events >> text=Acme Pay")
    page.wait_for_selector("#panel .fact-panel")


def test_places_stand_on_the_map(sample_reader: Reader) -> None:
    page = sample_reader.open({"view": "map"})
    spot = page.locator(".spot[aria-label^=Shanghai]")
    spot.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#panel .thing-panel h2:has-text('Shanghai')")
    outline = page.get_attribute(".land", "d")
    assert outline is not None
    assert len(outline) > 20_000


def test_a_thing_that_is_not_there_is_said(reader: Reader) -> None:
    page = reader.page
    page.goto(reader.served.address + f"#start=thing:nothing/at-all&open=25~{ACME}")
    reader.settle()
    assert page.inner_text("#status") != ""
    reader.wrongs = [wrong for wrong in reader.wrongs if "404" not in wrong]
