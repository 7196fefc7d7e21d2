"""What happened: since I last looked, in the last days, or to one record; grouped by goal and department.

A row is a sentence; Enter goes to the record. Leaving with everything in sight marks it as looked at.
"""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from store import clock, history
from store.history import Event
from store.kinds.naming import by_id, in_full
from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.dialog import Dialog
from tui.parts.lines import Line
from tui.text import event_sentence
from tui.text.cells import fit, right, wrap
from tui.text.safe import safe
from tui.text.sentences import said

if TYPE_CHECKING:
    from store.engine.journal.entry import Entry
    from tui.desk.desk import Desk

#: So many entries are told at once; whoever was away longer sees the latest.
MOST = 600
#: So many lines are shown of what one event changed.
MOST_LINES = 12
#: Cells for the time at the right.
WHEN = 9
DAYS = 7
_LAST_DAYS = Words("What happened in the last {n} days", n=DAYS)


class Block(NamedTuple):
    """The lines of a heading (``event`` is None) or of an event."""

    event: Event | None
    lines: list[Line]


class HistoryRoom(Dialog[str]):
    """Dismissed with the id of the record to open, or None. With ``record_id`` it is the life of that record."""

    own = (
        TO,
        Key("open", ("enter",), Words("Go to the record"), HERE),
        Key("more", ("]",), Words("The last {n} days", n=DAYS), HERE),
        Key("less", ("[",), Words("Since you last looked"), HERE),
        OUT,
    )

    def __init__(self, desk: "Desk", record_id: str | None = None) -> None:
        super().__init__(desk, "")
        self._desk = desk
        self.record_id = record_id
        self.seen = desk.seen
        self.upto = desk.workspace.ledger.seq
        self.scope = 0
        self.at = 0
        self.top = 0
        self._events: list[Event] = []
        self._built: tuple[int, list[Block]] | None = None
        self._load()

    def on_mount(self) -> None:
        self._desk.company.enter("history", self.record_id or "")

    def on_unmount(self) -> None:
        self._desk.company.leave()

    # What there is to tell

    def _load(self) -> None:
        desk, records = self._desk, self._desk.records
        if self.record_id is not None:
            self._events = list(islice(history.life(desk.workspace.ledger, records, self.record_id), MOST))
            self.heading = t("The history of {name}", name=self._named(self.record_id))
        else:
            self._events = list(history.told(self._entries(), records))
            self.heading = t(Words("What happened since you last looked") if self.scope == 0 else _LAST_DAYS)
        self._built = None
        self.at = self.top = 0

    def _entries(self) -> "Iterable[Entry]":
        ledger = self._desk.workspace.ledger
        if self.scope == 0:
            return history.since(ledger, self.seen, MOST, but=self._desk.who)
        begins = clock.begins(self._desk.today - timedelta(DAYS), self._desk.records.settings.zone)
        return history.recent(ledger, clock.stamp(begins), MOST)

    def _named(self, id: str) -> str:
        return safe(by_id(self._desk.records, id, in_full))

    # What is shown

    def _blocks(self, width: int) -> list[Block]:
        if self._built is None or self._built[0] != width:
            self._built = (width, self._of_life(width) if self.record_id else self._of_groups(width))
        return self._built[1]

    def _of_life(self, width: int) -> list[Block]:
        blocks: list[Block] = []
        for event in self._events:
            rest = [fit(safe(said(words, self._desk.today)), width - 5) for words in event.lines[:MOST_LINES]]
            lines: list[Line] = [[("     ", "foreground"), (line, "muted")] for line in rest]
            blocks.append(Block(event, self._event(event, width) + lines))
        return blocks

    def _of_groups(self, width: int) -> list[Block]:
        blocks: list[Block] = []
        for group in history.grouped(self._events, self._desk.records):
            name = self._named(group.id) if group.id else t("Everything else")
            head: list[Line] = [(), [(fit(name, width), "+foreground")]]
            blocks.append(Block(None, head if blocks else head[1:]))
            blocks += [Block(event, self._event(event, width)) for event in group.events]
        return blocks

    def _event(self, event: Event, width: int) -> list[Line]:
        zone, here = self._desk.zone, self._desk.here
        new = event.seq > self.seen and event.who != self._desk.who
        lines: list[Line] = []
        room = max(10, width - WHEN - 4)
        for at, text in enumerate(wrap(event_sentence.sentence(event, self._desk.today), room, 4)):
            mark = " * " if new and not at else "   "
            when = event_sentence.when(event, here, zone) if not at else ""
            lines.append([(mark, "accent"), (fit(text, room) + " ", "foreground"), (right(when, WHEN), "muted")])
        return lines

    def body(self, width: int, height: int) -> list[Line]:
        """The blocks in sight; the one under the cursor always is."""
        width = max(width, self.size.width - 4)
        blocks = self._blocks(width)
        if not self._events:
            return self._nothing(width)
        events = [block for block in blocks if block.event is not None]
        self.at = max(0, min(self.at, len(events) - 1))
        rows: list[Line] = []
        begins = ends = 0
        for block in blocks:
            here = block.event is not None and block is events[self.at]
            if here:
                begins = len(rows)
            rows += _lit(block.lines) if here else block.lines
            if here:
                ends = len(rows)
        if begins < self.top:
            self.top = max(0, begins - height // 2)
        elif ends > self.top + height:
            self.top = max(0, min(begins, ends - height // 2))
        self.top = max(0, min(self.top if self.at else 0, len(rows) - height))
        return rows[self.top : self.top + height]

    def _nothing(self, width: int) -> list[Line]:
        if self.record_id is not None:
            words = t("Nothing is told about it")
        elif self.scope == 0:
            words = t("Nothing new. ] shows the last {n} days", n=DAYS)
        else:
            words = t("Nothing happened in the last {n} days", n=DAYS)
        return [[(line, "muted")] for line in wrap(words, width)]

    def offers(self) -> list[tuple[str, str]]:
        """Open, the other scope, leave."""
        keys = [("Enter", t("open")), ("Esc", t("leave"))]
        if self.record_id is None:
            keys.insert(1, ("]", t("last {n} days", n=DAYS)) if self.scope == 0 else ("[", t("since you last looked")))
        return keys

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        """Move, open, turn to the other scope, leave."""
        letter = pressed(key, character)
        events = [block for block in self._blocks(self._built[0] if self._built else 80) if block.event is not None]
        steps = {"j": 1, "down": 1, "k": -1, "up": -1, "ctrl+d": 10, "pagedown": 10, "ctrl+u": -10, "pageup": -10}
        if letter in steps:
            self.at = max(0, min(self.at + steps[letter], len(events) - 1))
        elif letter in ("g", "home"):
            self.at = 0
        elif letter in ("G", "end"):
            self.at = len(events) - 1
        elif letter in ("]", "[", "right", "left") and self.record_id is None:
            self.scope = 1 if letter in ("]", "right") else 0
            self._load()
        elif key == "enter" and events:
            event = events[self.at].event
            self._done(None if event is None else event.id or None)
        elif key == "escape" or letter in ("q", "H", "h"):
            self._done(None)

    def _done(self, id: str | None) -> None:
        if self.record_id is None:
            self._desk.look(self.upto)
        self.dismiss(id)

    def retell(self) -> None:
        """Another language."""
        self._load()
        super().retell()


def _lit(lines: list[Line]) -> list[Line]:
    """The same as the chosen ones, which begin with the mark of the cursor."""
    (mark, _), *first = lines[0]
    shown: list[Line] = [[(">" + mark[1:], ""), *first], *lines[1:]]
    return [[(text, "chosen") for text, _tone in line] for line in shown]
