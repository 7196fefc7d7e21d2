"""The keys of the panes on the list of what was found: on the chosen record, or on the marked ones in one commit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.words import Words
from tui import keys
from tui.acts.acts import Acts
from tui.acts.host import kind_of
from tui.parts.help import Help

if TYPE_CHECKING:
    from tui.search.screen import SearchScreen


class ResultKeys:
    """The list of what was found as acts see it: what is chosen, what is marked, of which kind; and its keys."""

    goal = None

    def __init__(self, screen: "SearchScreen") -> None:
        self._screen = screen
        self.marks = set[str]()
        self.acts = Acts(screen.at, self)

    @property
    def chosen(self) -> str:
        """The id under the cursor."""
        return self._screen.chosen

    @property
    def ids(self) -> Sequence[str]:
        """The ids in their order."""
        return [row.key for row in self._screen.rows if row.key]

    @property
    def kind(self) -> str:
        """The kind of what is chosen, or of what is marked."""
        return kind_of(next(iter(self.marks), self.chosen))

    def redraw(self) -> None:
        """Marks came or went."""
        self._screen.refind()

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        """Move, mark, open, act, or go back to the prompt."""
        name = keys.pressed(key, character)
        if self._screen.stepped(name):
            return
        if name == "enter" and self._screen.key:
            await self._screen.choose(self._screen.key)
        elif name == "space":
            self._mark()
        elif name == "escape" and self.marks:
            self.marks.clear()
            self.redraw()
        elif name in ("escape", "tab", "shift+tab", "/"):
            self._screen.into_list(False)
        else:
            self._act(name)

    def _mark(self) -> None:
        if self.chosen:
            self.marks ^= {self.chosen}
            self.redraw()
            self._screen.move(1)

    def _act(self, name: str) -> None:
        row = keys.find(name, self.kind)
        if row is None or not self.chosen:
            return
        if row.action == "help":
            self.acts.begin(self._help())
        elif not keys.elsewhere(row):
            self.acts.desk.refuse(Words("{key} ({label}) does nothing in this list", key=row.shown, label=row.label))
        elif len({id.partition("-")[0] for id in self.marks}) > 1:
            self.acts.desk.refuse(Words("The marked records are of several kinds; mark those of one"))
        elif not keys.works(row, self.kind):
            self.acts.refuse(row, self.kind)
        else:
            self.acts.start(row.action)

    async def _help(self) -> None:
        found = await self.acts.show(Help(self.acts.desk, [row for row in keys.rows(self.kind) if keys.elsewhere(row)]))
        if found:
            self._act(found)
