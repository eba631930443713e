"""The page as text: what stands in it, what does not, and that the same facts give the same."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from fintech_kg.explorer.page import page
from fintech_kg.model import Kind, Status

from .graphs import HOSTILE, entity, fact, gathered, hostile, observation, quotation, wheel


class Markup(HTMLParser):
    """Every tag with its attributes, and the text of each script and style, of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.blocks: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.blocks.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem is not None:
            tag, text = self.blocks[-1]
            self.blocks[-1] = (tag, text + data)


def told(html: str) -> dict[str, Any]:
    """The data of the page, as a browser reads it."""
    found = re.search(r'<script type="application/json" id="told">(.*?)</script>', html)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


def test_the_same_facts_give_the_same_page() -> None:
    assert page(wheel(60)) == page(wheel(60))


def test_the_hash_seed_does_not_matter() -> None:
    assert _digest_under_seed("1") == _digest_under_seed("2")


def _digest_under_seed(seed: str) -> str:
    """The hash of a page that a fresh interpreter makes; Python orders sets by a seed of its own in each."""
    code = "import hashlib; from explorer.graphs import wheel; from fintech_kg.explorer.page import page; "
    code += "print(hashlib.sha256(page(wheel(60)).encode()).hexdigest())"
    paths = os.pathsep.join([str(Path(__file__).parents[1]), *sys.path])
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True, text=True).stdout


def test_the_order_of_the_facts_does_not_matter() -> None:
    facts = wheel(40)
    turned = gathered(facts.entities[::-1], facts.facts[::-1])
    assert page(turned) == page(facts)


def test_500_things_take_less_than_2_mb() -> None:
    html = page(wheel(700))
    assert len(told(html)["things"]) == 500
    assert len(html.encode("utf-8")) < 2_000_000


def test_nothing_is_loaded_from_elsewhere() -> None:
    markup = Markup(page(hostile()))
    assert [name for _, attributes in markup.tags for name in attributes if name in ("src", "href", "srcset", "data")] == []
    assert all("url(" not in text and "@import" not in text for tag, text in markup.blocks if tag == "style")
    assert "sourceMappingURL" not in page(hostile())


def test_the_policy_allows_exactly_the_scripts_and_the_style_of_the_page() -> None:
    markup = Markup(page(hostile()))
    policy = next(a["content"] for tag, a in markup.tags if a.get("http-equiv") == "Content-Security-Policy")
    runnable = [
        text for (tag, text), (_, attributes) in zip(markup.blocks, _holders(markup), strict=True) if "type" not in attributes
    ]
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in runnable}
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes


def _holders(markup: Markup) -> list[tuple[str, dict[str, str | None]]]:
    return [holder for holder in markup.tags if holder[0] in ("script", "style")]


def test_hostile_text_adds_no_markup() -> None:
    plain = gathered([entity("A"), entity("B")], [fact(entity("A"), "uses", entity("B"))])
    tags = [tag for tag, _ in Markup(page(plain)).tags]
    assert [tag for tag, _ in Markup(page(hostile(), title=HOSTILE[1])).tags] == tags
    assert not any(name.startswith("on") for _, attributes in Markup(page(hostile())).tags for name in attributes)


def test_hostile_text_is_told_as_it_is() -> None:
    names = {thing["name"] for thing in told(page(hostile()))["things"]}
    assert {name.replace("\x00", "\ufffd").replace("\ud800", "\ufffd") for name in HOSTILE} == names


def test_the_page_is_valid_utf_8_whatever_the_title() -> None:
    assert "a\ufffdb" in page(wheel(3), title="a\ud800b").encode("utf-8").decode("utf-8")


def test_what_is_cut_is_counted() -> None:
    data = told(page(wheel(50), limit=20))
    assert len(data["things"]) == 20
    assert data["cut"]["things"] == 30
    assert len(data["facts"]) + data["cut"]["facts"] == len(wheel(50).facts)
    assert "thing 0000" in {thing["name"].lower() for thing in data["things"]}, "the hub is the most important"


def test_a_sentence_is_marked_at_its_ends_and_its_trigger() -> None:
    bank, pay = entity("😀Bank"), entity("Pay")
    data = told(page(gathered([bank, pay], [fact(bank, "acquired", pay)])))
    [statement] = data["facts"][0]["statements"]
    quote = data["evidence"][statement["e"]][0].encode("utf-16-le")
    marked = [(quote[2 * a : 2 * b].decode("utf-16-le"), name) for a, b, name in statement["marks"]]
    assert marked == [("😀Bank", "end"), ("acquired", "trigger"), ("Pay", "end")]


def test_many_sentences_are_cut_and_counted() -> None:
    one, other = entity("One"), entity("Other")
    [told_fact] = told(page(gathered([one, other], [fact(one, "uses", other, sentences=30)])))["facts"]
    assert len(told_fact["statements"]) + told_fact["more"] == 30
    assert len(told_fact["statements"]) == 12


def test_figures_and_words_without_an_owner_are_kept() -> None:
    one = entity("One")
    loose = told(page(gathered([one], [], observations=[observation(None)], quotations=[quotation(None)])))["loose"]
    assert [item["value"] for item in loose["observations"]] == ["7 users"]
    assert [item["text"] for item in loose["quotations"]] == ["Well said."]


@pytest.mark.parametrize("size", [0, 1, 2])
def test_the_smallest_graphs_have_a_page(size: int) -> None:
    assert len(told(page(wheel(size)))["things"]) == size


def test_a_fact_about_itself_and_one_about_nobody_known_do_no_harm() -> None:
    one, gone = entity("One"), entity("Gone")
    data = told(page(gathered([one], [fact(one, "uses", one), fact(one, "uses", gone)])))
    assert len(data["facts"]) == 1
    assert data["cut"] == {"things": 0, "facts": 1}


def test_statuses_and_kinds_reach_the_page() -> None:
    things = [entity(kind.value, kind) for kind in Kind]
    facts = [fact(things[0], "uses", things[1], status=status) for status in Status]
    data = told(page(gathered(things, facts)))
    assert {item["status"] for item in data["facts"]} == {status.value for status in Status}
    assert {thing["kind"] for thing in data["things"]} == {kind.value for kind in Kind}
