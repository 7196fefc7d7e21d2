"""The documents as the JSON file that TinyDB itself reads and writes: `TinyDB(path)` opens it, ids and all."""

from collections.abc import Iterable, Iterator
from typing import Protocol

import msgspec

from store.interop import files
from store.kinds import SEALED


class TableSource(Protocol):
    """Encoded documents by table and number; a ledger is one."""

    def tables(self) -> list[str]: ...
    def numbers(self, table: str) -> list[int]: ...
    def raw(self, table: str, number: int) -> bytes | msgspec.Raw | None: ...


def write(source: TableSource, target: files.Target, tables: Iterable[str] | None = None) -> None:
    """Write all tables that anybody reads, or those named, to a stream of bytes or a file; raises `Failed`."""
    files.write(target, _parts(source, tables))


def _readable(source: TableSource) -> Iterator[str]:
    """All tables but those that nobody reads."""
    return (name for name in source.tables() if name not in SEALED)


def _parts(source: TableSource, tables: Iterable[str] | None) -> Iterator[bytes]:
    chosen = [(name, source.numbers(name)) for name in (_readable(source) if tables is None else tables)]
    yield b"{"
    for at, (name, numbers) in enumerate(chosen):
        yield (b", " if at else b"") + msgspec.json.encode(name) + b": {"
        first = True
        for number in numbers:
            raw = source.raw(name, number)
            if raw is not None:  # deleted meanwhile
                yield b'%s"%d": %s' % (b"" if first else b",\n", number, bytes(raw))
                first = False
        yield b"}"
    yield b"}\n"
