"""What happened: since I last looked, in the last days, or to one record; grouped by goal and department.

A row is a sentence; Enter goes to the record. Leaving with everything in sight marks it as looked at.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.await_complete import AwaitComplete

from store import clock, history
from store.history import Event
from store.kinds.naming import by_id, in_full
from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.choice_rows import steps_over
from tui.parts.dialog import Dialog
from tui.served import reads
from tui.text import event_sentence
from tui.text.cells import fit, right, wrap
from tui.text.keys_told import keys_called, with_key
from tui.text.line import Line
from tui.text.safe import safe
from tui.text.sentences import said

if TYPE_CHECKING:
    from tui.acts.host import Host

#: So many entries are told at once; whoever was away longer sees the latest.
MOST = 600
#: So many lines are shown of what one event changed.
MOST_LINES = 12
#: Cells for the time at the right.
WHEN = 9
#: From so many on people stand by their names.
WIDE = 100
DAYS = 7


class Block(NamedTuple):
    """The lines of a heading (``event`` is None) or of an event."""

    event: Event | None
    lines: list[Line]


class HistoryRoom(Dialog[str]):
    """Dismissed with the id of the record to open, or None. Subclasses say of what it is the history."""

    own: ClassVar[tuple[Key, ...]] = reads(TO, Key("open", ("enter",), Words("Go to the record"), HERE), OUT)

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host.desk, "")
        self.about = id
        self.seen = host.desk.seen
        self.at = 0
        self.top = 0
        self._events: list[Event] = []
        self._keys: Mapping[str, str] = {}
        self._built: tuple[int, list[Block]] | None = None
        self._load()

    def whereabouts(self) -> tuple[str, str]:
        return self.place, self.about

    # What there is to tell

    def events(self) -> "Iterable[Event]":
        """What there is to tell, with its heading."""
        raise NotImplementedError

    def blocks(self, width: int) -> list[Block]:
        """The events as blocks of lines of that width."""
        raise NotImplementedError

    def nothing(self) -> str:
        """What stands there where there is nothing to tell."""
        raise NotImplementedError

    def _load(self) -> None:
        self._events = list(self.events())
        self._keys = keys_called(self._events, self.desk.workspace.ledger.folder)
        self._built = None
        self.at = self.top = 0

    def _named(self, id: str) -> str:
        return safe(by_id(self.desk.records, id, in_full))

    # What is shown

    def _blocks(self, width: int) -> list[Block]:
        if self._built is None or self._built[0] != width:
            self._built = (width, self.blocks(width))
        return self._built[1]

    def _event(self, event: Event, width: int) -> list[Line]:
        zone, here = self.desk.zone, self.desk.today
        new = event.seq > self.seen and event.who != self.desk.who
        lines: list[Line] = []
        room = max(10, width - WHEN - 4)
        called = event_sentence.in_full(self.desk.overview) if width >= WIDE else str
        told = safe(with_key(event_sentence.sentence(event, self.desk.today, called), event, self._keys))
        for at, text in enumerate(wrap(told, room, 4)):
            mark = " * " if new and not at else "   "
            when = event_sentence.when(event, here, zone) if not at else ""
            lines.append([(mark, "accent"), (fit(text, room) + " ", "foreground"), (right(when, WHEN), "muted")])
        return lines

    def body(self, width: int, height: int) -> list[Line]:
        """The blocks in sight; the one under the cursor always is."""
        width = max(width, self.size.width - 4)
        blocks = self._blocks(width)
        if not self._events:
            return [[(line, "muted")] for line in wrap(self.nothing(), width)]
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

    def offers(self) -> list[tuple[str, str]]:
        return [*self._opens(), ("Esc", t("leave"))]

    def _opens(self) -> list[tuple[str, str]]:
        return [("Enter", t("open"))] if self._events else []

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        letter = pressed(key, character)
        events = [block for block in self._blocks(self._built[0] if self._built else 80) if block.event is not None]
        steps = steps_over(len(events), page=10)
        if letter in steps:
            self.at = max(0, min(self.at + steps[letter], len(events) - 1))
        elif key == "enter" and events:
            event = events[self.at].event
            self.dismiss(None if event is None else event.id or None)
        elif key == "escape" or letter in ("q", "H", "h"):
            self.dismiss(None)

    def retell(self) -> None:
        at = self.at
        self._load()
        self.at = at
        super().retell()


class LifeRoom(HistoryRoom):
    """What happened to one record."""

    place = "life"

    def events(self) -> "Iterable[Event]":
        self.heading = t("The history of {name}", name=self._named(self.about))
        return islice(history.life(self.desk.workspace.ledger, self.desk.records, self.about), MOST)

    def blocks(self, width: int) -> list[Block]:
        found: list[Block] = []
        for event in self._events:
            rest = [fit(safe(said(words, self.desk.today)), width - 5) for words in event.lines[:MOST_LINES]]
            lines: list[Line] = [[("     ", "foreground"), (line, "muted")] for line in rest]
            found.append(Block(event, self._event(event, width) + lines))
        return found

    def nothing(self) -> str:
        return t("Nothing is told about it")


class NewsRoom(HistoryRoom):
    """What others did since I last looked, or all did in the last days; looked at by whoever leaves it."""

    place = "news"
    own = reads(
        *HistoryRoom.own[:-1],
        Key("more", ("]",), Words("The last {n} days", n=DAYS), HERE),
        Key("less", ("[",), Words("Since you last looked"), HERE),
        OUT,
    )
    scope = 0

    def __init__(self, host: "Host", _id: str = "") -> None:
        super().__init__(host)
        self.upto = host.desk.workspace.ledger.seq

    def events(self) -> "Iterable[Event]":
        ledger, records = self.desk.workspace.ledger, self.desk.records
        if self.scope == 0:
            self.heading = t("What happened since you last looked")
            return history.told(history.since(ledger, self.seen, MOST, but=self.desk.who), records)
        self.heading = t("What happened in the last {n} days", n=DAYS)
        begins = clock.begins(self.desk.today - timedelta(DAYS), self.desk.zone)
        return history.told(history.recent(ledger, clock.stamp(begins), MOST), records)

    def blocks(self, width: int) -> list[Block]:
        found: list[Block] = []
        for group in history.grouped(self._events, self.desk.records):
            name = self._named(group.id) if group.id else t("Everything else")
            head: list[Line] = [(), [(fit(name, width), "+foreground")]]
            found.append(Block(None, head if found else head[1:]))
            found += [Block(event, self._event(event, width)) for event in group.events]
        return found

    def nothing(self) -> str:
        if self.scope == 0:
            return t("Nothing new. ] shows the last {n} days", n=DAYS)
        return t("Nothing happened in the last {n} days", n=DAYS)

    def offers(self) -> list[tuple[str, str]]:
        other = ("]", t("last {n} days", n=DAYS)) if self.scope == 0 else ("[", t("since you last looked"))
        return [*self._opens(), other, ("Esc", t("leave"))]

    async def press(self, key: str, character: str | None) -> None:
        letter = pressed(key, character)
        if letter in ("]", "[", "right", "left"):
            self.scope = 1 if letter in ("]", "right") else 0
            self._load()
        else:
            await super().press(key, character)

    def dismiss(self, result: str | None = None) -> AwaitComplete:
        """Leave; all of it has been looked at."""
        self.desk.look(self.upto)
        return super().dismiss(result)


def _lit(lines: list[Line]) -> list[Line]:
    """The same as the chosen ones, which begin with the mark of the cursor."""
    (mark, _), *first = lines[0]
    shown: list[Line] = [[(">" + mark[1:], ""), *first], *lines[1:]]
    return [[(text, "chosen") for text, _tone in line] for line in shown]
