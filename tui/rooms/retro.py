"""The room of a retrospective: its columns of cards, which everyone in it sees change, votes and follow-ups."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store import commands
from store.errors import ConcordError
from store.kinds import KINDS, retro
from store.kinds.card import Card, shown_columns
from store.kinds.retro import STATES, Retro, place
from store.records.names import sayable
from store.words import Words
from tui.i18n import t
from tui.keys import HERE, OUT, Key, pressed
from tui.parts.ask import Ask
from tui.parts.confirm import Confirm
from tui.parts.dialog import Dialog
from tui.parts.form import Form
from tui.rooms.cards import Grid
from tui.text.cells import cell_len, fit, lead, wrap
from tui.text.labels import choice_label
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from store import News
    from tui.acts.host import Host

#: With fewer cells than this a column cannot be read: then one is shown at a time.
NARROWEST = 24
#: A card has at most so many lines.
TALL = 4


class RetroRoom(Dialog[None]):
    """Left with Esc or q. Its letters mean what they mean on the board."""

    place = "retro"

    own = (
        Key("move", ("h", "j", "k", "l"), Words("Move over the cards"), HERE),
        Key("add", ("a",), Words("Put up a card; while it is discussed, a follow-up action"), HERE),
        Key("edit", ("e",), Words("Change the card"), HERE),
        Key("drop", ("x",), Words("Drop the card, with why"), HERE),
        Key("mark", ("space",), Words("Mark the card, to group several"), HERE),
        Key("group", ("n",), Words("Name the group of the marked cards"), HERE),
        Key("vote", ("v",), Words("Vote for the card"), HERE),
        Key("unvote", ("V",), Words("Take a vote back"), HERE),
        Key("next", ("d", ">"), Words("Go on to the next step"), HERE),
        OUT,
    )

    def __init__(self, host: "Host", id: str = "") -> None:
        super().__init__(host.desk, "")
        self.retro_id = id
        self.grid = Grid()
        self.marks: set[str] = set()

    def on_mount(self) -> None:
        self.look()

    def whereabouts(self) -> tuple[str, str]:
        return self.place, self.retro_id

    def heed(self, entries: "Sequence[News]") -> None:
        """Somebody put up, changed or voted for a card."""
        if any(table in ("card", "retro", "action") for entry in entries for table, _ in entry.touched()):
            self.look()
            self.redraw()

    @property
    def retro(self) -> Retro:
        return self.desk.records.one(Retro, self.retro_id)

    def look(self) -> None:
        """Read the cards again; the cursor stays on its card."""
        record = self.desk.records.find(self.retro_id)
        if not isinstance(record, Retro):
            self.leave()
            return
        self.heading = f"{record.id}  {record.title}"
        cards = list(self.desk.records.pointing(Card, "retro", self.retro_id))
        if record.state in ("discuss", "closed"):
            cards.sort(key=lambda card: -sum(card.votes.values()))
        self._labels = shown_columns(record, cards)
        self.grid.fill([name for name, _label in self._labels], cards)
        self.marks &= {card.id for card in cards}

    # What is shown

    def body(self, width: int, height: int) -> list[Line]:
        """The state, then the columns side by side, or one of them where there is no room."""
        width = max(width, self.size.width - 4)
        record = self.retro
        lines: list[Line] = [self._states(record), self._votes(record), ()]
        labels = dict(self._labels)
        columns = self.grid.columns
        shown = columns if width // len(columns) >= NARROWEST else [columns[self.grid.x]]
        each = width // len(shown)
        heads: list[Part] = []
        for column in shown:
            here = column == columns[self.grid.x]
            text = f"{t(labels[column])}  {len(self.grid.cards[column])}"
            heads.append((fit(text, each - 2) + "  ", "+accent" if here else "+foreground"))
        if len(shown) < len(columns):
            at = f"{self.grid.x + 1}/{len(columns)}"
            heads = [(fit(heads[0][0], each - len(at) - 2), heads[0][1]), (at, "muted")]
        lines.append(heads)
        drawn = [self._column(record, column, each - 2, height - len(lines)) for column in shown]
        for y in range(height - len(lines)):
            row: list[Part] = []
            for column in drawn:
                row += [*(column[y] if y < len(column) else [(" " * (each - 2), "foreground")]), ("  ", "foreground")]
            lines.append(row)
        return lines

    def _states(self, record: Retro) -> Line:
        line: list[Part] = []
        reached = place(record.state)
        for at, state in enumerate(STATES):
            mark = "> " if at == reached else ""
            tone = "+accent" if at == reached else "good" if at < reached else "muted"
            line.append((mark + choice_label("retro", "state", state) + (" x" if at < reached else "") + "   ", tone))
        return line

    def _votes(self, record: Retro) -> Line:
        person = self.desk.records.person_of(self.desk.who)
        if record.state == "vote" and person is not None:
            given = sum(card.votes.get(person.id, 0) for cards in self.grid.cards.values() for card in cards)
            left = max(0, record.votes - given)
            return [(t("{n} votes left", one="{n} vote left", n=left), "warn" if left else "good")]
        hints = {
            "gather": Words("Everyone puts up cards"),
            "group": Words("Cards that say the same go together: mark them, then n names the group"),
            "vote": Words("Everyone gives their votes"),
            "discuss": Words("The most wanted first. a makes a follow-up"),
            "closed": Words("This retrospective is closed"),
        }
        return [(t(hints[record.state]), "muted")]

    def _column(self, record: Retro, column: str, width: int, height: int) -> list[Line]:
        cards = self.grid.cards[column]
        if not cards:
            text = t("a puts up the first card") if record.state == "gather" else t("No cards")
            return [[(fit(text, width), "muted")]]
        blocks = [self._card(card, width) for card in cards]
        here = self.grid.chosen
        at = next((i for i, card in enumerate(cards) if here is not None and card.id == here.id), 0)
        while at and sum(map(len, blocks[: at + 1])) > height:
            blocks.pop(0)
            at -= 1
        return [line for block in blocks for line in block][:height]

    def _card(self, card: Card, width: int) -> list[Line]:
        here = self.grid.chosen is not None and self.grid.chosen.id == card.id
        mark = "> " if here else "+ " if card.id in self.marks else "  "
        votes = sum(card.votes.values())
        tone = "chosen" if here else "warn" if card.id in self.marks else "foreground"
        lines: list[Line] = []
        texts = wrap(safe(card.text.replace("\n", " ")), width - 3)
        if len(texts) > TALL:
            texts[TALL - 1 :] = [fit(texts[TALL - 1] + " " * width, width - 3)]
        for at, text in enumerate(texts):
            lines.append([(fit((mark if at == 0 else "  ") + text, width), tone)])
        said = t("{n} votes", one="{n} vote", n=votes) if votes else ""
        group = f"[{safe(card.group)}]" if card.group else ""
        author = safe(sayable(self.desk.records, card.author)) if card.author else ""
        left = max(0, width - cell_len(said))
        return [*lines, [(lead("  " + "  ".join(filter(None, (group, author))), left), "muted"), (said, "warn")]]

    def offers(self) -> list[tuple[str, str]]:
        first = {
            "gather": [("a", t("card"))],
            "group": [("Space", t("mark")), ("n", t("name group"))],
            "vote": [("v", t("vote")), ("V", t("take back"))],
            "discuss": [("a", t("follow-up"))],
        }.get(self.retro.state, [])
        step = [("d", t("next step", context="retrospective"))] if self.retro.state != "closed" else []
        return [*first, *step, ("e", t("edit")), ("x", t("drop")), ("Esc", t("leave"))]

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        letter = pressed(key, character)
        if self.grid.move(letter if letter in "hjkl" else key):
            return
        acts = {"a": self._add, "e": self._edit, "x": self._drop, "n": self._group, "d": self._next, ">": self._next}
        if key in ("escape", "q") or letter == "q":
            if self.marks:
                self.marks.clear()
            else:
                self.leave()
        elif key == "space" and self.grid.chosen is not None:
            self.marks ^= {self.grid.chosen.id}
        elif letter in ("v", "V"):
            self._start(self._vote(1 if letter == "v" else -1))
        elif letter in acts:
            self._start(acts[letter]())

    def _start(self, act: Any) -> None:
        self.run_worker(self._attempt(act), exit_on_error=True)

    async def _attempt(self, act: Any) -> None:
        try:
            await act
        except ConcordError as error:
            self.desk.on_refusal()
            self.message = (error.words, "bad")
        self.look()
        self.redraw()

    async def _ask(self, title: str, field_name: str, command: Any, kind: str = "card", value: Any = None) -> Any:
        """Ask for one field and save it with the command; what is refused stays there to be tried again.

        What the command returned, None where the person thought better of it. Raises the `ConcordError` for which
        nothing could be saved.
        """
        made: list[Any] = []
        self.desk.workspace.foresee(command, "-")

        async def save(text: str) -> None:
            made.append(await self.desk.do(command, text))

        field = KINDS[kind].fields[field_name]
        await self.app.push_screen_wait(Ask(self.desk, title, field, value, save=save))
        return made[0] if made else None

    async def _add(self) -> None:
        if self.retro.state == "discuss":
            await self._follow_up()
            return
        column = self.grid.columns[self.grid.x]
        label = dict(self._labels)[column]
        add = lambda changes, text: retro.add_card(changes, self.retro_id, column, text)  # noqa: E731
        card = await self._ask(t("New card: {column}", column=t(label)), "text", add)
        if card is not None:
            self.grid.want(card.id)

    async def _follow_up(self) -> None:
        card = self.grid.chosen
        self.desk.workspace.foresee(retro.follow_up, self.retro_id, "-")
        fields = [KINDS["action"].fields[name] for name in ("title", "owner", "due")]

        async def submit(new: dict[str, Any]) -> Any:
            source = None if card is None else card.id
            return await self.desk.do(
                retro.follow_up, self.retro_id, new["title"], new.get("owner"), new.get("due"), source
            )

        made = await self.app.push_screen_wait(Form(self.desk, t("Follow-up action"), fields, {}, submit))
        if made is not None:
            self.message = (Words("{id} added", id=made.id), "good")

    async def _edit(self) -> None:
        card = self.grid.chosen
        if card is not None:
            edit = lambda changes, text: commands.edit(changes, card.id, {"text": text}, base=card)  # noqa: E731
            await self._ask(t("Card {id}", id=card.id), "text", edit, value=card.text)

    async def _drop(self) -> None:
        card = self.grid.chosen
        if card is not None:
            drop = lambda changes, why: commands.drop(changes, card.id, why)  # noqa: E731
            await self._ask(t("Why drop {id}?", id=card.id), "reason", drop, "action")

    async def _group(self) -> None:
        chosen = self.grid.chosen
        ids = sorted(self.marks) or ([chosen.id] if chosen else [])
        group = lambda changes, name: retro.group(changes, ids, name)  # noqa: E731
        if ids and await self._ask(t("Name of the group"), "group", group) is not None:
            self.marks.clear()

    async def _vote(self, by: int) -> None:
        if self.grid.chosen is not None:
            await self.desk.do(retro.vote, self.grid.chosen.id, by)

    async def _next(self) -> None:
        state = self.retro.state
        if place(state) < 0:
            words = Words("{id} is at a step that this version does not know. Update Concord", id=self.retro_id)
            self.message = (words, "warn")
            return
        if state == "closed":
            self.message = (Words("This retrospective is closed"), "warn")
            return
        following = STATES[place(state) + 1]
        self.desk.workspace.foresee(retro.move, self.retro_id, following)
        question = t("Go on to the next step: {state}?", state=KINDS["retro"].fields["state"].label_of(following))
        if await self.app.push_screen_wait(Confirm(self.desk, question, t("Go on"))):
            await self.desk.do(retro.move, self.retro_id, following)
