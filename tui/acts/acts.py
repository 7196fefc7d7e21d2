"""What keys do to the chosen record, or to the marked ones in one commit: through a dialog and the desk.

An act is a function of the name that it has in the table of keys; what is no act is a room, which the screen opens.
"""

from collections.abc import Awaitable, Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from store.commands.outcome import in_short
from store.errors import ConcordError
from store.fields import Field
from store.kinds import KINDS
from store.kinds.base import Kind
from store.kinds.naming import called
from store.words import Words
from tui.acts.host import OneRecord
from tui.acts.obeying import obey
from tui.keys import Key
from tui.parts.ask import Ask
from tui.text.sentences import dated

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.acts.host import Host, Target

#: The acts, and the module of this package that each is in.
ACTS = {
    "edit": "record",
    "done": "record",
    "drop": "record",
    "comment": "record",
    "copy": "record",
    "anew": "record",
    "to_shell": "record",
    "undo": "undo",
    "redo": "undo",
    "owner": "one_field",
    "due": "one_field",
    "priority": "one_field",
    "turn": "one_field",
    "to_goal": "one_field",
    "tag": "one_field",
    "value": "by_kind",
    "say": "goal",
    "check_in": "by_kind",
    "answer": "request",
    "shares": "request",
    "allocate": "allocation",
    "settle": "allocation",
    "course": "series",
    "enter": "metric",
    "readings": "metric",
    "give_feedback": "feedback",
    "respond": "pulse",
    "count": "pulse",
    "hold": "training",
    "circulate": "going_round",
    "weigh_in": "going_round",
    "acknowledge": "update",
    "holds": "lesson",
    "means": "term",
    "block": "by_kind",
    "next_step": "by_kind",
    "ask": "by_kind",
    "send": "request",
    "decide": "decision",
    "escalate": "decision",
    "join": "join",
    "hand_over": "leaving",
    "merge": "leaving",
}
_WHY = Field(label=Words("Why"), type="line", name="why")


class Acts:
    """Each act runs beside the host's screen, so that it may wait for its dialog; what is refused is said there."""

    def __init__(self, host: "Host", target: "Target") -> None:
        """``target`` is the list that has the keys."""
        self.host = host
        self.target = target
        self.desk = host.desk

    def on(self, id: str) -> "Acts":
        """The same for that record."""
        return Acts(self.host, OneRecord(id))

    def start(self, action: str) -> None:
        """Do what has that name in the table of keys."""
        self.begin(self.do(action))

    def begin(self, act: Awaitable[None]) -> None:
        """Run an act; a refusal is said and nothing else happens."""
        self.host.run_worker(self._attempt(act), group="act", exit_on_error=True)

    async def _attempt(self, act: Awaitable[None]) -> None:
        try:
            await act
        except ConcordError as error:
            self.desk.refuse(error.words, "bad")

    async def do(self, action: str) -> None:
        """Do what has that name in the table of keys; raises the `ConcordError` for which it cannot be done."""
        if action in ACTS:
            await getattr(import_module(f"tui.acts.{ACTS[action]}"), action)(self)
        else:
            await self.host.open_room(action, self.chosen)

    def obey(self, row: Key) -> None:
        """Do what that row of the table of keys says, or say why it does nothing here."""
        obey(self.desk, self.target, row, self.start)

    # What it is about

    @property
    def chosen(self) -> str:
        """The id under the cursor."""
        return self.target.chosen or ""

    @property
    def ids(self) -> list[str]:
        """The marked records in the order of the list, or the chosen one."""
        marked = [id for id in self.target.ids if id in self.target.marks]
        return marked or [self.chosen]

    @property
    def kind(self) -> Kind:
        """The kind of the list."""
        return KINDS[self.target.kind]

    def record(self) -> Any:
        """The chosen record; raises `NotFound` where somebody has deleted it meanwhile."""
        return self.desk.records.get(self.chosen)

    # What is asked and said

    async def show(self, dialog: "Screen[Any]") -> Any:
        """Open the dialog and wait for what it was left with."""
        return await self.host.app.push_screen_wait(dialog)

    async def ask_why(self, title: str, save: Callable[[Any], Awaitable[Any]] | None = None) -> str | None:
        """The reason, None where the person thought better of it."""
        return await self.show(Ask(self.desk, title, _WHY, save=save))

    def finished(self, words: Words) -> None:
        """Say that it is done, and take the marks away."""
        self.target.marks.clear()
        self.target.redraw()
        self.desk.say(dated(words, self.desk.today), "good")

    def tell_changed(self, before: Any, after: Any, names: Sequence[str]) -> None:
        """Say what these fields of a record are by now."""
        if after == before:
            self.finished(Words("{id} is as it was: nothing was changed", id=called(after)))
            return
        self.finished(dated(in_short(before, after, self.desk.records, names), self.desk.today))
