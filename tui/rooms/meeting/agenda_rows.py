"""The agenda as rows: what comes before the items, then each item with its marks, who presents, minutes and time."""

from typing import TYPE_CHECKING

from store.kinds.agenda_item import QUEUED, AgendaItem, carried
from tui.i18n import lang, t
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.meeting.view import AFTER, PREPARED, MeetingView, Step, minutes_of
from tui.text.cells import cell_len, column, fit, lead, right
from tui.text.joined import noted
from tui.text.labels import choice_label
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: Cells of whoever presents at most, and of a title at least, before its sort and who presents are left out.
WHO, TITLE = 14, 16
_ENGLISH = {1: "st", 2: "nd", 3: "rd"}


def times(n: int) -> str:
    """For the how manieth time: 3rd time."""
    if lang() != "en":
        return t("{nth} time", nth=n)
    ending = "th" if n % 100 in (11, 12, 13) else _ENGLISH.get(n % 10, "th")
    return t("{nth} time", nth=f"{n}{ending}")


class AgendaRows:
    """Of the meeting as it is now, in rows of ``width`` cells."""

    def __init__(self, desk: "Desk", view: MeetingView, width: int) -> None:
        self.desk = desk
        self.view = view
        self.width = width
        items = view.items
        self.number = len(str(len(items))) + 2
        self.again = {each.id: times(n + 1) for each in items if (n := carried(each, desk.records))}
        self.whos = {each.id: safe(desk.overview.called(each.presents)) if each.presents else "" for each in items}
        self.sorts = {each.id: choice_label("agenda-item", "sort", each.sort) for each in items}
        self.ends = {each.id: self._end(each) for each in items}
        self.wide = [
            column(self.again.values(), most=12) if self.again else 0,
            column(self.sorts.values()),
            column(self.whos.values(), most=WHO) if any(self.whos.values()) else 0,
            column((_planned(each) for each in items), 4),
            column(self.ends.values(), 7),
        ]

    def rows(self) -> list[ChoiceRow]:
        """What comes before the items, then these."""
        before = [ChoiceRow(step.key, self._step(step)) for step in self.view.steps]
        return [*before, *(ChoiceRow(each.id, self._item(at, each)) for at, each in enumerate(self.view.items, 1))]

    def _step(self, step: Step) -> Line:
        at = self.view.running and not self.view.meeting.current and self.view.here == step.key
        mark, tone = ("> ", "accent") if at else ("x ", "good") if step.total and not step.left else ("  ", "muted")
        label = t(step.label)
        if step.key in (PREPARED, AFTER):
            return [("  ", "muted"), (label, "+foreground")]
        said = "" if step.total < 2 else t("{n} of {total}", n=step.total - step.left, total=step.total)
        space = self.width - 3 - cell_len(said)
        done = step.total and not step.left
        return [(mark, tone), (lead(label, space), "muted" if done else "+foreground"), (said, "muted")]

    def _item(self, at: int, item: AgendaItem) -> Line:
        here = self.view.meeting.current == item.id
        mark, tone = self._mark(item, here=here)
        again, sort, who, planned, end = self.wide
        while self.width - 2 - self.number - again - sort - who - planned - end < TITLE and (sort or who):
            sort, who = (0, who) if sort else (0, 0)
        room = max(4, self.width - 2 - self.number - again - sort - who - planned - end)
        parts: list[Part] = [(mark + " ", tone), (right(str(at), self.number - 2) + "  ", "muted")]
        title = fit(safe(noted(item.title, t("undisputed") if item.undisputed else "")), room - 1) + " "
        parts.append((title, "+strong" if here else "muted" if item.state != QUEUED else "foreground"))
        parts += [(lead(self.again.get(item.id, ""), again), "warn")] if again else []
        parts += [(lead(self.sorts[item.id], sort), "muted")] if sort else []
        parts += [(lead(self.whos[item.id], who), "foreground")] if who else []
        parts.append((right(_planned(item), planned - 1) + " ", "foreground"))
        parts.append((right(self.ends[item.id], end - 1), "muted"))
        return parts

    def _mark(self, item: AgendaItem, *, here: bool) -> tuple[str, str]:
        if here:
            return ">", "accent"
        return {"discussed": ("x", "good"), QUEUED: (" ", "muted")}.get(item.state, ("-", "muted"))

    def _end(self, item: AgendaItem) -> str:
        """How long it took; of what was put off what became of it."""
        if item.state not in (QUEUED, "discussed"):
            return choice_label("agenda-item", "state", item.state).lower()
        return t("{n} min", n=minutes_of(item.spent)) if item.spent else ""


def _planned(item: AgendaItem) -> str:
    return str(item.minutes or "")
