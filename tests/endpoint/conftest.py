"""One server on two small files for all tests of the protocol."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from .serving import serving

PLAIN = '@prefix : <http://e/> . :a :p :b ; :name "Zoë, \\"z\\"" ; :n 1 . :b :p :c .'
NAMED = "@prefix : <http://e/> . :g1 { :x :p :y } :g2 { :x :p :z . :a :p :only }"


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("rdf")
    (folder / "plain.ttl").write_text(PLAIN, encoding="utf-8")
    (folder / "named.trig").write_text(NAMED, encoding="utf-8")
    return folder / "plain.ttl", folder / "named.trig"


@pytest.fixture(scope="session")
def address(files: tuple[Path, Path]) -> Iterator[str]:
    limits = ("--timeout", "3", "--max-rows", "1000", "--max-query", "16", "--max-memory", "256")
    with serving(*files, *limits) as (url, _):
        yield url


@pytest.fixture(scope="session")
def client(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address.removesuffix("sparql"), timeout=60, trust_env=False) as made:
        yield made
