"""One question to a child process that lives for it alone."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from fintech_kg.sparql.limits import Limits
from fintech_kg.sparql.question import Outcome, Question, Reply, reply_head

_START = "import sys; sys.path.insert(0, sys.argv[1]); from fintech_kg.sparql.{} import main; main(*sys.argv[2:])"


def worker_command(store: Path, limits: Limits) -> list[str]:
    """The command that starts a child on a store. It sees neither PYTHONPATH nor the current folder."""
    return _command("worker", store, limits)


def fork_server_command(store: Path, limits: Limits) -> list[str]:
    """The command that starts a fork server with the store's default graph; its standard input is a socket."""
    return _command("forking", store, limits)


def _command(module: str, store: Path, limits: Limits) -> list[str]:
    package = Path(__file__).resolve().parents[2]
    return [sys.executable, "-I", "-c", _START.format(module), str(package), str(store), json.dumps(asdict(limits))]


def ask_once(store: Path, question: Question, limits: Limits) -> Reply:
    """The reply of a fresh child process, which is killed when its time is over."""
    command = worker_command(store, limits)
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True, env=lean()
    ) as child:
        try:
            out, _ = child.communicate(question.to_line(), timeout=limits.seconds)
        except subprocess.TimeoutExpired:
            return too_long(limits)
        finally:
            child.kill()
    return _reply(out, child.returncode)


def lean() -> dict[str, str]:
    """The environment of a child: no tokens, no proxies, and few memory arenas, as they count as mapped memory."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "MALLOC_ARENA_MAX": "2"}


def too_long(limits: Limits) -> Reply:
    """What a query gets that was stopped at its deadline."""
    return Reply(Outcome.TOO_LONG, f"the query took more than {limits.seconds:g} seconds and was stopped")


def died(returncode: int | None) -> Reply:
    """What a query gets whose child is gone: the engine takes what exhausts its memory or its stack for its own end."""
    by = f" ({signal.Signals(-returncode).name})" if returncode is not None and returncode < 0 else ""
    return Reply(Outcome.TOO_MUCH, f"the query needed more memory or depth than allowed and was stopped{by}")


def _reply(out: bytes, returncode: int) -> Reply:
    first, _, rest = out.partition(b"\n")
    ready = json.loads(first) if first else {}
    if not ready.get("ready"):
        return Reply(Outcome.FAILED, f"the store cannot be opened: {ready.get('reason', 'the child process did not start')}")
    line, _, body = rest.partition(b"\n")
    if not line:
        return died(returncode)
    reply, length = reply_head(line)
    if len(body) != length:
        return died(returncode)
    return Reply(reply.outcome, reply.message, reply.media_type, reply.rows, body)
