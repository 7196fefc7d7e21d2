"""What can be put on the agenda: a new item, or one that waits in the backlog of the series."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.kinds.agenda_item import backlog
from store.kinds.meeting import Meeting
from store.search.rank_choices import Among
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.parts.chooser import Chooser
from tui.text.cells import column, fit, lead
from tui.text.labels import choice_label
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: The key of the row for a new one.
NEW = "new"


class Pool(Chooser[str]):
    """Dismissed with the id of an item, `NEW`, or None."""

    empty = "Nothing fits. Esc clears what was typed"

    def __init__(self, desk: "Desk", meeting: Meeting) -> None:
        super().__init__(desk, t("Onto the agenda of {id}", id=meeting.id), t("Find"))
        self._all = backlog(desk.records, meeting.series) if meeting.series else []
        self._among = Among([(t("A new item"), NEW), *((each.title, each.id) for each in self._all)])

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        found = [at - 1 for at in self._among.fitting(text)]
        ids = column((each.id for each in self._all), 6)
        rows: list[ChoiceRow] = []
        for at in found:
            if at < 0:
                rows.append(ChoiceRow(NEW, [(t("A new item"), "accent")]))
                continue
            each = self._all[at]
            state = choice_label("agenda-item", "sort", each.sort)
            room = max(8, width - ids - column([state]) - 3)
            rows.append(
                ChoiceRow(
                    each.id,
                    [
                        (lead(each.id, ids), "muted"),
                        (fit(safe(each.title), room) + " ", "foreground"),
                        (state, "muted"),
                    ],
                )
            )
        return rows

    async def choose(self, key: str) -> None:
        self.dismiss(key)
