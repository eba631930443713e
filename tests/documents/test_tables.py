"""From tables to a Source for each row."""

from __future__ import annotations

import io
from collections.abc import Iterable

import pytest

from fintech_kg.documents import READING, Columns, Input, Limits, Reading, read_sources
from fintech_kg.documents.rows import iso_date
from fintech_kg.errors import DocumentError
from fintech_kg.model import Source


def rows(suffix: str, content: bytes, reading: Reading = READING) -> list[Source | DocumentError]:
    return list(read_sources(Input(f"news{suffix}", suffix, lambda: content), reading))


def told(outcomes: Iterable[Source | DocumentError]) -> list[tuple[str, str]]:
    """Names with texts or reasons."""
    return [(one.name, one.text) if isinstance(one, Source) else (one.source, one.reason) for one in outcomes]


def naming(**columns: str) -> Reading:
    return Reading(columns=Columns(**columns))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_encoding_and_delimiter_are_found(encoding: str, mark: str) -> None:
    content = f"id{mark}Full Text{mark}Date\nx{mark}Zürich, {{Kite}} Bank.{mark}2024-01-05\n"
    content = content.replace("Zürich,", "Zürich") if mark == "," else content
    (one,) = rows(".csv", content.encode(encoding))
    assert isinstance(one, Source)
    assert (one.name, one.published) == ("news.csv#x", "2024-01-05")
    assert one.text.startswith("Zürich")


def test_columns_are_found_by_name_in_any_case() -> None:
    (one,) = rows(".csv", b"Headline,BODY,pub-date,LANG,Byline,Publisher\nNews,Kite Bank.,05 Jan 2024,en,Ada Wren,The Wire\n")
    assert isinstance(one, Source)
    assert (one.author, one.site) == ("Ada Wren", "The Wire")
    assert (one.name, one.title, one.text, one.published, one.language) == (
        "news.csv#1",
        "News",
        "Kite Bank.",
        "2024-01-05",
        "en",
    )


def test_columns_are_those_that_are_named() -> None:
    content = b"id,text,url,said\n1,No.,u,Kite Bank.\n"
    assert told(rows(".csv", content, naming(text="said", id="URL"))) == [("news.csv#u", "Kite Bank.")]


@pytest.mark.parametrize(
    ("content", "reading", "says"),
    [
        (
            b"a,b\n1,2\n",
            READING,
            "no column is called text, body or content; its columns are 'a', 'b': name one with --column text=NAME",
        ),
        (b"text\n1\n", naming(id="no"), "has no column no; its columns are 'text'"),
    ],
)
def test_table_without_a_column_is_one_error(content: bytes, reading: Reading, says: str) -> None:
    assert told(rows(".csv", content, reading)) == [("news.csv", says)]


def test_rows_without_identifier_are_called_by_their_number_and_no_name_comes_twice() -> None:
    content = b"id,text\n7,A.\n7,B.\n,C.\n3,D.\n7~2,E.\n"
    assert [name for name, _ in told(rows(".csv", content))] == [
        "news.csv#7",
        "news.csv#7~2",
        "news.csv#3",
        "news.csv#3~2",
        "news.csv#7~2~2",
    ]


def test_row_that_is_no_row_is_named_and_the_others_are_read() -> None:
    content = b"id,text\n1,A, B.\n2\n3,\n4,D.\n"
    assert told(rows(".csv", content)) == [
        ("news.csv#1", "has 3 cells where the header has 2"),
        ("news.csv#2", "has 1 cells where the header has 2"),
        ("news.csv#3", "the document is empty"),
        ("news.csv#4", "D."),
    ]


def test_text_may_have_lines_marks_and_nuls() -> None:
    assert told(rows(".csv", b'text\n"A ""B""\r\nC\0."\n')) == [("news.csv#1", 'A "B"\r\nC\0.')]


def test_cell_that_is_too_long_ends_the_table() -> None:
    reading = Reading(Limits(characters=1000))
    told_ = told(rows(".csv", b"text\nA.\n" + b"x" * 2000 + b"\nB.\n", reading))
    assert told_[0] == ("news.csv#1", "A.")
    assert "field limit" in told_[1][1] and "rows after it were not read" in told_[1][1]


def test_rows_beyond_the_limit_are_told_of() -> None:
    found = told(rows(".csv", b"text\nA.\nB.\nC.\n", Reading(Limits(rows=2))))
    assert found[2] == ("news.csv", "only the first 2 rows were read (--limit rows)")


def test_stated_delimiter() -> None:
    reading = naming(delimiter="^")
    assert told(rows(".csv", b"id^text\n1^A, B; C.\n", reading)) == [("news.csv#1", "A, B; C.")]


def test_tabulators() -> None:
    assert told(rows(".tsv", b"id\ttext\n1\tA, B.\n")) == [("news.tsv#1", "A, B.")]


@pytest.mark.parametrize("suffix", [".jsonl", ".ndjson"])
def test_json_lines(suffix: str) -> None:
    content = b'\xef\xbb\xbf{"id": 7, "text": "A.", "date": "2024-01-05T10:00:00Z"}\n\n{"text": "B \\ud800."}\r\n'
    first, second = rows(suffix, content)
    assert isinstance(first, Source) and isinstance(second, Source)
    assert (first.name, first.text, first.published) == (f"news{suffix}#7", "A.", "2024-01-05")
    assert (second.name, second.text) == (f"news{suffix}#3", "B \ud800.")


@pytest.mark.parametrize("line", [b"nonsense", b"[]", b"5", b'{"id": 1', b"\xff\xfe", b"[" * 100_000, b"1" * 5000, b'"x"'])
def test_line_that_is_no_object_is_named_by_its_number(line: bytes) -> None:
    found = told(rows(".jsonl", b'{"text": "A."}\n' + line + b'\n{"text": "B."}'))
    assert found == [("news.jsonl#1", "A."), ("news.jsonl#2", "the line is no JSON object"), ("news.jsonl#3", "B.")]


@pytest.mark.parametrize(
    ("value", "says"), [("5", "its 'text' is no text"), ("null", "the document is empty"), ('""', "the document is empty")]
)
def test_text_that_is_none(value: str, says: str) -> None:
    assert told(rows(".jsonl", f'{{"id": 1, "text": {value}}}'.encode())) == [("news.jsonl#1", says)]


def test_line_of_fifty_megabytes_is_named() -> None:
    content = b'{"id": 1, "text": "' + b"a" * 50_000_000 + b'"}\n{"id": 2, "text": "B."}\n'
    first, second = told(rows(".jsonl", content))
    assert "50,000,000 characters long" in first[1]
    assert second == ("news.jsonl#2", "B.")


def test_parquet() -> None:
    pyarrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    made = io.BytesIO()
    table = pyarrow.table(
        {"uid": [7, 8], "body": ["Kite Bank.", None], "when": pyarrow.array([0, 86400], pyarrow.timestamp("s"))}
    )
    parquet.write_table(table, made)
    first, second = rows(".parquet", made.getvalue(), naming(date="when"))
    assert isinstance(first, Source)
    assert (first.name, first.text, first.published) == ("news.parquet#7", "Kite Bank.", "1970-01-01")
    assert isinstance(second, DocumentError)
    assert (second.source, second.reason) == ("news.parquet#8", "the document is empty")


def test_parquet_without_its_extra_says_what_to_install() -> None:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        assert told(rows(".parquet", b"PAR1")) == [
            ("news.parquet", "reading .parquet takes an extra: pip install 'fintech-kg[parquet]'")
        ]
    else:
        pytest.skip("pyarrow is here")


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2024-01-05", "2024-01-05"),
        ("2024-01-05T23:59:59+08:00", "2024-01-05"),
        ("Fri, 05 Jan 2024 10:00:00 GMT", "2024-01-05"),
        (1704412800, "2024-01-05"),
        ("1704412800000", "2024-01-05"),
        ("5 January 2024", "2024-01-05"),
        ("Jan 5, 2024", "2024-01-05"),
        ("01/02/2024", None),
        ("yesterday", None),
        ("9" * 400, None),
        (2024, None),
        (True, None),
        (None, None),
        ([], None),
    ],
)
def test_date(value: object, day: str | None) -> None:
    assert iso_date(value) == day
