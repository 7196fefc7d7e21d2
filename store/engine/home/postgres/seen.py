"""What somebody has seen last of a journal in a database, in a file of their own: by it one knows that it went back.

A server that is put in the place of a dead one may lack what was acknowledged. What one has seen is then not there, and
nothing else remembers it. A line is a sequence, a checksum and a body; a large one's changes are left out.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from glob import escape, glob

import msgspec

from store.engine.home.postgres.database_position import DatabasePosition
from store.engine.journal.entry import Entry
from store.engine.later_versions import entry_of

#: A body that is longer is kept without its changes.
LONG = 16 * 1024
#: Bytes of the file from which on its older half goes, and of its end, a whole line at least, that is looked at when
#: one opens.
MOST, END = 1024 * 1024, 3 * LONG
#: Of what is read at once so many are kept.
MANY = 500

Noted = tuple[bytes, DatabasePosition]


class SeenEntries:
    """That of one workspace. Where nothing can be kept, nothing is."""

    def __init__(self, workspace: str) -> None:
        import platformdirs  # late: the folder may be told

        self._folder = os.path.join(platformdirs.user_state_dir("concord"), workspace)
        self._path = os.path.join(self._folder, "seen")

    def note(self, noted: Iterable[Noted]) -> None:
        """These were seen."""
        lines = b"".join(b"%d %d %s\n" % (*position, _short(body)) for body, position in noted)
        with suppress(OSError):
            fd = self._opened(os.O_WRONLY | os.O_APPEND | os.O_CREAT)
            try:
                os.write(fd, lines)
                grown = os.fstat(fd).st_size > MOST
            finally:
                os.close(fd)
            if grown:
                self._put(self._read(MOST // 2))

    def _opened(self, how: int) -> int:
        try:
            return os.open(self._path, how | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
        except FileNotFoundError:
            if not how & os.O_CREAT:
                raise
        os.makedirs(self._folder, mode=0o700, exist_ok=True)
        return os.open(self._path, how | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)

    def _read(self, most: int) -> bytes:
        """The whole lines at its end, in so many bytes."""
        try:
            fd = self._opened(os.O_RDONLY)
        except OSError:
            return b""
        with os.fdopen(fd, "rb") as file:
            start = max(0, file.seek(0, os.SEEK_END) - most)
            file.seek(start)
            data = file.read()
        return data.partition(b"\n")[2] if start else data

    def _put(self, data: bytes) -> None:
        aside = f"{self._path}.{os.urandom(4).hex()}"
        with open(aside, "xb", opener=lambda path, how: os.open(path, how, 0o600)) as file:
            file.write(data)
        os.rename(aside, self._path)

    def last(self) -> dict[DatabasePosition, bytes]:
        """The last of it: bodies by their positions."""
        return dict(_positions(self._read(END)))

    def all(self) -> dict[DatabasePosition, bytes]:
        """All that is kept, in the order of the journal."""
        return dict(sorted(_positions(self._read(2 * MOST))))

    @property
    def mark(self) -> int:
        """Another number when it was begun anew."""
        try:
            return os.stat(self._path).st_ino
        except OSError:
            return 0

    def begin_anew(self) -> str:
        """Put it aside; where it is now, empty where there was none. Raises OSError."""
        if not os.path.exists(self._path):
            return ""
        aside = f"{self._path}.gone-{len(glob(f'{escape(self._path)}.gone-*')) + 1}"
        os.rename(self._path, aside)
        return aside

    def put_aside(self) -> list[Entry]:
        """All that was begun anew without, as far as it can be read."""
        found: dict[str, Entry] = {}
        for path in sorted(glob(f"{escape(self._path)}.gone-*")):
            with suppress(OSError), open(path, "rb") as file:
                found.update((each.op, each) for each in entries_of(dict(_positions(file.read())).values()))
        return list(found.values())


def _short(body: bytes) -> bytes:
    entry = entry_of(body) if len(body) > LONG else None
    return body if entry is None else msgspec.json.encode(msgspec.structs.replace(entry, changes=[]))


def _positions(data: bytes) -> Iterator[tuple[DatabasePosition, bytes]]:
    for line in data.splitlines():
        seq, _, rest = line.partition(b" ")
        chain, _, body = rest.partition(b" ")
        if seq.isdigit() and chain.isdigit():
            yield DatabasePosition(int(seq), int(chain)), body


def entries_of(bodies: Iterable[bytes]) -> list[Entry]:
    """The entries with those bodies, as far as they can be read."""
    return [entry for entry in map(entry_of, bodies) if entry is not None]
