"""Characters that no reader sees."""

from __future__ import annotations

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.model import Source


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Kite\x00Bank", "Kite Bank"),
        ("\ufeffKite", " Kite"),
        ("Kite\r\nBank", "Kite \nBank"),
        ("Kite\x1b[31mBank", "Kite [31mBank"),
        ("Kite\u00a0Bank", "Kite Bank"),
        ("Kite\u3000Bank", "Kite Bank"),
        ("Ki\u200bte", "Kite"),
        ("Nur\u200f Pay", "Nur Pay"),
        ("\u202etiK\u202c", "tiK"),
        ("soft\u00adhyphen", "softhyphen"),
        ("lone \ud800 one", "lone \ufffd one"),
        ("tab\tstays", "tab\tstays"),
    ],
)
def test_what_stays(text: str, shown: str) -> None:
    assert clean(Source("x", text, "text/plain")).text == shown


def test_invisible_marks_are_reported() -> None:
    document = clean(Source("x", "Nur\u200f Pay", "text/plain"))
    assert [(one.source_start, one.source_end, one.reason) for one in document.left_out] == [(3, 4, "invisible marks")]
