"""From what a run tells to what people see of it: a bar or plain lines on standard error, and a log file."""

from __future__ import annotations

import json
import logging
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from fintech_kg.corpus.events import Event, Notice, Planned, Settled, Stage
from fintech_kg.errors import RunError, reason_of

_EVERY = 15.0
"""Seconds between two plain lines where standard error is no terminal."""


@dataclass
class Tally:
    """What has become of the documents so far; `started` is when extraction began, on the monotonic clock."""

    planned: int = 0
    words_planned: int = 0
    reused: int = 0
    extracted: int = 0
    failed: int = 0
    words: int = 0
    doing: str = "reading"
    started: float = field(default_factory=time.monotonic)

    def __call__(self, event: Event) -> None:
        match event:
            case Stage(doing):
                self.doing = doing
            case Planned(documents, words, reused):
                self.planned, self.words_planned, self.reused = documents, words, reused
                self.started = time.monotonic()
            case Settled(state="read", words=words):
                self.extracted, self.words = self.extracted + 1, self.words + words
            case Settled(state="skipped", words=words):
                self.failed, self.words = self.failed + 1, self.words + words

    @property
    def pace(self) -> float:
        """Words a second since extraction began."""
        return self.words / max(time.monotonic() - self.started, 0.001)

    @property
    def seconds_left(self) -> float | None:
        """None until there is a pace to judge by."""
        return (self.words_planned - self.words) / self.pace if self.words else None

    def line(self) -> str:
        left = self.seconds_left
        rest = "" if left is None else f", about {_duration(left)} left"
        return (
            f"{self.doing}: {self.extracted} of {self.planned} documents, {self.pace:.0f} words a second{rest}, "
            f"{self.failed} failed"
        )


class _Display(Protocol):
    def __call__(self, tally: Tally, event: Event) -> None: ...


@contextmanager
def watching(log_file: Path | None = None) -> Iterator[Tally]:
    """A Tally to give to a run as its observer, which also shows and logs what it is told.

    Ctrl-C and SIGTERM end the command with one line and exit code 130. Raises RunError for a log that cannot be written.
    """
    tally = _ObservedTally()
    with ExitStack() as stack:
        stack.enter_context(_stopping(tally))
        if log_file is not None:
            tally.displays.append(stack.enter_context(_log(log_file)))
        tally.displays.append(stack.enter_context(_bar()) if sys.stderr.isatty() else _Lines())
        yield tally


@dataclass
class _ObservedTally(Tally):
    displays: list[_Display] = field(default_factory=list)

    def __call__(self, event: Event) -> None:
        Tally.__call__(self, event)
        for display in self.displays:
            display(self, event)


@contextmanager
def _stopping(tally: Tally) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # a second one would only interrupt the leaving
        kept = f"; what was extracted is kept ({tally.extracted} of {tally.planned} documents)" if tally.planned else ""
        typer.echo(f"fintech-kg: interrupted, the old output is untouched{kept}", err=True)
        raise typer.Exit(130) from None
    finally:
        signal.signal(signal.SIGTERM, before)


class _Lines:
    """A plain line every now and then."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, tally: Tally, event: Event) -> None:
        if isinstance(event, Notice):
            typer.echo(f"fintech-kg: {event.text}", err=True)
        elif time.monotonic() - self._last >= _EVERY:
            self._last = time.monotonic()
            typer.echo(f"fintech-kg: {tally.line() if tally.planned else tally.doing}", err=True)


@contextmanager
def _bar() -> Iterator[_Display]:
    """A bar that goes when the work is done."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("documents, {task.fields[pace]:.0f} words/s,"),
        TimeRemainingColumn(),
        TextColumn("left, {task.fields[failed]} failed"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("reading", total=None, pace=0.0, failed=0)

        def show(tally: Tally, event: Event) -> None:
            if isinstance(event, Notice):
                progress.console.print(f"fintech-kg: {event.text}", markup=False, highlight=False)
            _update(progress, task, tally)

        yield show


def _update(progress: Progress, task: TaskID, tally: Tally) -> None:
    total = tally.planned or None
    done = tally.extracted + tally.failed
    progress.update(
        task, description=tally.doing, total=total, completed=min(done, total or done), pace=tally.pace, failed=tally.failed
    )


@contextmanager
def _log(path: Path) -> Iterator[_Display]:
    """A log with a line for each stage and each input, in the order in which they are done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.FileHandler(path, encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise RunError(f"cannot write the log {path}: {reason_of(error)}") from error
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    logger = logging.Logger("fintech-kg")
    logger.addHandler(handler)
    try:
        yield lambda _, event: _logged(logger, event)
    finally:
        handler.close()


def _logged(logger: logging.Logger, event: Event) -> None:
    match event:
        case Stage(doing):
            logger.info(doing)
        case Planned(documents, words, reused):
            logger.info("%d documents with %d words to extract, %d from the cache", documents, words, reused)
        case Notice(text):
            logger.warning(json.dumps(text, ensure_ascii=False)[1:-1])
        case Settled():
            logger.log(logging.WARNING if event.state == "skipped" else logging.INFO, _settled_line(event))


def _settled_line(event: Settled) -> str:
    """One line whatever the name holds: names and reasons are written as JSON strings."""
    parts = [event.state, json.dumps(event.source, ensure_ascii=False)]
    if event.state in {"read", "cached"}:
        parts += [f"{name}={getattr(event, name)}" for name in ("words", "statements", "observations", "quotations")]
    if event.state == "read":
        parts.append(f"seconds={event.seconds:.3f}")
    if event.reason is not None:
        parts.append(json.dumps(event.reason, ensure_ascii=False))
    return " ".join(parts)


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds / 60:.0f} min"
