"""What the terminal says of skipped documents: the first ones, and how many more the report names."""

from __future__ import annotations

import pytest

from fintech_kg.cli.skipped import tell_skipped


def test_tells_the_first_twenty_and_counts_the_rest(capsys: pytest.CaptureFixture[str]) -> None:
    tell_skipped([{"source": f"{number}.png", "reason": "no reader"} for number in range(25)])
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "fintech-kg: skipped 0.png: no reader"
    assert len(lines) == 21
    assert lines[-1] == "fintech-kg: and 5 more, which the report names"


def test_escapes_what_would_act_in_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    tell_skipped([{"source": "\x1b[2J.png", "reason": "no reader"}])
    assert "\x1b" not in capsys.readouterr().err
