"""Facts in, one HTML file out: a drawing of the graph with its sentences, which opens offline and asks for nothing."""

from __future__ import annotations

from jinja2 import DictLoader, Environment

from fintech_kg.explorer import embedding
from fintech_kg.explorer.details import details
from fintech_kg.explorer.drawing import draw
from fintech_kg.explorer.selection import select
from fintech_kg.model import Facts
from fintech_kg.ontology import Kept

TEMPLATE = "page.html"


def page(facts: Facts, *, title: str = "fintech_kg", limit: int = 500, kept: Kept | None = None, program: str = "") -> str:
    """The whole page, of at most `limit` things; write it as UTF-8. The same facts give the same characters.

    `kept` may hold the places of things from an earlier time; `program` is a hash of the modules that find them.
    Text of documents is only in blocks of JSON, and the page's own hashes are all that its policy lets run.
    """
    selection = select(facts, limit=limit)
    network = draw(selection, title=embedding.usable(title), kept=kept, program=program)
    network.path = TEMPLATE
    network.templateEnv = _environment(details(facts, selection))
    html: str = network.generate_html()
    return html


def _environment(told: dict[str, object]) -> Environment:
    """pyvis's way to a template of one's own, with the escaping that its own environment lacks."""
    scripts = [embedding.watch_script(), embedding.vis_script(), embedding.page_script()]
    style = embedding.style()
    environment = Environment(loader=DictLoader({TEMPLATE: embedding.template()}), autoescape=True)
    environment.filters["json_block"] = embedding.json_block
    environment.globals.update(told=told, style=style, scripts=scripts, policy=_policy(style, scripts))
    return environment


def _policy(style: embedding.Block, scripts: list[embedding.Block]) -> str:
    hashes = " ".join(script.hash for script in scripts)
    return f"default-src 'none'; script-src {hashes}; style-src {style.hash}; base-uri 'none'; form-action 'none'"
