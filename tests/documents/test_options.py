"""Limits and columns as the command line gives them."""

from __future__ import annotations

import pytest

from fintech_kg.documents import Columns, Limits, columns_from, limits_from
from fintech_kg.errors import RunError


def test_limits_change_what_they_name() -> None:
    assert limits_from(["file-size=1G", "read-time=5", "members=2k"]) == Limits(file_size=1 << 30, read_time=5, members=2048)


def test_columns_are_named_by_what_they_hold() -> None:
    assert columns_from(["text=body=x", "id=url"], "tab") == Columns(text="body=x", id="url", delimiter="\t")


@pytest.mark.parametrize(
    "setting", ["file-size", "file-size=", "size=5", "read-time=0", "read-time=-5", "read-time=1.5", "depth=²", "rows=M"]
)
def test_limit_that_is_none_is_refused(setting: str) -> None:
    with pytest.raises(RunError, match="--limit"):
        limits_from([setting])


@pytest.mark.parametrize(
    ("settings", "delimiter"), [(["body"], None), (["body=text"], None), ([], ",,"), ([], '"'), ([], "\n")]
)
def test_column_or_delimiter_that_is_none_is_refused(settings: list[str], delimiter: str | None) -> None:
    with pytest.raises(RunError):
        columns_from(settings, delimiter)
