"""The room of a retrospective: facts, cards in columns, what is discussed, and what came of it, a page each.

Everyone in it sees the others' cards once they are revealed, votes once they are open, and who is done with a step.
"""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from store.errors import NotFound
from store.kinds import KINDS
from store.kinds.retro_rights import leads, takes_part
from store.words import Words
from tui.i18n import lang
from tui.keys import Key, pressed
from tui.parts.choice_rows import ChoiceRow, ChoiceRows
from tui.parts.palette import Palette
from tui.parts.saved_sign import beside
from tui.rooms.retro import retro_commands
from tui.rooms.retro.facts import fact_rows
from tui.rooms.retro.grid import CardGrid
from tui.rooms.retro.retro_deeds import DEEDS
from tui.rooms.retro.retro_head import CARDS, FACTS, OUTCOME, PAGES, TALK, pages_line, title_line
from tui.rooms.retro.retro_keys import OWN
from tui.rooms.retro.retro_outcome import OutcomeRows
from tui.rooms.retro.retro_page import foot, page_lines
from tui.rooms.retro.talk import NOTE, TopicBelow, topic_rows
from tui.rooms.retro.view import RetroView
from tui.rooms.typing_room import TypingRoom
from tui.text.line import Line

if TYPE_CHECKING:
    from store import News
    from tui.acts.host import Host

#: Seconds between two looks at the clock.
TICK = 1.0


class RetroRows(ChoiceRows):
    """The rows of a page, or those below the topic: the keys are for one of them."""

    def keep(self, rows: Sequence[ChoiceRow]) -> None:
        """Hold these rows; the cursor stays on its own, or where it was."""
        before, at, top = self.key, self.cursor, self.top
        self.hold(rows, before)
        self.top = top
        if before and self.key != before:
            self.cursor = min(at, max(0, len(rows) - 1))
            self.move(0)


class RetroRoom(TypingRoom):
    """``page`` is the one in sight; ``inside``: the keys are for the rows below the topic."""

    place = "retro"
    own = OWN
    taken = "vVcobtwTr#yM"

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host, id)
        self.page_name = ""
        self.grid = CardGrid()
        self.marks: set[str] = set()
        self.list = RetroRows()
        self.below = RetroRows()
        self.inside = False
        #: The width of the screen, and the cells of a line of the body.
        self._width = self.inner = 0
        #: What the rows are made of, and what those below them are, are kept as long as nothing happens: journal, page,
        #: width, language; and the row.
        self._state: tuple[object, ...] = ()
        self._below: tuple[object, ...] = ()

    def on_mount(self) -> None:
        self.read()
        self.set_interval(TICK, self._tick)

    def _tick(self) -> None:
        if self.is_current and not self.view.closed and self.view.retro.step_at is not None:
            self.redraw()

    # What is read

    def read(self) -> None:
        self._width = self.host.app.size.width
        self.inner = min(self.widest, max(10, self._width - 4))
        me = self.desk.records.person_of(self.desk.who)
        try:
            self.view = RetroView(self.desk.records, self.about, me.id if me else None, self.desk.said_here)
        except NotFound:
            self.leave()
            return
        if not self.page_name:  # it opens on the change of last time, until it is said whether that helped
            judging = self.view.retro.state == "gather" and self.view.to_judge
            self.page_name = FACTS if judging else self._first_page()
        self.grid.fill([name for name, _label in self.view.columns], self.view.cards)
        self.marks &= {card.id for card in self.view.cards}
        self._state = self._below = ()
        self.look()

    def _first_page(self) -> str:
        return {"discuss": TALK, "closed": OUTCOME}.get(self.view.retro.state, CARDS)

    def look(self) -> None:
        """Find the rows of the page, and those below the topic under the cursor."""
        if self.page_name == CARDS:
            return
        state = (self.desk.workspace.ledger.seq, self.page_name, self.inner, lang())
        if state != self._state:
            self.list.keep(self._rows())
            self._state = state
        if (*state, self.list.key) == self._below:
            return
        self._below = (*state, self.list.key)
        topic = self.view.topic(self.list.key) if self.page_name == TALK else None
        self.below.keep(() if topic is None else TopicBelow(self.desk, self.view, topic, self.inner - 2).rows())
        self.inside = self.inside and bool(self.below.key)

    def _rows(self) -> Sequence[ChoiceRow]:
        """Those of the page."""
        if self.page_name == FACTS:
            return fact_rows(self.desk, self.view, self.inner - 2)
        if self.page_name == TALK:
            return topic_rows(self.view, self.inner - 2)
        return OutcomeRows(self.desk, self.view, self.inner - 2).rows()

    @property
    def chosen(self) -> str:
        """The record that has the keys: a card, or what came of one; empty where none has."""
        if self.page_name == CARDS:
            return self.grid.chosen.id if self.grid.chosen else ""
        key = self.below.key if self.inside else self.list.key
        return "" if key.startswith((NOTE, "~")) else key.partition("#")[0]

    @property
    def card(self) -> str:
        """The card that is looked at: the one under the cursor, or the first of the topic."""
        if self.page_name == CARDS:
            return self.chosen
        key = self.below.key if self.inside else self.list.key
        found = key.removeprefix(NOTE).partition(" ")[0] if key.startswith(NOTE) else self.chosen
        if any(card.id == found for card in self.view.cards):
            return found
        return self.list.key if self.page_name == TALK else ""

    @property
    def noted(self) -> tuple[str, str] | None:
        """The card and the line of its notes under the cursor."""
        if not (self.inside and self.below.key.startswith(NOTE)):
            return None
        card, _blank, line = self.below.key.removeprefix(NOTE).partition(" ")
        return card, line

    @property
    def may_lead(self) -> bool:
        """Whether I may take it from step to step."""
        return leads(self.claim, self.view.retro)

    @property
    def takes_part(self) -> bool:
        """Whether it is mine too, so that its cards may go on from here."""
        return takes_part(self.claim, self.view.retro)

    def heed(self, entries: "Sequence[News]") -> None:
        """Somebody put up, changed or voted for a card; where the retrospective goes on, the page goes along."""
        before, who = self.view.retro, self.desk.who
        super().heed(entries)
        after = self.view.retro
        if after.state != before.state:
            self.turn_to(self._first_page())
        if all(entry.who == who for entry in entries):
            return
        if after.facilitator != before.facilitator and after.facilitator:
            self.say(Words("{who} leads now", who=self.desk.overview.names.of(after.facilitator)), "good")
        elif after.state != before.state and self.view.closed:
            self.say(Words("{id} is closed", id=self.about), "good")
        elif after.state != before.state:
            label = KINDS["retro"].fields["state"].label_of(after.state)
            self.say(Words("The retrospective is at: {state}", state=label), "good")

    def whereabouts(self) -> tuple[str, str]:
        return self.place, self.about

    def turn_to(self, page: str) -> None:
        """Show that page."""
        if page != self.page_name:
            self.list, self.below = RetroRows(), RetroRows()
            self._state = self._below = ()
        self.page_name, self.inside = page, False
        self.look()

    # What is shown

    def on_resize(self) -> None:
        """Rows are as wide as the screen."""
        if self._width != self.size.width:
            self.read()
            self.redraw()

    def page(self, width: int, height: int) -> list[Line]:
        """The head stands in the first two lines."""
        lines = super().page(width, height)
        title = beside(self.desk, partial(title_line, self.desk, self.view), width)
        return [title, pages_line(self.view, self.page_name, width), *lines[2:]]

    def body(self, width: int, height: int) -> list[Line]:
        below = foot(self, width) if self.line is None else self.line.drawn(width, height)
        room = height - len(below)
        lines = page_lines(self, width, room)
        return [*lines[:room], *([()] * (room - len(lines))), *below]

    def offers(self) -> list[tuple[str, str]]:
        return retro_commands.offers(self)

    def own_here(self) -> Sequence[Key]:
        return retro_commands.rows_of(self)

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        name = pressed(key, character)
        if self._moved(name):
            return
        if name in DEEDS:
            self.start(DEEDS[name](self))
        elif name in ("escape", "q", "R"):
            self._back(name)
        else:
            self.act(name)

    def _moved(self, name: str) -> bool:
        if name in ("[", "]"):
            names = list(PAGES)
            at = names.index(self.page_name) + (1 if name == "]" else -1)
            self.turn_to(names[max(0, min(at, len(names) - 1))])
            return True
        if self.page_name == CARDS:
            return self.grid.move(name)
        if self.inside:
            return self.below.stepped(name)
        if not self.list.stepped(name):
            return False
        self.look()
        return True

    def _back(self, name: str) -> None:
        """Out of what is innermost: the marks, the rows below, the room."""
        if name == "escape" and self.marks:
            self.marks.clear()
        elif name == "escape" and self.inside:
            self.inside = False
        else:
            self.leave()

    async def show_commands(self) -> None:
        await self.acts.show(Palette(self.desk, retro_commands.commands_of(self)))
