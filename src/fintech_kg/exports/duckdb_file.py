"""From tables in Arrow's stream format to a DuckDB file, and from that to one without what DuckDB draws by chance.

DuckDB has no switch for it: each file gets an identifier of sixteen chance bytes, by which a log of changes left beside the
file would be known as its own; a file that is whole has no such log. It stands in the main header and in the header of the last
checkpoint (DuckDB's storage/storage_info.hpp and single_file_block_manager.cpp); each header begins with its checksum.
"""

from __future__ import annotations

import struct
from contextlib import closing
from pathlib import Path

from fintech_kg.exports.tables import TABLES, Type, created

_HEADER, _HEADERS = 4096, 3
_IDENTIFIER = slice(124, 140)
_MAGIC = slice(8, 12)
_SEED, _FACTOR, _MASK = 5381, 0xBF58476D1CE4E5B9, (1 << 64) - 1


def main(path: str) -> None:
    """Makes the file from what lies beside it in `rows/`."""
    import duckdb
    import pyarrow

    folder = Path(path).parent / "rows"
    with closing(duckdb.connect(path, config={"threads": 1})) as connection:
        for table in TABLES:
            connection.execute(created(table, {one: one.value for one in Type}))
            with pyarrow.OSFile(str(folder / f"{table.name}.arrow")) as stream:
                connection.register("rows", pyarrow.ipc.open_stream(stream))
                connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM rows')
                connection.unregister("rows")
    _level(Path(path))


def _level(path: Path) -> None:
    """Puts zeros in the identifier's place; leaves a file alone whose form is not the one that is known."""
    with path.open("r+b") as stream:
        headers = [bytearray(stream.read(_HEADER)) for _ in range(_HEADERS)]
        identifier = headers[0][_IDENTIFIER]
        marked = [header for header in headers if header[_IDENTIFIER] == identifier]
        if headers[0][_MAGIC] != b"DUCK" or any(_checksum(header) != bytes(header[:8]) for header in marked):
            return
        for header in marked:
            header[_IDENTIFIER] = bytes(16)
            header[:8] = _checksum(header)
        stream.seek(0)
        stream.write(b"".join(headers))


def _checksum(header: bytearray) -> bytes:
    """Of what stands behind the first eight bytes, as DuckDB's common/checksum.cpp has it."""
    found = _SEED
    for (word,) in struct.iter_unpack("<Q", header[8:]):
        found ^= word * _FACTOR & _MASK
    return struct.pack("<Q", found)
