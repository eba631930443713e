"""One small document of each format, made by hand: each says that Kite Bank bought Plaid, under a heading, with an item and a row."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_A = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="{_R}"'
)
_O = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
_CORE = (
    '<c:coreProperties xmlns:c="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
    "<dc:title>The deal</dc:title><dc:creator>Ada Wren</dc:creator><dc:language>en-GB</dc:language>"
    "<dcterms:created>2024-05-14T08:00:00Z</dcterms:created></c:coreProperties>"
)
SENTENCE = "Kite Bank bought “Plaid” for €5 million."


def packed(members: Mapping[str, str | bytes]) -> bytes:
    """A zip of the members, the same bytes each time."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def relations(**targets: str) -> str:
    """A part of relationships: the last word of the type → target."""
    ones = "".join(
        f'<Relationship Id="r{at}" Type="{_R}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets.items(), 1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{ones}</Relationships>'


def docx(body: str, **more: str | bytes) -> bytes:
    """A Word document of the XML inside its body."""
    styles = "".join(
        f'<w:style w:styleId="{identifier}"><w:name w:val="{name}"/></w:style>'
        for identifier, name in (("H1", "heading 1"), ("LB", "List Bullet"))
    )
    return packed(
        {
            "_rels/.rels": relations(officeDocument="word/document.xml"),
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": relations(styles="styles.xml", footnotes="footnotes.xml"),
            "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
            "word/footnotes.xml": f"<w:footnotes {_W}><w:footnote w:type='separator'><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>"
            "<w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>",
            "docProps/core.xml": _CORE,
            **more,
        }
    )


def paragraph(text: str, style: str = "") -> str:
    """A paragraph of Word."""
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def pptx() -> bytes:
    """A presentation of two slides, in the order of its list and not of the names."""

    def slide(title: str, *lines: str) -> str:
        paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
        return (
            f"<p:sld {_A}><p:cSld><p:spTree>"
            f'<p:sp><p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{title}</a:t></a:r></a:p>'
            f'</p:txBody></p:sp><p:sp><p:nvSpPr><p:nvPr><p:ph idx="1"/></p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>'
            '<p:sp><p:nvSpPr><p:nvPr><p:ph type="sldNum"/></p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>7</a:t></a:r></a:p></p:txBody>'
            "</p:sp></p:spTree></p:cSld></p:sld>"
        )

    order = '<p:sldIdLst><p:sldId id="1" r:id="r2"/><p:sldId id="2" r:id="r1"/></p:sldIdLst>'
    rels = relations(slide="slides/slide1.xml").replace(
        "</Relationships>", f'<Relationship Id="r2" Type="{_R}/slide" Target="slides/slide2.xml"/></Relationships>'
    )
    return packed(
        {
            "_rels/.rels": relations(officeDocument="ppt/presentation.xml"),
            "ppt/presentation.xml": f"<p:presentation {_A}>{order}</p:presentation>",
            "ppt/_rels/presentation.xml.rels": rels,
            "ppt/slides/slide1.xml": slide("Second", SENTENCE),
            "ppt/slides/slide2.xml": slide("The deal", "One point.", "Another point."),
            "docProps/core.xml": _CORE,
        }
    )


def odt(body: str) -> bytes:
    """An OpenDocument text of the XML inside its body."""
    meta = f"<office:document-meta {_O}><office:meta><dc:title>The deal</dc:title><meta:creation-date>2024-05-14T08:00:00</meta:creation-date></office:meta></office:document-meta>"
    return packed(
        {
            "content.xml": f"<office:document-content {_O}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "meta.xml": meta,
        }
    )


def epub(chapter: str) -> bytes:
    """A book of one chapter."""
    opf = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The deal</dc:title>'
        "<dc:creator>Ada Wren</dc:creator><dc:language>en</dc:language><dc:date>2024-05-14</dc:date></metadata><manifest>"
        '<item id="c1" href="c1.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="c1"/></spine></package>'
    )
    container = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="book.opf"/></rootfiles></container>'
    return packed({"META-INF/container.xml": container, "book.opf": opf, "c1.xhtml": chapter})


def pdf(pages: Sequence[Sequence[tuple[int, int, int, str]]], *, info: str = "") -> bytes:
    """A PDF of pages of (x, y, size, Latin-1 text), made without compression."""
    bodies = ["<< /Type /Catalog /Pages 2 0 R >>"]
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    bodies += [
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, lines in enumerate(pages):
        shown = "\n".join(f"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET" for x, y, size, text in lines)
        font = "/Resources << /Font << /F1 3 0 R >> >>"
        bodies.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {font} /Contents {5 + 2 * at} 0 R >>")
        bodies.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    bodies.append(f"<< {info} >>")
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    trailer = f"trailer\n<< /Size {len(bodies) + 1} /Root 1 0 R /Info {len(bodies)} 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")


_ROW = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>".format(paragraph("Deposits"), paragraph("$5 million"))
_PAGE = f"""<!DOCTYPE html><html lang="en-GB"><head><title>The deal | Wire</title><meta charset="utf-8">
<meta property="og:title" content="The deal"><meta property="og:site_name" content="Wire"><meta name="author" content="Ada Wren">
<meta property="article:published_time" content="2024-05-14T08:00:00Z"></head><body>
<header><nav><ul><li><a href="/m">Markets desk</a></li><li><a href="/j">Jobs board</a></li></ul></nav></header>
<div class="cookie-banner"><p>We use cookies to improve your experience.</p></div>
<article><h1>The deal</h1><p>{SENTENCE} The price was paid in cash and in shares, the two firms said in a joint statement.</p>
<h2>Figures</h2><p>The bank named these figures in the statement that it filed in London on Tuesday morning.</p>
<ul><li>An item of the list that says what the bank will do next.</li></ul>
<table><tr><th>Deposits</th><th>Loans</th></tr><tr><td>$5 million</td><td>$4 million</td></tr></table></article>
<aside><h3>Related</h3><a href="/x">Orrin Pay raises money</a></aside><footer><p>Privacy policy</p></footer></body></html>"""

SAMPLES: Mapping[str, bytes] = {
    ".html": _PAGE.encode(),
    ".mhtml": b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    b"Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + _PAGE.encode() + b"\r\n--b--\r\n",
    ".pdf": pdf(
        [
            [
                (70, 760, 18, "The deal"),
                (70, 720, 11, "Kite Bank bought Plaid for a sum that it did not"),
                (70, 706, 11, "name."),
            ],
            [(70, 760, 11, "It paid in cash.")],
        ],
        info="/Title (The deal) /Author (Ada Wren) /CreationDate (D:20240514080000Z)",
    ),
    ".docx": docx(paragraph("The deal", "H1") + paragraph(SENTENCE) + paragraph("An item.", "LB") + _ROW),
    ".pptx": pptx(),
    ".odt": odt(
        f'<text:h text:outline-level="1">The deal</text:h><text:p>{SENTENCE}</text:p><text:list><text:list-item><text:p>An item.'
        "</text:p></text:list-item></text:list><table:table><table:table-row><table:table-cell><text:p>Deposits</text:p>"
        "</table:table-cell><table:table-cell><text:p>$5 million</text:p></table:table-cell></table:table-row></table:table>"
    ),
    ".rtf": b"{\\rtf1\\ansi\\ansicpg1252{\\info{\\title The deal}{\\author Ada Wren}{\\creatim\\yr2024\\mo5\\dy14}}"
    b"\\pard Kite Bank bought \\u8220?Plaid\\u8221? for \\u8364?5 million.\\par\\trowd Deposits\\cell $5 million\\cell\\row}",
    ".eml": b"From: Ada Wren <ada@example.org>\r\nSubject: The deal\r\nDate: Tue, 14 May 2024 08:00:00 +0000\r\nMIME-Version: 1.0\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + SENTENCE.encode() + b"\r\n",
    ".epub": epub(f"<html><head><title>x</title></head><body><h1>The deal</h1><p>{SENTENCE}</p></body></html>"),
    ".xml": f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><language>en-GB</language>
<item><title>The deal</title><pubDate>Tue, 14 May 2024 08:00:00 GMT</pubDate><author>Ada Wren</author>
<description>&lt;p&gt;{SENTENCE}&lt;/p&gt;</description></item><item><title>Second</title><description>More.</description></item>
</channel></rss>""".encode(),
}
"""A document by the suffix of its format."""
