"""The explorer as people meet it: `fintech-kg serve` over an output, and a page in headless Chromium that must stay quiet."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from xml.etree import ElementTree

import httpx
import pytest

from fintech_kg.model import Extraction, Kind, Status

from ...handmade import HOSTILE, Claim, extraction
from ..chromium import BINARY
from ..web.conftest import write

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page

ROOT = Path(__file__).parents[3]
READY = "body[data-ready][data-drawn]:not([data-busy])"
DRIVERS = "GPU stall due to ReadPixels"  # what Chromium says of WebGL without a graphics card
NAMES = [
    *HOSTILE,
    "<img src=x onerror=document.title='owned'>",
    '"><script>document.title="owned"</script>',
    "javascript:alert(1)",
    "href",
]
KINDS = {
    "Ada Lovelace": Kind.PERSON,
    "Lisbon": Kind.PLACE,
    "和源支付": Kind.ORGANISATION,
    "بنك النور": Kind.ORGANISATION,
    "tokens": Kind.TECHNOLOGY,
}


def extractions() -> list[Extraction]:
    """Some news, a second document that says one thing again, and one whose names are all hostile."""
    news = [
        Claim("Acme Pay", "acquired", "Borealis", qualifiers=(("amount", "€4 million"), ("time", "May 2024"))),
        Claim("Ada Lovelace", "worksFor", "Acme Pay", qualifiers=(("role", "CTO"),)),
        Claim("Borealis", "basedIn", "Lisbon"),
        Claim("Acme Pay", "acquired", "Cinder", Status.DENIED),
        Claim("和源支付", "partneredWith", "Acme Pay"),
        Claim("بنك النور", "uses", "tokens", confidence=Decimal("0.4")),
    ]
    more = [
        Claim("Acme Pay", "acquired", "Borealis", confidence=Decimal("0.95"), claimed_by="Acme Pay"),
        Claim("Dune", "uses", "tokens"),
        Claim("Dune", "partneredWith", "Acme Pay", Status.PLANNED),
        *(Claim(f"Fund {number}", "investedIn", "Acme Pay") for number in range(1, 6)),
    ]
    names = {"Acme Pay": ("Acme", "Formica")}
    return [
        extraction("news.txt", news, kinds=KINDS, names=names, figures=["Acme Pay"], words=["Ada Lovelace"]),
        extraction("more.txt", more, kinds=KINDS),
        extraction(
            "<b>evil</b>.txt", [Claim("Plain", "acquired", name) for name in NAMES], figures=NAMES[:3], words=NAMES[-3:]
        ),
    ]


REVIEW: dict[str, object] = {
    "things": ["organisation/Borealis", "organisation/Cinder"],
    "names": ["Borealis", "Cinder"],
    "reasons": ["they are <b>alike</b>"],
    "evidence": [{"source": "news.txt", "start": 0, "end": 10, "quote": "Acme Pay a"}, None],
}


@dataclass(frozen=True)
class Served:
    address: str
    ledger: Path


@contextmanager
def _serving(output: Path, ledger: Path) -> Iterator[Served]:
    command = [
        sys.executable,
        "-c",
        "from fintech_kg.cli import main; main()",
        "serve",
        str(output),
        "--port",
        "0",
        "--ledger",
        str(ledger),
    ]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        found = next(filter(None, (re.search(r"Explorer at (http://\S+)", line) for line in server.stdout)))
        while httpx.get(f"{found[1]}api/about", timeout=60).status_code == 503:
            time.sleep(0.2)  # its index is being made
        yield Served(found[1], ledger)
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="session")
def handmade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An output made by hand."""
    folder = tmp_path_factory.mktemp("handmade")
    with _serving(write(folder / "output", extractions(), (REVIEW,)), folder / "ledger.toml") as served:
        yield served


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An output of more things than a picture can name."""
    folder = tmp_path_factory.mktemp("large")
    chain = [Claim(f"Bank {number:03}", "partneredWith", f"Bank {number // 2:03}") for number in range(1, 500)]
    with _serving(write(folder / "output", [extraction("chain.txt", chain)]), folder / "ledger.toml") as served:
        yield served


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An output of more documents than one finds at a glance."""
    folder = tmp_path_factory.mktemp("many")
    told = [extraction(f"{number}.txt", [Claim(f"Bank {number}", "acquired", f"Shop {number}")]) for number in range(20)]
    with _serving(write(folder / "output", told), folder / "ledger.toml") as served:
        yield served


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample output, which was read from real prose."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copytree(ROOT / "output", folder / "output", ignore=shutil.ignore_patterns(".*"))
    with _serving(folder / "output", folder / "ledger.toml") as served:
        yield served


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=BINARY, args=["--no-sandbox"])
        yield browser
        browser.close()


class Reader:
    """Somebody at a page: opens it in a state, and has noted what went wrong."""

    def __init__(self, context: BrowserContext, served: Served) -> None:
        self.page: Page = context.new_page()
        self.served = served
        self.wrongs: list[str] = []
        self.requested: list[str] = []
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.wrongs.append(str(error)))
        self.page.on("dialog", self._asked)
        self.page.on("request", lambda request: self.requested.append(request.url))

    def _asked(self, dialog: Dialog) -> None:
        self.wrongs.append(dialog.message)
        dialog.dismiss()

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and DRIVERS not in message.text:
            self.wrongs.append(message.text)

    def open(self, state: dict[str, str] | list[tuple[str, str]] | None = None) -> Page:
        """The page in a state, as a link to it opens it."""
        self.page.goto("about:blank")
        self.page.goto(self.served.address + ("" if not state else "#" + urlencode(state)))
        self.settle()
        return self.page

    def settle(self) -> None:
        self.page.wait_for_selector(READY)

    def drawn(self) -> list[tuple[int, int]]:
        """Where the dots stand on the screen, in pixels, once nothing moves any more and the link tells it."""
        self.page.wait_for_selector("body[data-drawn]:not([data-laid=''])")
        self.page.wait_for_timeout(700)
        self.page.click("#save summary")
        with self.page.expect_download() as download:
            self.page.click("#save >> text=SVG picture")
        self.page.keyboard.press("Escape")
        dots = ElementTree.parse(download.value.path()).getroot().iter("{http://www.w3.org/2000/svg}circle")
        return sorted((round(float(dot.attrib["cx"])), round(float(dot.attrib["cy"]))) for dot in dots)

    def heading(self) -> str:
        return self.page.inner_text("#panel h2")

    def choose(self, name: str) -> None:
        """Searches a name and takes the first that is found."""
        self.page.fill("#query", name)
        self.page.wait_for_selector("#query-list [aria-selected=true]")
        self.page.press("#query", "Enter")
        self.settle()


@contextmanager
def _reading(chromium: Browser, served: Served, **options: object) -> Iterator[Reader]:
    context = chromium.new_context(reduced_motion="reduce", accept_downloads=True, **options)  # type: ignore[arg-type]
    context.set_default_timeout(15000)
    reader = Reader(context, served)
    yield reader
    host = served.address
    assert reader.wrongs == []
    assert [url for url in reader.requested if not url.startswith((host, "blob:" + host, "data:", "about:"))] == []
    context.close()


@pytest.fixture
def reader(chromium: Browser, handmade: Served) -> Iterator[Reader]:
    """A reader of the output made by hand. Nothing may go wrong in the browser, and nothing be asked of another host."""
    with _reading(chromium, handmade) as one:
        yield one


@pytest.fixture
def sample_reader(chromium: Browser, sample: Served) -> Iterator[Reader]:
    with _reading(chromium, sample) as one:
        yield one


@pytest.fixture
def large_reader(chromium: Browser, large: Served) -> Iterator[Reader]:
    with _reading(chromium, large) as one:
        yield one


@pytest.fixture
def many_reader(chromium: Browser, many: Served) -> Iterator[Reader]:
    with _reading(chromium, many) as one:
        yield one


@pytest.fixture
def phone(chromium: Browser, handmade: Served) -> Iterator[Reader]:
    """A reader with a small window, in the dark."""
    with _reading(chromium, handmade, viewport={"width": 390, "height": 844}, color_scheme="dark") as one:
        yield one
