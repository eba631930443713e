"""Our own list of strings that have broken programs: each is one name, title, quotation or label that a document may have."""

# ruff: noqa: E501  a line of the list is a group that is read together

from __future__ import annotations

from collections.abc import Mapping

_TABLE: Mapping[str, tuple[str, ...]] = {
    "words that programs take for something else": (
        "null", "NULL", "nil", "None", "undefined", "undef", "NaN", "Infinity", "-Infinity", "true", "FALSE", "hasOwnProperty",
        "__proto__", "constructor", "toString", "CON", "PRN", "AUX", "COM1", "LPT1", "if", "then", "a", "A", "id", "graph",
    ),
    "numbers": (
        "0", "-0", "1.00", "007", "10.50", "1e400", "-1E+02", "0x7F", "0b1010", "1/0", "9" * 60, "1,000,000.00", "1.000,00",
        "1'000", "٣٫١٤", "１２３", "½", "²", "一百", "1_000", "+44 20", "--1",
    ),
    "marks": (
        "!", "'", "''", '"', '""', '"""', "`", "```", "\\", "\\\\", "back\\", "\\n", "\\u0041", "\\x41", "\\U00110000", ";", ";;",
        "|", "||", "a|b", "a;b", ",", "a,b", "<", "<>", "<<>>", ">", "&", "&&", "#", "# no comment", "%", "%%", "%zz", "%41", "%00",
        "@", "@prefix", "$", "^", "^^", "~", "*", "**", "_", "__", "(", ")", "[", "]", "[]", "{", "}", "{}", "{{7*7}}", "${7*7}",
        "<%= 7*7 %>", "#{7*7}", "=", ":", "::", "//", "/*", "*/", "--", "<!--", "-->", "]]>", "<![CDATA[", "…", "„“", "«»", "‘’",
    ),
    "formulas of spreadsheets": (
        "=1+1", "=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(1+1)", '=HYPERLINK("http://example.org","x")', "\t=1+1", "＝1＋1",
        "'=1+1", "=DDE(1)",
    ),
    "markup": (
        "<script>alert(1)</script>", "</script><script>alert(1)</script>", "</SCRIPT >", "<img src=x onerror=alert(1)>",
        '"><svg/onload=alert(1)>', "javascript:alert(1)", "' onmouseover='alert(1)", "<b>bold", "</textarea>", "</title>",
        "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/hosts'>]>", "&lt;b&gt;", "&amp;", "&#0;", "&#x1F4A9;", "&nosuch;",
        "<?xml version='1.0'?>", "<?php echo 1 ?>", "![x](javascript:y)", "[x](y 'z')", "<http://example.org/>", "<style>*{}",
        "&amp;lt;", "<a\nb>",
    ),
    "queries and commands": (
        "'; DROP TABLE x; --", "1 OR 1=1", "' UNION SELECT 1", "} DELETE WHERE { ?s ?p ?o", '" . <urn:a> <urn:b> <urn:c> . "',
        "; rm -rf /", "$(touch x)", "`touch x`", "| cat", "&& true", "> x", "*.txt", "%s%s%s%n", "%d", "{0}", "%(x)s", "{x!r}",
        "../../etc/hosts", "..\\..\\x", "/dev/null", "C:\\x", "\\\\host\\x", "file:///etc/hosts", "//host/x", "~/x", ".", "..",
        "-o", "--output=x", "@file", "http://example.org/?a=b&c=d#e", "a#b", "urn:x", "_:b0", "mailto:a@b.c", "a%2Fb", "a%20b",
    ),
    "letters of the world": (
        "Ümläüt", "ß", "ﬁ", "İstanbul", "ıI", "ÇĞŞ", "Ωmega", "Ρaypal", "Сбербанк", "上海", "和源支付", "田中さん", "表ポあA鷗ŒéＢ", "서울",
        "ישראל", "مصرف", "ไทย", "हिन्दी", "தமிழ்", "ქართული", "Հայ", "ᚠᛇᚻ", "𝕌𝕟𝕚", "𐐜𐐲", "𠜎𠜱", "ﷺ", "Å", "Å", "Å", "é", "e\u0301",
        "Ａ", "ꜳ", "ǆ",
    ),
    "what joins, hides or turns": (
        "Pay\u200bPal", "zero\u200dwidth", "zero\u200cwidth", "soft\u00adhyphen", "no\u00a0break", "\ufeffBOM", "BOM\ufeff",
        "right\u200fto\u202eleft\u202c", "\u2066iso\u2069late", "\u202exet", "word\u2060join", "sep\u2028ara\u2029tors",
        "next\u0085line", "tag\U000e0041", "var\ufe0f", "ogham\u1680space", "mongolian\u180evowel", "\u3000wide\u3000",
        "Z̡͓͈͔a̴̢͇l̵̨͝g̸̞̓o̷͖͐", "e" + "\u0301" * 40, "\u0301", "a\u20dd",
    ),
    "pictures": ("🏦", "👩🏽‍💻", "👨‍👩‍👧‍👦", "🇬🇧", "🇪", "❤️", "1️⃣", "💩" * 20, "🏴\U000e0067\U000e0062\U000e007f"),
    "blanks": (" ", "  ", " x", "x ", "x  y", "\t", "a\tb", "\n", "a\nb", "a\r\nb", "a\rb", "\x0b", "a\x0cb", "\u2003"),
    "what few formats carry": (
        "\x00", "a\x00b", "\x01\x02", "bell\x07", "esc\x1b[31m", "del\x7f", "c1\x9b", "\ud800", "\udfff", "a\udc80b", "\udc00\ud800",
        "\ufffe", "\uffff", "\ufdd0", "\U0010ffff", "\ufffd", "\ue000",
    ),
    "long": ("x" * 150, "long words " * 12, "(" * 100, '"' * 99, "ä" * 120, "<" * 90),
}  # fmt: skip

NAUGHTY: tuple[str, ...] = tuple(dict.fromkeys(one for strings in _TABLE.values() for one in strings))
"""All of them, each once."""
