"""A connection to a Ray cluster, and the tasks of a step on it.

Ray is an extra. Without an address it runs on this machine, for as long as it is needed. Its reports of use are switched off,
its dashboard is not started, and nothing that it holds of the texts stays on the disk.
"""

from __future__ import annotations

import logging
import os
import secrets
import signal
import site
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar, cast

from fintech_kg.corpus.fingerprint import fingerprint
from fintech_kg.errors import FintechKGError, MissingExtra, RunError, reason_of
from fintech_kg.ontology import load_ontology, take_over

T = TypeVar("T")
Made = TypeVar("Made")
_RETRIES = 5
"""How often a task may lose its node or be killed before the run is given up."""
_PATIENCE = 10.0
"""Seconds in which the head of a cluster has to answer."""
_LEAST_STORE = 80 << 20
# Ray and its children read these from the environment alone. It reports that its reports are switched off, hence the second;
# the third is what it would print of its workers to standard output, which is ours: what died is told by the report.
_SETTINGS = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_USAGE_STATS_REPORT_URL": "http://127.0.0.1:9/",
    "RAY_DEDUP_LOGS_SKIP_REGEX": ".",
}


@contextmanager
def connected(address: str | None, processors: int) -> Iterator[int]:
    """A connection to the cluster at the address, to a cluster of this machine with so many processors where that is None, or
    the one that this process has already; gives how many processors there are.

    Raises MissingExtra, and RunError where nothing answers.
    """
    if find_spec("ray") is None:
        raise MissingExtra("the runner ray", "ray", "ray")
    os.environ |= _SETTINGS
    import ray

    with ExitStack() as stack:
        if not ray.is_initialized():
            if address is not None:
                _check_reachable(address)
            settings = {"address": address} if address is not None else stack.enter_context(_local(processors))
            _started(settings)
            stack.callback(ray.shutdown)
        yield int(ray.cluster_resources().get("CPU", 1))


def _check_reachable(address: str) -> None:
    """Ray itself tries for many minutes. Raises RunError."""
    host, _, port = address.rpartition(":")
    try:
        if address == "auto":
            return
        if not host or "/" in host or not port.isdigit():
            raise RunError(f"{address!r} is no address of a Ray cluster; give HOST:PORT, which is 6379 by default, or auto")
        socket.create_connection((host, int(port)), _PATIENCE).close()
    except (OSError, OverflowError) as error:
        raise RunError(f"no Ray cluster answers at {address}: {reason_of(error)}") from error


def _started(settings: dict[str, Any]) -> None:
    import ray

    main = threading.current_thread() is threading.main_thread()
    before = signal.getsignal(signal.SIGTERM)
    try:
        logging.getLogger("ray").setLevel(logging.ERROR)
        with _environment(settings.pop("home", {})):
            ray.init(**settings, logging_level=logging.ERROR, log_to_driver=False)
    except (ConnectionError, OSError, RuntimeError, ValueError) as error:
        raise RunError(f"no Ray cluster can be used at {settings['address']}: {reason_of(error)}") from error
    finally:
        if main:
            signal.signal(signal.SIGTERM, before)  # Ray takes it, and who started us has said what it does


@contextmanager
def _local(processors: int) -> Iterator[dict[str, Any]]:
    """What starts a cluster on this machine, whose processes have a home of their own, which goes with it."""
    with tempfile.TemporaryDirectory(prefix="fkg", ignore_cleanup_errors=True) as folder:
        # Where this file is missing, Ray asks the network for the cloud that it may be in, even with its reports switched off.
        Path(folder, "ray_bootstrap_config.yaml").write_text("{}\n", encoding="ascii")
        home = {"HOME": folder, "PYTHONUSERBASE": site.getuserbase(), "RAY_AUTH_TOKEN": cluster_token()}
        yield {
            "address": "local",
            "num_cpus": processors,
            "include_dashboard": False,
            "object_store_memory": _LEAST_STORE * (processors + 2),
            "_temp_dir": folder,
            "_node_ip_address": "127.0.0.1",
            "home": home,
        }


@cache
def cluster_token() -> str:
    """What the processes of a cluster know each other by: Ray remembers that of its first cluster, so all have the same."""
    return secrets.token_hex(32)


@contextmanager
def _environment(more: Mapping[str, str]) -> Iterator[None]:
    """What the children that are started now find in theirs."""
    before = {name: os.environ.get(name) for name in more}
    os.environ.update(more)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


class SameProgram:
    """What the process that starts the work reads with, so that another can tell whether it reads with the same.

    With `handed`, the ontology goes along as it was read, which is more than Ray keeps for an actor that it makes anew.
    """

    def __init__(self, ontology: Path | None, model: str, *, handed: bool = True) -> None:
        self._ontology, self._model = ontology, model
        known = load_ontology(ontology)
        self._known = known if handed else None
        self._program = fingerprint(model)
        self.ontology = known.hash

    def check(self) -> None:
        """Takes over the ontology. Raises RunError where the program, its models or the ontology here are others."""
        if self._known is not None:
            take_over(self._known)
        if (fingerprint(self._model), load_ontology(self._ontology).hash) != (self._program, self.ontology):
            reason = "has another version of fintech_kg, its libraries, models or ontology; install the same on all"
            raise RunError(f"a node of the cluster ({os.uname().nodename}) {reason}")


def each(function: Callable[[T], Made], given: Sequence[T], /, *, same: SameProgram) -> list[Made]:
    """What the function makes of each of the given, in their order, as tasks of the cluster that this process is connected to.

    A task whose node dies is done again elsewhere: it must come to the same when it is done twice. Raises what it raises.
    """
    import ray
    from ray.exceptions import RayError

    task = ray.remote(num_cpus=1, max_retries=_RETRIES, scheduling_strategy="SPREAD")(_checked)
    held = ray.put(same)
    try:
        return cast(list[Made], ray.get([task.remote(held, function, one) for one in given]))
    except RayError as error:
        raise cause_of(error) from error


def _checked(same: SameProgram, function: Callable[[T], Made], given: T) -> Made:
    same.check()
    return function(given)


def cause_of(error: BaseException) -> BaseException:
    """The error of ours for which Ray gave up, or else one that tells what Ray says."""
    found: BaseException = error
    while (deeper := getattr(found, "cause", None) or found.__cause__) is not None:
        found = deeper
    return found if isinstance(found, FintechKGError) else RunError(f"the Ray cluster gave up: {reason_of(found)}")
