"""A headless Chromium for the tests: a page's DOM as it is once its scripts have run, or a page to act upon."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

BINARY = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1200,800",
)
PATIENCE = 20.0


def dumped(page: Path, folder: Path, *, fragment: str = "") -> str:
    """The HTML that the page at a path has become; `folder` is for the browser's own files."""
    assert BINARY is not None
    command = [BINARY, *FLAGS, f"--user-data-dir={folder}", "--virtual-time-budget=5000", "--dump-dom"]
    return subprocess.run(
        [*command, page.as_uri() + fragment], capture_output=True, check=True, timeout=90, encoding="utf-8"
    ).stdout


class Tab:
    """A page in a browser that is spoken to by the DevTools protocol over two pipes; `requested` are its requests."""

    def __init__(self, inward: int, outward: int) -> None:
        self._inward, self._outward = inward, outward
        self._buffer, self._number = b"", 0
        self._session: dict[str, str] = {}
        self.requested: list[str] = []

    def call(self, method: str, **parameters: object) -> Any:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters, **self._session}
        os.write(self._outward, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self._note(answer)
        assert "error" not in answer, answer
        return answer["result"]

    def _next(self) -> Any:
        while b"\0" not in self._buffer:
            self._buffer += os.read(self._inward, 1 << 16)
        message, self._buffer = self._buffer.split(b"\0", 1)
        return json.loads(message)

    def _note(self, event: Mapping[str, Any]) -> None:
        if event.get("method") == "Network.requestWillBeSent":
            self.requested.append(event["params"]["request"]["url"])

    def open(self, url: str) -> None:
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = {"sessionId": self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]}
        self.call("Network.enable")
        self.call("Page.navigate", url=url)
        self.wait("document.body?.dataset.ready !== undefined")

    def get(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        return self.call("Runtime.evaluate", expression=expression, returnByValue=True)["result"].get("value")

    def wait(self, condition: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while not self.get(condition):
            assert time.monotonic() < deadline, f"still not so: {condition}"
            time.sleep(0.05)

    def press(self, key: str, text: str = "") -> None:
        for kind in ("keyDown", "keyUp"):
            self.call("Input.dispatchKeyEvent", type=kind, key=key, text=text if kind == "keyDown" else "")

    def write(self, text: str) -> None:
        for letter in text:
            self.press(letter, letter)

    def click(self, x: float, y: float) -> None:
        for kind in ("mouseMoved", "mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)


@contextmanager
def tab(page: Path, folder: Path) -> Iterator[Tab]:
    """The page at a path, open and ready."""
    assert BINARY is not None
    to_browser, from_browser = os.pipe(), os.pipe()
    # The protocol wants its pipes at descriptors 3 and 4, which a shell can arrange and Popen cannot.
    wiring = f'exec "$@" 3<&{to_browser[0]} 4>&{from_browser[1]}'
    command = ["bash", "-c", wiring, "bash", BINARY, *FLAGS, f"--user-data-dir={folder}", "--remote-debugging-pipe"]
    browser = subprocess.Popen(command, pass_fds=(to_browser[0], from_browser[1]), stderr=subprocess.DEVNULL)
    os.close(to_browser[0])
    os.close(from_browser[1])
    try:
        opened = Tab(from_browser[0], to_browser[1])
        opened.open(page.as_uri())
        yield opened
    finally:
        browser.terminate()
        browser.wait(20)
        os.close(to_browser[1])
        os.close(from_browser[0])
