"""Takes from this process what a query needs not: memory beyond a limit, sockets, new programs, and all files but the store's.

All but memory on Linux alone.

The filter is a classic BPF program for seccomp (Linux 3.17 and later), as in the
kernel's Documentation/userspace-api/seccomp_filter.rst; files are closed by Landlock (Linux 5.13 and later), as in
Documentation/userspace-api/landlock.rst.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from pathlib import Path

_PR_SET_NO_NEW_PRIVS, _PR_SET_SECCOMP, _PR_SET_PDEATHSIG = 38, 22, 1
_FILTER_MODE, _SIGKILL = 2, 9
_LOAD, _EQUALS, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_ALLOW, _KILL, _REFUSE = 0x7FFF0000, 0x80000000, 0x00050000 | errno.EPERM
_X32 = 0x40000000
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # the same number on all machines
_ASK_VERSION, _PATH_BENEATH = 1, 1
_READ_FILE_AND_FOLDER = 1 << 2 | 1 << 3
_ALL_FILE_RIGHTS = {1: 0x1FFF, 2: 0x3FFF}  # by Landlock's version
_ALL_FILE_RIGHTS_SINCE_3 = 0x7FFF
# The machine's AUDIT_ARCH and its numbers for: socket, socketpair, connect, execve, execveat, ptrace, process_vm_readv,
# process_vm_writev, io_uring_setup (which can open sockets without socket), kill.
_MACHINES = {
    "x86_64": (0xC000003E, (41, 53, 42, 59, 322, 101, 310, 311, 425, 62)),
    "aarch64": (0xC00000B7, (198, 199, 203, 221, 281, 117, 270, 271, 425, 129)),
}


def limit_memory(extra: int) -> None:
    """Lets the process map at most `extra` bytes beyond what it has mapped by now; does nothing where that cannot be told."""
    if sys.platform == "win32":
        return
    import resource

    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        most = pages * resource.getpagesize() + extra
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (OSError, ValueError):
        return


def die_with_parent() -> None:
    """Ends the process when the one that started it ends, however that ends (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0)


def deny_network() -> bool:
    """From now on no socket, no other program and no look into another process; whether the platform could be told so."""
    if not can_deny_network():
        return False
    audit, numbers = _MACHINES[platform.machine()]
    program = _program(audit, numbers)
    code = ctypes.create_string_buffer(program, len(program))
    sock_fprog = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(code))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return bool(prctl(_PR_SET_SECCOMP, _FILTER_MODE, ctypes.create_string_buffer(sock_fprog, len(sock_fprog)), 0, 0) == 0)


def confine_files(folder: str | None) -> bool:
    """From now on this thread reads files of the folder alone (None: no file) and writes none; whether the platform could be
    told so. What this thread starts is bound alike."""
    system = ctypes.CDLL(None, use_errno=True)
    version = _landlock_version()
    if version < 1 or system.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    handled = struct.pack("Q", _ALL_FILE_RIGHTS.get(version, _ALL_FILE_RIGHTS_SINCE_3))
    rules = system.syscall(_CREATE_RULESET, handled, ctypes.c_size_t(len(handled)), 0)
    if rules < 0:
        return False
    try:
        added = folder is None or _add_folder(system, rules, folder)
        return bool(added and system.syscall(_RESTRICT_SELF, rules, 0) == 0)
    finally:
        os.close(rules)


def _add_folder(system: ctypes.CDLL, rules: int, folder: str) -> bool:
    beneath = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        allowed = struct.pack("=Qi", _READ_FILE_AND_FOLDER, beneath)
        return bool(system.syscall(_ADD_RULE, rules, _PATH_BENEATH, allowed, 0) == 0)
    finally:
        os.close(beneath)


def can_confine_files() -> bool:
    """Whether the kernel offers Landlock."""
    return _landlock_version() > 0


def _landlock_version() -> int:
    if not can_deny_network():  # the numbers above are Linux's, and sure for these machines
        return 0
    return int(ctypes.CDLL(None, use_errno=True).syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), _ASK_VERSION))


def can_deny_network() -> bool:
    """Whether `deny_network` knows this platform."""
    return sys.platform == "linux" and platform.machine() in _MACHINES and sys.maxsize > 2**32


def _program(audit: int, numbers: tuple[int, ...]) -> bytes:
    """Another architecture's calls kill; the listed ones fail with EPERM; all others pass."""
    step = struct.Struct("HBBI").pack
    checks = [step(_AT_LEAST, len(numbers) + 1, 0, _X32)]  # to the refusal: the x32 calls are the same under other numbers
    for place, number in enumerate(numbers):
        checks.append(step(_EQUALS, len(numbers) - place, 0, number))
    start = [step(_LOAD, 0, 0, 4), step(_EQUALS, 1, 0, audit), step(_RETURN, 0, 0, _KILL), step(_LOAD, 0, 0, 0)]
    return b"".join([*start, *checks, step(_RETURN, 0, 0, _ALLOW), step(_RETURN, 0, 0, _REFUSE)])
