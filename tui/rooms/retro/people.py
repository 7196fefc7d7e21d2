"""Who takes part, who is done with the step, how many votes are given; votes of whoever sits beside one's terminal."""

from typing import TYPE_CHECKING, Any

from store import commands
from store.commands import retro_course as course
from store.errors import ConcordError
from store.fields import number, ref
from store.kinds import retro
from store.kinds.person import Person
from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, Key, pressed
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.parts.context_form import Answering
from tui.parts.dialog import Dialog
from tui.parts.picker import Picker
from tui.served import writes
from tui.text.cells import cell_len, lead, wrap
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from store import News
    from tui.rooms.retro.room import RetroRoom


class PeopleList(ChoiceRows, Dialog[None]):
    """Those who take part, and whoever is done or has voted besides."""

    own = writes(
        Key("move", ("j", "k"), Words("Down, up"), HERE),
        Key("add", ("a",), Words("Somebody takes part"), HERE),
        Key("drop", ("x",), Words("Does not take part after all"), HERE),
        Key("vote", ("v",), Words("Enter a vote of theirs for the card"), HERE),
        Key("done", (".",), Words("Is done with this step; or not yet"), HERE),
        OUT,
    )

    def __init__(self, room: "RetroRoom") -> None:
        super().__init__(room.desk, t("Who takes part"))
        self.room = room

    def on_mount(self) -> None:
        super().on_mount()
        self._fill()

    def heed(self, _entries: "list[News]") -> None:  # type: ignore[override]
        self._fill()
        self.redraw()

    def _fill(self) -> None:
        view, desk = self.room.view, self.desk
        record = view.retro
        given: dict[str, int] = {}
        entered = {voter: by for card in view.cards for voter, by in card.votes_by.items()}
        for card in view.cards:
            for id, n in card.votes.items():
                given[id] = given.get(id, 0) + n
        voted = () if view.hidden else given
        ids = list(dict.fromkeys([*record.people, *record.ready, *voted]))
        width = max([cell_len(safe(desk.overview.names.of(id))) for id in ids], default=0) + 2
        rows: list[ChoiceRow] = []
        for id in ids:
            done = id in record.ready
            parts: list[Part] = [
                ("x " if done else "  ", "good"),
                (lead(safe(desk.overview.names.of(id)), width), "foreground"),
            ]
            parts.append((t("done") if done else t("not done yet"), "good" if done else "muted"))
            if not view.hidden and record.state != "gather":
                parts.append(("   " + t("{n} of {total} votes", n=given.get(id, 0), total=record.votes), "muted"))
                if id in entered:
                    who = safe(desk.overview.names.of(entered[id]))
                    parts.append(("   " + t("entered by {who}", who=who), "muted"))
            rows.append(ChoiceRow(id, parts))
        self.hold(rows, self.key)

    def body(self, width: int, height: int) -> list[Line]:
        if not self.rows:
            text = t("It is not said who takes part; a adds somebody. Then the votes open once all are done")
            return [[(line, "muted")] for line in wrap(text, width)]
        return self.in_sight(width, height)

    def offers(self) -> list[tuple[str, str]]:
        """Whoever leads does all of it; another one what concerns themselves."""
        view, leads = self.room.view, self.room.may_lead
        mine = bool(self.key) and (leads or self.key == view.me)
        if view.closed:
            return [("Esc", t("leave"))]
        comes = [("a", t("add") if leads else t("take part"))] if leads or self._outside else []
        goes = [("x", t("take off") if leads else t("take no part"))] if mine and self.key in view.retro.people else []
        votes = [("v", t("enter a vote"))] if leads and self.key and view.retro.state == "vote" else []
        done = [(".", t("not done yet") if self.key in view.retro.ready else t("done"))] if mine else []
        return [*comes, *goes, *votes, *done, ("Esc", t("leave"))]

    @property
    def _outside(self) -> bool:
        """I am here and not among them."""
        view = self.room.view
        return view.me is not None and view.me not in view.retro.people

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if self.stepped(name):
            return
        if name in ("escape", "q", "@"):
            self.leave()
        elif name in ("a", "x", "v", "."):
            self.run_worker(self._attempt(name), exit_on_error=True)

    async def _attempt(self, name: str) -> None:
        try:
            await {"a": self._add, "x": self._take_off, "v": self._vote, ".": self._done}[name]()
        except ConcordError as error:
            self.desk.refuse(error.words, "bad")
        self.room.read()
        self._fill()
        self.redraw()

    async def _add(self) -> None:
        """Another one, by whoever leads; anybody else says it of themselves."""
        record, me = self.room.view.retro, self.room.view.me
        chosen = me if self._outside and not self.room.may_lead else None
        if chosen is None:
            workspace = self.desk.workspace
            workspace.foresee(commands.edit, record.id, {"people": (*record.people, self._another())})
            chosen = await self.app.push_screen_wait(
                Picker(self.desk, t("Who takes part?"), ("person",), but=record.people)
            )
        if chosen is not None:
            await self.desk.do(commands.edit, record.id, {"people": (*record.people, chosen)}, base=record)

    def _another(self) -> str:
        """Somebody who could be added, for trying it."""
        view = self.room.view
        there = (*view.retro.people, view.me)
        return next((each.id for each in self.desk.records.all(Person) if each.id not in there), view.me or "")

    async def _take_off(self) -> None:
        record = self.room.view.retro
        if self.key in record.people:
            people = tuple(id for id in record.people if id != self.key)
            await self.desk.do(commands.edit, record.id, {"people": people}, base=record)

    async def _done(self) -> None:
        """Whoever sits beside one says so aloud."""
        if self.key:
            record = self.room.view.retro
            await self.desk.do(course.set_ready, record.id, self.key not in record.ready, self.key)

    async def _vote(self) -> None:
        """For a card, in the name of the person under the cursor."""
        person, desk, cards = self.key, self.desk, self.room.view.cards
        if not person:
            return
        if not cards:
            desk.refuse(Words("There is no card to vote for"))
            return
        desk.workspace.foresee(retro.vote, self.room.card or cards[0].id, 1, person)
        fields = [
            ref("Card", "card", name="card", names=True),
            number("Votes", name="votes", least=-100, most=100, unit=None),
        ]

        async def submit(new: dict[str, Any]) -> Any:
            return await desk.do(retro.vote, new["card"], int(new.get("votes") or 1), person)

        title = t("Votes of {who}", who=desk.overview.names.of(person))
        values = {"card": self.room.card or None, "votes": 1}
        await self.app.push_screen_wait(Answering(desk, title, fields, values, submit))
