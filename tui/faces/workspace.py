"""The workspace: on which days people work, and the days off to come."""

from store.kinds import KINDS
from store.kinds.workspace import Settings, calendar_of, stretches
from store.words import Words
from tui.faces.face import Face
from tui.faces.page import Cell, Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.days import weekday
from tui.text.joined import listed

IMPORT = Way("palette", Words("`concord import calendar FILE` reads them"), ("concord import calendar FILE",))


class WorkspaceFace(Face):
    """There is one."""

    kind = KINDS["workspace"]

    def write(self, page: Page) -> None:
        record: Settings = page.record
        page.head()
        calendar = calendar_of(record)
        page.field("working_days", listed(weekday(int(digit) - 1) for digit in calendar.week))
        page.skip("days")
        coming = {day: named for day, named in calendar.days.items() if day >= page.overview.today}
        if not coming:
            page.fact(t("Days off"), page.lacking(t("none to come"), IMPORT))
        page.rest()
        rows: list[tuple[Cell, ...]] = []
        for first, last, day in stretches(coming):
            days, week = page.day(first), weekday(first.weekday())
            if first != last:
                days, week = f"{first}..{last}", f"{week}-{weekday(last.weekday())}"
            what = t("working day") if day.works else t("day off")
            rows.append(((days, "foreground"), (week, "muted"), (what, "muted"), (day.name, "foreground")))
        if rows:
            page.section(t("Days off"))
            page.table((TableColumn(), TableColumn(), TableColumn(), TableColumn(takes=True)), rows)


FACE = WorkspaceFace
