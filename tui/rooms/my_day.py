"""My day: what concerns me, by what presses; the keys of the board work on it, Enter goes there."""

from collections.abc import Sequence
from typing import Any

from rich.cells import cell_len

from store.insight.my_day import SECTIONS, Item
from store.records.names import title
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.personal import inbox, pulses
from tui.rooms.list_room import ListRoom
from tui.text.cells import column, fit, lead, wrap
from tui.text.days import late, short
from tui.text.safe import safe
from tui.text.sentences import said

_TONES = {"late": "bad", "today": "warn", "waits": "warn", "answers": "warn", "goals": "bad", "blocked": "warn"}
#: Cells of an id at least, and of a title where the reason is long.
ID, TITLE = 7, 20
#: The field that says by when, where the section does not say why.
_DAYS = ("due", "need_by", "next_by", "review_on")


class MyDay(ListRoom):
    """Of whoever looks."""

    place = "my_day"
    letter = "m"
    empty = "Nothing waits for you today"

    def find(self, width: int) -> Sequence[ChoiceRow]:
        self.heading = t("My day")
        person = self.desk.records.person_of(self.desk.who)
        rows: list[ChoiceRow] = []
        section = ""
        items = [] if person is None else self._items(person.id)
        self._id = column((item.id for item in items), ID)
        for item in items:
            if item.section != section:
                section = item.section
                rows += [ChoiceRow("", ())] if rows else []
                rows.append(ChoiceRow("", [(t(SECTIONS[section]), "+foreground")]))
            rows += self._rows(item, width - 2)
        return rows

    def _items(self, person: str) -> list[Item]:
        """What concerns me, with what others did that is new for me by name."""
        desk = self.desk
        news = inbox.notices(desk.workspace, desk.personal, desk.overview.blocked_by)
        return pulses.day_of(desk.overview, person, news, pulses.unanswered(desk.workspace, desk.personal))

    def _rows(self, item: Item, width: int) -> list[ChoiceRow]:
        """Its title and why it stands here: behind it, or below where there is no room."""
        why = safe(said(item.why, self.desk.today)) if item.why is not None else self._day(item)
        name, tone = safe(title(self.desk.records, item.id)), _TONES.get(item.section, "muted")
        tail = cell_len(why)
        id = self._id
        below = wrap(why, width - id - 2) if tail > width - id - 2 - min(TITLE, cell_len(name)) else []
        room = width - id if below else width - id - tail - 2
        line = [(lead(item.id, id), "muted"), (fit(name, room), "foreground")]
        line += [] if below else [("  " + why, tone)]
        return [ChoiceRow(item.id, line), *(ChoiceRow("", [(" " * (id + 2) + each, tone)]) for each in below)]

    def _day(self, item: Item) -> str:
        """By when it is to be done."""
        record: Any = self.desk.records.find(item.id)
        due = next((day for name in _DAYS if (day := getattr(record, name, None))), None)
        if due is None:
            return ""
        days = (self.desk.today - due).days
        return late(days) if days > 0 and item.section == "late" else short(due, self.desk.today)
