"""Every key that works here, by what it is for; typed at to narrow."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from store.search.rank_choices import Among
from tui.i18n import t
from tui.keys import Key, as_read
from tui.parts.choice_rows import ChoiceRow
from tui.parts.chooser import Chooser
from tui.text.cells import fit

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: Cells of the names of the keys.
NAMES = 18


class Help(Chooser[str]):
    """``rows`` are those of the table of keys. Dismissed with the key that was chosen, or None."""

    empty = "No key does that here. Esc clears what was typed"

    def __init__(self, desk: "Desk", rows: Sequence[Key]) -> None:
        super().__init__(desk, t("Keys that work here"), t("Find"))
        self._all = rows
        self._among = Among([(t(row.label), _searched(row)) for row in rows])

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        shown: list[ChoiceRow] = []
        section = None
        for row in (self._all[at] for at in self._among.fitting(text)):
            if not text and row.section != section:
                section = row.section
                shown += [ChoiceRow("", ())] if shown else []
                shown.append(ChoiceRow("", [(t(section), "+accent")]))
            names = "  ".join(dict.fromkeys(map(as_read, row.keys)))
            label = t(row.label)
            line = [(fit(names, NAMES), "strong"), (fit(label, width - NAMES - 2), "foreground")]
            if row.more is not None and cell_len(label) + 4 < width - NAMES:
                more = fit(f"  {t(row.more)}", width - NAMES - cell_len(label) - 2)
                line[1:] = [(label, "foreground"), (more, "muted")]
            shown.append(ChoiceRow(row.keys[0], line))
        return shown

    async def choose(self, key: str) -> None:
        """Answer with the key: whoever asked presses it."""
        self.dismiss(key)

    def offers(self) -> list[tuple[str, str]]:
        return [("Up Down", t("scroll")), ("Enter", t("do it")), ("Esc", t("leave"))]

    async def press_more(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        if character in ("?", "q", "？") and not self.typing.text:
            self.leave()
            return True
        return False


def _searched(row: Key) -> str:
    """What a key is found by beside its label: its keys, its English label, what else it does."""
    more = () if row.more is None else (t(row.more), str(row.more))
    return " ".join((*row.keys, str(row.label), *more))
