"""A decision in, the ledger file with it out; whoever else writes there at the same time loses nothing."""

from __future__ import annotations

from pathlib import Path

from fintech_kg.assembly import NO_DECISION, Decision, Ledger, decided, ledger_text, read_ledger, taken_back
from fintech_kg.store.folder import held, write_files


def decisions(path: Path) -> Ledger:
    """The ledger in the file; an empty one where there is no file. Raises BrokenLedger."""
    return read_ledger(path) if path.exists() else NO_DECISION


def write_decision(path: Path, decision: Decision) -> None:
    """Puts the decision into the ledger. Raises BrokenLedger where it contradicts others, and RunError."""
    with held(path.absolute().parent):
        _write(path, decided(_text(path), decision, str(path)))


def take_back(path: Path, pair: tuple[str, str]) -> None:
    """Takes the decision about the pair, which is in sorted order, out. Raises RunError where there is none, BrokenLedger."""
    with held(path.absolute().parent):
        _write(path, taken_back(_text(path), pair, str(path)))


def _text(path: Path) -> str:
    return ledger_text(path) if path.exists() else ""


def _write(path: Path, text: str) -> None:
    write_files(path.absolute().parent, {path.name: text.encode()})
