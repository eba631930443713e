"""One process at a time writes a folder; the others wait, or are told; readers never wait and always find one set."""

from __future__ import annotations

import os
import signal
import threading
import time
from pathlib import Path

import pytest

from fintech_kg.errors import OutputBusy
from fintech_kg.store import held, read_files, write_files
from fintech_kg.store.lock import LOCK_FILE

from ..faults.children import KILLED, ended, start

NAMES = ["a", "b", "c"]

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


def holder(folder: Path, printed: Path) -> int:
    """A process that holds the folder until it is killed."""

    def hold() -> None:
        with held(folder):
            (folder / "held").touch()
            time.sleep(600)

    pid = start(hold, printed)
    while not (folder / "held").exists():
        time.sleep(0.01)
    return pid


def kill(pid: int, printed: Path) -> None:
    os.kill(pid, signal.SIGKILL)
    assert ended(pid, printed).code == KILLED


def test_second_is_told_for_whom_it_waits_and_gets_its_turn_when_the_first_is_killed(tmp_path: Path) -> None:
    first = holder(tmp_path / "out", tmp_path / "printed")
    told: list[int | None] = []

    def waiting(pid: int | None) -> None:
        told.append(pid)
        kill(first, tmp_path / "printed")

    with held(tmp_path / "out", waiting=waiting):
        assert told == [first]


def test_who_may_not_wait_is_told_who_writes(tmp_path: Path) -> None:
    first = holder(tmp_path / "out", tmp_path / "printed")
    try:
        with (
            pytest.raises(OutputBusy, match=f"process {first} is writing .*out; nothing was done") as raised,
            held(tmp_path / "out", wait=False),
        ):
            pass
        assert raised.value.exit_code == 75
    finally:
        kill(first, tmp_path / "printed")


def test_readers_do_not_wait(tmp_path: Path) -> None:
    write_files(tmp_path / "out", {"a": b"old"})
    first = holder(tmp_path / "out", tmp_path / "printed")
    try:
        assert read_files(tmp_path / "out", ["a"]) == {"a": b"old"}
    finally:
        kill(first, tmp_path / "printed")


@pytest.mark.parametrize("left", [b"", b"1", b"99999999\n", b"garbage \xff"])
def test_file_of_a_killed_process_blocks_nobody_and_goes(tmp_path: Path, left: bytes) -> None:
    (tmp_path / LOCK_FILE).write_bytes(left)
    with held(tmp_path, wait=False):
        pass
    assert list(tmp_path.iterdir()) == []


def test_held_again_by_the_same_is_held_until_the_last_lets_go(tmp_path: Path) -> None:
    with held(tmp_path):
        with held(tmp_path):
            pass
        write_files(tmp_path, {"a": b"new"})
        assert (tmp_path / LOCK_FILE).exists()
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_another_thread_waits_too(tmp_path: Path) -> None:
    raised: list[OutputBusy] = []

    def second() -> None:
        try:
            with held(tmp_path, wait=False):
                pass
        except OutputBusy as error:
            raised.append(error)

    with held(tmp_path):
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert len(raised) == 1


def test_folder_made_for_nothing_goes(tmp_path: Path) -> None:
    with held(tmp_path / "new" / "out"):
        assert (tmp_path / "new" / "out").is_dir()
    assert list(tmp_path.iterdir()) == []


def test_writers_never_mix_and_readers_find_one_set_each_time(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_files(out, dict.fromkeys(NAMES, b"0"))

    def write(who: bytes) -> None:
        for number in range(40):
            write_files(out, dict.fromkeys(NAMES, who + str(number).encode()))

    writers = [(start(lambda who=who: write(who), tmp_path / who.decode()), tmp_path / who.decode()) for who in (b"x", b"y")]  # type: ignore[misc]
    seen = set()
    while any(os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None for pid, _ in writers):
        found = read_files(out, NAMES)
        assert len(found) == len(NAMES)
        assert len(set(found.values())) == 1, found
        seen |= set(found.values())
    assert [ended(pid, printed).code for pid, printed in writers] == [0, 0]
    assert len(seen) > 2
    assert sorted(path.name for path in out.iterdir()) == NAMES
