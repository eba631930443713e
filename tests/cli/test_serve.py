"""`fintech-kg serve` shows the explorer of an output folder and says where."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import httpx

from ..endpoint.serving import serving

OUTPUT = Path(__file__).parent.parent.parent / "output"


def about(client: httpx.Client) -> httpx.Response:
    """The answer once the index is made."""
    for _ in range(120):
        reply = client.get("api/about")
        if reply.status_code != 503:
            return reply
        time.sleep(0.5)
    return reply


def test_a_folder_is_shown_and_says_where(tmp_path: Path) -> None:
    folder = shutil.copytree(OUTPUT, tmp_path / "output")
    with serving(folder) as (address, process):
        assert process.stdout is not None
        told = process.stdout.readline().strip()
        assert told == f"Explorer at {address.removesuffix('sparql')}"
        with httpx.Client(base_url=address.removesuffix("sparql"), timeout=60, trust_env=False) as client:
            assert about(client).json()["counts"]["documents"] == 7
            assert client.get("").headers["content-type"].startswith("text/html")
            assert client.get("sparql", params={"query": "ASK {}"}).status_code == 200
            assert client.get("api/about", headers={"Host": "evil.example"}).status_code == 403
    assert not (tmp_path / "ledger.toml").exists()


def test_a_token_is_part_of_the_address(tmp_path: Path) -> None:
    folder = shutil.copytree(OUTPUT, tmp_path / "output")
    with serving(folder, "--token", "a b") as (address, process):
        assert process.stdout is not None
        shown = process.stdout.readline().strip().removeprefix("Explorer at ")
        assert shown == f"{address.removesuffix('sparql')}?token=a%20b"
        with httpx.Client(timeout=60, trust_env=False, follow_redirects=True) as client:
            assert client.get(f"{address.removesuffix('sparql')}api/about").status_code == 401
            assert client.get(shown).status_code == 200


def test_rdf_files_have_an_endpoint_alone(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("<a:s> <a:p> <a:o> .")
    with serving(tmp_path / "a.ttl") as (address, _):
        assert httpx.get(address.removesuffix("sparql"), trust_env=False).status_code == 404
