"""Folders that people might point the command at: strategies for names, texts and the bytes of files."""

from __future__ import annotations

import json
from collections.abc import Mapping

from hypothesis import strategies as st

from ..naughty import NAUGHTY

SENTENCES = (
    "Kite Bank acquired Plaid in 2021 for $120 million.",
    "Li Chen is the chief executive of Kite Bank.",
    "She said that Kite Bank plans to buy Tallow Pay.",
    "“We grow fast,” said Li Chen.",
    "The company employs 410 people and uses blockchain.",
    "Visa denied that it had bought Tink.",
    "Amara Okafor founded Tallow Pay in Lagos, according to Reuters.",
    "Kite Bank, Quillmere and Visa are partners of the Monetary Authority of Singapore.",
    "Turnover rose 43% to between €3 and 5 million.",
    "Former Visa chief Joe “The\nRock” O'Neil-Smith joined Kite Bank.",
    'Kite "Fast" Bank Ltd. (KFB) acquired <b>Plaid</b> & Sons.',
    "Li Chen was the chief\nexecutive of Kite Bank until\n2018, and it paid $4\nmillion for Tallow\nPay.",
    "# A heading",
    "- Kite Bank: £4m from Sequoia",
    "| Kite Bank | 12 | 43% |",
)
SHAPES = (
    "x" * 30_000,
    "Kite Bank acquired Plaid " * 400,
    "\n" * 3_000 + "Plaid is based in London.\n",
    "(" * 2_000,
    "1,000" * 500,
    " and ".join(["Kite Bank"] * 80) + " acquired Plaid.",
    "e" + "\u0301" * 2_000,
    "“" * 200 + "Yes" + "”" * 200 + " said Li Chen.",
    "<div>" * 500 + "Visa bought Tink." + "</div>" * 499,
    "> " * 300 + "Visa bought Tink.",
)
pieces = st.one_of(
    st.sampled_from(SENTENCES),
    st.sampled_from(SENTENCES),
    st.sampled_from(NAUGHTY),
    st.builds("{} acquired {} in 2021.".format, st.sampled_from(NAUGHTY), st.sampled_from(NAUGHTY)),
    st.builds("“{}” said {}.".format, st.sampled_from(NAUGHTY), st.sampled_from(["Li Chen", "Visa", *NAUGHTY[:40]])),
    st.builds("Kite Bank{}acquired{}Plaid.".format, st.sampled_from(NAUGHTY), st.sampled_from(NAUGHTY)),
    st.text(max_size=30),
)
texts = st.one_of(
    st.builds(str.join, st.sampled_from([" ", "\n", "\n\n", "\r\n", "\t"]), st.lists(pieces, min_size=1, max_size=8)),
    st.builds("{}\n{}\n{}".format, pieces, st.sampled_from(SHAPES), pieces),
)
_stems = st.one_of(st.sampled_from(NAUGHTY), st.text(max_size=12)).map(
    lambda stem: stem.translate({ord("/"): "∕", 0: "␀"}).encode("utf-8", "replace")[:150].decode("utf-8", "ignore")
)


def _rows(rows: list[tuple[str, str]]) -> bytes:
    return "".join(json.dumps({"id": name, "title": name, "text": text}) + "\n" for name, text in rows).encode()


_encoded = st.one_of(
    texts.map(lambda text: text.encode("utf-8", "surrogatepass")),
    texts.map(lambda text: text.encode("utf-8", "replace")),
    texts.map(lambda text: text.encode("utf-16", "replace")),
    st.binary(max_size=200),
)
_plain = st.tuples(
    st.builds("{}{}".format, _stems, st.sampled_from([".txt", ".md", ".txt", ".md", ".TXT", ".xyz", ""])), _encoded
)
_tables = st.tuples(
    st.builds("{}.jsonl".format, _stems), st.lists(st.tuples(st.sampled_from(NAUGHTY), texts), max_size=4).map(_rows)
)


def _folder(files: list[tuple[str, bytes]]) -> Mapping[str, bytes]:
    """The files by name; a leading dot would hide a file, and two names may not differ by nothing that a file system sees."""
    return {f"f{name}" if name.startswith((".", "-")) or not name else name: content for name, content in files}


folders = st.lists(st.one_of(_plain, _plain, _plain, _tables), min_size=1, max_size=4).map(_folder)
"""Up to four files by name: texts of our own sentences and of what breaks programs, tables of such texts, and noise."""
