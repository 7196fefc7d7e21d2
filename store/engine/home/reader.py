"""Reading the journal in a folder, across its rotations, without any lock; see `store.engine.home.folder`."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import cast

from store.engine.home import Diverged, KeptCheckpoint
from store.engine.home import Position as AnyPosition
from store.engine.journal import absence, backwards, checkpoint, gone_elsewhere, past, place, rotation, torn
from store.engine.journal.entry import FORMAT, Entry, Read
from store.engine.journal.file import FilePosition, JournalFile
from store.engine.journal.past import missing
from store.engine.journal.to_the_end import ToTheEnd, not_verifying
from store.engine.later_versions import NEWER, entry_of
from store.errors import Damaged, Failed
from store.words import Words

NAME = absence.NAME
Mark = tuple[int, int, int]


def _mark(info: os.stat_result) -> Mark:
    return info.st_size, info.st_ctime_ns, info.st_nlink


class FolderReader:
    """The half of `Home` that reads. Raises `Failed` or `Damaged` where there is none to read."""

    first_wins = False

    def __init__(self, folder: str) -> None:
        self.place = self.folder = folder
        self.path = os.path.join(folder, NAME)
        self._pid = os.getpid()
        #: The file that is locked, and the thread that may write to it.
        self._held: JournalFile | None = None
        self._writer = 0
        self._wanted = -1
        self._failed: Words | None = None
        #: Size, change of state and number of names of the file when all that was read was found in place.
        self._mark: Mark | None = None
        #: The same, just looked up under the lock.
        self._fresh: Mark | None = None
        #: What was found wrong with it then.
        self._damage: Damaged | None = None
        #: What was there when nothing led on from the file that is held.
        self._astray: list[Mark | None] | None = None
        self._file = JournalFile(self.path, write=True)
        self.header = self._file.header
        self._twice = False
        self._gone = gone_elsewhere.words(folder)
        self._newer: Words | None = None
        self._trouble = self._troubled()

    @property
    def gone_to(self) -> str:
        return gone_elsewhere.where(self.folder)

    @property
    def refusal(self) -> Words | None:
        second = place.second_name_words(self.path) if self._twice else None
        return self._gone or self._failed or self._newer or self._trouble or second or self._file.unwritable

    def _troubled(self) -> Words | None:
        if self.header.format > FORMAT:
            return NEWER
        kind = place.foreign(self.folder)
        if kind is not None and os.environ.get("CONCORD_TRUST_FILE_SYSTEM") != kind:
            return Words("it lies on {name}, where locks cannot be trusted", name=kind)
        self._twice = place.has_second_name(self._file.fd, self.path)
        return rotation.misfit(self.folder, self._file)

    # Reading

    def moved(self, at: AnyPosition) -> bool:
        """Whether the file has changed in any way since it was read to its end, or the path names another now."""
        mark, self._fresh = self._fresh or self._sight(), None
        if mark is None:
            return self._astray is None or self._astray != self._named()
        if mark != self._mark:
            return True
        standing = self._standing(at)
        return (self._damage or self._newer) is None and standing is not None and self._file.grown(standing)

    def _look(self) -> Mark:
        return _mark(os.fstat(self._file.fd))

    def _sight(self) -> Mark | None:
        """The same of what the path names; None where that is another file than the one that is held open."""
        try:
            info = os.stat(self.path, follow_symlinks=False)
        except OSError:
            return None
        return _mark(info) if (info.st_dev, info.st_ino) == self._file.identity else None

    def _named(self) -> list[Mark | None]:
        """What the path names, and the state of the segments."""
        return [place.state_of(path) for path in (self.path, os.path.join(self.folder, rotation.FOLDER))]

    @property
    def _writing(self) -> bool:
        """Whether it is this thread's turn to write."""
        return self._held is not None and self._writer == threading.get_ident()

    def read(self, after: AnyPosition) -> Iterator[tuple[Entry, FilePosition]]:
        """The entries behind a position, across rotations."""
        first = position = self._here(cast("FilePosition", after))
        before = self._mark
        while True:
            self._mark = self._look()
            if self._mark == before and not self._file.grown(position) and self._sight() is not None:
                if self._damage is not None:
                    raise self._damage
                return
            self._damage = self._newer = None
            rest = ToTheEnd(self._file, position, locked=self._writing)
            for whole, there in rest:
                entry = entry_of(whole.body)
                if entry is None:
                    self._newer = NEWER
                    return
                yield entry, (position := there)
            followed = self._followed(position)
            if followed is None:
                break
            first, before, position = followed, None, followed
        if rest.damage is not None:
            raise Diverged if not self._file.stands(position) else self._found(rest.damage)
        if rest.torn and self._writing:
            torn.set_aside(self._file.fd, self.folder, rest.tail, position)
            self._mark = self._look()
        elif not rest.tail and before is not None and position == first:
            self._look_at_all(position)
        self._twice = self._mark[2] > 1 and place.has_second_name(self._file.fd, self.path)
        self._gone = gone_elsewhere.words(self.folder)

    def _look_at_all(self, position: FilePosition) -> None:
        """The file was changed and nothing was appended: whatever was done to it, all of it has to verify still."""
        end = self._file.start
        for _whole, seen in self._file.wholes(end, position.offset):
            end = seen
        if end[1:4] != position[1:4]:
            raise self._found(not_verifying(self._file, end))

    def _found(self, damage: Damaged) -> Damaged:
        """It is not looked for again until the file has changed."""
        self._damage = damage
        return damage

    def _here(self, position: FilePosition) -> FilePosition:
        """The position in the file that is held open now; raises `Diverged` where it does not stand there."""
        found = self._in(self._file, position)
        if found is None:
            raise Diverged
        return found

    def _standing(self, at: AnyPosition) -> FilePosition | None:
        """The position, in the file to which one may have followed with nothing in it read yet; None if not in it."""
        position = cast("FilePosition", at)
        return position if position.file == self._file.identity else self._in(self._file, position)

    def _end(self, at: AnyPosition) -> FilePosition:
        """The position, or where the file begins that is held open now."""
        return self._standing(at) or self._file.start

    @staticmethod
    def _in(file: JournalFile, position: FilePosition) -> FilePosition | None:
        """The position in a file that may be another than its own: its continuation, or one that holds the same."""
        if position.file == file.identity:
            return position if file.stands(position) else None
        if position[2:4] == file.start[2:4]:
            return file.start
        if not position.at:
            return file.ending(*position[1:4])
        there = position._replace(file=file.identity)
        return there if file.stands(there) else None

    def _followed(self, position: FilePosition) -> FilePosition | None:
        """Where reading goes on, if the path names another file now: its continuation, or one that holds the same.

        Raises `Diverged` for any other, `Failed` where there is none any more.
        """
        if self._sight() is not None:
            return None
        if next(self._file.wholes(position), None) is not None:
            return position  # appended just before it was replaced
        if not os.path.lexists(self.path):
            raise Failed(
                "{path} is gone. What is on the screen is as it was before; nothing can be saved", path=self.folder
            )
        for path in self._ahead(position.seq + 1):
            try:
                other = JournalFile(path, write=path == self.path)
            except Failed:
                continue  # a repair takes them away: all of it is in the journal that it made
            found = None if other.identity == self._file.identity else self._in(other, position)
            if found is not None and other.header.workspace == self.header.workspace:
                self._hold(other)
                return found
            other.close()
        self._astray = self._named()
        raise Diverged

    def _ahead(self, first: int) -> Iterator[str]:
        """The journal, then the segments from a sequence on: listed when it is open, so that none is left out."""
        yield self.path
        yield from rotation.paths(self.folder, first)

    def _hold(self, file: JournalFile) -> None:
        """Read from that file from now on. Another thread may still read in the old one, or wait for its lock."""
        self._file, self._mark, self._damage, self._astray, self.header = file, None, None, None, file.header
        self._trouble = self._troubled()

    def entries(self, after: int, until: AnyPosition) -> Iterator[Entry]:
        return past.entries(self.folder, self._file, after, self._end(until))

    def backwards(
        self, end: AnyPosition, read: Callable[[bytes], Read | None], down_to: int, needles: Sequence[bytes]
    ) -> Iterator[Read]:
        return backwards.entries(self.folder, self._file, self._end(end).offset, read, down_to, needles)

    def begin(self) -> FilePosition:
        """Before the first entry, in the first segment where there are some."""
        opened = self._file.identity
        segments = rotation.paths(self.folder) if self.header.after else []
        try:
            if segments:
                self._hold(JournalFile(segments[0]))
            if self._file.header.after:
                raise missing(1, self._file.header.after)
        except (Failed, Damaged):
            if not place.is_other(self.path, opened):
                raise
            self.anew()  # a repair has put all of it into one meanwhile
            return self.begin()
        return self._file.start

    def load(self) -> KeptCheckpoint | None:
        """The checkpoint and where it stands; reading goes on from there, in a segment too."""
        loaded = checkpoint.load(self.folder, self.header.workspace)
        if loaded is None:
            return None
        head = loaded.head
        at = FilePosition((0, 0), head.offset, head.seq, head.chain, head.at, head.before)
        for path in ["", *reversed(rotation.paths(self.folder))]:
            try:
                file = JournalFile(path) if path else self._file
            except (Failed, Damaged):
                continue
            if file.start.seq <= head.seq:
                found = self._in(file, at)
                if found is not None:
                    if path:
                        self._hold(file)
                    return KeptCheckpoint(loaded, found, stands=True)
            if path:
                file.close()
        return KeptCheckpoint(loaded, at, stands=False)

    def anew(self) -> None:
        self._mark = self._look()
        file = JournalFile(self.path, write=True)
        if file.header.workspace != self.header.workspace:
            file.close()
            raise self._found(
                Damaged(
                    "another workspace, {name}, was put in the place of {path}", name=file.header.name, path=self.path
                )
            )
        self._hold(file)

    def close(self) -> None:
        self._file.close()
