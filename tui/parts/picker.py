"""Choosing a record by typing any part of its name."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from store.kinds import KINDS
from store.words import Words
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.parts.chooser import Chooser
from tui.parts.record_options import RecordOption, fitting, options
from tui.text.cells import fit
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk


#: What stands there where nothing does.
NOTHING, ANY = Words("Nothing fits. Esc clears what was typed"), Words("Type a word of what you look for")


class Picker(Chooser[str]):
    """Dismissed with the id of a record of one of ``kinds`` (any where none is named) but these, or None."""

    def __init__(self, desk: "Desk", title: str, kinds: tuple[str, ...], but: Collection[str] = ()) -> None:
        super().__init__(desk, title, t("Find"))
        self._kinds = kinds
        self._but = but
        self._all: list[RecordOption] = options(desk, kinds)
        if kinds and not self._all:
            self.message = (Words("There are no {kind} yet", kind=Words(KINDS[kinds[0]].plural)), "warn")

    def on_mount(self) -> None:
        """Records that the search does not know yet are read in between the keys."""
        self.desk.indexing.begin(self._again)

    def on_unmount(self) -> None:
        self.desk.indexing.no_more(self._again)

    def _again(self) -> None:
        if self.typing.text:
            self.look()
            self.redraw()

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        self.empty = NOTHING if text or self._kinds else ANY
        shown = [option for option in self.offered(text) if option.id not in self._but]
        said = min(14, max((len(option.said) for option in shown), default=4) + 2)
        return [
            ChoiceRow(
                option.id,
                [(fit(safe(option.said), said), "accent"), (fit(safe(option.name), width - said - 2), "foreground")],
            )
            for option in shown
        ]

    def offered(self, text: str) -> Sequence[RecordOption]:
        """Those that fit what is typed, in their order."""
        return fitting(self.desk, self._kinds, text) if text else self._all

    async def choose(self, key: str) -> None:
        self.dismiss(key)
