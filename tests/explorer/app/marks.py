"""What every test with a browser is marked with."""

from __future__ import annotations

import pytest

from ..chromium import BINARY

BROWSER = [pytest.mark.browser, pytest.mark.skipif(BINARY is None, reason="chromium is not installed")]
ACME, BOREALIS = "organisation/Acme Pay", "organisation/Borealis"
FACT = {"s": ACME, "p": "acquired", "o": BOREALIS}
