"""What comes out of archives, honest and hostile ones."""

from __future__ import annotations

import gzip
import io
import struct
import tarfile
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage

import pytest

from fintech_kg.documents import READING, Input, Limits, Reading, read_sources
from fintech_kg.errors import DocumentError
from fintech_kg.model import Source


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def tarred(*members: tuple[tarfile.TarInfo, bytes]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        for info, content in members:
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return made.getvalue()


def found(name: str, content: bytes, reading: Reading = READING) -> dict[str, str]:
    """The text or the reason by name, in order."""
    given = Input(name, f".{name.rsplit('.', 1)[-1]}", lambda: content)
    outcomes = list(read_sources(given, reading))
    told = {
        one.name if isinstance(one, Source) else one.source: one.text if isinstance(one, Source) else one.reason
        for one in outcomes
    }
    assert len(told) == len(outcomes)
    return told


def limited(**limits: int) -> Reading:
    return Reading(Limits(**limits))


def test_members_are_called_by_their_path_in_the_archive() -> None:
    content = zipped({"2024/q3.txt": b"Three.", "a.md": b"# One", ".hidden.txt": b"?", "__MACOSX/a.txt": b"?", "sub/": b""})
    assert found("reports.zip", content) == {"reports.zip/2024/q3.txt": "Three.", "reports.zip/a.md": "# One"}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_every_method_of_packing(method: int) -> None:
    assert found("x.zip", zipped({"a.txt": b"Kite Bank."}, method)) == {"x.zip/a.txt": "Kite Bank."}


def test_table_in_an_archive_gives_its_rows() -> None:
    assert found("x.zip", zipped({"n.csv": b"id,text\n7,One.\n"})) == {"x.zip/n.csv#7": "One."}


def test_gzip_keeps_its_name_and_is_what_stands_before_its_suffix() -> None:
    assert found("q3.txt.gz", gzip.compress(b"Three.")) == {"q3.txt.gz": "Three."}
    assert found("n.jsonl.gz", gzip.compress(b'{"id": 7, "text": "One."}')) == {"n.jsonl.gz#7": "One."}


@pytest.mark.parametrize("name", ["x.tar.gz", "x.tgz"])
def test_packed_tar(name: str) -> None:
    assert found(name, gzip.compress(tarred((tarfile.TarInfo("a/b.txt"), b"One.")))) == {f"{name}/a/b.txt": "One."}


def test_archive_in_an_archive() -> None:
    assert found("x.zip", zipped({"y.zip": zipped({"a.txt": b"One."})})) == {"x.zip/y.zip/a.txt": "One."}


def test_names_that_differ_in_case_or_normal_form_are_two() -> None:
    content = zipped({"A.txt": b"1.", "a.txt": b"2.", "\u00e9.txt": b"3.", "e\u0301.txt": b"4."})
    assert list(found("x.zip", content).values()) == ["1.", "2.", "3.", "4."]


def test_a_thousand_members() -> None:
    assert len(found("x.zip", zipped({f"{n}.txt": b"%d" % n for n in range(1000)}))) == 1000


@pytest.mark.parametrize("name", ["../a.txt", "/etc/a.txt", "a/../../b.txt", "..\\a.txt", "C:\\a.txt", "C:/a.txt"])
def test_name_that_leads_out_is_refused(name: str) -> None:
    told = found("x.zip", zipped({name: b"x", "good.txt": b"Good."}))
    assert [*told.values()] == ["its name leads out of the archive", "Good."]


@pytest.mark.parametrize("name", ['" onload=.txt', "<script>.txt", "; DROP.txt", "a\nb.txt", "\u202etxt.exe.txt", "\u200b.txt"])
def test_hostile_name_is_a_name(name: str) -> None:
    assert found("x.zip", zipped({name: b"One."})) == {f"x.zip/{name}": "One."}


def test_encrypted_member_is_named() -> None:
    content = bytearray(zipped({"a.txt": b"One."}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + offset
        content[at] |= 1
    assert "encrypted" in found("x.zip", bytes(content))["x.zip/a.txt"]


def test_link_in_a_zip_and_in_a_tar_is_named() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo("l.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    assert "a link" in found("x.zip", made.getvalue())["x.zip/l.txt"]
    for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
        link = tarfile.TarInfo("l.txt")
        link.type, link.linkname = kind, "/etc/passwd"
        assert "a link or a device" in found("x.tar", tarred((link, b"")))["x.tar/l.txt"]


def test_bomb_is_told_by_its_ratio_and_its_neighbours_are_read() -> None:
    told = found("x.zip", zipped({"a.txt": b"a" * 20_000_000, "b.txt": b"Good."}))
    assert "unpacks to more than 200 times its size" in told["x.zip/a.txt"]
    assert told["x.zip/b.txt"] == "Good."
    assert "200 times" in found("x.txt.gz", gzip.compress(b"a" * 20_000_000))["x.txt.gz"]


def test_members_that_overlap_are_a_bomb() -> None:
    """Two entries of the directory lead to the same bytes."""
    content = zipped({"a.txt": b"x" * 100, "b.txt": b"y" * 100})
    at = content.rindex(b"PK\x01\x02")
    overlapping = content[: at + 42] + struct.pack("<L", 0) + content[at + 46 :]
    assert "share their bytes" in found("x.zip", overlapping)["x.zip"]


def test_nesting_ends() -> None:
    """An archive that holds itself for ever would go on like this."""
    content = zipped({"a.txt": b"One."})
    for _ in range(5):
        content = zipped({"r.zip": content})
    assert found("r.zip", content) == {
        "r.zip/r.zip/r.zip/r.zip/r.zip": "archives within archives deeper than 3 (--limit depth)"
    }


@pytest.mark.parametrize(
    ("limits", "says"),
    [
        ({"members": 2}, "more than 2 files"),
        ({"unpacked": 1500}, "more than 1,500 bytes in all when unpacked"),
        ({"file_size": 500}, "more than 500 bytes"),
    ],
)
def test_limit_ends_the_archive_with_a_name(limits: dict[str, int], says: str) -> None:
    content = zipped({f"{n}.txt": b"%d " % n * 300 for n in range(5)})
    assert says in list(found("x.zip", content, limited(**limits)).values())[-1]


def test_limits_hold_over_nested_archives_together() -> None:
    inner = zipped({f"{n}.txt": b"One." for n in range(3)})
    told = found("x.zip", zipped({"a.zip": inner, "b.zip": inner}), limited(members=6))
    assert list(told.values()) == ["One."] * 3 + ["One."] + ["more than 6 files in all (--limit members)"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.zip", b""),
        ("x.zip", b"PK\x05\x06" + bytes(18)),
        ("x.zip", zipped({"a.txt": b"One."})[:40]),
        ("x.tar", b"\0" * 10_240),
        ("x.tar", b"no tar"),
        ("x.gz", b"no gzip"),
        ("x.txt.gz", gzip.compress(b"One.")[:-5]),
        ("x.txt.gz", gzip.compress(b"One.") + b"rubbish"),
        ("x.tgz", gzip.compress(b"no tar")),
    ],
    ids=["empty", "no members", "cut zip", "blank tar", "no tar", "no gzip", "cut gzip", "gzip and more", "gzip of no tar"],
)
def test_damaged_archive_is_one_error(name: str, content: bytes) -> None:
    outcomes = list(read_sources(Input(name, f".{name.rsplit('.', 1)[1]}", lambda: content)))
    assert [type(one).__mro__[1] for one in outcomes] == [DocumentError]


def test_damaged_member_is_one_error_among_the_others() -> None:
    content = bytearray(zipped({"a.txt": b"A" * 50, "b.txt": b"Good."}, zipfile.ZIP_STORED))
    content[content.index(b"AAAA")] ^= 1
    told = found("x.zip", bytes(content))
    assert "damaged member" in told["x.zip/a.txt"]
    assert told["x.zip/b.txt"] == "Good."


def mailed(*files: tuple[str, str, bytes]) -> bytes:
    """A mail with files attached: name, media type, content."""
    mail = EmailMessage()
    mail["Subject"] = "Two deals"
    mail.set_content("See the files.")
    for name, kind, content in files:
        mail.add_attachment(content, *kind.split("/"), filename=name)
    return mail.as_bytes()


def test_files_attached_to_a_mail_are_read_by_their_own_readers() -> None:
    content = mailed(
        ("deal.html", "text/html", b"<p>Kite Bank bought Plaid.</p>"),
        ("Zürich – notes.txt", "text/plain", b"Visa bought Tink."),
        ("Zürich – notes.txt", "text/plain", b"Visa sold Tink."),
        ("all.zip", "application/zip", zipped({"a.txt": b"Three."})),
        ("logo.png", "image/png", b"\x89PNG"),
        ("sheet.xls", "application/vnd.ms-excel", b"?"),
    )
    told = found("x.eml", content)
    assert told.pop("x.eml/sheet.xls").startswith("no reader takes .xls")
    assert {name: text.strip() for name, text in told.items()} == {
        "x.eml": "See the files.",
        "x.eml/deal.html": "Kite Bank bought Plaid.",
        "x.eml/Zürich – notes.txt": "Visa bought Tink.",
        "x.eml/2-Zürich – notes.txt": "Visa sold Tink.",
        "x.eml/all.zip/a.txt": "Three.",
    }


def test_attached_file_whose_name_leads_out_keeps_its_last_part() -> None:
    told = found("x.eml", mailed(("../../etc/passwd.txt", "text/plain", b"Root."), ("..\\..\\a.txt", "text/plain", b"One.")))
    assert {*told} == {"x.eml", "x.eml/passwd.txt", "x.eml/a.txt"}


def test_mails_in_files_of_mails_are_bounded() -> None:
    content = b"Subject: x\r\n\r\nKite."
    for _ in range(8):
        content = mailed(("inner.eml", "application/octet-stream", content))
    assert [reason for reason in found("x.eml", content).values() if "deeper than" in reason]
