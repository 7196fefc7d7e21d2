"""The searches kept under a name, to open one by its number or its name, or to give one up."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.errors import ConcordError
from store.search.rank_choices import Among
from store.words import Words
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.parts.chooser import Chooser
from tui.search import search_store
from tui.text.cells import fit
from tui.text.line import Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk


class SavedSearches(Chooser[str]):
    """Dismissed with the search that was chosen, or None."""

    empty = "No search is kept yet. / searches, Ctrl-S there keeps the search under a name"

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk, t("Kept searches"), t("Find"))
        self._load()

    def _load(self) -> None:
        self._all = search_store.kept(self.desk)
        self._among = Among([(view.name, view.query) for view in self._all])

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """Those that fit, with the digits that open them."""
        size = min(28, max((len(view.name) for view in self._all), default=0) + 2)
        found: list[ChoiceRow] = []
        for at in self._among.fitting(text):
            view = self._all[at]
            digit = str(at + 1) if at < 9 else " "
            whose = t("everyone's") if view.shared else t("mine")
            room = max(8, width - size - 20)
            line: list[Part] = [(digit + "  ", "accent"), (fit(safe(view.name), size), "strong")]
            line += [(fit(safe(view.query), room) + "  ", "foreground"), (whose, "muted")]
            found.append(ChoiceRow(str(at), line))
        return found

    async def choose(self, key: str) -> None:
        """Answer with its search."""
        self.dismiss(self._all[int(key)].query)

    async def press_more(self, key: str, character: str | None) -> bool:
        """A digit opens, where nothing is typed; Ctrl-X gives the chosen one up."""
        if character and character.isdigit() and not self.typing.text and 0 < int(character) <= len(self._all):
            await self.choose(str(int(character) - 1))
        elif key == "ctrl+x" and self.key:
            await self._give_up(self._all[int(self.key)])
        else:
            return False
        return True

    async def _give_up(self, view: search_store.SavedSearch) -> None:
        try:
            await search_store.keep(self.desk, view.name, "", shared=view.shared)
        except ConcordError as error:
            self.message = (error.words, "bad")
            return
        self._load()
        self.look()
        self.message = (Words('"{name}" is kept no more', name=view.name), "good")

    def offers(self) -> list[tuple[str, str]]:
        """Open, give up, leave."""
        some = [("1-9", t("open")), ("Enter", t("open")), ("Ctrl-X", t("give up"))] if self.key else []
        return [*some, ("Esc", t("leave"))]
