"""From a seed to malformed files of every format: cut, flipped, swapped, repeated, of another kind, and bombs made by hand."""

from __future__ import annotations

import gzip
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .valid import TEXT, VALID, docx, pdf, zipped


@dataclass(frozen=True)
class Malformed:
    """A file that is not what its name says, and how it was made."""

    name: str
    suffix: str
    content: bytes
    how: str


def _cut(content: bytes, choose: random.Random) -> bytes:
    return content[: choose.randrange(len(content))]


def _flip(content: bytes, choose: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(choose.choice([1, 4, 32])):
        made[choose.randrange(len(made))] ^= 1 << choose.randrange(8)
    return bytes(made)


def _swap(content: bytes, choose: random.Random) -> bytes:
    one, two, three = sorted(choose.randrange(len(content)) for _ in range(3))
    return content[:one] + content[two:three] + content[one:two] + content[three:]


def _repeat(content: bytes, choose: random.Random) -> bytes:
    one, two = sorted(choose.randrange(len(content)) for _ in range(2))
    return content[:one] + content[one:two] * choose.choice([2, 50, 500]) + content[two:]


def _strew(content: bytes, choose: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(choose.choice([1, 8])):
        at = choose.randrange(len(made))
        made[at : at + choose.randrange(16)] = choose.choice(
            [b"\0" * 8, b"\xff" * 8, b"<", b"&", b'"', b"\xed\xa0\x80", b"]]>", b"%s"]
        )
    return bytes(made)


def _grow_a_number(content: bytes, choose: random.Random) -> bytes:
    """A length, a count or an offset that is far too large."""
    places = [at for at, byte in enumerate(content) if 48 <= byte <= 57] or [0]
    at = choose.choice(places)
    return content[:at] + choose.choice([b"99999999999", b"4294967295", b"-1", b"2147483648"]) + content[at + 1 :]


CHANGES: dict[str, Callable[[bytes, random.Random], bytes]] = {
    "cut": _cut,
    "flipped": _flip,
    "swapped": _swap,
    "repeated": _repeat,
    "strewn": _strew,
    "grown": _grow_a_number,
}


def changed(count: int, seed: int, suffixes: list[str]) -> Iterator[Malformed]:
    """`count` files of each suffix, each a changed valid one."""
    for suffix in suffixes:
        valid = VALID[suffix]()
        for number in range(count):
            choose = random.Random(f"{seed} {suffix} {number}")
            how = list(CHANGES)[number % len(CHANGES)]
            yield Malformed(f"{how}-{number}{_full(suffix)}", suffix, CHANGES[how](valid, choose), how)


def of_another_kind(suffixes: list[str]) -> Iterator[Malformed]:
    """Each valid file under every other suffix, and nothing, one byte, and noise under each."""
    noise = random.Random(7).randbytes(5000)
    for suffix in suffixes:
        for other in suffixes:
            if VALID[other] is not VALID[suffix]:
                yield Malformed(f"{other[1:]}-as{_full(suffix)}", suffix, VALID[other](), "of another kind")
        for how, content in (
            ("empty", b""),
            ("one byte", b"<"),
            ("noise", noise),
            ("NULs", bytes(5000)),
            ("0xFF", b"\xff" * 5000),
        ):
            yield Malformed(f"{how}{_full(suffix)}", suffix, content, how)


def made_by_hand() -> Iterator[Malformed]:
    """Bombs and traps."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    laughs = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "lol">{entities}]>'
    secret = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
    remote = '<?xml version="1.0"?><!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    for how, head, entity in (("laughs", laughs, "&a11;"), ("secret", secret, "&e;"), ("remote", remote, "")):
        yield Malformed(
            f"{how}.xml", ".xml", f"{head}<rss><channel><item><title>{entity}</title></item></channel></rss>".encode(), how
        )
        body = f"{head}<w:document {space}><w:body><w:p><w:r><w:t>{entity}</w:t></w:r></w:p></w:body></w:document>"
        yield Malformed(f"{how}.docx", ".docx", docx(body), how)
        yield Malformed(f"{how}.xhtml", ".xhtml", f"{head}<html><body><p>{entity}</p></body></html>".encode(), how)
    levels = 10_000
    yield Malformed("deep.html", ".html", (b"<div>" * levels) + TEXT.encode() + (b"</div>" * levels), "deep")
    yield Malformed("deep.xml", ".xml", (b"<a>" * levels) + TEXT.encode() + (b"</a>" * levels), "deep")
    yield Malformed("deep.rtf", ".rtf", b"{\\rtf1 " + b"{" * levels + TEXT.encode() + b"}" * levels + b"}", "deep")
    deep = f"<w:document {space}><w:body>{'<w:p>' * levels}{TEXT}{'</w:p>' * levels}</w:body></w:document>"
    yield Malformed("deep.docx", ".docx", docx(deep), "deep")
    yield Malformed("deep.jsonl", ".jsonl", b'{"text": ' + b"[" * 100_000 + b"}", "deep")
    yield Malformed(
        "attributes.html", ".html", b"<p " + b"".join(b"a%d=x " % n for n in range(20_000)) + b">x</p>", "attributes"
    )
    yield Malformed("recursive.pdf", ".pdf", pdf(b"/Type /Pages /Kids [3 0 R 3 0 R] /Count 2 /Parent 3 0 R"), "recursive")
    yield Malformed("itself.pdf", ".pdf", pdf(b"/Type /Page /Parent 2 0 R /Contents 3 0 R"), "recursive")
    yield Malformed(
        "endless.pdf", ".pdf", pdf(b"/Type /Page /Parent 2 0 R /MediaBox [0 0 1e9 1e9] /UserUnit 1e9 /Contents 4 0 R"), "huge"
    )
    large = f"<w:document {space}><w:body>{'<w:p/>' * 2_000_000}</w:body></w:document>"
    yield Malformed("large.docx", ".docx", docx(large), "bomb")
    yield Malformed("bomb.zip", ".zip", zipped({f"{n}.txt": b"a" * 10_000_000 for n in range(5)}), "bomb")
    yield Malformed("bomb.txt.gz", ".gz", gzip.compress(b"a" * 50_000_000, mtime=0), "bomb")
    nested = zipped({"0.txt": TEXT})
    for depth in range(10):
        nested = zipped({f"{depth}.zip": nested})
    yield Malformed("nested.zip", ".zip", nested, "nested")
    yield Malformed("wide.csv", ".csv", b"text" + b"," * 500_000 + b"\n" + b"," * 500_000 + b"\n", "wide")
    yield Malformed("quote.csv", ".csv", b'text\n"' + b"x" * 6_000_000, "open quotation")
    yield Malformed("line.txt", ".txt", b"a" * 50_000_000, "a long line")
    yield Malformed("surrogates.txt", ".txt", b"\xff\xfe" + b"\x00\xd8" * 1000, "lone surrogates")
    yield Malformed("surrogates.jsonl", ".jsonl", b'{"text": "Kite \\ud800 Bank"}', "lone surrogates")
    yield Malformed("utf8.txt", ".txt", b"Kite \xc0\x80\xed\xa0\x80\xf5 Bank", "invalid UTF-8")
    yield Malformed("nuls.md", ".md", b"Kite\0Bank\0" * 5, "NULs")


def _full(suffix: str) -> str:
    """A suffix that says what is in it."""
    return {".gz": ".txt.gz"}.get(suffix, suffix)
