"""The page in a real browser, opened from a file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from fintech_kg.explorer.page import page
from fintech_kg.model import Facts, Kind, Status

from .chromium import BINARY, Tab, dumped, tab
from .graphs import HOSTILE, entity, fact, gathered, hostile, observation, quotation, wheel

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(BINARY is None, reason="chromium is not installed"),
]

LINKS = ("https://example.org/ant", "http://www.wikidata.org/entity/Q1", "javascript:alert(1)", "http://example.org/")
BANK = entity("Ant Bank", names=("Ant Bank", "Formica"), same_as=LINKS)
PAY, LI, LONE = entity("Pay"), entity("Li Chén", Kind.PERSON), entity("Lone", Kind.PLACE)


def small() -> Facts:
    facts = [fact(BANK, "acquired", PAY, sentences=2), fact(LI, "worksFor", BANK, status=Status.DENIED)]
    return gathered([BANK, LI, LONE, PAY], facts, observations=[observation(BANK)], quotations=[quotation(LI)])


def written(folder: Path, facts: Facts) -> Path:
    path = folder / "graph.html"
    path.write_text(page(facts, title="Safe"), encoding="utf-8")
    return path


def noted(dom: str) -> dict[str, str]:
    """What the page's scripts noted on its body."""
    found = re.search(r"<body([^>]*)>", dom)
    assert found is not None
    return dict(re.findall(r'data-([a-z]+)="([^"]*)"', found[1]))


def test_every_linked_thing_is_drawn_without_an_error(tmp_path: Path) -> None:
    dom = dumped(written(tmp_path, wheel(200)), tmp_path / "profile")
    assert noted(dom) == {"ready": "200"}


@pytest.mark.parametrize("name", HOSTILE[:2])
def test_no_hostile_name_runs(tmp_path: Path, name: str) -> None:
    chosen = "#" + quote(entity(name).id, safe="!*'()")
    dom = dumped(written(tmp_path, hostile()), tmp_path / "profile", fragment=chosen)
    assert noted(dom) == {"ready": str(len(HOSTILE))}
    assert "<title>Safe</title>" in dom
    assert "<img" not in dom
    assert f'<h2 dir="auto">{name.replace("<", "&lt;").replace(">", "&gt;")}</h2>' in dom


def test_no_hostile_text_runs_wherever_one_clicks(tmp_path: Path) -> None:
    with tab(written(tmp_path, hostile()), tmp_path / "profile") as browser:
        for number in range(len(HOSTILE)):
            browser.get(f"document.querySelectorAll('#panel .plain .thing')[{number}].click()")
            assert browser.get("document.querySelectorAll('#panel blockquote').length") > 0
            browser.get("document.querySelector('#panel .close').click()")
        assert browser.get("document.title") == "Safe"
        assert browser.get("document.body.dataset.errors") is None
        assert browser.get("document.querySelectorAll('img, iframe, main script, header script').length") == 0


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Tab]:
    with tab(written(tmp_path, small()), tmp_path / "profile") as opened:
        yield opened
        assert opened.get("document.body.dataset.errors") is None


def heading(browser: Tab) -> str | None:
    text: str | None = browser.get("document.querySelector('#panel h2')?.textContent")
    return text


def status(browser: Tab) -> str:
    text: str = browser.get("document.getElementById('status').textContent")
    return text


def panel(browser: Tab) -> str:
    text: str = browser.get("document.getElementById('panel').textContent")
    return text


def test_only_the_file_itself_is_requested(browser: Tab) -> None:
    assert [url.rpartition("/")[2] for url in browser.requested] == ["graph.html"]


def test_search_finds_other_names_and_enter_chooses(browser: Tab) -> None:
    browser.press("/", "/")
    browser.write("formi")
    browser.press("Enter")
    assert heading(browser) == "Ant Bank"


def test_search_ignores_accents_and_follows_the_arrows(browser: Tab) -> None:
    browser.press("/", "/")
    browser.write("n")
    listed = browser.get("[...document.querySelectorAll('#results [role=option] > bdi')].map((item) => item.textContent)")
    browser.press("ArrowDown")
    browser.press("Enter")
    assert sorted(listed) == ["Ant Bank", "Li Chén", "Lone"]
    assert heading(browser) == listed[1]
    browser.get("document.getElementById('query').value = ''")
    browser.write("chen")
    browser.press("Enter")
    assert heading(browser) == "Li Chén"


def test_what_is_not_asserted_is_hidden_until_asked_for(browser: Tab) -> None:
    assert status(browser).startswith("Shown: 2 of 4 things, 1 of 2 facts")
    browser.get("document.getElementById('unsure').click()")
    assert status(browser).startswith("Shown: 3 of 4 things, 2 of 2 facts")


def test_things_without_relations_are_hidden_until_asked_for(browser: Tab) -> None:
    browser.get("document.getElementById('alone').click()")
    assert status(browser).startswith("Shown: 4 of 4 things, 1 of 2 facts")


def test_without_any_relation_everything_is_shown(tmp_path: Path) -> None:
    dom = dumped(written(tmp_path, gathered([BANK, PAY], [])), tmp_path / "profile")
    assert noted(dom) == {"ready": "2"}


def test_the_legend_filters_by_kind(browser: Tab) -> None:
    browser.get("document.querySelector('#legend button').click()")
    assert browser.get("document.querySelector('#legend button').getAttribute('aria-pressed')") == "false"
    assert status(browser).startswith("Shown: 0 of 4 things, 0 of 2 facts")


def test_relations_can_be_left_out(browser: Tab) -> None:
    browser.get("document.querySelector('#relation-list input').click()")
    assert status(browser).startswith("Shown: 0 of 4 things, 0 of 2 facts")


def test_a_thing_shows_its_sentences_figures_and_links(browser: Tab) -> None:
    browser.get("document.querySelector('#panel .thing').click()")
    assert heading(browser) == "Ant Bank"
    assert "Ant Bank acquired Pay." in panel(browser)
    assert "7 users" in panel(browser)
    assert "1 fact is hidden" in panel(browser)
    assert browser.get("[...document.querySelectorAll('#panel a')].map((item) => item.href)") == [
        "https://www.wikidata.org/entity/Q1",
        "https://example.org/ant",
    ]
    assert browser.get("[...document.querySelectorAll('#panel mark')].slice(0, 3).map((item) => item.textContent)") == [
        "Ant Bank",
        "acquired",
        "Pay",
    ]


def test_a_click_on_a_line_shows_its_facts(browser: Tab) -> None:
    middle = "(({left, top, width, height}) => [left + width / 2, top + height / 2])"
    x, y = browser.get(f"{middle}(document.getElementById('graph').getBoundingClientRect())")
    browser.click(x, y)
    browser.wait("document.querySelector('#panel .kind') !== null")
    assert heading(browser) == "Ant Bank and Pay"
    assert "1 more sentence" in panel(browser)
