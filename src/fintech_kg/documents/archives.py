"""From the bytes of a .zip, .tar or .gz file to its members, each within bounds; nothing is ever written to a disk."""

from __future__ import annotations

import gzip
import lzma
import stat
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Protocol

from fintech_kg.documents.options import Limits, Reading
from fintech_kg.errors import DocumentError, EmptyDocument, LimitExceeded, ReaderFailed, UnreadableDocument, reason_of

# A small member may be packed as tightly as it likes.
_SMALL = 1 << 20
_BROKEN = (zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, ValueError)
_ENCRYPTED = 0x1
_LOCAL_HEADER = 30


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive: `reports.zip/2024/q3.txt`, its suffix, and its bytes."""

    name: str
    suffix: str
    content: bytes


Outcome = Member | DocumentError


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def read_zip(name: str, content: bytes, reading: Reading) -> Iterator[Outcome]:
    """The members of a zip file; what is encrypted, a link, or called so that it would leave the folder is an error."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if not info.is_dir() and not _is_hidden(info.filename)]
            _check_count(name, len(infos), reading.limits)
            _check_overlap(name, archive.infolist())
            for info in infos:
                yield _guarded(f"{name}/{info.filename}", partial(_of_zip, name, archive, info, reading.limits))
    except _BROKEN as error:
        raise ReaderFailed(name, f"a damaged zip file: {reason_of(error)}") from error


def read_tar(name: str, content: bytes, reading: Reading) -> Iterator[Outcome]:
    """The regular files of a tar file; links and devices are errors."""
    count = 0
    try:
        with tarfile.open(fileobj=BytesIO(content), mode="r:") as archive:
            for info in archive:
                if info.isdir() or _is_hidden(info.name):
                    continue
                count += 1
                _check_count(name, count, reading.limits)
                yield _guarded(f"{name}/{info.name}", partial(_of_tar, name, archive, info, reading.limits))
                archive.members = []  # type: ignore[attr-defined]  # else it keeps every header that it has met
    except _BROKEN as error:
        raise ReaderFailed(name, f"a damaged tar file: {reason_of(error)}") from error
    if not count:
        raise EmptyDocument(name, "the archive holds no file")


def read_gzip(name: str, content: bytes, reading: Reading) -> Iterator[Outcome]:
    """The one file in a gzip file, under the name of the gzip file; its suffix is what stands before `.gz`."""
    inner = PurePosixPath(name.lower()).stem
    suffix = ".tar" if name.lower().endswith(".tgz") else PurePosixPath(inner).suffix
    try:
        with gzip.GzipFile(fileobj=BytesIO(content)) as packed:
            yield Member(name, suffix, _bounded(packed, name, len(content), reading.limits))
    except _BROKEN as error:
        raise ReaderFailed(name, f"a damaged gzip file: {reason_of(error)}") from error


def _guarded(name: str, read: Callable[[], Member]) -> Outcome:
    """The member, or what is wrong with this one member."""
    try:
        return read()
    except DocumentError as error:
        return error
    except _BROKEN as error:
        return ReaderFailed(name, f"a damaged member of an archive: {reason_of(error)}")


def _of_zip(archive_name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits) -> Member:
    name = _member_name(archive_name, info.filename)
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableDocument(name, "encrypted; unpack it with its password and name the folder")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnreadableDocument(name, "a link in an archive, which is not followed")
    with archive.open(info) as packed:
        return Member(name, _suffix(info.filename), _bounded(packed, name, info.compress_size, limits))


def _of_tar(archive_name: str, archive: tarfile.TarFile, info: tarfile.TarInfo, limits: Limits) -> Member:
    name = _member_name(archive_name, info.name)
    packed = archive.extractfile(info) if info.isfile() else None
    if packed is None:
        raise UnreadableDocument(name, "a link or a device in an archive, which is not followed")
    if info.size > limits.file_size:
        raise _too_large(name, limits)
    return Member(name, _suffix(info.name), packed.read())


def _bounded(packed: _Readable, name: str, packed_size: int, limits: Limits) -> bytes:
    """All that unpacks, unless it is more than a file may have or than its packed size can honestly hold."""
    most = min(limits.file_size, max(_SMALL, limits.ratio * packed_size))
    content = packed.read(most + 1)
    if len(content) <= most:
        return content
    if most == limits.file_size:
        raise _too_large(name, limits)
    raise LimitExceeded(name, f"unpacks to more than {limits.ratio} times its size, as a bomb does", "ratio")


def _too_large(name: str, limits: Limits) -> LimitExceeded:
    return LimitExceeded(name, f"more than {limits.file_size:,} bytes when unpacked", "file-size")


def _check_count(name: str, count: int, limits: Limits) -> None:
    if count > limits.members:
        raise LimitExceeded(name, f"holds more than {limits.members:,} files", "members")
    if not count:
        raise EmptyDocument(name, "the archive holds no file")


def _check_overlap(name: str, infos: list[zipfile.ZipInfo]) -> None:
    """Members that share their packed bytes are a bomb that no ratio tells (David Fifield, A better zip bomb, WOOT 2019)."""
    ordered = sorted(infos, key=lambda info: info.header_offset)
    for one, following in pairwise(ordered):
        if one.header_offset + _LOCAL_HEADER + one.compress_size > following.header_offset:
            raise ReaderFailed(name, "its members share their bytes, as those of a bomb do")


def _member_name(archive: str, member: str) -> str:
    name = f"{archive}/{member}"
    parts = member.replace("\\", "/").split("/")
    if ".." in parts or not parts[0] or parts[0][1:2] == ":":
        raise UnreadableDocument(name, "its name leads out of the archive")
    return name


def _is_hidden(member: str) -> bool:
    """Whether it is what a folder's hidden files are: passed over without a word."""
    return any(
        part == "__MACOSX" or (part.startswith(".") and part.strip(".")) for part in member.replace("\\", "/").split("/")
    )


def _suffix(member: str) -> str:
    return PurePosixPath(member).suffix.lower()
