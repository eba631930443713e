"""What the case set asks for, by script and style; `python -m tests.cleaning.test_cases` prints how many cases pass."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from fintech_kg.cleaning import clean
from fintech_kg.model import Document, Source
from fintech_kg.ontology import load_ontology

FOLDER = Path(__file__).parent / "cases"
BEFORE = "Kite Bank bought Plaid, a payment company from Lagos, for 40 million dollars in the spring.\n\n"
AFTER = "\n\nMarlow Capital, which had led the last round, sold all of its shares in the company.\n"
MARKED = re.compile("[⟦⟧]")


@dataclass(frozen=True, slots=True)
class Case:
    """A marked line, with the script or style that it stands for and its number in the file."""

    style: str
    marked: str
    number: int

    @property
    def parts(self) -> list[str]:
        """What stays and what goes, in turn."""
        return MARKED.split(self.marked)

    @property
    def text(self) -> str:
        return BEFORE + "".join(self.parts) + AFTER

    @property
    def kept(self) -> str:
        return "".join((BEFORE + " ".join(self.parts[::2]) + AFTER).split())

    @property
    def gone(self) -> str:
        return "".join("".join(self.parts[1::2]).split())


def cases(name: str) -> Iterator[Case]:
    style = ""
    for number, line in enumerate((FOLDER / f"{name}.txt").read_text("utf-8").splitlines(), start=1):
        if line.startswith("= "):
            style = line[2:]
        elif line and not line.startswith(";"):
            yield Case(style, line.replace("\\n", "\n"), number)


def cleaned(case: Case) -> Document:
    return clean(Source("case", case.text, "text/plain"), cues=load_ontology().cues)


def passes(case: Case) -> bool:
    """Whether all that has to stay stays, and all that has to go, and nothing else, is reported with its place and reason."""
    document = cleaned(case)
    reported = "".join("".join(one.text for one in document.left_out).split())
    placed = all(one.text == case.text[one.source_start : one.source_end] and one.reason for one in document.left_out)
    return "".join(document.text.split()) == case.kept and reported == case.gone and placed


ALL = {name: list(cases(name)) for name in ("spam", "kept", "pages", "open")}
DONE = [case for name, found in ALL.items() if name != "open" for case in found]


def named(case: Case) -> str:
    return f"{case.style}-{case.number}"


@pytest.mark.parametrize("case", DONE, ids=named)
def test_case(case: Case) -> None:
    assert passes(case), cleaned(case).left_out


@pytest.mark.xfail(strict=True, reason="the words around what is known as an advert are in no list")
@pytest.mark.parametrize("case", ALL["open"], ids=named)
def test_open_case(case: Case) -> None:
    assert passes(case), cleaned(case).left_out


def test_set_is_wide_enough() -> None:
    assert len(ALL["spam"]) >= 40
    assert len({case.style for case in ALL["spam"]}) >= 12
    assert len(ALL["kept"]) >= 25
    assert all(case.gone == "" for case in ALL["kept"])


def table() -> Iterator[str]:
    """A line for each script or style: how many of its cases pass."""
    for name, found in ALL.items():
        passed = Counter(case.style for case in found if passes(case))
        asked = Counter(case.style for case in found)
        yield from (f"{name:6} {style:40} {passed[style]:3} of {count:3}" for style, count in asked.items())
        yield f"{name:6} {'all':40} {passed.total():3} of {asked.total():3}"


if __name__ == "__main__":
    print("\n".join(table()))
