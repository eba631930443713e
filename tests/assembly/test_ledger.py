"""The ledger: what it says, what is wrong with it, and how a decision is written and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from fintech_kg.assembly import Decision, Verdict, decided, parse_ledger, read_ledger, taken_back
from fintech_kg.errors import BrokenLedger, RunError

from ..handmade import HOSTILE

ANT = Decision(
    ("organisation/ant", "organisation/ant-group"),
    ("Ant", "Ant Group"),
    Verdict.SAME,
    "Ada",
    "the report says so",
    "2025-03-14",
)
SMITH = Decision(
    ("person/j-smith", "person/john-smith"), ("J. Smith", "John Smith"), Verdict.UNDECIDED, "Bo", "?", "2025-03-15"
)
ENTRY = """\
[[decision]]
things = ["organisation/ant", "organisation/ant-group"]
names = ["Ant", "Ant Group"]
verdict = "same"
who = "Ada"
why = "the report says so"
date = 2025-03-14
"""


def by(*decisions: Decision) -> str:
    text = ""
    for one in decisions:
        text = decided(text, one, "ledger.toml")
    return text


def test_decision_is_written_as_a_person_would() -> None:
    assert by(ANT).endswith("\n\n" + ENTRY)
    assert by(ANT).startswith("# What people decided")


def test_what_is_written_is_read() -> None:
    assert parse_ledger(by(ANT, SMITH), "x").decisions == {ANT.things: ANT, SMITH.things: SMITH}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_come_back(name: str) -> None:
    kept = name.encode("utf-8", "replace").decode()
    one = Decision(("person/!", f"person/{kept}"), (name, name), Verdict.SAME, f"x{name}", f"x{name}", "")
    (back,) = parse_ledger(by(one), "x").decisions.values()
    assert (back.things, back.names, back.why) == (one.things, (kept, kept), f"x{kept}")


def test_entries_are_sorted_whatever_the_order() -> None:
    assert by(ANT, SMITH) == by(SMITH, ANT)


def test_things_in_the_other_order_are_the_same_pair() -> None:
    turned = 'things = ["b/y", "b/x"]\nnames = ["Y", "X"]\nverdict = "same"\nwho = "A"\nwhy = "B"\n'
    (one,) = parse_ledger(f"[[decision]]\n{turned}", "x").decisions.values()
    assert (one.things, one.names) == (("b/x", "b/y"), ("X", "Y"))


def test_later_decision_replaces_the_earlier() -> None:
    other = Decision(ANT.things, ANT.names, Verdict.DIFFERENT, "Bo", "no", "")
    assert parse_ledger(by(ANT, other), "x").decisions == {ANT.things: other}


def test_taken_back_as_if_never_written() -> None:
    assert taken_back(by(ANT, SMITH), ANT.things, "x") == by(SMITH)
    assert taken_back(by(ANT, SMITH), SMITH.things, "x") == by(ANT)


def test_taking_back_what_is_not_there_is_said() -> None:
    with pytest.raises(RunError, match="no decision about person/j-smith and person/john-smith"):
        taken_back(by(ANT), SMITH.things, "x")


def test_people_s_comments_stay() -> None:
    text = f"# ours\n\n# about Ant\n{ENTRY}# indented by hand\n"
    edited = decided(text, SMITH, "x")
    assert all(comment in edited for comment in ("# ours", "# about Ant", "# indented by hand"))
    assert taken_back(edited, ANT.things, "x").startswith("# ours\n")


def test_ledger_laid_out_otherwise_is_written_anew() -> None:
    text = 'decision = [{things = ["a/x", "a/y"], verdict = "same", who = "A", why = "B"}]\n'
    edited = decided(text, ANT, "x")
    assert set(parse_ledger(edited, "x").decisions) == {("a/x", "a/y"), ANT.things}
    assert edited.count("[[decision]]") == 2


BAD = {
    "[[decision]\n": "it is no TOML",
    "a = 1\n": "it may hold [[decision]] entries and nothing else",
    "decision = 1\n": "it may hold [[decision]] entries and nothing else",
    "decision = [1]\n": "decision 1 may have things",
    ENTRY + "wy = 1\n": "decision 1 may have things, names, verdict, who, why, date and nothing else",
    ENTRY.replace('"organisation/ant", ', ""): "decision 1 needs things = [ID, ID]",
    ENTRY.replace("/ant-group", "/ant"): "decision 1 needs things = [ID, ID]",
    ENTRY.replace("organisation/ant-group", "person/ant"): "decision 1 is about things of two kinds",
    ENTRY.replace('"Ant", ', "1, "): "decision 1 has names that are not two texts",
    ENTRY.replace('"same"', '"maybe"'): "decision 1 needs a verdict: same, different, undecided",
    ENTRY.replace('"same"', "[]"): "decision 1 needs a verdict",
    ENTRY.replace('"Ada"', '" "'): "decision 1 needs who decided and why",
    ENTRY.replace("2025-03-14", "12"): "decision 1 has a date that is no day",
    ENTRY + ENTRY: "decision 2 is about two things that an earlier one is about",
    ENTRY.replace("ant-group", "c").replace('organisation/ant"', 'organisation/b"')
    + ENTRY.replace("ant-group", "b")
    + ENTRY.replace("ant-group", "c").replace("same", "different"): "are different, and by other entries",
}  # fmt: skip


@pytest.mark.parametrize(("text", "says"), BAD.items(), ids=BAD.values())
def test_broken_ledger_is_said_in_one_sentence(text: str, says: str) -> None:
    with pytest.raises(BrokenLedger) as raised:
        parse_ledger(text, "ledger.toml")
    assert says in str(raised.value)
    assert "ledger.toml" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_decision_that_contradicts_is_refused() -> None:
    same = [Decision((f"a/{x}", f"a/{y}"), ("", ""), Verdict.SAME, "A", "B", "") for x, y in ("xy", "yz")]
    same = [Decision(one.things, one.things, one.verdict, one.who, one.why, one.date) for one in same]
    with pytest.raises(BrokenLedger, match="a/x and a/z are different"):
        decided(by(*same), Decision(("a/x", "a/z"), ("x", "z"), Verdict.DIFFERENT, "A", "B", ""), "x")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x81"])
def test_ledger_that_cannot_be_read_is_said(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / "ledger.toml").write_bytes(content)
    with pytest.raises(BrokenLedger, match=r"ledger\.toml cannot be used"):
        read_ledger(tmp_path / "ledger.toml")
