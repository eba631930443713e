"""From plain data of which some lies on the disk to JSON, so that of no list more than a row is in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, repeat

from fintech_kg.corpus.pile import Pile


def json_pieces(data: Mapping[str, object]) -> Iterator[str]:
    """The data as JSON with an indent of one, a row at a time; what JSON cannot carry (lone surrogates) is escaped."""
    yield from _pieces(data, "\n")
    yield "\n"


def _pieces(value: object, line: str) -> Iterator[str]:
    """What `json.dumps` gives with an indent of one; `line` begins a line as deep as the value stands."""
    if isinstance(value, Mapping) and value:
        for before, (name, one) in zip(chain("{", repeat(",")), value.items(), strict=False):
            yield f"{before}{line} {json.dumps(name)}: "
            yield from _pieces(one, f"{line} ")
        yield f"{line}}}"
    elif isinstance(value, Sequence) and not isinstance(value, str) and value:
        for before, one in zip(chain("[", repeat(",")), value, strict=False):
            yield f"{before}{line} {json.dumps(one, indent=1).replace(chr(10), f'{line} ')}"
        yield f"{line}]"
    else:
        yield "[]" if isinstance(value, Pile) else json.dumps(value)
