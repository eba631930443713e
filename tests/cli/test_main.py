"""`fintech-kg` itself: what it says of a fault of its own."""

from __future__ import annotations

import pytest

from fintech_kg.cli import main


def _fail(**_: object) -> None:
    raise KeyError("a fault")


def test_a_fault_of_ours_is_one_sentence(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("FINTECH_KG_DEBUG", raising=False)
    monkeypatch.setitem(main.__globals__, "app", _fail)
    with pytest.raises(SystemExit) as ended:
        main()
    said = capsys.readouterr().err
    assert ended.value.code == 70
    assert said.count("\n") == 1
    assert "please report it: 'a fault'" in said


def test_a_fault_shows_its_traceback_on_demand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FINTECH_KG_DEBUG", "1")
    monkeypatch.setitem(main.__globals__, "app", _fail)
    with pytest.raises(KeyError):
        main()
