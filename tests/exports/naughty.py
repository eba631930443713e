"""Names that break formats: each is a label in the graph that every export must carry."""

from __future__ import annotations

FORMULAS = (
    "=1+1", "=HYPERLINK(\"https://example.org\",\"x\")", "=cmd|' /C calc'!A0", "+1", "+SUM(A1:A9)", "-1", "-2+3", "@SUM(1)",
    "@", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "＝1+1", "＋1", "－1", "＠x", "=", "+", "--", "- item", "+ item", "\t", "-.5",
    "+.5", "=A1",
)  # fmt: skip
"""What a spreadsheet may take for a formula."""

CONTROLS = tuple(f"control{chr(code)}mark" for code in (*range(0x20), 0x7F, 0x80, 0x85, 0x9F, 0xA0, 0xAD))

INVISIBLE = tuple(
    f"in{char}visible"
    for char in "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2028\u2029"
    "\u2060\u2066\u2067\u2068\u2069\ufeff\ufffe\uffff\ufffd\ud800\ue000"
)

MARKUP = (
    "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- -->", "-->", "]]>", "<![CDATA[x]]>",
    "<?xml?>", "&", "&amp;", "&#0;", "&#x41;", "&nbsp;", "{{7*7}}", "${7*7}", "#{7*7}", "%s%n", "%00", "%2f%2e%2e",
    "{\"a\": 1}", "[]", "null", "NaN", "true", "NULL", "N/A", "NA", "None", "\\N", "\\n", "\\", "\\\\", "\\u0041", "\\x41",
    "\"", "\"\"", "\"\"\"", "'", "''", "`", "```", "a;b", "a,b", "a|b", "a||b", "|", "\\|", "a\\|b", ";", ",", ":", "a:b",
    "a\tb", "a\nb", "a\r\nb", "a\rb", "\n\n", "trail ", " lead", "..", "../../etc/passwd", "C:\\x", "/", "CON", "nul.txt",
    "a/b", "~", "*", "?", "#", "#tag", "# heading", "[[link]]", "[[a|b]]", "[a](b)", "![a](b)", "$x$", "==m==", "%%c%%",
    "^block", "---", "...", "- [ ] task", "1. item", "> quote", "https://example.org/", "Robert'); DROP TABLE nodes;--",
    "' OR 1=1", "@prefix : <x> .", "<http://x>", "_:b", "\"x\"@en", "'x'@en", "^2001", "@043.2/-114.1", "1e400", "0x10",
    "007", "1.0", "id", "type", "source", "target", "value", "label", "key", "class", "U+001F", "Ⅷ", "ﬁ", "é", "é", "İ",
    "ß", "和源支付", "Сбербанк", "بنك", "בנק", "🏦", "👩‍👩‍👧", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A", "\U0001d54f\U0010fffd", "a" * 10_000,
    "long 🏦 " * 500,
)  # fmt: skip

NAUGHTY = tuple(dict.fromkeys((*FORMULAS, *CONTROLS, *INVISIBLE, *MARKUP)))

assert len(NAUGHTY) > 200
