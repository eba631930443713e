"""From the bytes of a zip package (DOCX, PPTX, ODT, EPUB) to its members, within bounds that are checked before unpacking."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from io import BytesIO
from urllib.parse import unquote

from lxml import etree

from fintech_kg.documents.markup import xml_tree
from fintech_kg.errors import BrokenDocument, EncryptedDocument, UnsafeDocument, reason_of

MOST_BYTES = 200_000_000
"""The most bytes that the members of a package may declare or give together."""
_MOST_MEMBER = 100_000_000
_MOST_MEMBERS = 20_000
_HIGHEST_RATIO = 300
_ALWAYS = 5_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """An opened package of a document's name and bytes.

    Raises EncryptedDocument, UnsafeDocument for what unpacks to too much, and BrokenDocument.
    """

    def __init__(self, name: str, content: bytes) -> None:
        self.name = name
        if content.startswith(_OLE):
            raise EncryptedDocument(name, "encrypted with a password, or an Office file from before 2007")
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise BrokenDocument(name, f"not a zip package: {reason_of(error)}") from error
        self._members = {info.filename: info for info in self._zip.infolist()}
        declared = sum(info.file_size for info in self._zip.infolist())
        if len(self._zip.infolist()) > _MOST_MEMBERS:
            raise UnsafeDocument(name, f"{len(self._zip.infolist()):,} members, and at most {_MOST_MEMBERS:,} are taken")
        if declared > MOST_BYTES or (declared > _ALWAYS and declared > _HIGHEST_RATIO * len(content)):
            raise UnsafeDocument(name, f"{len(content):,} bytes that unpack to {declared:,}")

    def __contains__(self, member: str) -> bool:
        return member in self._members

    def names(self) -> list[str]:
        """The members' names, sorted."""
        return sorted(self._members)

    def read(self, member: str) -> bytes:
        """The bytes of a member."""
        info = self._members.get(member)
        if info is None:
            raise BrokenDocument(self.name, f"the package lacks {member}")
        if info.flag_bits & 1:
            raise EncryptedDocument(self.name)
        try:
            with self._zip.open(info) as stream:
                content = stream.read(_MOST_MEMBER + 1)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
            raise BrokenDocument(self.name, f"{member} cannot be unpacked: {reason_of(error)}") from error
        if len(content) > _MOST_MEMBER:
            raise UnsafeDocument(self.name, f"{member} unpacks to more than {_MOST_MEMBER:,} bytes")
        return content

    def tree(self, member: str) -> etree._Element:
        """The XML of a member."""
        return xml_tree(self.name, self.read(member), part=member)

    def related(self, member: str) -> dict[str, tuple[str, str]]:
        """What an Open Packaging member refers to inside the package: identifier → (last part of the type, member)."""
        folder, file = posixpath.split(member)
        relations = posixpath.join(folder, "_rels", f"{file}.rels")
        if relations not in self:
            return {}
        found = {}
        for one in self.tree(relations):
            if isinstance(one.tag, str) and one.get("TargetMode") != "External":
                target = inside(folder, one.get("Target", ""))
                found[one.get("Id", "")] = (one.get("Type", "").rpartition("/")[2], target)
        return found


def inside(folder: str, target: str) -> str:
    """The member that a reference from a folder of the package means."""
    path = unquote(target.partition("#")[0])
    return path[1:] if path.startswith("/") else posixpath.normpath(posixpath.join(folder, path))
