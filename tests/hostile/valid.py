"""A small valid file of every format that is read, made with the standard library: what malformed ones are made of."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from collections.abc import Callable, Mapping
from email.message import EmailMessage

TEXT = "Kite Bank acquired Plaid Pay for $40 million in 2024. Li Chen is the chief executive of Kite Bank in Zürich."

_HTML = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>News</title></head><body><nav>Home</nav>
<article><h1>Kite Bank buys</h1><p>{TEXT}</p><p>{TEXT} Once more.</p>
<table><tr><td>a</td><td>b</td></tr></table></article></body></html>"""
_XHTML = f"""<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title>News</title></head>
<body><h1>Kite Bank buys</h1><p>{TEXT}</p></body></html>"""
_RSS = f"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title><link>https://example.org/</link>
<item><title>One</title><link>https://example.org/1</link><guid>1</guid><pubDate>Fri, 05 Jan 2024 10:00:00 GMT</pubDate>
<description>{TEXT}</description></item></channel></rss>"""
_ATOM = f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x</id>
<updated>2024-01-05T10:00:00Z</updated><entry><title>One</title><id>urn:x:1</id><updated>2024-01-05T10:00:00Z</updated>
<content type="text">{TEXT}</content></entry></feed>"""
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip file; a member called `mimetype` is stored, as OpenDocument and EPUB want it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            method = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 5, 0, 0, 0)), content, method)
    return made.getvalue()


def docx(document: str | None = None) -> bytes:
    """A Word file, with another document.xml where one is given."""
    body = f"<w:p><w:r><w:t>{TEXT}</w:t></w:r></w:p>"
    return zipped(
        {
            "[Content_Types].xml": _types("/word/document.xml", "wordprocessingml.document.main"),
            "_rels/.rels": _relations(f"{_OFFICE}/officeDocument", "word/document.xml"),
            "word/document.xml": document or f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>',
        }
    )


def pptx() -> bytes:
    """A PowerPoint file of one slide."""
    space = (
        'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
        f'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" {_R}'
    )
    shape = f"<p:sp><p:nvSpPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>{TEXT}</a:t></a:r></a:p></p:txBody></p:sp>"
    return zipped(
        {
            "[Content_Types].xml": _types("/ppt/presentation.xml", "presentationml.presentation.main"),
            "_rels/.rels": _relations(f"{_OFFICE}/officeDocument", "ppt/presentation.xml"),
            "ppt/presentation.xml": f"<p:presentation {space}>"
            '<p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": _relations(f"{_OFFICE}/slide", "slides/slide1.xml"),
            "ppt/slides/slide1.xml": f"<p:sld {space}><p:cSld><p:spTree>{shape}</p:spTree></p:cSld></p:sld>",
        }
    )


def odt() -> bytes:
    """An OpenDocument text."""
    office, text = "urn:oasis:names:tc:opendocument:xmlns:office:1.0", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
    kind = "application/vnd.oasis.opendocument.text"
    content = f"<office:body><office:text><text:p>{TEXT}</text:p></office:text></office:body>"
    manifest = f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
    return zipped(
        {
            "mimetype": kind,
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f"{manifest}</manifest:manifest>",
            "content.xml": f'<office:document-content xmlns:office="{office}" xmlns:text="{text}">'
            f"{content}</office:document-content>",
        }
    )


def epub() -> bytes:
    """A book of one chapter."""
    container = '<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
    metadata = (
        '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">Book</dc:title>'
        '<dc:language xmlns:dc="http://purl.org/dc/elements/1.1/">en</dc:language>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
            f"<rootfiles>{container}</rootfiles></container>",
            "OEBPS/book.opf": '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">'
            f"<metadata>{metadata}</metadata><manifest>"
            '<item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="c"/></spine></package>',
            "OEBPS/c.xhtml": _XHTML,
        }
    )


def pdf(
    page: bytes = b"/Type /Page /Parent 2 0 R /MediaBox [0 0 900 200] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >>",
) -> bytes:
    """A PDF of one page, whose dictionary can be another."""
    stream = b"BT /F 12 Tf 20 100 Td (" + TEXT.encode("cp1252") + b") Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< " + page + b" >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    made, starts = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        starts.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    size = len(objects) + 1
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))
    return made + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + trailer


def mail() -> bytes:
    """A mail with a plain and an HTML part."""
    message = EmailMessage()
    message["From"], message["To"] = "Ada Wren <ada@example.org>", "Bo Lund <bo@example.org>"
    message["Subject"], message["Date"] = "News", "Fri, 05 Jan 2024 10:00:00 +0000"
    message.set_content(TEXT)
    message.add_alternative(_HTML, subtype="html")
    message.set_boundary("=x=")
    return bytes(message)


def mhtml() -> bytes:
    """A saved page."""
    kind = 'multipart/related; type="text/html"; boundary="x"'
    head = f"From: <saved>\r\nSubject: News\r\nMIME-Version: 1.0\r\nContent-Type: {kind}\r\n"
    part = (
        f"--x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Location: https://example.org/\r\n\r\n{_HTML}\r\n--x--\r\n"
    )
    return f"{head}\r\n{part}".encode()


def tar() -> bytes:
    """A tar file of one text."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as archive:
        info = tarfile.TarInfo("a/news.txt")
        info.size = len(TEXT.encode())
        archive.addfile(info, io.BytesIO(TEXT.encode()))
    return made.getvalue()


def parquet() -> bytes:
    """A table of one row, or what begins like one where pyarrow is not there."""
    try:
        import pyarrow
        from pyarrow import parquet as files
    except ImportError:
        return b"PAR1" + bytes(64) + b"PAR1"
    made = io.BytesIO()
    files.write_table(pyarrow.table({"id": ["1"], "text": [TEXT]}), made)
    return bytes(made.getvalue())


def _types(part: str, kind: str) -> str:
    content = f"application/vnd.openxmlformats-officedocument.{kind}+xml"
    return (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/><Override PartName="{part}" ContentType="{content}"/></Types>'
    )


def _relations(kind: str, target: str) -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/></Relationships>'
    )


VALID: Mapping[str, Callable[[], bytes]] = {
    ".txt": TEXT.encode,
    ".text": lambda: TEXT.encode("utf-16"),
    ".md": lambda: f"# News\n\n- {TEXT}\n".encode(),
    ".markdown": lambda: f"> {TEXT}\n".encode(),
    ".html": _HTML.encode,
    ".htm": lambda: _HTML.encode("utf-16"),
    ".xhtml": _XHTML.encode,
    ".mhtml": mhtml,
    ".mht": mhtml,
    ".pdf": pdf,
    ".docx": docx,
    ".pptx": pptx,
    ".odt": odt,
    ".rtf": lambda: (r"{\rtf1\ansi\deff0{\fonttbl{\f0 Arial;}}\f0\fs24 " + TEXT.replace("ü", r"\'fc") + r"\par}").encode(),
    ".eml": mail,
    ".epub": epub,
    ".xml": _RSS.encode,
    ".rss": _RSS.encode,
    ".atom": _ATOM.encode,
    ".csv": lambda: f'id,text,date\n1,"{TEXT}",2024-01-05\n2,"{TEXT} Again.",2024-01-06\n'.encode(),
    ".tsv": lambda: f"id\ttext\n1\t{TEXT}\n".encode(),
    ".jsonl": lambda: f'{{"id": 1, "text": "{TEXT}"}}\n{{"id": 2, "text": "{TEXT} Again."}}\n'.encode(),
    ".ndjson": lambda: f'{{"text": "{TEXT}"}}\n'.encode(),
    ".parquet": parquet,
    ".zip": lambda: zipped({"a/news.txt": TEXT, "b.csv": f'text\n"{TEXT}"\n'}),
    ".tar": tar,
    ".tgz": lambda: gzip.compress(tar(), mtime=0),
    ".gz": lambda: gzip.compress(TEXT.encode(), mtime=0),
}
"""From each suffix to a valid file of it."""
