"""A journal as it is, whatever its home: the header's bytes and each entry's, to be moved or packed byte for byte."""

import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from typing import NamedTuple, Protocol

from store.engine.identity import user_name
from store.engine.journal import checkpoint, gone_elsewhere, place, rotation, system
from store.engine.journal.absence import NAME, refuse_taken
from store.engine.journal.entry import HEAD, frame
from store.engine.journal.file import FilePosition, JournalFile
from store.engine.journal.to_the_end import ToTheEnd
from store.errors import Damaged, Failed, Refused


class RawEntry(NamedTuple):
    """An entry's sequence, its checksum, and its body."""

    seq: int
    chain: int
    body: bytes


class RawJournal(Protocol):
    """Where a journal is read as it is; ``gone_to`` says where it was moved to, or where it is being moved from."""

    header: bytes
    gone_to: str

    def entries(self, after: int) -> Iterator[RawEntry]: ...
    def must_be_yours(self) -> None: ...
    def close(self) -> None: ...


class FolderJournal:
    """That in a folder, its segments and its journal, as of the moment at which each is read."""

    def __init__(self, folder: str) -> None:
        self._folder, self._path = folder, os.path.join(folder, NAME)
        with closing(self._first()) as first:
            #: The body of the first line of all.
            self.header = first.line[HEAD:-1]
        self.gone_to = gone_elsewhere.where(folder)

    def _first(self) -> JournalFile:
        paths = rotation.paths(self._folder)
        return JournalFile(paths[0] if paths else self._path)

    def entries(self, after: int) -> Iterator[RawEntry]:
        """Those behind a sequence. Raises `Damaged` for what is missing or does not verify."""
        end: FilePosition | None = None
        for path in [*rotation.paths(self._folder), self._path]:
            with closing(JournalFile(path)) as file:
                if end is not None and file.start[2:4] != end[2:4]:
                    if file.start.seq < end.seq:
                        continue  # a rotation was interrupted between the two names
                    raise Damaged("{path} does not go on where the file before it ends", path=path)
                rest = ToTheEnd(file, file.start)
                for whole, position in rest:
                    if position.seq > after:
                        yield RawEntry(position.seq, position.chain, whole.body)
                if rest.damage is not None:
                    raise rest.damage
                end = rest.position

    def must_be_yours(self) -> None:
        """Raise `Refused` where somebody else would have to say that it has gone."""
        owner = os.stat(self._path).st_uid
        if os.geteuid() not in (0, owner):
            raise Refused(
                "Only {owner}, who owns {path}, moves it", "not-yours", owner=user_name(owner), path=self._path
            )

    def close(self) -> None:
        """Nothing is held open between two readings."""


class NewFolderJournal:
    """One that is being filled in a folder: closed, as one that was moved to where it comes from, until it is open.

    What is begun and not opened is begun anew, and so is what was moved away and comes back from there; whatever else
    lies in the folder stays, and who gets in. Raises `Failed` where there is another one.
    """

    def __init__(self, folder: str, header: bytes, coming_from: str) -> None:
        self._folder, self._path = folder, os.path.join(folder, NAME)
        line, self._chain = frame(header, 0)
        self.seq = 0
        try:
            if gone_elsewhere.where(folder) == coming_from and _is_of(folder, header):
                _empty(folder)
            else:
                refuse_taken(folder)
                if not os.path.isdir(folder):
                    place.make_folder(folder)
                gone_elsewhere.mark(folder, coming_from)
            place.write_whole(self._path, line)
        except OSError as error:
            raise Failed("{path} cannot be made: {reason}", path=folder, reason=error.strerror) from error
        self._fd = place.open_regular(self._path, os.O_WRONLY | os.O_APPEND)

    def take(self, entries: Iterable[RawEntry]) -> None:
        """Append these."""
        try:
            for entry in entries:
                line, self._chain = frame(entry.body, self._chain)
                if system.write(self._fd, line) != len(line):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                self.seq = entry.seq
            system.fsync(self._fd)
        except OSError as error:
            raise Failed("{path} cannot be written: {reason}", path=self._path, reason=error.strerror) from error

    def close(self) -> None:
        os.close(self._fd)


def _is_of(folder: str, header: bytes) -> bool:
    """Whether the journal there, if it was begun, is of the same workspace."""
    return not os.path.lexists(os.path.join(folder, NAME)) or FolderJournal(folder).header == header


def _empty(folder: str) -> None:
    """Take away the journal that is in the way of itself. Raises OSError."""
    for name in (NAME, checkpoint.NAME):
        with suppress(FileNotFoundError):
            os.unlink(os.path.join(folder, name))
    with suppress(FileNotFoundError):
        shutil.rmtree(os.path.join(folder, rotation.FOLDER))
