"""A person: where they belong, how much of their time is promised, what waits for them, what they own and do."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from store.insight import loads
from store.insight.projected_fields import PersonRow
from store.kinds import KINDS
from store.kinds.naming import alphabetical
from store.kinds.person import Person, has_left
from store.kinds.team import Team
from store.records.names import title
from store.words import Words
from tui.faces.check_in import helped
from tui.faces.columns import Column, Listed, counts
from tui.faces.face import BY_NAME, Face, Order
from tui.faces.page import ROWS, Cell, Page, TableColumn
from tui.faces.training import person_section
from tui.faces.ways import EDIT
from tui.i18n import t
from tui.text.days import short
from tui.text.joined import percent
from tui.text.record_row import RecordRow

#: The sections of a day in which somebody waits for them.
_WAITS = ("waits", "answers")


def _load(row: Listed) -> str:
    return t("{share} % in teams", share=row.found["share"]) if row.found["share"] else ""


class PersonFace(Face):
    """Who does it, and where they belong."""

    kind = KINDS["person"]
    footer = ("add", "edit", "open", "search", "palette", "help")
    written = ("add", "drop")  # the rest some may of themselves, or of those of their department
    empty = Words("Nobody here yet. Press a to add a person")
    sorted = BY_NAME
    glance = PersonRow
    heeds = ("department",)
    columns = (
        "login",
        "department",
        "role",
        Column("load", Words("Load"), _load),
        Column("late", Words("Actions"), counts),
        "away_until",
        "left_on",
    )

    def order(self, glance: PersonRow) -> Order:
        return (has_left(glance, self.seen.today), alphabetical(glance))

    def names(self, rows: dict[str, Any]) -> Iterable[str]:
        return (row.login or id for id, row in rows.items())

    def row(self, record: Person) -> RecordRow:
        away, left = self._away(record), has_left(record, self.seen.today)
        return self.named_row(
            record,
            **self.whose(record.department),
            when=t("has left") if left else short(away, self.seen.today) if away else "",
            title_tone="muted" if left or away else "foreground",
        )

    def _away(self, record: Person) -> date | None:
        until = record.away_until
        return until if until is not None and until >= self.seen.overview.today else None

    def write(self, page: Page) -> None:
        record: Person = page.record
        away = self._away(record)
        left = has_left(record, page.today)
        page.head(t("has left") if left else t("away") if away else "", "warn")
        page.fields("department", "role", "email")
        page.field("away_until", tone="warn" if away else "")
        page.field("left_on", tone="warn" if left else "")
        page.field(
            "login", None if record.login else page.lacking(t("none yet"), EDIT), "" if record.login else "muted"
        )
        page.fields("other_names", "zone")
        load = loads.of_person(page.overview, record.id)
        _teams(page, load)
        _waits(page, record)
        person_section(page, record)
        _owned(page, record, load)


def _teams(page: Page, load: loads.PersonLoad) -> None:
    """How much of the time is promised to which team, until when."""
    if not load.teams:
        return
    n = len(load.teams)
    promised = t("{share} % promised to {n} teams", one="{share} % promised to {n} team", share=load.share, n=n)
    page.section(t("Time"))
    too_much = f"! {promised}" if load.too_much else promised
    page.text(too_much, "bad" if load.too_much else "good" if load.share == loads.ALL else "foreground")
    rows: list[tuple[Cell, ...]] = []
    for id, share in load.teams:
        team = page.records.find(id)
        if isinstance(team, Team):
            end = t("until {day}", day=short(team.end, page.today)) if team.end else ""
            goal = (team.goal or "", "muted")
            rows.append(
                ((id, "muted"), (team.name, "foreground"), goal, (percent(share), "foreground"), (end, "muted"))
            )
    page.table(
        (
            TableColumn(),
            TableColumn(takes=True),
            TableColumn(gives=True),
            TableColumn(right=True),
            TableColumn(right=True),
        ),
        rows,
    )


def _waits(page: Page, person: Person) -> None:
    """What others want of them, and what is asked of the department for which they speak."""
    from store.insight.my_day import of  # late: only this page asks for a day

    found = [item for item in of(page.overview, person.id) if item.section in _WAITS]
    if not found:
        return
    page.section(t("Waits for {who}", who=page.name(person.id)), str(len(found)))
    page.table(
        (TableColumn(), TableColumn(takes=True), TableColumn(right=True)),
        [
            (
                (item.id, "muted"),
                (title(page.records, item.id), "foreground"),
                (t(item.why) if item.why is not None else "", "warn"),
            )
            for item in found[:ROWS]
        ],
    )
    if len(found) > ROWS:
        page.text(t("and {n} more", n=len(found) - ROWS), "faint")


def _owned(page: Page, person: Person, load: loads.PersonLoad) -> None:
    """Goals, letters in others, blockers that came up to them, open actions."""
    id, overview = person.id, page.overview
    goals = list(overview.open_goals())
    page.listing(t("Owns"), [goal for goal, row in goals if row.owner == id], without="owner")
    letters = [(goal, row.raci[id]) for goal, row in goals if id in row.raci]
    if letters:
        page.section("RACI")
        page.table(
            (TableColumn(), TableColumn(), TableColumn(takes=True)),
            [
                ((letter, "foreground"), (goal, "muted"), (title(page.records, goal), "foreground"))
                for goal, letter in letters
            ],
        )
    page.listing(t("Blockers that wait for them"), overview.waited_on.ids(id), without="waiting_on")
    escalated = [blocker for blocker, row in overview.open_blockers() if row.escalated_to == id]
    page.listing(t("Escalated to them"), escalated)
    page.listing(t("Their help is needed"), helped(page), without="help_from")
    actions = [(row.due or date.max, each) for each, row in overview.actions_of_owner.of(id) if row.is_open]
    actions.sort(key=lambda each: (each[0], int(each[1].partition("-")[2])))
    note = page.together(t("{n} open", n=load.open), t("{n} late", n=load.late) if load.late else "")
    page.listing(t("Actions"), [each for _due, each in actions], note, without="owner")


FACE = PersonFace
