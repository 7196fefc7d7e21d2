"""The documents as they follow from a journal: read from a checkpoint on, and kept up with what others append."""

import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

import msgspec

from store.engine.garbage import uncollected
from store.engine.home import Diverged, Home, Position, Vanished
from store.engine.journal.entry import Entry, Glance
from store.engine.journal.frames import FrameFile, Numbered
from store.engine.journal.past import missing
from store.engine.later_versions import entry_of, glance_of
from store.engine.snapshot import Snapshot
from store.engine.state import Tables
from store.engine.table_documents import decoded
from store.engine.transaction import Encoded
from store.engine.unveiled import TableVeil, Unveiled, veiled, veiled_glance
from store.errors import Damaged, Failed
from store.words import Words

if TYPE_CHECKING:
    from store.engine.journal.header import Header


T = TypeVar("T")

_CUT = Words("the journal was cut: entries that were read from it are missing in it")


class Following(Snapshot):
    """The half of a ledger that reads. It may be asked from any thread while another one commits."""

    def __init__(self, home: Home, *, reuse_numbers: bool) -> None:
        self.reuse_numbers = reuse_numbers
        #: Where the journal lives.
        self.home = home
        self._reading = threading.RLock()
        #: The sequences of the entries that were committed here.
        self.own: list[int] = []
        #: Rises when what was read does not stand in the journal any more: everything may be different.
        self.epoch = 0
        #: Once that has happened: of when the last entry is that one sees now.
        self.put_back_to = ""
        #: Why nothing that was read can be trusted to be all there is, or None.
        self.damage: Words | None = None
        self._frames: list[FrameFile] = []
        #: What whoever reads does not see of some tables, by table.
        self.veils: Mapping[str, TableVeil] = {}
        #: The way past them, for what is committed.
        self.unveiled = Unveiled(self)
        self._load()

    def _load(self, again: bool = True) -> None:
        """Read everything: the checkpoint, where there is one that stands in the journal, and what follows it.

        Where the files do not lead from one to the next they are read ``again``: a repair may have changed them.
        """
        self._news: list[Entry] = []
        self._last: str = ""
        self.damage = None
        self._state = Tables(reuse_numbers=self.reuse_numbers)
        last = self.home.header.after
        kept = self.home.load()
        if kept is not None:
            self._frames.append(kept.loaded.file)
        if kept is not None and kept.stands:
            self._state.load(kept.loaded, lambda table: _as_of(self, kept.loaded.head.seq).get(table, {}))
            self.position = kept.position
        else:
            self.position = self.home.begin()
        self._kept = self.position
        #: The checkpoint has no columns.
        self._is_bare = kept is not None and not kept.loaded.columns
        try:
            with uncollected():
                for entry, position in self.home.read(self.position):
                    self._state.apply(entry.changes)
                    self.position, self._last = position, entry.at
        except Diverged:
            if again:
                self.home.anew()
                self._load(again=False)
                return
            self.damage = missing(self.position.seq + 1, last).words if self.position.seq < last else _CUT
        except Damaged as error:
            self.damage = error.words
        if kept is not None and kept.position.seq > self.position.seq:
            # The checkpoint knows more than the journal: keep its documents in sight, and write nothing over them.
            self._state = Tables(reuse_numbers=self.reuse_numbers)
            self._state.load(kept.loaded, lambda _table: {})
            self.position = kept.position
            self.damage = _CUT

    def become(self, home: Home) -> bool:
        """Go on in another home, where the same journal is; False where it is another workspace's."""
        if home.header.workspace != self.header.workspace:
            return False
        with self._reading:
            kept = home.load()  # which looks whether what was seen stands there
            if kept is not None:
                kept.loaded.file.close()
            self.home.close()
            self.home = home
            self._take_in()
        return True

    def let_go(self) -> None:
        """Let go of the workspace as it is: nothing is written, nobody is waited for."""
        self.home.close()
        for file in self._frames:
            file.close()

    @property
    def read_only(self) -> Words | None:
        """Why nothing can be written here, or None."""
        return self.damage or self.home.refusal

    @property
    def header(self) -> "Header":
        """Which workspace it is."""
        return self.home.header

    @property
    def seq(self) -> int:
        """The sequence number of the last entry that the documents follow."""
        return self.position.seq

    def settled_seq(self) -> int:
        """The same with nobody in the midst of taking in an entry: what was read before is of it or an earlier one."""
        with self._reading:
            return self.position.seq

    def moved(self) -> bool:
        """Whether catching up would find anything. Cheap: asked all the time."""
        return self.home.moved(self.position)

    def catch_up(self) -> int:
        """Take in what others have appended, without the lock; how many entries that were.

        Where what was read was taken back or put back, everything is read anew: `epoch` rises, `put_back_to` says when.
        """
        with self._reading:
            before = self.position.seq
            self._take_in()
            return max(0, self.position.seq - before)

    def _take_in(self) -> None:
        try:
            with uncollected():
                for entry, position in self.home.read(self.position):
                    self._apply(entry, position, None)
            self.damage = None
        except Diverged:
            self._start_over()
        except Damaged as error:
            self.damage = error.words

    def _apply(self, entry: Entry, position: Position, ready: dict[tuple[str, int], bytes | None] | None) -> None:
        with self._reading:
            if entry.seq <= self.position.seq:
                return  # another thread has read it meanwhile
            self._state.apply(entry.changes, ready)
            self.position, self._last = position, entry.at
            self._news.append(entry)

    def _start_over(self) -> None:
        """What was read does not stand in the journal any more: read what does; until then it stays in sight."""
        shown, frames = (self._state, self.position, self._kept, self._last), len(self._frames)
        try:
            self.home.anew()
            self._load()
        except (Damaged, Failed) as error:
            self._state, self.position, self._kept, self._last = shown
            for file in self._frames[frames:]:
                file.close()
            del self._frames[frames:]
            self.damage = error.words
            return
        self.own.clear()
        self.epoch += 1
        last = next(self.glances(), None)
        self.put_back_to = self.header.made if last is None else last.at

    # What happened

    def news(self) -> list[Entry]:
        """The entries applied since the last call, own ones too, each once."""
        with self._reading:
            news, self._news = self._news, []
        down = self._down()
        return [veiled(entry, down) for entry in news] if down else news

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """The journal's entries behind that sequence, in order, as they are."""
        return self.home.entries(after, self.position)

    def backwards(self, down_to: int = 0, needles: Sequence[bytes] = ()) -> Iterator[Entry]:
        """The journal's entries, the newest first, down to that sequence; see `Home.backwards`."""
        entries = self.unveiled_backwards(down_to, needles)
        down = self._down()
        return (veiled(entry, down) for entry in entries) if down else entries

    def unveiled_backwards(self, down_to: int = 0, needles: Sequence[bytes] = ()) -> Iterator[Entry]:
        """The same as they are."""
        return self.home.backwards(self.position, entry_of, down_to, needles)

    def glances(self, down_to: int = 0) -> Iterator[Glance]:
        """The same without what they changed the documents to."""
        glances = self.unveiled_glances(down_to)
        down = self._down()
        return (veiled_glance(glance, down) for glance in glances) if down else glances

    def unveiled_glances(self, down_to: int = 0) -> Iterator[Glance]:
        """The same as they are."""
        return self.home.backwards(self.position, glance_of, down_to, ())

    # What is seen

    @property
    def vanished(self) -> Vanished | None:
        """What was seen here and is not in the journal any more; see `Home.vanished`."""
        found, down = self.home.vanished, self._down()
        if found is not None and down:
            return msgspec.structs.replace(found, entries=[veiled(entry, down) for entry in found.entries])
        return found

    def _down(self) -> dict[str, TableVeil]:
        """The veils behind which there is anything now."""
        return {table: veil for table, veil in self.veils.items() if veil.is_down()}

    def raw(self, table: str, number: int) -> Encoded | None:
        raw = super().raw(table, number)
        return raw if raw is None or table not in self.veils else self.veils[table].over(raw)

    def items(self, table: str) -> list[tuple[int, Encoded]]:
        items, veil = super().items(table), self.veils.get(table)
        return items if veil is None or not veil.is_down() else [(number, veil.over(raw)) for number, raw in items]

    def decoded(self, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
        veil = self.veils.get(table)
        if veil is None or not veil.is_down():
            return super().decoded(table, kind)
        return decoded(dict(self.items(table)), kind)

    def generation(self, table: str) -> int:
        generation, veil = super().generation(table), self.veils.get(table)
        return generation if veil is None else veil.generation(generation)


def _as_of(followed: Following, seq: int) -> dict[str, Numbered]:
    """The documents as they were at that sequence, from the journal alone."""
    state = Tables(reuse_numbers=followed.reuse_numbers)
    for entry in followed.entries():
        if entry.seq > seq:
            break
        state.apply(entry.changes)
    return {table: dict(documents.items()) for table, documents in state.tables.items()}
