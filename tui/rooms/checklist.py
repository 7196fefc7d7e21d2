"""The checklist of an action: lines ticked, added, said otherwise, moved, taken off, as each key is pressed."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import msgspec

from store.commands.checklist import relist
from store.fields import line
from store.kinds import KINDS
from store.kinds.checklist import Items, Ticks, added, moved, place_of, ticked
from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, TO, Key, pressed
from tui.parts.ask import Ask
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.rooms.room import Room
from tui.served import writes
from tui.text.cells import wrap
from tui.text.joined import noted
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.acts.host import Host
    from tui.text.line import Line

_TEXT = line("Text", name="text", names=True)


class ChecklistRoom(ChoiceRows, Room):
    """The key of a row is the id of its line; what others do to the list is seen at once."""

    widest = 120
    own = writes(
        TO,
        Key("tick", ("space", "enter", "d"), Words("Tick it, or take the tick off"), HERE),
        Key("nth", tuple("123456789"), Words("Tick the line of that number, or take the tick off"), HERE),
        Key("add", ("a",), Words("Add lines"), HERE),
        Key("reword", ("e",), Words("Say it in other words"), HERE),
        Key("carry", ("J", "K"), Words("Move it down, up"), HERE),
        Key("off", ("x",), Words("Take it off the list"), HERE),
        OUT,
    )

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.read()

    @property
    def chosen(self) -> str:
        return self.about

    @property
    def items(self) -> Items:
        """The lines as they are now; none where the action is gone."""
        record: Any = self.desk.records.find(self.about)
        return () if record is None else record.checklist

    def read(self) -> None:
        record: Any = self.desk.records.find(self.about)
        items, key, at, top = self.items, self.key, self.cursor, self.top
        rows: list[ChoiceRow] = []
        for n, item in enumerate(items, 1):
            box, tone = ("[x] ", "muted") if item.done else ("[ ] ", "foreground")
            rows.append(ChoiceRow(item.id, [(f"{n:>2} ", "muted"), (box, "good"), (safe(item.text), tone)]))
        self.hold(rows, key)
        if key and self.key != key:
            self.cursor = max(0, min(at, len(rows) - 1))
        self.top = top
        title = "" if record is None else f"{record.id}  {record.title}"
        self.heading = noted(t("Checklist of {name}", name=title), t(Ticks.of(items).words) if items else "")

    def on_mount(self) -> None:
        """A list that has no line yet is begun at once."""
        super().on_mount()
        if not self.items:
            self.start(self._add())

    def body(self, width: int, height: int) -> "list[Line]":
        if not self.rows:
            return [[(part, "muted")] for part in wrap(t("No lines yet. a adds the first"), width)]
        return self.in_sight(width, height)

    def offers(self) -> list[tuple[str, str]]:
        if not self.rows:
            return [("a", t("add")), ("?", t("keys")), ("Esc", t("leave"))]
        more = [("a", t("add")), ("e", t("say it otherwise")), ("J K", t("move it")), ("x", t("take it off"))]
        return [("Space", t("tick")), ("1-9", t("the n-th")), *more, ("?", t("keys")), ("Esc", t("leave"))]

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if self.stepped(name):
            return
        if name in ("escape", "q"):
            self.leave()
        elif name == "a":
            self.start(self._add())
        elif name in ("space", "enter", "d", "e", "J", "K", "x") or name in "123456789":
            self._to_line(name)
        else:
            self.act(name)

    def _to_line(self, name: str) -> None:
        """What the key does to the line that it names, or that has the cursor."""
        if name.isdigit() and int(name) <= len(self.rows):
            self.cursor = int(name) - 1
        elif name.isdigit():
            self.desk.refuse(Words("The checklist has no line {n}", n=int(name)))
            return
        id = self.key
        if not id:
            return
        if name == "e":
            self.start(self._reword(id))
        elif name == "x":
            self.start(self._change(partial(_without, id=id)))
        elif name in ("J", "K"):
            self.start(self._change(partial(_carried, id=id, by=1 if name == "J" else -1)))
        else:
            self.start(self._change(partial(ticked, ids=[id])))

    async def _change(self, change: Callable[[Items], Items]) -> None:
        await self.desk.do(relist, self.about, change)

    async def _add(self) -> None:
        """One line after the other, until there is none; several where they are pasted."""
        field = KINDS["action"].fields["checklist"]
        title = t("New lines for the checklist of {id}", id=self.about)
        while more := await self.acts.show(Ask(self.desk, title, field, save=self._put)):
            last = more[-1].text
            title = t("{line} is added. Another one? Esc shows the list", line=safe(last[:40]))
            self.hold(self.rows, next((item.id for item in reversed(self.items) if item.text == last), ""))
            self.redraw()

    async def _put(self, more: Items) -> None:
        await self._change(partial(added, more=more))

    async def _reword(self, id: str) -> None:
        there = self.items[place_of(self.items, id)].text

        async def save(text: str) -> None:
            await self._change(partial(_reworded, id=id, text=text))

        await self.acts.show(Ask(self.desk, t("In other words"), _TEXT, there, save=save))


def _without(items: Items, id: str) -> Items:
    gone = items[place_of(items, id)]
    return tuple(item for item in items if item is not gone)


def _carried(items: Items, id: str, by: int) -> Items:
    return moved(items, id, place_of(items, id) + by)


def _reworded(items: Items, id: str, text: str) -> Items:
    there = items[place_of(items, id)]
    return tuple(msgspec.structs.replace(item, text=text) if item is there else item for item in items)
