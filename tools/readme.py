"""From README.md to README.md with real output: runs its examples in one working folder and writes what they print.

- ```console: each line that begins with "$ " is a command; the lines behind it are what it prints.
- ```sh: the lines that begin with fintech-kg are run; what they print is not shown.
- ```python: run as a program; the lines that begin with "#> " are what it prints.

The working folder holds data/, ontology/ and tests/gold/ of the checkout. The blocks up to the first build run one after the
other; those behind it find what it wrote and run side by side.
`--check` writes nothing, prints what has drifted and exits with 1 if anything has. An example that fails ends the run.
"""

from __future__ import annotations

import difflib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(console|sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT, PRINTED = "$ ", "#> "


def refreshed(readme: str, folder: Path) -> str:
    """The text with every block's output as it is now. Raises SystemExit where an example fails."""
    blocks = [(block[1], block[2]) for block in FENCE.finditer(readme)]
    built = 1 + next(number for number, (_, body) in enumerate(blocks) if f"{PROMPT}fintech-kg build" in body)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        bodies = [_body(block, folder) for block in blocks[:built]]
        bodies += pool.map(partial(_body, folder=folder), blocks[built:])
    fresh = iter(bodies)
    return FENCE.sub(lambda block: f"```{block[1]}\n{next(fresh)}```", readme)


def _body(block: tuple[str, str], folder: Path) -> str:
    language, old = block
    if language == "console":
        return "".join(_transcript(old, folder))
    if language == "sh":
        for command in (line for line in old.splitlines() if line.startswith("fintech-kg ")):
            _printed(["bash", "-c", command], folder)
        return old
    code = "".join(f"{line}\n" for line in old.splitlines() if not line.startswith(PRINTED))
    return code + "".join(f"{PRINTED}{line}" for line in _printed([sys.executable, "-c", code], folder))


def _transcript(old: str, folder: Path) -> Iterator[str]:
    for command in (line for line in old.splitlines() if line.startswith(PROMPT)):
        yield f"{command}\n"
        yield from _printed(["bash", "-c", command.removeprefix(PROMPT)], folder)


def _printed(command: Sequence[str], folder: Path) -> list[str]:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {"PATH": programs, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=folder, env={**os.environ, **settings}, capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(f"an example of README.md fails with exit code {done.returncode}:\n{command[-1]}\n{done.stderr}")
    return [f"{line.rstrip()}\n" for line in done.stdout.rstrip().splitlines()]


def main() -> int:
    """Refreshes README.md, or with --check only compares."""
    path = CHECKOUT / "README.md"
    old = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for needed in ("data", "ontology", "tests/gold", "tests/pages"):
            shutil.copytree(CHECKOUT / needed, Path(folder, needed))
        new = refreshed(old, Path(folder))
    if "--check" in sys.argv[1:]:
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), "README.md", "what is printed"))
        return int(new != old)
    path.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
