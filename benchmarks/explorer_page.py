"""How soon the explorer's page has drawn the whole graph, and a thing with up to 300 neighbours. Needs Playwright and Chromium.

    fintech-kg serve FOLDER &           # for example one that benchmarks/model_output.py --things 100000 has made
    python benchmarks/explorer_page.py http://127.0.0.1:7878/

The clock starts with the page's own load event; it stops when the frame with the picture has been drawn, for the neighbourhood
when its layout has come to rest. Medians of several loads, each in a browser profile of its own.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
from urllib.parse import urlencode

from playwright.sync_api import Browser, sync_playwright

NEIGHBOURS = 300
SINCE_LOAD = """name => performance.getEntriesByName(name)[0].startTime
    - performance.getEntriesByType('navigation')[0].loadEventEnd"""


def seconds(browser: Browser, address: str, state: dict[str, str], mark: str) -> float:
    """From the page's load to the first mark of that name."""
    context = browser.new_context(viewport={"width": 1600, "height": 1000})
    page = context.new_page()
    page.goto(f"{address}#{urlencode(state)}")
    page.wait_for_selector("body[data-drawn]" if mark == "drawn" else "body[data-laid]:not([data-laid=''])", timeout=120_000)
    page.wait_for_timeout(500)
    found = float(page.evaluate(SINCE_LOAD, mark)) / 1000
    context.close()
    return found


def foremost(browser: Browser, address: str) -> str:
    """The thing with the most neighbours among the most important ones."""
    page = browser.new_page()
    page.goto(address)
    found: str = page.evaluate(
        """async () => (await (await fetch('api/overview?limit=50')).json()).nodes.sort((a, b) => b.degree - a.degree)[0].id"""
    )
    page.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("address")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    binary = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        thing = foremost(browser, given.address)
        around = {"start": f"thing:{thing}", "limit": str(NEIGHBOURS), "status": "all"}
        for title, state, mark in (
            ("whole graph, first picture", {"start": "whole"}, "drawn"),
            (f"up to {NEIGHBOURS} neighbours, first picture", around, "drawn"),
            (f"up to {NEIGHBOURS} neighbours, laid out", around, "laid"),
        ):
            found = [seconds(browser, given.address, state, mark) for _ in range(given.rounds)]
            print(f"{title:40} {statistics.median(found):6.2f} s   ({', '.join(f'{one:.2f}' for one in found)})")
        browser.close()


if __name__ == "__main__":
    main()
