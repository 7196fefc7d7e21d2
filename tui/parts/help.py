"""Every key that works here, by what it is for; typed at to narrow."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.search.among import Among
from tui.i18n import t
from tui.parts.cells import fit
from tui.parts.chooser import Chooser, Row

if TYPE_CHECKING:
    from tui.keys import Key


class Help(Chooser[str]):
    """``rows`` are those of the table of keys."""

    empty = "No key does that here. Esc clears what was typed"

    def __init__(self, rows: "Sequence[Key]") -> None:
        super().__init__(None, t("Keys that work here"), t("Find"))
        self._all = rows
        self._among = Among([(t(row.label), " ".join((*row.keys, str(row.label)))) for row in rows])

    def find(self, text: str, width: int) -> Sequence[Row]:
        """The keys by section, or those that fit."""
        shown: list[Row] = []
        section = None
        for row in (self._all[at] for at in self._among.fitting(text)):
            if not text and row.section != section:
                section = row.section
                shown += (
                    [Row("", ()), Row("", [(t(section), "+accent")])] if shown else [Row("", [(t(section), "+accent")])]
                )
            names = "  ".join(dict.fromkeys((row.shown, *_others(row))))
            shown.append(Row(row.action, [(fit(names, 18), "strong"), (fit(t(row.label), width - 20), "foreground")]))
        return shown

    async def choose(self, key: str) -> None:  # noqa: ARG002
        """Reading is all there is."""
        self.leave()

    def offers(self) -> list[tuple[str, str]]:
        """It is left again."""
        return [("Up Down", t("scroll")), ("Esc", t("leave"))]

    async def press_more(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """? and q leave, where nothing is typed."""
        if character in ("?", "q", "？") and not self.typing.text:
            self.leave()
            return True
        return False


def _others(row: "Key") -> list[str]:
    from tui.keys import SHOWN

    return [SHOWN.get(key, key) for key in row.keys[1:]]
