"""How soon graph.html has drawn 500 things, how large it is, and how many requests it makes. Needs Playwright and Chromium.

The page shows the 500 most important of the things of a generated output (model_output.py); `--page` takes a page instead.
The clock starts when the browser begins to open the file and stops when the drawn things have reached the screen. Medians of
several openings, each in a browser profile of its own, without a network.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from model_output import write_output
from playwright.sync_api import Browser, sync_playwright

import fintech_kg

# Noted before the page's own scripts run: when it says that it is ready, and the frame after that is on the screen.
NOTE = """new MutationObserver(() => {
    if (document.body?.dataset.ready === undefined || window.noted) return;
    window.noted = true;
    requestAnimationFrame(() => setTimeout(() => performance.mark('drawn')));
}).observe(document, { attributes: true, childList: true, subtree: true });"""


def opened(browser: Browser, page: Path) -> tuple[float, int, list[str]]:
    """Seconds until it is drawn, how many things are, and what it asked for beside itself."""
    context = browser.new_context(viewport={"width": 1600, "height": 1000}, offline=True)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.add_init_script(NOTE)
    tab.goto(page.as_uri())
    tab.wait_for_function("performance.getEntriesByName('drawn').length > 0", timeout=120_000)
    seconds = float(tab.evaluate("performance.getEntriesByName('drawn')[0].startTime")) / 1000
    drawn = int(tab.get_attribute("body", "data-ready") or 0)
    context.close()
    return seconds, drawn, [url for url in asked if url != page.as_uri()]


def main() -> None:
    """Measures and prints."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--page", type=Path)
    options.add_argument("--things", type=int, default=1_500)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    binary = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as running:
        page = given.page or _made(Path(made), given.things)
        browser = running.chromium.launch(executable_path=binary, args=["--no-sandbox"])
        found = [opened(browser, page.resolve()) for _ in range(given.rounds)]
        times = [seconds for seconds, *_ in found]
        print(
            f"{page.stat().st_size / 1e6:.2f} MB, {found[0][1]} things drawn, {sum(len(asked) for *_, asked in found)} requests"
        )
        print(f"drawn after {statistics.median(times):.2f} s   ({', '.join(f'{one:.2f}' for one in times)})")
        browser.close()


def _made(folder: Path, things: int) -> Path:
    write_output(folder / "output", things)
    page = folder / "graph.html"
    page.write_text(fintech_kg.open_graph(folder / "output").html(), encoding="utf-8")
    return page


if __name__ == "__main__":
    main()
