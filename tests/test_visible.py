"""What people are shown of names out of documents."""

from __future__ import annotations

import pytest

from fintech_kg.visible import visible


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("news/q3.txt", "news/q3.txt"),
        ("Zürich 蚂蚁 Сбер بنك 🏦.txt", "Zürich 蚂蚁 Сбер بنك 🏦.txt"),
        ("a\x1b[31mred\x07", "a\\x1b[31mred\\x07"),
        ("two\nlines\r", "two\\x0alines\\x0d"),
        ("\u202etxt.exe", "\\u202etxt.exe"),
        ("Pay\u200bPal\u2028", "Pay\\u200bPal\\u2028"),
        ("\x9b31m", "\\x9b31m"),
        ("\udcff", "\\udcff"),
        ("\U000e0041", "\\U000e0041"),
    ],
)
def test_what_acts_or_hides_is_shown_as_its_number(name: str, safe: str) -> None:
    assert visible(name) == safe
