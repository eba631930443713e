"""From README.md to README.md with real output: runs its examples, in order, in one working folder, and writes what they print.

- ```console: each line that begins with "$ " is a command; the lines behind it are what it prints.
- ```sh: the lines that begin with fintech-kg are run; what they print is not shown.
- ```python: run as a program; the lines that begin with "#> " are what it prints.

The working folder holds data/ and tests/gold/ of the checkout, and one example finds what an earlier one wrote.
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
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
FENCE = re.compile(r"^```(console|sh|python)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT, PRINTED = "$ ", "#> "


def refreshed(readme: str, folder: Path) -> str:
    """The text with every block's output as it is now. Raises SystemExit where an example fails."""
    return FENCE.sub(lambda block: f"```{block[1]}\n{''.join(_lines(block[1], block[2], folder))}```", readme)


def _lines(language: str, body: str, folder: Path) -> Iterator[str]:
    if language == "console":
        for command in (line for line in body.splitlines() if line.startswith(PROMPT)):
            yield f"{command}\n"
            yield from _printed(["bash", "-c", command.removeprefix(PROMPT)], folder)
    elif language == "sh":
        for command in (line for line in body.splitlines() if line.startswith("fintech-kg ")):
            _printed(["bash", "-c", command], folder)
        yield body
    else:
        code = "".join(f"{line}\n" for line in body.splitlines() if not line.startswith(PRINTED))
        yield code
        yield from (f"{PRINTED}{line}" for line in _printed([sys.executable, "-c", code], folder))


def _printed(command: Sequence[str], folder: Path) -> list[str]:
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    settings = {"PATH": programs, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(command, cwd=folder, env={**os.environ, **settings}, capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(f"an example of README.md fails with exit code {done.returncode}:\n{command[-1]}\n{done.stderr}")
    return [f"{line.rstrip()}\n" for line in done.stdout.splitlines()]


def main() -> int:
    """Refreshes README.md, or with --check only compares."""
    path = CHECKOUT / "README.md"
    old = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        for needed in ("data", "tests/gold"):
            shutil.copytree(CHECKOUT / needed, Path(folder, needed))
        new = refreshed(old, Path(folder))
    if "--check" in sys.argv[1:]:
        sys.stdout.writelines(difflib.unified_diff(old.splitlines(True), new.splitlines(True), "README.md", "what is printed"))
        return int(new != old)
    path.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
