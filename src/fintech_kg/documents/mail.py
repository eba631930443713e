"""From a mail (EML) or a saved web page (MHTML) to Sources: what it says, and of a mail each mail and file that it carries."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage, Message
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from mimetypes import guess_extension
from pathlib import PurePosixPath

from fintech_kg.documents.archives import Member
from fintech_kg.documents.pieces import text_of
from fintech_kg.documents.text import decode
from fintech_kg.documents.web import decode_html, html_pieces, html_tree, read_html
from fintech_kg.errors import BrokenDocument, DocumentError, NoTextFound, UnsafeDocument
from fintech_kg.model import Source

_HEADER = re.compile(rb"\A(?:From [^\n]*\n)?\s*[A-Za-z][A-Za-z0-9-]*[ \t]*:")
_WITHOUT_PROSE = frozenset({"image", "audio", "video"})
_SIGNATURES = frozenset({"pgp-signature", "pkcs7-signature", "x-pkcs7-signature"})
_MOST_PARTS = 1000
_DEEPEST = 10
_WRAPPED = re.compile(r"(?<=[^\n]) \r?\n(?=\S)")


def read_mail(name: str, content: bytes) -> Iterator[Source | Member]:
    """A mail: its plain text, or where it has none the text of its HTML; a mail attached to it is `name#number`.

    A file attached to it is a Member `name/its name`, but for pictures, sounds, films and signatures, which hold no prose.
    Raises BrokenDocument, NoTextFound, and UnsafeDocument for too many parts.
    """
    found = [one for one in _mails(name, _message(name, content), 0) if isinstance(one, Member) or one.text]
    if not found:
        raise NoTextFound(name)
    return iter(found)


def read_mhtml(name: str, content: bytes) -> Source:
    """A web page saved with what it shows; only the page itself is read. Raises as `read_html` does."""
    message = _message(name, content)
    for part in _parts(name, message):
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return replace(read_html(name, _bytes(part)), media_type="multipart/related")
    raise NoTextFound(name, "it holds no web page")


def _message(name: str, content: bytes) -> Message:
    if _HEADER.match(content[:10_000]) is None:
        raise BrokenDocument(name, "not a mail: it does not begin with a header")
    try:
        return BytesParser(policy=policy.compat32).parsebytes(content)
    except (MessageError, ValueError, LookupError, RecursionError, AttributeError, TypeError) as error:
        raise BrokenDocument(name, "not a mail that can be taken apart") from error


def _parts(name: str, message: Message) -> Iterator[Message]:
    """The parts that hold something, in order, without those of mails inside."""
    waiting, seen = [message], 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > _MOST_PARTS:
            raise UnsafeDocument(name, f"more than {_MOST_PARTS:,} parts")
        inner = part.get_payload()
        if part.get_content_type() != "message/rfc822" and isinstance(inner, list):
            waiting += [one for one in reversed(inner) if isinstance(one, Message)]
        else:
            yield part


def _mails(name: str, message: Message, deep: int) -> Iterator[Source | Member]:
    if deep > _DEEPEST:
        raise UnsafeDocument(name, f"mails inside mails, more than {_DEEPEST} deep")
    parts = list(_parts(name, message))
    yield _mail(name, message, [one for one in parts if not _is_attached(one)])
    yield from _attached(name, [one for one in parts if _is_attached(one)])
    inside = [one for one in parts if one.get_content_type() == "message/rfc822"]
    for at, part in enumerate(inside, 1):
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Message):
            yield from _mails(f"{name}#{at}", inner[0], deep + 1)


def _is_attached(part: Message) -> bool:
    return "attachment" in str(part.get("Content-Disposition", "")).casefold()


def _attached(name: str, parts: Iterable[Message]) -> Iterator[Member]:
    """The files, each under the last part of its name; of several with one name the later ones are `2-name`, `3-name`."""
    seen: Counter[str] = Counter()
    for part in parts:
        if part.get_content_maintype() in _WITHOUT_PROSE or part.get_content_subtype() in _SIGNATURES:
            continue
        if part.get_content_type() == "message/rfc822":
            continue  # read as a mail
        given = PurePosixPath((_filename(part) or "attachment").replace("\\", "/")).name or "attachment"
        called = given if PurePosixPath(given).suffix else given + (guess_extension(part.get_content_type()) or "")
        seen[called] += 1
        numbered = called if seen[called] == 1 else f"{seen[called]}-{called}"
        yield Member(f"{name}/{numbered}", PurePosixPath(called).suffix.lower(), _bytes(part))


def _filename(part: Message) -> str | None:
    try:
        given = part.get_filename()
    except (ValueError, LookupError, AttributeError, TypeError):
        return None
    return None if given is None else _decoded(given)


def _mail(name: str, message: Message, parts: list[Message]) -> Source:
    plain = [one for one in parts if one.get_content_type() == "text/plain"]
    pages = [one for one in parts if one.get_content_type() in ("text/html", "application/xhtml+xml")]
    text = "\n\n".join(_plain(name, one) for one in plain).strip("\n")
    if not text.strip():
        text = "\n\n".join(
            text_of(html_pieces(html_tree(name, decode_html(name, _bytes(one))))) for one in pages if _bytes(one)
        )
    senders = getaddresses([_header(message, "From") or ""])
    return Source(
        name=name,
        text=text,
        media_type="message/rfc822",
        title=_header(message, "Subject"),
        published=_day(_header(message, "Date")),
        language=_header(message, "Content-Language"),
        author=next((words or address for words, address in senders if words or address), None),
    )


def _plain(name: str, part: Message) -> str:
    """The text of a part; lines that only transport broke (format=flowed) are joined."""
    content = _bytes(part)
    charset = part.get_content_charset()
    try:
        text = content.decode(charset or "utf-8")
    except (UnicodeDecodeError, LookupError):
        try:
            text = decode(name, content)
        except DocumentError:
            return ""
    if str(part.get_param("format", "")).casefold() == "flowed":
        text = _WRAPPED.sub(" ", text)
    return text


def _bytes(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        return b""
    return content if isinstance(content, bytes) else b""


def _header(message: Message, name: str) -> str | None:
    """A header's words, decoded, on one line."""
    raw = message.get(name)
    return None if raw is None else _decoded(str(raw))


def _decoded(raw: str) -> str | None:
    try:
        decoded = EmailMessage(policy.default)
        decoded["Subject"] = " ".join(raw.split())
        words = str(decoded["Subject"])
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        words = raw
    return " ".join(words.split()) or None


def _day(date: str | None) -> str | None:
    try:
        return parsedate_to_datetime(date or "").date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
