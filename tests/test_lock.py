"""The locks fit pyproject.toml, and the lock of the tests holds all of the other."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).parents[1]
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))
PIN = re.compile(r"^([a-z0-9-]+)==([^ ]+)(?: ; (.*?))? \\$", re.MULTILINE)


def pins(name: str) -> set[tuple[str, str]]:
    """The names and versions in a lock."""
    return {(pin[1], pin[2]) for pin in PIN.finditer((CHECKOUT / name).read_text(encoding="utf-8"))}


def group(name: str) -> Iterable[str]:
    """The requirements of a dependency group and of those that it includes."""
    for one in PROJECT["dependency-groups"][name]:
        yield from [one] if isinstance(one, str) else group(one["include-group"])


RUNTIME = [*PROJECT["project"]["dependencies"], *PROJECT["build-system"]["requires"], *group("setup")]


@pytest.mark.parametrize(
    ("lock", "requirement"),
    [*(("requirements.lock", one) for one in RUNTIME), *(("requirements-dev.lock", one) for one in [*RUNTIME, *group("dev")])],
)
def test_lock_pins_what_the_project_asks_for(lock: str, requirement: str) -> None:
    asked = Requirement(requirement)
    pinned = [version for name, version in pins(lock) if name == canonicalize_name(asked.name)]
    assert pinned and all(version in asked.specifier for version in pinned), (
        f"{requirement}: `make lock` writes the locks again"
    )


def test_lock_of_the_tests_holds_the_other() -> None:
    assert pins("requirements.lock") <= pins("requirements-dev.lock")


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    text = (CHECKOUT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z])", text)[1:]
    assert len(entries) == len(pins(lock)) and all("--hash=sha256:" in entry for entry in entries)
    assert "://" not in text
