"""The keys of the panes on the list of what was found: on the chosen record, or on the marked ones in one commit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tui import keys
from tui.acts.acts import Acts
from tui.acts.host import OneRecord, kind_of
from tui.acts.obeying import IN_THIS_LIST, rows_for
from tui.parts.help import Help

if TYPE_CHECKING:
    from tui.search.screen import SearchScreen


class ResultKeys:
    """The list of what was found as acts see it: what is chosen, what is marked, of which kind; and its keys."""

    goal = None
    nothing = OneRecord.nothing
    of_panes = IN_THIS_LIST

    def __init__(self, screen: "SearchScreen") -> None:
        self._screen = screen
        self.marks = set[str]()
        self.acts = Acts(screen.at, self)

    @property
    def chosen(self) -> str:
        return self._screen.chosen

    @property
    def ids(self) -> Sequence[str]:
        return [row.key for row in self._screen.rows if row.key]

    @property
    def kind(self) -> str:
        """The kind of what is chosen, or of what is marked."""
        return kind_of(next(iter(self.marks), self.chosen))

    def redraw(self) -> None:
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
        else:
            self.acts.obey(row)

    async def _help(self) -> None:
        rows = rows_for(self.acts.desk, self.kind, self.chosen)
        found = await self.acts.show(Help(self.acts.desk, [row for row in rows if keys.elsewhere(row)]))
        if found:
            self._act(found)
