"""The committed sample output proves itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from fintech_kg.verification import verify

CHECKOUT = Path(__file__).parents[2]


@pytest.mark.model
def test_committed_sample_is_proved_from_its_sources() -> None:
    assert verify(CHECKOUT / "output", sources=CHECKOUT / "data").findings == ()
