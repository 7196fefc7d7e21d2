"""A team: who gives it how much of their time, and what else they have promised."""

from store.insight import loads
from store.insight.projected_fields import TeamRow
from store.kinds import KINDS
from store.kinds.team import Team
from store.words import Words
from tui.faces.columns import Column, Listed
from tui.faces.face import Face, Order
from tui.faces.page import Cell, Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.days import short
from tui.text.joined import labelled, listed, percent
from tui.text.record_row import RecordRow

SHARE = Way("value", Words("{key} gives somebody a share"), ("concord team {id} WHO=50",))


def _members(row: Listed) -> str:
    return listed(f"{row.said.called(id)} {percent(share)}" for id, share in row.record.members.items())


class TeamFace(Face):
    """Running ones first, the first to end on top."""

    kind = KINDS["team"]
    footer = ("add", "edit", "value", "due", "search", "help")
    takes = "shares"
    day = "end"
    empty = Words("No teams yet. Press a to put people of several departments together for a while")
    sorted = Words("by last day")
    glance = TeamRow
    heeds = ("department",)
    columns = ("goal", "start", "end", Column("members", Words("Members"), _members))

    def order(self, glance: TeamRow) -> Order:
        ended = glance.end is not None and glance.end < self.seen.overview.today
        return (ended, glance.end.toordinal() if glance.end else 1 << 22)

    def over(self, glance: TeamRow) -> bool:
        return glance.end is not None and glance.end < self.seen.today

    def in_department(self, glance: TeamRow, department: str) -> bool:
        people = self.seen.overview.people
        return any((person := people.get(id)) and person.department == department for id in glance.members)

    def row(self, record: Team) -> RecordRow:
        running = loads.is_at_work(self.seen.overview, record.id)
        ended = not running and not self._to_come(record)
        return self.named_row(
            record,
            who=t("{n} people", one="{n} person", n=len(record.members)),
            when=t("ended") if ended else short(record.end, self.seen.today) if record.end else "",
            mark="x" if ended else "",
            title_tone="foreground" if running else "muted",
        )

    def _to_come(self, record: Team) -> bool:
        return record.start is not None and record.start > self.seen.overview.today

    def write(self, page: Page) -> None:
        record: Team = page.record
        running = loads.is_at_work(page.overview, record.id)
        state = t("running") if running else t("to come") if self._to_come(record) else t("ended")
        page.head(state, "good" if running else "muted")
        page.paragraph("purpose")
        page.fields("goal", "start", "end")
        page.skip("members")
        page.section(t("Members"), t("{n} people", one="{n} person", n=len(record.members)))
        if not record.members:
            page.text(page.lacking(t("nobody yet"), SHARE), "warn")
        page.table((TableColumn(), TableColumn(), TableColumn(right=True), TableColumn(takes=True)), members(page))


def members(page: Page) -> list[tuple[Cell, ...]]:
    """Each with the department, the share, and what all running teams have of their time where that is more."""
    rows: list[tuple[Cell, ...]] = []
    for id, share in page.record.members.items():
        load, person = loads.of_person(page.overview, id), page.overview.people.get(id)
        total = ""
        if load.share > share:
            others = listed(f"{other} {percent(part)}" for other, part in load.teams if other != page.record.id)
            total = labelled(t("{share} % in all", share=load.share), others)
        rows.append(
            (
                (page.name(id), "foreground"),
                (page.name(person.department) if person else "", "muted"),
                (percent(share), "foreground"),
                (f"! {total}" if load.too_much else total, "bad" if load.too_much else "muted"),
            )
        )
    return rows


FACE = TeamFace
