"""A workspace in a database as it was when it was seen last, to be looked at until the database itself is there.

Loading what speaks to databases, and connecting, takes longer than drawing a board. What this knows, it knows from
what one keeps oneself: who one was at that address, a checkpoint, and the entries behind it.
"""

import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any, cast
from zlib import crc32

import msgspec

from store.engine.home import KeptCheckpoint, Overtook, Position
from store.engine.home.postgres.address import Address, address_of
from store.engine.home.postgres.cache_folder import ENTRIES, cache_folder
from store.engine.home.postgres.database_position import DatabasePosition, begin_of
from store.engine.journal import checkpoint, place
from store.engine.journal.entry import HEAD, Entry
from store.engine.journal.header import Header
from store.engine.later_versions import entry_of, header_of
from store.errors import ConcordError, ReadOnly
from store.words import Words

#: Of the copy of the entries so many bytes at its end are looked at.
END = 4 * 1024 * 1024
_NOT_YET = Words("the database has not answered yet")


class KeptAddress(msgspec.Struct):
    """Who one was at an address, and the first line of the journal that was there."""

    address: str
    header: str
    login: str


def remember(address: Address, header: bytes, login: str) -> None:
    """What was found at an address; where it cannot be kept, it is not."""
    known, path = KeptAddress(_said(address), header.decode(), login), _path(address)
    data = msgspec.json.encode(known)
    with suppress(OSError):
        if place.read_regular(path) == data:
            return
    with suppress(OSError):
        os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
        aside = f"{path}.{os.getpid()}"
        with open(aside, "wb", opener=lambda name, how: os.open(name, how | os.O_NOFOLLOW, 0o600)) as file:
            file.write(data)
        os.rename(aside, path)


def forget(address: Address) -> None:
    """Nobody is let in there any more, or there is nothing: what was kept of it is not shown."""
    with suppress(OSError):
        os.unlink(_path(address))


def as_it_was(address: str) -> "AsItWas | None":
    """What is known of what is at an address; None where that is nothing."""
    where = address_of(address)
    try:
        known = msgspec.json.decode(place.read_regular(_path(where)) or b"", type=KeptAddress)
        header = header_of(known.header.encode(), where.shown)
    except (OSError, ConcordError, msgspec.MsgspecError):
        return None
    found = AsItWas(where, known, header)
    return found if known.address == _said(where) and found.tells() else None


def _path(address: Address) -> str:
    return os.path.join(cache_folder("addresses"), f"{crc32(_said(address).encode()):08x}")


def _said(address: Address) -> str:
    """All by which libpq tells which server, and in whose name: the address and its environment, without passwords."""
    told = (f"{name}={value}" for name, value in os.environ.items() if name.startswith("PG") and "PASS" not in name)
    return "\n".join([address.shown, *sorted(told)])


class AsItWas:
    """A `Home` that nothing is written to, and in which nothing happens."""

    first_wins = True
    refusal = _NOT_YET
    vanished = None
    gone_to = ""
    lost: datetime | None = None

    def __init__(self, address: Address, known: KeptAddress, header: Header) -> None:
        self.place = address.shown
        self.header = header
        self.login = known.login
        self._begin = begin_of(known.header.encode())

    def tells(self) -> bool:
        """Whether enough of it is known to be shown."""
        kept = self.load()
        if kept is None:
            return any(self.read(self._begin))
        kept.loaded.file.close()
        return True

    def begin(self) -> DatabasePosition:
        return self._begin

    def load(self) -> KeptCheckpoint | None:
        loaded = checkpoint.load(cache_folder(self.header.workspace), self.header.workspace)
        if loaded is None:
            return None
        return KeptCheckpoint(loaded, DatabasePosition(loaded.head.seq, loaded.head.chain), stands=True)

    def read(self, after: Position) -> Iterator[tuple[Entry, DatabasePosition]]:
        """Those that the copy has, as far as they lead on from there."""
        position, lines = cast("DatabasePosition", after), self._lines()
        begin = b"%08x " % position.chain
        at = next((number for number, line in enumerate(lines, 1) if line.startswith(begin)), len(lines))
        for line in lines[at:]:
            entry, chain = entry_of(line[HEAD:]), crc32(line[HEAD:], position.chain)
            if entry is None or entry.seq != position.seq + 1 or not line.startswith(b"%08x " % chain):
                return
            position = DatabasePosition(entry.seq, chain)
            yield entry, position

    def _lines(self) -> list[bytes]:
        """The whole lines at the end of the copy, its first line among them where it is short."""
        try:
            fd = place.open_regular(os.path.join(cache_folder(self.header.workspace), ENTRIES), os.O_RDONLY)
        except (OSError, ConcordError):
            return []
        with os.fdopen(fd, "rb") as file:
            begin = file.seek(max(0, file.seek(0, os.SEEK_END) - END))
            return file.read().split(b"\n")[begin > 0 : -1]

    @contextmanager
    def turn(self, wait: float) -> Generator[None]:  # noqa: ARG002 (nobody gets it)
        raise ReadOnly("Nothing can be written here: {why}", why=self.refusal)
        yield

    def _none(self, *_given: object, **_named: object) -> Iterator[Any]:
        return iter(())

    def _yes(self, *_given: object, **_named: object) -> bool:
        return True

    def _no(self, *_given: object, **_named: object) -> bool:
        return False

    def _nothing(self, *_given: object, **_named: object) -> None: ...

    alone = turn
    entries = backwards = _none
    has_account = is_near = _yes
    moved = is_far_behind = tail_is_long = grown_long = arrived = _no
    risk = watch = meet = holder = save = rotate = leave = anew = settle = close = _nothing

    def append(self, *_given: object, **_named: object) -> Overtook:
        return Overtook()
