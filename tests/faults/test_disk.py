"""Disks that are full, may not be written or take no large file: one sentence, the old output as it was, nothing left."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fintech_kg.errors import RunError
from fintech_kg.store import read_files, write_files

from .children import KILLED, command, done, killing, stepwise

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")

OLD = {"a.txt": b"old a", "b.txt": b"old b"}
LARGE = {"a.txt": b"new a", "b.txt": b"b" * 2**20}
NEW = {"a.txt": b"new a", "b.txt": b"new b"}

Mount = Callable[..., Path]


@pytest.fixture
def mount(tmp_path: Path) -> Iterator[Mount]:
    """Mounts a tmpfs with these options, or mounts it again with others."""
    place = tmp_path / "disk"
    place.mkdir()

    def mount(options: str) -> Path:
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False)
        if done.returncode != 0:
            pytest.skip(f"mounting is not permitted here: {done.stderr.decode().strip()}")
        return place

    try:
        yield mount
    finally:
        while place.is_mount():
            subprocess.run(["umount", place], check=True)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("options", ["size=512k", "size=1028k"])
def test_full_disk(mount: Mount, options: str) -> None:
    """Also where only the journal finds no room any more."""
    out = mount(options) / "out"
    write_files(out, OLD)
    with pytest.raises(RunError, match=r"cannot write .*: No space left on device"):
        write_files(out, LARGE)
    assert contents(out) == OLD
    assert [path.name for path in out.iterdir() if path.is_dir()] == []


@pytest.mark.parametrize("inodes", range(5, 12))
def test_disk_without_room_for_more_files(mount: Mount, inodes: int) -> None:
    """At whatever file the room ends, all or none are new."""
    out = mount("size=1m,nr_inodes=14") / "out"
    write_files(out, OLD)
    mount_again(out.parent, f"size=1m,nr_inodes={inodes}")
    try:
        write_files(out, NEW)
    except RunError as error:
        assert "No space left on device" in str(error)
        assert contents(out) == OLD
    else:
        assert contents(out) == NEW
    assert all(path.is_file() for path in out.iterdir())


def mount_again(place: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", place], check=True)


def test_folder_that_may_only_be_read(mount: Mount) -> None:
    out = mount("size=1m") / "out"
    write_files(out, OLD)
    mount_again(out.parent, "ro,size=1m")
    with pytest.raises(RunError, match=r"cannot write .*: Read-only file system"):
        write_files(out, NEW)
    assert read_files(out, OLD) == contents(out) == OLD


def test_what_a_killed_process_left_is_read_rightly_where_nothing_may_be_written(mount: Mount, tmp_path: Path) -> None:
    found = []
    for number in range(1, 200):
        out = mount("size=1m") / "out"
        write_files(out, OLD)
        end = done(stepwise(lambda out=out: write_files(out, NEW), killing(number)), tmp_path / "printed")  # type: ignore[misc]
        mount_again(out.parent, "ro,size=1m")
        found.append(read_files(out, OLD))
        subprocess.run(["umount", out.parent], check=True)
        if end.code != KILLED:
            break
    assert found == [OLD] * found.count(OLD) + [NEW] * found.count(NEW)
    assert found.count(OLD) > 5
    assert found.count(NEW) > 5


def test_limit_on_the_size_of_a_file(tmp_path: Path) -> None:
    out = tmp_path / "out"
    write_files(out, OLD)

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (2**16, 2**16))
        with pytest.raises(RunError, match=r"cannot write .*: File too large"):
            write_files(out, LARGE)

    end = done(limited, tmp_path / "printed")
    assert end.code == 0, end.printed
    assert contents(out) == OLD


def test_export_to_a_full_disk_is_one_sentence(mount: Mount, graph_files: Path, tmp_path: Path) -> None:
    out = mount("size=4k") / "out"
    end = done(command("export", "csv", "--graph", graph_files, "--output", out), tmp_path / "printed")
    assert end.code == 2
    assert end.printed.startswith("fintech-kg: cannot write ")
    assert end.printed.endswith(": No space left on device\n")
    assert not out.exists()


def onto(target: Path, *arguments: object) -> Callable[[], None]:
    """The command with its standard output at the target."""

    def work() -> None:
        os.dup2(os.open(target, os.O_WRONLY), 1)
        sys.stdout.reconfigure(write_through=False)  # type: ignore[union-attr]
        command(*arguments)()

    return work


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [("query", "--list"), ("--help",), ("query", "ASK {}"), ("explain", "Li Chen")])
def test_full_disk_under_standard_output(graph_files: Path, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    given = arguments if arguments[-1].startswith("--") else (*arguments, "--graph", graph_files)
    end = done(onto(Path("/dev/full"), *given), tmp_path / "printed")
    assert end.code == 2
    assert end.printed == "fintech-kg: cannot write to standard output: No space left on device\n"


@pytest.mark.parametrize(
    "arguments", [("query", "--list"), ("--help",), ("query", "--name", "figures"), ("explain", "Li Chen")]
)
def test_reader_of_standard_output_that_has_gone(graph_files: Path, arguments: tuple[str, ...]) -> None:
    given = arguments if arguments[-1].startswith("--") else (*arguments, "--graph", str(graph_files))
    reading, writing = os.pipe()
    os.close(reading)
    program = "from fintech_kg.cli import main; main()"
    ended = subprocess.run([sys.executable, "-c", program, *given], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (ended.returncode, ended.stderr) == (1, b"")
