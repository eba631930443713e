"""Nothing leaves the machine, and no output tells whose machine it was, where on it, or when."""

from __future__ import annotations

import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ..faults.children import command, done

pytestmark = [pytest.mark.model, pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")]

PAGE = """Kite Bank acquired Plaid in 2024. Li Chen is the CTO of Kite Bank.
![pixel](https://tracker.example/pixel.png) <img src="http://tracker.example/x"> See https://tracker.example/next.
"""
NETWORK = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.sendto", "socket.sendmsg", "socket.bind")
USER, HOST = "zxcvuser", "qwertyhost"


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("distinctive") / "private-folder-of-mine"
    folder.mkdir()
    (folder / "page.md").write_text(PAGE)
    (folder / "broken.txt").write_bytes(b"\x00\xff")
    return folder


def guarded(work: Any) -> Any:
    """The work in a process in which whatever reaches for the network fails, and is told."""

    def audit(event: str, given: tuple[Any, ...]) -> None:
        if event.startswith(NETWORK):
            print(f"NETWORK {event} {given[-1] if given else ''}", flush=True)
            raise PermissionError(f"{event} under the guard")

    def guarding() -> None:
        sys.addaudithook(audit)
        work()

    return guarding


def test_guard_tells_of_what_reaches_out(tmp_path: Path) -> None:
    end = done(guarded(lambda: socket.create_connection(("localhost", 9))), tmp_path / "printed")
    assert end.code == 99
    assert "NETWORK socket.getaddrinfo" in end.printed


@pytest.mark.parametrize("model", ["accurate", "fast"])
def test_build_reaches_for_no_network(inputs: Path, tmp_path: Path, model: str) -> None:
    end = done(guarded(command("build", inputs, "--output", tmp_path / "out", "--model", model)), tmp_path / "printed")
    assert end.code == 0, end.printed
    assert "NETWORK" not in end.printed


def test_telemetry_of_the_network_s_library_is_off() -> None:
    program = "import os, fintech_kg.recognition; print(os.environ['ORT_DISABLE_TELEMETRY'])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout == b"1\n"


def test_no_other_verb_reaches_for_the_network(inputs: Path, tmp_path: Path) -> None:
    (inputs.parent / "more").mkdir(exist_ok=True)
    for path in inputs.iterdir():
        shutil.copy(path, inputs.parent / "more")
    (inputs.parent / "more" / "two.txt").write_text("Visa bought Tink in 2022.")
    one, two = tmp_path / "one", tmp_path / "two"
    verbs: tuple[tuple[object, ...], ...] = (
        ("build", inputs, "--output", one, "--model", "fast"),
        ("build", inputs.parent / "more", "--output", two, "--model", "fast"),
        ("verify", one, "--sources", inputs, "--again"),
        ("diff", one, two),
        ("diff", one, inputs.parent / "more"),
        ("remove", "two.txt", "--output", two),
        *(("export", name, "--graph", one, "--output", tmp_path / "export") for name in ("turtle", "csv", "graphml", "jsonld")),
    )
    for verb in verbs:
        end = done(guarded(command(*verb)), tmp_path / "printed")
        assert "NETWORK" not in end.printed
        assert end.code == (1 if verb[0] == "diff" else 0), (verb, end.printed)


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_no_library_beneath_opens_a_socket_to_anywhere(inputs: Path, tmp_path: Path) -> None:
    """Libraries in C are not seen by the guard; the kernel sees them, in every process of the build.

    Binding to the own machine, by which some see whether it knows IPv6, reaches nobody.
    """
    program = [sys.executable, "-c", "from fintech_kg.cli import main; main()"]
    given: list[str | Path] = ["build", inputs, "--output", tmp_path / "out", "--workers", "2"]
    trace: list[str | Path] = ["strace", "-f", "-qq", "-e", "trace=%network", "-o", tmp_path / "trace"]
    ended = subprocess.run([*trace, *program, *given], capture_output=True, text=True, check=False)
    if "ptrace" in ended.stderr.lower() and ended.returncode != 0:
        pytest.skip(f"tracing is not permitted here: {ended.stderr.strip()}")
    assert ended.returncode == 0, ended.stderr
    reached = re.findall(r"(?:connect|sendto|sendmsg|sendmmsg)\(.*AF_INET.*", (tmp_path / "trace").read_text())
    assert reached == []


def test_outputs_tell_nothing_of_the_machine(inputs: Path, tmp_path: Path) -> None:
    """The user and the home are set to words that stand nowhere else; the host's name counts where it is one of its own."""

    def somewhere_else() -> None:
        os.environ |= dict.fromkeys(("USER", "LOGNAME", "USERNAME"), USER) | {"HOME": f"/home/{USER}", "HOSTNAME": HOST}
        command("build", inputs, "--output", tmp_path / "out", "--model", "fast")()

    end = done(somewhere_else, tmp_path / "printed")
    assert end.code == 0, end.printed
    now = datetime.now(UTC)
    days = [now + timedelta(days=offset) for offset in (-1, 0, 1)]
    private = [str(inputs.parent), str(tmp_path), inputs.name, USER, HOST, str(Path.home()) + "/", sys.prefix]
    private += [form for day in days for form in (day.strftime("%Y-%m-%d"), day.strftime("%d %B %Y"), day.strftime("%Y%m%d"))]
    private += [name for name in (socket.gethostname(), getpass.getuser()) if len(name) > 6]
    for path in sorted(path for path in (tmp_path / "out").iterdir() if path.is_file()):
        content = path.read_bytes().decode("utf-8")
        assert [word for word in private if word in content] == [], path.name


def test_clock_is_not_in_the_outputs(inputs: Path, tmp_path: Path) -> None:
    """Two builds, at times that the files on disk tell apart, give the same bytes."""
    out = [tmp_path / "one", tmp_path / "two"]
    for number, folder in enumerate(out):
        os.utime(inputs / "page.md", (number * 1e9, number * 1e9))
        assert done(command("build", inputs, "--output", folder, "--model", "fast"), tmp_path / "printed").code == 0
    one, two = ({path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} for folder in out)
    assert one == two
