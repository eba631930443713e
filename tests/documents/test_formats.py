"""From a document of each format to its Source: text with its layout, what it says of itself, and what is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fintech_kg.documents.read import READERS
from fintech_kg.errors import BrokenDocument, DocumentError, EncryptedDocument, NoTextFound, UnsafeDocument
from fintech_kg.model import Source

from .samples import SAMPLES, SENTENCE, docx, epub, odt, packed, paragraph, pdf

ENTITY = '<!DOCTYPE d [<!ENTITY x "Kite Bank">]>'
BOMB = '<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>'
EXTERNAL = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'


def sources(suffix: str, content: bytes) -> list[Source]:
    found = READERS[suffix](f"name{suffix}", content)
    outcomes = [found] if isinstance(found, Source) else list(found)
    assert all(isinstance(one, Source) for one in outcomes)
    return [one for one in outcomes if isinstance(one, Source)]


def read(suffix: str, content: bytes | None = None) -> Source:
    return sources(suffix, SAMPLES[suffix] if content is None else content)[0]


@pytest.mark.parametrize("suffix", sorted(set(SAMPLES) - {".pdf", ".pptx"}))
def test_sentence_stays_to_the_character(suffix: str) -> None:
    assert SENTENCE in read(suffix).text


@pytest.mark.parametrize("suffix", sorted(set(SAMPLES) - {".odt", ".mhtml", ".html"}))
def test_title_date_and_author(suffix: str) -> None:
    source = read(suffix)
    assert (source.title, source.published, source.author) == ("The deal", "2024-05-14", "Ada Wren")


@pytest.mark.parametrize("suffix", sorted(SAMPLES))
def test_same_bytes_give_the_same_source(suffix: str) -> None:
    assert sources(suffix, SAMPLES[suffix]) == sources(suffix, SAMPLES[suffix])


@pytest.mark.parametrize("suffix", sorted(SAMPLES))
def test_any_cut_of_a_file_is_read_or_refused(suffix: str) -> None:
    for share in range(1, 20):
        content = SAMPLES[suffix][: len(SAMPLES[suffix]) * share // 20]
        try:
            sources(suffix, content)
        except DocumentError as error:
            assert error.source == f"name{suffix}"


@settings(max_examples=40, deadline=None)
@given(suffix=st.sampled_from(sorted(SAMPLES)), at=st.floats(0, 0.999), noise=st.binary(min_size=1, max_size=40))
def test_damage_is_read_or_refused(suffix: str, at: float, noise: bytes) -> None:
    content = SAMPLES[suffix]
    place = int(at * len(content))
    try:
        sources(suffix, content[:place] + noise + content[place + len(noise) :])
    except DocumentError as error:
        assert error.reason


@pytest.mark.parametrize("suffix", sorted(set(SAMPLES) - {".html"}))
def test_another_kind_of_file_is_refused(suffix: str) -> None:
    with pytest.raises(DocumentError):
        sources(suffix, b"\x89PNG\r\n\x1a\n" + bytes(range(256)))


@pytest.mark.parametrize("suffix", sorted(SAMPLES))
def test_nothing_is_refused(suffix: str) -> None:
    with pytest.raises(DocumentError):
        sources(suffix, b"")


@pytest.mark.parametrize(
    ("suffix", "content"),
    [
        (".pdf", pdf([[]])),
        (".docx", packed({"word/document.xml": "<document><body/></document>"})),
        (".odt", odt("")),
        (".epub", epub("<html><body></body></html>")),
        (".html", b"<html><body><script>var x = 1;</script></body></html>"),
        (".rtf", b"{\\rtf1\\ansi }"),
        (".eml", b"From: a@example.org\r\n\r\n\r\n"),
        (".xml", b"<rss><channel><title>Wire</title><item><title/></item></channel></rss>"),
    ],
    ids=["pdf", "docx", "odt", "epub", "html", "rtf", "eml", "xml"],
)
def test_document_without_text_is_said_to_be_one(suffix: str, content: bytes) -> None:
    with pytest.raises(NoTextFound):
        sources(suffix, content)


@pytest.mark.parametrize("declared", [ENTITY, BOMB, EXTERNAL], ids=["entity", "bomb", "external"])
@pytest.mark.parametrize(
    ("suffix", "made"),
    [
        (".docx", lambda dtd: packed({"word/document.xml": f"{dtd}<d>&x;</d>"})),
        (".odt", lambda dtd: packed({"content.xml": f"{dtd}<d>&x;</d>"})),
        (".epub", lambda dtd: packed({"META-INF/container.xml": f"{dtd}<d>&x;</d>"})),
        (".xml", lambda dtd: f"{dtd}<d>&x;</d>".encode()),
    ],
    ids=["docx", "odt", "epub", "xml"],
)
def test_entities_are_never_expanded(suffix: str, made: Callable[[str], bytes], declared: str) -> None:
    with pytest.raises((UnsafeDocument, BrokenDocument)):
        sources(suffix, made(declared))


@pytest.mark.parametrize("suffix", [".docx", ".pptx", ".odt", ".epub"])
def test_package_that_unpacks_to_too_much_is_refused_unopened(suffix: str) -> None:
    with pytest.raises(UnsafeDocument, match="unpack to"):
        sources(suffix, packed({"word/document.xml": b" " * 30_000_000}))


@pytest.mark.parametrize("suffix", [".docx", ".pptx"])
def test_office_file_with_a_password_is_named(suffix: str) -> None:
    with pytest.raises(EncryptedDocument):
        sources(suffix, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500))


def test_package_whose_members_are_encrypted_is_named() -> None:
    content = bytearray(docx(paragraph(SENTENCE)))
    at = content.rfind(b"word/document.xml", 0, content.rfind(b"word/_rels")) - 46
    content[at + 8] |= 1
    with pytest.raises(EncryptedDocument):
        sources(".docx", bytes(content))


def test_word_keeps_headings_items_rows_and_notes() -> None:
    assert read(".docx").text.split("\n\n") == ["# The deal", SENTENCE, "- An item.", "| Deposits | $5 million |", "A note."]


def test_word_reads_what_was_inserted_and_not_what_was_deleted_or_hidden() -> None:
    runs = (
        "<w:p><w:r><w:t>Kite </w:t></w:r><w:ins><w:r><w:t>bought</w:t></w:r></w:ins><w:del><w:r><w:delText>sold</w:delText></w:r>"
        "</w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>secretly</w:t></w:r><w:r><w:tab/><w:t>Plaid.</w:t></w:r></w:p>"
    )
    assert read(".docx", docx(runs)).text == "Kite bought Plaid.\n\nA note."


def test_slides_are_pages_in_the_order_of_the_show() -> None:
    source = read(".pptx")
    assert source.text == f"## The deal\n\n- One point.\n- Another point.\n\n## Second\n\n{SENTENCE}"
    assert [source.text[start:].split("\n")[0] for start in source.pages] == ["## The deal", "## Second"]


def test_opendocument_keeps_headings_items_and_rows() -> None:
    assert read(".odt").text == f"# The deal\n\n{SENTENCE}\n\n- An item.\n\n| Deposits | $5 million |"


def test_rtf_keeps_rows() -> None:
    assert read(".rtf").text.endswith("\n\n| Deposits | $5 million |")


def test_book_has_its_headings() -> None:
    assert read(".epub").text == f"# The deal\n\n{SENTENCE}"


def test_each_entry_of_a_feed_is_a_source() -> None:
    one, two = sources(".xml", SAMPLES[".xml"])
    assert (one.name, one.text, one.site, one.language) == ("name.xml#1", f"# The deal\n\n{SENTENCE}", "Wire", "en-GB")
    assert (two.name, two.text) == ("name.xml#2", "# Second\n\nMore.")


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            b'<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><entry><title>A &amp;amp; B</title><updated>2024-05-14</updated>'
            b'<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Kite grew.</p><p>Plaid fell.</p></div></content>'
            b"</entry></feed>",
            "# A & B\n\nKite grew.\n\nPlaid fell.",
        ),
        (
            b'<!DOCTYPE nitf SYSTEM "http://example.org/nitf.dtd"><nitf><head><docdata><date.issue norm="20240514T080000Z"/></docdata>'
            b"</head><body><body.head><hedline><hl1>Kite grows</hl1></hedline></body.head><body.content><p>Kite grew.</p></body.content>"
            b"</body></nitf>",
            "# Kite grows\n\nKite grew.",
        ),
        (
            b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta><versionCreated>2024-05-14T08:00:00Z</versionCreated>'
            b"</itemMeta><contentMeta><headline>Kite grows</headline></contentMeta><contentSet><inlineXML>"
            b'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>no</title></head><body><p>Kite grew.</p></body></html>'
            b"</inlineXML></contentSet></newsItem>",
            "# Kite grows\n\nKite grew.",
        ),
    ],
    ids=["atom", "nitf", "newsml-g2"],
)
def test_kinds_of_news(content: bytes, text: str) -> None:
    source = read(".xml", content)
    assert (source.text, source.published) == (text, "2024-05-14")


def test_other_xml_is_refused_by_name() -> None:
    with pytest.raises(BrokenDocument, match="<invoice>"):
        sources(".xml", b"<invoice><p>Kite Bank bought Plaid.</p></invoice>")


def test_mail_gives_its_plain_text_and_the_mails_inside() -> None:
    content = (
        b"From: Ada Wren <ada@example.org>\r\nSubject: =?utf-8?q?Kite_=E2=80=93_deal?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; format=flowed\r\n\r\nKite Bank \r\nbought it."
        b"\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: Inner\r\n\r\nPlaid was sold.\r\n--b--\r\n"
    )
    outer, inner = sources(".eml", content)
    assert (outer.title, outer.text) == ("Kite – deal", "Kite Bank bought it.")
    assert (inner.name, inner.title, inner.text.strip()) == ("name.eml#1", "Inner", "Plaid was sold.")


def test_mail_of_many_parts_inside_each_other_is_bounded() -> None:
    content = b"Subject: x\r\nContent-Type: message/rfc822\r\n\r\n" * 3000 + b"Subject: y\r\n\r\nKite."
    with pytest.raises(DocumentError):
        sources(".eml", content)


def test_reading_opens_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    remote = '<img src="http://192.0.2.1/x.png"><link rel="stylesheet" href="http://192.0.2.1/x.css">'
    assert SENTENCE in read(".html", f"<html><head>{remote}</head><body>{remote}<p>{SENTENCE}</p></body></html>".encode()).text
