"""The committed bundle is what web/ makes."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

ROOT = Path(__file__).parents[3]
WEB, APP = ROOT / "web", ROOT / "src" / "fintech_kg" / "explorer" / "app"


def sources() -> list[Path]:
    folders = [path for name in ("scripts", "src", "static") for path in (WEB / name).rglob("*") if path.is_file()]
    return sorted(
        [*folders, *(WEB / name for name in ("package-lock.json", "package.json", "tsconfig.json"))],
        key=lambda path: path.relative_to(WEB).as_posix(),
    )


def test_the_bundle_was_made_from_these_sources() -> None:
    made = hashlib.sha256()
    for path in sources():
        made.update(path.relative_to(WEB).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    told = (APP / "SOURCES.sha256").read_text(encoding="ascii").strip()
    assert told == made.hexdigest(), "web/ has changed: make web"


def test_the_page_weighs_less_than_a_megabyte_and_a_half() -> None:
    weights = {path.name: len(gzip.compress(path.read_bytes())) for path in APP.iterdir()}
    assert sum(weights.values()) < 1_500_000
    assert sum(size for name, size in weights.items() if not name.startswith("sparql")) < 200_000


def test_every_package_in_the_bundle_has_its_licence() -> None:
    told = (APP / "LICENCES.txt").read_text(encoding="utf-8")
    for name in ("sigma", "graphology", "graphology-layout-forceatlas2", "@zazuko/yasgui", "codemirror", "dompurify", "n3"):
        assert f"\n{name} " in told


def test_the_page_has_no_script_and_no_style_of_its_own() -> None:
    page = (APP / "index.html").read_text(encoding="utf-8")
    assert "<style" not in page
    assert " style=" not in page
    assert "<script>" not in page
    assert page.count("<script") == 1
