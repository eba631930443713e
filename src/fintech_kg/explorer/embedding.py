"""Data and files in, text that may stand inside an HTML page out: JSON that no parser takes for markup, and hashes."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import pyvis

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
SCRIPTS = ("dom.js", "state.js", "graph.js", "labels.js", "sentences.js", "panel.js", "search.js", "main.js")

_UNUSABLE = re.compile("[\x00\ud800-\udfff]")
_MAY_BE_UNUSABLE = re.compile(r"\\u(?:0000|d[89a-f])")
"""What JSON in ASCII has for them, and for some other things, such as characters beyond the first 65,536."""
_UNUSABLE_JSON = re.compile(r"\\u0000|[\ud800-\udfff]")
"""What JSON in Unicode has for them, and for a backslash before `u0000`."""
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_ESCAPES = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&"}


@dataclass(frozen=True, slots=True)
class Block:
    """What stands between two tags, and its name in a Content-Security-Policy."""

    text: str
    hash: str


def usable(text: str) -> str:
    """`text`, of the same length, with U+FFFD for each NUL and lone surrogate, which no page can hold."""
    return _UNUSABLE.sub("\ufffd", text)


def json_block(value: object) -> str:
    """`value` as JSON in ASCII for `<script type="application/json">`; `<`, `>` and `&` are escaped."""
    text = _json(value)
    if _MAY_BE_UNUSABLE.search(text) and _UNUSABLE_JSON.search(json.dumps(value, ensure_ascii=False)):
        text = _json(_usable_all(value))
    return text.translate(_ESCAPES)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _usable_all(value: object) -> object:
    if isinstance(value, str):
        return usable(value)
    if isinstance(value, Mapping):
        return {_usable_all(key): _usable_all(item) for key, item in value.items()}
    return [_usable_all(item) for item in value] if isinstance(value, list | tuple) else value


def style() -> Block:
    """The page's style sheet."""
    return _block(_asset("page.css"))


def watch_script() -> Block:
    """The script that runs first and notes whatever goes wrong."""
    return _block(_asset("watch.js"))


def vis_script() -> Block:
    """vis-network as pyvis ships it, less the name of a source map that is not there."""
    path = Path(pyvis.__file__).parent / VIS
    return _block(_SOURCE_MAP.sub("", path.read_text(encoding="utf-8")))


def page_script() -> Block:
    """The page's own scripts as one."""
    body = "\n".join(_asset(name) for name in SCRIPTS)
    return _block(f'"use strict";\n(() => {{\n{body}}})();\n')


def template() -> str:
    """The Jinja template of the page."""
    return _asset("page.html.j2")


def _asset(name: str) -> str:
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def _block(text: str) -> Block:
    """The hash is that of what a browser sees, which is without carriage returns."""
    seen = text.replace("\r\n", "\n")
    digest = base64.b64encode(hashlib.sha256(seen.encode("utf-8")).digest()).decode("ascii")
    return Block(seen, f"'sha256-{digest}'")
