"""The process in which readers run: takes files from its standard input, and gives Sources, errors and members in turn.

It may use a bounded address space and bounded time, opens no connection and starts no program.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from pkgutil import resolve_name
from typing import IO, Any

from fintech_kg.documents.archives import Member
from fintech_kg.documents.messages import outcome_as_data, receive, send
from fintech_kg.documents.options import Columns, Limits, Reading
from fintech_kg.errors import DocumentError, LimitExceeded, ReaderFailed, TooLong, reason_of
from fintech_kg.model import Source

Outcome = Source | DocumentError | Member

# What is collected before it is sent, so that a table's rows do not each cost a message.
_BATCH = 1 << 18
_FORBIDDEN = (
    "socket.connect",
    "socket.getaddrinfo",
    "socket.bind",
    "subprocess.Popen",
    "os.system",
    "os.exec",
    "os.posix_spawn",
)
_GRACE = 2


def main(memory: int) -> None:
    """Serves until its standard input ends; ends itself once a file has used up its memory."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, answers = _private_streams()
    _bound_memory(memory)
    sys.addaudithook(_refuse)
    healthy = True
    while healthy and (message := receive(requests, sys.maxsize)) is not None:
        healthy = _serve(message[0], message[1], answers)


def _serve(request: dict[str, Any], content: bytes, answers: IO[bytes]) -> bool:
    """Sends all that one file gives; False where this process had better be replaced."""
    reading = Reading(Limits(**request["limits"]), Columns(**request["columns"]))
    name, seconds, healthy = request["name"], reading.limits.read_time, True
    batch: list[dict[str, object]] = []
    size = 0
    try:
        reader = resolve_name(request["reader"])
        _answer(answers, {"begun": True}, b"", seconds)
        for outcome in _outcomes(reader, request, content, reading):
            if isinstance(outcome, Member):
                _answer(answers, {"outcomes": batch, "member": [outcome.name, outcome.suffix]}, outcome.content, seconds)
                batch, size = [], 0
                continue
            batch.append(outcome_as_data(_checked(outcome, reading.limits)))
            size += len(outcome.text) + 256 if isinstance(outcome, Source) else 256
            if size > _BATCH:
                _answer(answers, {"outcomes": batch}, b"", seconds)
                batch, size = [], 0
    except DocumentError as error:
        batch.append(outcome_as_data(error))
    except MemoryError:
        healthy = False
        batch.append(outcome_as_data(out_of_memory(name, reading.limits)))
    except BaseException as error:  # a reader's library may raise anything at all on a broken file
        healthy = isinstance(error, Exception)
        batch.append(outcome_as_data(ReaderFailed(name, f"damaged, or of another kind than its name says: {reason_of(error)}")))
    _wake_in(0)
    send(answers, {"outcomes": batch, "end": True, "healthy": healthy})
    return healthy


def out_of_memory(name: str, limits: Limits) -> LimitExceeded:
    """The error of a file that needs more memory than it may have."""
    return LimitExceeded(name, f"reading it takes more than {limits.read_memory >> 20:,} MiB of memory", "read-memory")


def _outcomes(reader: Callable[..., Any], request: dict[str, Any], content: bytes, reading: Reading) -> Iterator[Outcome]:
    options = (reading,) if request["holds_several"] else ()
    found: Source | Iterable[Outcome] = reader(request["name"], content, *options)
    yield from (found,) if isinstance(found, Source) else found


def _checked(outcome: Source | DocumentError, limits: Limits) -> Source | DocumentError:
    if isinstance(outcome, Source) and len(outcome.text) > limits.characters:
        return TooLong(outcome.name, len(outcome.text), limits.characters)
    return outcome


def _answer(answers: IO[bytes], header: dict[str, object], body: bytes, seconds: int) -> None:
    """Sends without the clock running: the main process may take its time."""
    _wake_in(0)
    send(answers, header, body)
    _wake_in(seconds)


def _private_streams() -> tuple[IO[bytes], IO[bytes]]:
    """The pipes under numbers of their own: what a library prints goes nowhere."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    return requests, answers


def _bound_memory(most: int) -> None:
    """A bound on the address space, where the platform has one (Linux does, macOS and Windows do not)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _wake_in(seconds: int) -> None:
    """Ends this process after the time, also where nobody is left to do so; 0 calls it off."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE if seconds else 0)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    if event in _FORBIDDEN:
        raise PermissionError(f"a document asked for {event}, which no document may")
