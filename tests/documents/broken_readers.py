"""Readers that do what parsers do on hostile files. They run only in a process apart."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

from fintech_kg.errors import DocumentError, EmptyDocument
from fintech_kg.model import Source


def good(name: str, content: bytes) -> Source:
    return Source(name, content.decode(), "text/plain", title="lone \ud800", published="2024-01-01")


def several(name: str, content: bytes) -> Iterator[Source | DocumentError]:
    yield good(f"{name}#1", content)
    yield EmptyDocument(f"{name}#2")


def sleeps(name: str, content: bytes) -> Source:
    time.sleep(600)
    return good(name, content)


def spins(name: str, content: bytes) -> Source:
    while True:
        pass


def eats(name: str, content: bytes) -> Source:
    hoard = [bytearray(1 << 26) for _ in range(1 << 10)]
    return good(name, bytes(hoard[0]))


def aborts(name: str, content: bytes) -> Source:
    os.abort()


def exits(name: str, content: bytes) -> Source:
    os._exit(0)


def quits(name: str, content: bytes) -> Source:
    sys.exit("out")


def recurses(name: str, content: bytes) -> Source:
    return recurses(name, content)


def raises(name: str, content: bytes) -> Source:
    raise KeyError("no\nsuch\x1b[31m thing")


def refuses(name: str, content: bytes) -> Source:
    raise EmptyDocument(name, "nothing in it")


def prints(name: str, content: bytes) -> Source:
    os.write(1, b"noise" * 1000)
    print("noise", flush=True)
    return good(name, content)


def calls_out(name: str, content: bytes) -> Source:
    socket.create_connection(("127.0.0.1", 9), timeout=1)
    return good(name, content)


def looks_up(name: str, content: bytes) -> Source:
    socket.getaddrinfo("example.org", 80)
    return good(name, content)


def starts_a_program(name: str, content: bytes) -> Source:
    subprocess.run(["true"], check=False)
    return good(name, content)


def floods(name: str, content: bytes) -> Source:
    return Source(name, "x" * 40_000_000, "text/plain")


def gives_what_is_none(name: str, content: bytes) -> object:
    return [5]


def process(name: str, content: bytes) -> Source:
    return Source(name, str(os.getpid()), "text/plain")
