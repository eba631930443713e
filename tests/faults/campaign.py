"""From a seed to a campaign: commands killed at random moments, and after each kill what must hold of the output.

`make faults` runs the long form. Each command runs in a process of its own, forked from one that has loaded everything, so
that the moments fall on its work and not on its imports; SIGKILL ends it. After each kill it must hold that

- readers find all files of the old output or all of the new one (also without any right to write there),
- the next command of any kind works and leaves nothing of the killed one behind,
- the next build takes from the cache all that the killed one had put in, and gives the bytes that an undisturbed one gives.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fintech_kg.corpus import Cache
from fintech_kg.model import Extraction
from fintech_kg.store import folder as folder_module
from fintech_kg.store import read_files

from .children import KILLED, Ended, command, done, killing, steps_of, stepwise

TEXTS = (
    "Visa acquired Tink in 2022. Li Chen is the CTO of Visa.",
    "Kite Bank acquired Plaid in 2024. Kite Bank plans to buy Octavo Pay.",
    "Quillmere denied that it had bought Corrib Wallet. Quillmere is based in London.",
    "Sequoia invested $20 million in Tessera Loop in 2021.",
    "The Financial Conduct Authority fined Penhallow Bank £2.1 million.",
    "Tessera Loop, based in Zürich, develops distributed ledger technology.",
)
CHANGED = "Mastercard acquired Finicity in 2020. Finicity is based in Salt Lake City."
SETS: tuple[dict[str, str], ...] = (
    {f"{number}.txt": text for number, text in enumerate(TEXTS[:4])},
    {f"{number}.txt": text for number, text in enumerate(TEXTS)},
    {f"{number}.txt": text for number, text in enumerate((CHANGED, *TEXTS[1:]))},
)


@dataclass
class Tally:
    """What happened: kills by command, those that came after the end, and what must never be (each with its kill's number)."""

    kills: Counter[str] = field(default_factory=Counter)
    too_late: int = 0
    states: Counter[str] = field(default_factory=Counter)
    noted: int = 0
    kept: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def killed(self) -> int:
        return sum(self.kills.values())


class Campaign:
    """One output folder, what it should hold, and the commands that change it."""

    def __init__(self, root: Path, *, model: str, seed: int) -> None:
        self.root, self.model, self.random = root, model, random.Random(seed)
        self.output, self.exports, self.printed = root / "output", root / "export", root / "printed"
        self.notes = root / "notes"
        self.tally = Tally()
        self._keys: dict[int, set[str]] = {}
        self.seconds: dict[str, float] = {}
        self.steps: dict[str, int] = {}
        self.inputs = [self._input(number, texts) for number, texts in enumerate(SETS)]
        self.warm()
        self.whole = [self._undisturbed(folder) for folder in self.inputs]
        self.tables = [self._undisturbed_tables(number) for number in range(len(SETS))]
        self.now: int = 0
        self._must(self.build(self.now))

    def _input(self, number: int, texts: dict[str, str]) -> Path:
        folder = self.root / f"input{number}"
        folder.mkdir()
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        return folder

    def warm(self) -> None:
        """Loads here what each child then has, but for the store, whose threads no fork would take along."""
        from fintech_kg import build

        build(self.inputs[0], model=self.model).export("csv", self.root / "warm")
        shutil.rmtree(self.root / "warm")

    def _undisturbed(self, folder: Path) -> dict[str, bytes]:
        fresh = self.root / "fresh"
        self._must(command("build", folder, "--output", fresh, "--model", self.model))
        files = visible(fresh)
        shutil.rmtree(fresh)
        return files

    def _undisturbed_tables(self, number: int) -> dict[str, bytes]:
        fresh, tables = self.root / "fresh", self.root / "tables"
        self._must(command("build", self.inputs[number], "--output", fresh, "--model", self.model))
        self._must(command("export", "csv", "--graph", fresh, "--output", tables))
        files = visible(tables)
        shutil.rmtree(fresh)
        shutil.rmtree(tables)
        return files

    def build(self, number: int) -> Callable[[], None]:
        return command("build", self.inputs[number], "--output", self.output, "--model", self.model)

    def remove(self) -> Callable[[], None]:
        """From the second set to the first: the documents that it has more."""
        return command("remove", *sorted(SETS[1].keys() - SETS[0].keys()), "--output", self.output)

    def export(self) -> Callable[[], None]:
        return command("export", "csv", "--graph", self.output, "--output", self.exports)

    def _must(self, work: Callable[[], object]) -> Ended:
        end = done(work, self.printed)
        if end.code != 0:
            raise RuntimeError(f"an undisturbed command ended with {end.code}: {end.printed}")
        return end

    def run(self, kills: int, *, report: Callable[[Tally], None] = lambda _: None) -> Tally:
        """Kills until so many kills have hit a running command."""
        works = self._works()
        self.seconds = {name: self._seconds(name, work) for name, work in works.items()}
        self.steps = {name: self._steps(name, work) for name, work in works.items()}
        while self.tally.killed < kills and len(self.tally.faults) < 20:
            name = self.random.choice([*works, "build", "build"])
            try:
                self._one(name)
            except AssertionError as fault:
                self.tally.faults.append(f"kill {self.tally.killed} ({name}): {fault}")
                print(self.tally.faults[-1], file=sys.stderr, flush=True)
                shutil.rmtree(self.output, ignore_errors=True)
                self._must(self.build(self.now))
            report(self.tally)
        return self.tally

    def sizes(self) -> dict[str, tuple[float, int]]:
        """Seconds and steps of each command, undisturbed."""
        return {name: (round(self.seconds[name], 2), self.steps[name]) for name in self.seconds}

    def _works(self) -> dict[str, Callable[[], None]]:
        return {"build": self.build(1), "export": self.export(), "remove": self.remove()}

    def _seconds(self, name: str, work: Callable[[], None]) -> float:
        """How long the command takes undisturbed, with nothing in the cache for a build."""
        self._ready_for(name)
        before = time.monotonic()
        self._must(work)
        took = time.monotonic() - before
        self._must(self.build(self.now))
        return took

    def _steps(self, name: str, work: Callable[[], None]) -> int:
        """How many things the command does to files, with nothing in the cache for a build."""
        self._ready_for(name)
        steps = steps_of(work, self.printed)
        self._must(self.build(self.now))
        return steps

    def _ready_for(self, name: str) -> None:
        self._must(self.build(1))
        if name == "build":
            self._forget()

    def _one(self, name: str) -> None:
        if name == "remove" and self.now != 1:
            self._must(self.build(1))
            self.now = 1
        if name == "export":
            return self._one_export()
        then = 0 if name == "remove" else self.random.choice([one for one in range(len(SETS)) if one != self.now])
        work = self.remove() if name == "remove" else self.build(then)
        if name == "build" and self.random.random() < 0.5:
            self._forget()
        while True:
            end = self._disturbed(name, work)
            if end.code != KILLED:
                assert end.code == 0, f"ended with {end.code}: {end.printed}"
                self.tally.too_late += 1
                self.now = then
                break
            self.tally.kills[name] += 1
            self._look(then)
            removed = name == "remove" and read_files(self.output, self.whole[then]) == self.whole[then]
            if removed or self.random.random() < 0.7:
                break
        self._go_on(name, then)
        return None

    def _disturbed(self, name: str, work: Callable[[], None]) -> Ended:
        """Killed at a moment of the whole run, or before one of the things that it does to files, half of the time each."""
        self.notes.write_bytes(b"")
        work = self._noting(work)
        if self.random.random() < 0.5:
            return done(work, self.printed, after=self.random.uniform(0, self.seconds[name]))
        return done(stepwise(work, killing(self.random.randint(1, self.steps[name]))), self.printed)

    def _noting(self, work: Callable[[], None]) -> Callable[[], None]:
        """The work, with a note of each extraction that the cache has taken, made by the killed process itself."""

        def noting() -> None:
            notes, really = os.open(self.notes, os.O_WRONLY), Cache.keep

            def keep(cache: Cache, key: str, extraction: Extraction) -> None:
                really(cache, key, extraction)
                os.write(notes, f"{key}\n".encode())

            Cache.keep = keep  # type: ignore[method-assign,assignment]
            work()

        return noting

    def _forget(self) -> None:
        """Takes the cache away, so that there is something to extract."""
        for path in self.output.glob(".cache*"):
            shutil.rmtree(path)

    def _look(self, then: int) -> None:
        """What a reader finds right after the kill: first one that touches nothing, then a command."""
        noted = set(self.notes.read_text(encoding="ascii").split())
        lost = noted - extracted(self.output)
        assert not lost, f"{len(lost)} of {len(noted)} finished extractions are lost"
        self.tally.noted += len(noted)
        names = self.whole[then].keys()
        settle, folder_module.settle_if_free = folder_module.settle_if_free, lambda folder: None
        try:
            found = read_files(self.output, names)
        finally:
            folder_module.settle_if_free = settle
        assert found in (self.whole[self.now], self.whole[then]), "the output that readers find is of no single build"
        self.tally.states["new" if found == self.whole[then] else "old"] += 1
        if self.random.random() < 0.5:
            verb = self.random.choice([("query", "ASK {}"), ("query", "--name", "facts-with-sentences"), ("export", "csv")])
            to = ["--output", self.root / "aside"] if verb[0] == "export" else []
            end = done(command(*verb, "--graph", self.output, *to), self.printed)
            assert end.code == 0, f"{verb[0]} after the kill ended with {end.code}: {end.printed}"
            assert visible(self.output) == found, f"the files are not the set that readers found, after {verb[0]}"
            assert_clean(self.output)

    def _go_on(self, name: str, then: int) -> None:
        """The same again, undisturbed: nothing is extracted twice, and every byte is as it would have been."""
        kept = extracted(self.output)
        end = self._finished(name, then)
        self.now = then
        assert visible(self.output) == self.whole[then], f"the resumed {name} differs from an undisturbed one"
        assert_clean(self.output)
        held = kept & self.keys_of(then)
        self.tally.kept += len(held)
        reused = reused_in(end.printed)
        assert name != "build" or (reused or 0) == len(held), f"{reused} of {len(held)} extractions were reused"

    def _finished(self, name: str, then: int) -> Ended:
        """A removal that was carried out before the kill is told that there is nothing to remove."""
        if name == "remove" and read_files(self.output, self.whole[then]) == self.whole[then]:
            return Ended(0, "")
        end = done(self.remove() if name == "remove" else self.build(then), self.printed)
        assert end.code == 0, f"the resumed {name} ended with {end.code}: {end.printed}"
        return end

    def keys_of(self, number: int) -> set[str]:
        """The cache's keys of the documents of a set, learnt from an undisturbed build of them."""
        if number not in self._keys:
            fresh = self.root / "fresh"
            self._must(command("build", self.inputs[number], "--output", fresh, "--model", self.model))
            self._keys[number] = extracted(fresh)
            shutil.rmtree(fresh)
        return self._keys[number]

    def _one_export(self) -> None:
        before = read_files(self.exports, self.tables[0])
        end = self._disturbed("export", self.export())
        if end.code != KILLED:
            assert end.code == 0, f"ended with {end.code}: {end.printed}"
            self.tally.too_late += 1
        else:
            self.tally.kills["export"] += 1
            found = read_files(self.exports, self.tables[0])
            assert found in (before, self.tables[self.now]), "the exported files are of no single export"
            self.tally.states["new" if found == self.tables[self.now] else "old"] += 1
        assert visible(self.output) == self.whole[self.now], "an export changed the output"
        self._must(self.export())
        assert visible(self.exports) == self.tables[self.now], "the export after the kill differs"
        assert_clean(self.exports)


def visible(folder: Path) -> dict[str, bytes]:
    """The plain files that a user sees in the folder."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if not path.name.startswith(".")}


def assert_clean(folder: Path) -> None:
    left = [path.name for path in folder.iterdir() if path.name.startswith(".fintech-kg")]
    assert not left, f"left behind: {left}"


def cache_file(folder: Path) -> Path | None:
    return next(iter(sorted(folder.glob(".cache*/*.sqlite"))), None)


def extracted(folder: Path) -> set[str]:
    """The keys of the extractions that the cache in the folder holds, read past a writer that was killed."""
    file = cache_file(folder)
    if file is None:
        return set()
    connection = sqlite3.connect(file)
    try:
        return {name for (name,) in connection.execute("SELECT name FROM entry WHERE kind = 'extraction'")}
    except sqlite3.OperationalError:  # killed before the table was made
        return set()
    finally:
        connection.close()


def reused_in(printed: str) -> int | None:
    """What a build says of how many documents it took from the cache; None where it took none."""
    found = [line.split() for line in printed.splitlines() if line.startswith("extracted")]
    return int(found[0][3]) if found else None


def main(given: Sequence[str] | None = None) -> int:
    """Runs a campaign and prints its figures; 1 where anything was found that must never be."""
    parser = argparse.ArgumentParser(description="Kills builds, removals and exports at random moments.")
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--model", default="fast")
    options = parser.parse_args(given)
    began = time.monotonic()

    def report(tally: Tally) -> None:
        if tally.killed % 50 == 0:
            print(
                f"{tally.killed} kills, {dict(tally.states)}, {len(tally.faults)} faults, {time.monotonic() - began:.0f} s",
                flush=True,
            )

    with tempfile.TemporaryDirectory(prefix="fintech-kg-faults-") as root:
        campaign = Campaign(Path(root), model=options.model, seed=options.seed)
        tally = campaign.run(options.kills, report=report)
    figures = {
        "seed": options.seed,
        "kills": dict(sorted(tally.kills.items())),
        "seconds and steps of a command": campaign.sizes(),
        "ended before the kill": tally.too_late,
        "output found right after a kill": dict(sorted(tally.states.items())),
        "extractions finished by killed builds": tally.noted,
        "extractions reused by resumed builds": tally.kept,
        "outputs broken, extractions lost, resumed builds that differ": len(tally.faults),
        "seconds": round(time.monotonic() - began),
    }
    print(json.dumps(figures, indent=1))
    return 1 if tally.faults else 0


if __name__ == "__main__":
    sys.exit(main())
