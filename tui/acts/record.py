"""What keys do to the chosen record, or to the marked ones in one commit: through a dialog and the desk."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from store import commands
from store.errors import ConcordError, Stale
from store.fields import Field
from store.kinds import KINDS, split_id
from store.kinds.base import Kind
from store.words import Words
from tui.i18n import t
from tui.keys import Key

if TYPE_CHECKING:
    from textual.screen import Screen

    from tui.acts.target import Aimed
    from tui.board.screen import BoardScreen
    from tui.search.result_keys import Hands

_WHY = Field(label=Words("Why"), type="line", name="why")


class Acts:
    """Each act runs beside the board, so that it may wait for its dialog; what is refused is said on the footer."""

    def __init__(self, board: "BoardScreen | Hands | Aimed") -> None:
        """``board`` is what has the keys: the board itself, or the list of what a search found."""
        self.board = board
        self.desk = board.desk

    def start(self, action: str) -> None:
        """Run the act of that name from the table of keys."""
        self.board.run_worker(self.run(action), group="act", exit_on_error=True)

    def refuse(self, row: Key, kind: str) -> None:
        """Say why a key does nothing here."""
        if row.action == "done":
            self.desk.refuse(Words("{id}: {reason}", id=self.chosen, reason=KINDS[kind].no_done))
        else:
            self.desk.refuse(Words("{key} ({label}) does nothing in this list", key=row.shown, label=row.label))

    async def run(self, action: str) -> None:
        """Do it; a refusal is said and nothing else happens."""
        act: Callable[[], Awaitable[None]] | None = getattr(self, action, None)
        if act is None:
            from tui.acts import by_kind

            act = lambda: by_kind.ACTS[action](self)  # noqa: E731
        try:
            await act()
        except ConcordError as error:
            self.desk.refuse(error.words, "bad")

    # What it is about

    @property
    def chosen(self) -> str:
        """The id under the cursor."""
        return self.board.pane.chosen or ""

    @property
    def ids(self) -> list[str]:
        """The marked records in the order of the list, or the chosen one."""
        pane = self.board.pane
        marked = [id for id in pane.ids if id in pane.marks]
        return marked or [self.chosen]

    @property
    def kind(self) -> Kind:
        """The kind of the list."""
        return KINDS[self.board.kind]

    def record(self) -> Any:
        """The chosen record; raises `NotFound` where somebody has deleted it meanwhile."""
        return self.desk.records.get(self.chosen)

    async def show(self, dialog: "Screen[Any]") -> Any:
        """Open the dialog and wait for what it was left with."""
        return await self.board.app.push_screen_wait(dialog)

    def finished(self, words: Words) -> None:
        """Say that it is done, and take the marks away."""
        self.board.pane.marks.clear()
        self.board.pane.redraw()
        self.desk.say(words, "good")

    def tell_changed(self, before: Any, after: Any, names: Sequence[str]) -> None:
        """Say what these fields of a record are by now."""
        from store.commands.outcome import in_short
        from tui.text.sentences import dated

        self.finished(dated(in_short(before, after, self.desk.records, names), self.desk.today))

    async def ask_why(self, title: str, save: Callable[[Any], Awaitable[Any]] | None = None) -> str | None:
        """The reason, None where the person thought better of it."""
        from tui.parts.ask import Ask

        return await self.show(Ask(self.desk, title, _WHY, save=save))

    # Any kind

    async def add(self) -> None:
        """A new record of the list's kind, filled in from what the panes are narrowed to."""
        from store.commands import dry_run
        from store.commands.outcome import is_new
        from tui.board.prefilled import filled
        from tui.board.screen import BoardScreen
        from tui.parts.form import Form

        assert isinstance(self.board, BoardScreen)
        kind = self.kind
        title = t("New {kind}", kind=t(kind.label).lower())
        fields, closed = dry_run.adding(
            self.desk.workspace, kind.name, [field for field in kind.fields.values() if field.asked]
        )

        async def submit(values: dict[str, Any]) -> Any:
            return await self.desk.do(commands.add, kind.name, values)

        values = dry_run.fitting(self.desk.workspace, kind.name, filled(self.board, kind.name))
        draft = f"add {kind.name}"
        made = await self.show(Form(self.desk, title, fields, values, submit, draft=draft, closed=closed))
        if made is not None:
            self.desk.open(made.id)
            self.desk.say(is_new(made), "good")

    async def edit(self) -> None:
        """Change the chosen record; what others change meanwhile is merged or comes back as a conflict."""
        from store.commands import dry_run
        from tui.parts.form import Form

        record = self.record()
        fields, closed = dry_run.editing(
            self.desk.workspace, record, [field for field in self.kind.fields.values() if field.asked]
        )
        values = {field.name: getattr(record, field.name) for field in fields}

        async def submit(new: dict[str, Any]) -> Any:
            why = ""
            moved = "due_log" in self.kind.fields and record.due is not None and new.get("due") != record.due
            if moved:
                given = await self.ask_why(t("Why is the due day moved?"))
                why = given or ""
            changed = {name: value for name, value in new.items() if value != values.get(name)}
            return await self._edit(record, changed, why), list(changed)

        title, draft = t("Edit {id}", id=record.id), f"edit {record.id}"
        saved = await self.show(Form(self.desk, title, fields, values, submit, draft=draft, closed=closed))
        if saved is not None:
            self.tell_changed(record, *saved)

    async def _edit(self, base: Any, changed: dict[str, Any], why: str) -> Any:
        """Save it; where others changed the same meanwhile, the person chooses field by field."""
        from tui.parts.conflict import Conflict

        while True:
            try:
                return await self.desk.do(commands.edit, base.id, changed, base=base, why=why)
            except Stale as stale:
                chosen = await self.show(Conflict(self.desk, self.kind, stale))
                if chosen is None:
                    raise
                base = self.desk.records.get(base.id)
                changed = changed | chosen

    async def done(self) -> None:
        """Done; what is done already may be reopened."""
        from tui.parts.confirm import Confirm

        ids = self.ids
        if len(ids) == 1 and self._is_done(ids[0]):
            self.desk.workspace.foresee(commands.reopen, ids[0])
            question = t("{id} is done already. Reopen it?", id=ids[0])
            if await self.show(Confirm(question, t("Reopen"))):
                await self.desk.do(commands.reopen, ids[0])
                self.finished(Words("{id} is open again", id=ids[0]))
            return
        await self.desk.do(commands.done_many, ids)
        self.finished(for_ids(ids, Words("{id} done", id=ids[0]), Words("{n} done", n=len(ids))))

    def _is_done(self, id: str) -> bool:
        record: Any = self.desk.records.find(id)
        kind = split_id(id)
        return kind is not None and kind[0].standing is not None and kind[0].standing(record) != "open"

    async def drop(self) -> None:
        """Give up or delete, with the reason."""
        ids = self.ids
        self.desk.workspace.foresee(commands.drop_many, ids, "-")
        title = for_ids(ids, Words("Why drop {id}?", id=ids[0]), Words("Why drop these {n}?", n=len(ids)))

        async def save(why: str) -> None:
            await self.desk.do(commands.drop_many, ids, why)

        if await self.ask_why(t(title), save) is not None:
            self.finished(for_ids(ids, Words("{id} dropped", id=ids[0]), Words("{n} dropped", n=len(ids))))

    async def comment(self) -> None:
        """Say something about the chosen record."""
        from tui.parts.ask import Ask

        record = self.record()
        field = KINDS["comment"].fields["text"]
        self.desk.workspace.foresee(commands.comment, record.id, "-")

        async def save(text: str) -> None:
            await self.desk.do(commands.comment, record.id, text)

        title = t("Comment on {id}", id=record.id)
        if await self.show(Ask(self.desk, title, field, save=save, draft=f"comment {record.id}")):
            self.desk.say(Words("Comment saved"), "good")

    async def copy(self) -> None:
        """The id and the title to the terminal's clipboard."""
        from tui.text.safe import safe

        record = self.record()
        kind = split_id(record.id)
        naming = kind[0].naming.name if kind else "title"
        text = f"{record.id} {safe(str(getattr(record, naming)))}"
        self.board.app.copy_to_clipboard(text[:1000])
        self.desk.say(Words("Copied: {text}", text=text))

    # Taking back

    async def undo(self) -> None:
        """Take back my last change here, or, after asking, my last one elsewhere."""
        from tui.acts.undo import take_back

        await take_back(self, again=False)

    async def redo(self) -> None:
        """Do again what I took back last."""
        from tui.acts.undo import take_back

        await take_back(self, again=True)

    # Finding

    async def news(self) -> None:
        """What happened since I last looked; what is chosen there is opened."""
        await self._history(None)

    async def life(self) -> None:
        """What happened to the chosen record."""
        await self._history(self.chosen)

    async def join(self) -> None:
        """Become one of the people here."""
        from tui.acts.join import join

        await join(self)

    async def who(self) -> None:
        """Who else is here; whoever is chosen is followed to where they are."""
        from tui.rooms.who import WhoIsHere

        found = await self.show(WhoIsHere(self.desk))
        if found:
            self.desk.open(found)

    async def _history(self, id: str | None) -> None:
        from tui.rooms.history import HistoryRoom

        found = await self.show(HistoryRoom(self.desk, id))
        if found:
            self.desk.open(found)

    async def search(self) -> None:
        """Find a record by any word and go there."""
        await self._search("")

    async def views(self) -> None:
        """One of the searches that are kept under a name."""
        from tui.search.saved_searches import SavedSearches

        query = await self.show(SavedSearches(self.desk))
        if query:
            await self._search(query)

    async def _search(self, query: str) -> None:
        from tui.board.screen import BoardScreen
        from tui.search.screen import SearchScreen

        assert isinstance(self.board, BoardScreen)
        await self.show(SearchScreen(self.board, query))

    async def palette(self) -> None:
        """Every command by its name."""
        from tui.board.palette_commands import commands_of
        from tui.board.screen import BoardScreen
        from tui.parts.palette import Palette

        assert isinstance(self.board, BoardScreen)
        await self.show(Palette(self.desk, commands_of(self.board)))

    async def help(self) -> None:
        """Every key that works here; the one that is chosen is pressed."""
        from tui import keys
        from tui.board.screen import BoardScreen
        from tui.parts.help import Help

        assert isinstance(self.board, BoardScreen)
        found = await self.show(Help(keys.rows(self.board.kind)))
        row = keys.find(found, self.board.kind) if found else None
        if row is not None:
            self.board.obey(row)


def for_ids(ids: list[str], one: Words, many: Words) -> Words:
    """The words for one record or for several."""
    return one if len(ids) == 1 else many
