"""A department: who leads it, what it promises, how it is doing and why, what it is asked and what it asks."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from store.fields.numbers import digits
from store.insight.counts import Counts
from store.insight.projected_fields import DepartmentRow
from store.insight.waiting import Answers, answers, answers_words
from store.kinds import KINDS
from store.kinds.department import Department
from store.kinds.goal import asked_since
from store.kinds.meeting import Meeting
from store.kinds.naming import alphabetical
from store.kinds.person import Person
from store.kinds.resource import Resource
from store.words import Words
from tui.faces.columns import Column, Listed, counts, health
from tui.faces.face import BY_NAME, Face, Order, day_order
from tui.faces.health_section import health as health_reasons
from tui.faces.meetings_section import is_open, meetings_of
from tui.faces.page import Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.health_words import HEALTH
from tui.text.labels import HEALTH_TONES
from tui.text.record_row import RecordRow

if TYPE_CHECKING:
    from store.insight.overview import Overview

#: So many reasons of its health are told.
REASONS = 8
WHY = Way("why", Words("{key} lists them"), ("concord show {id} --json",))
#: Stand where the first paint of a large board has not counted yet: columns do not move later.
UNCOUNTED, UNSAID = " " * 7, " " * 3
#: What of a working agreement is a field of its own and not measured.
_PROMISED = ("hours", "channel", "decides")
_NONE_YET = Counts(goals=0, open=0, late=0, blocked=0, waiting=0)


def _goals(row: Listed) -> str:
    return t("{n} goals", one="{n} goal", n=row.found["goals"]) if row.found["goals"] else ""


def _waiting(row: Listed) -> str:
    return t("{n} wait", one="{n} waits", n=row.found["waiting"]) if row.found["waiting"] else ""


class DepartmentFace(Face):
    """Who agrees, with the number of their goals and what presses most."""

    kind = KINDS["department"]
    footer = ("add", "edit", "open", "search", "palette", "help")
    empty = Words("No departments yet. Press a to add the first")
    narrows = "department"
    follows = True
    sorted = BY_NAME
    glance = DepartmentRow
    columns = (
        "code",
        "lead",
        "deputy",
        Column("goals", Words("Goals"), _goals),
        Column("late", Words("Actions"), counts),
        Column("waiting", Words("Others wait"), _waiting),
        Column("health", Words("Health"), health),
    )

    def order(self, glance: DepartmentRow) -> Order:
        return (not glance.active, alphabetical(glance))

    def over(self, glance: DepartmentRow) -> bool:
        return not glance.active

    def names(self, rows: dict[str, Any]) -> Iterable[str]:
        return (row.code or id for id, row in rows.items())

    def row(self, record: Department) -> RecordRow:
        counts = self.seen.overview.counts(record.id) if self.whole else _NONE_YET
        when, tone = "" if self.whole else UNSAID, "muted"
        if counts.late:
            when, tone = f"! {counts.late}", "bad"
        elif counts.blocked:
            when, tone = f"# {counts.blocked}", "warn"
        elif counts.waiting:
            when, tone = f"? {counts.waiting}", "warn"
        return self.named_row(
            record,
            who=t("{n} goals", one="{n} goal", n=counts.goals) if counts.goals else "" if self.whole else UNCOUNTED,
            when=when,
            when_tone=tone,
            title_tone="foreground" if record.active else "muted",
        )

    def write(self, page: Page) -> None:
        record: Department = page.record
        color = page.overview.health(record.id).color
        page.head(t(HEALTH[color]) if color != "none" else "", HEALTH_TONES[color])
        page.skip("code")
        people = [each.id for each in page.pointing(Person, "department")]
        page.inline(
            ("lead", t("led by {who}", who=page.name(record.lead)) if record.lead else "", ""),
            ("deputy", t("deputy {who}", who=page.name(record.deputy)) if record.deputy else "", ""),
            (
                "parent",
                t("part of {goal}", context="department", goal=page.name(record.parent)) if record.parent else "",
                "",
            ),
            ("", t("{n} people", one="{n} person", n=len(people)), ""),
            ("active", "" if record.active else t("not active"), "warn"),
        )
        if color != "none":
            health_reasons(page, REASONS, WHY)
        page.fields("other_names")
        _agreement(page, record)
        _asked(page, record)
        _presses(page, record)
        from tui.faces.kudos import kudos_section  # late: the board starts without it, and shows departments
        from tui.faces.training import department_section

        department_section(page, record.id)
        kudos_section(page, record.id)
        pools = [each.id for each in page.pointing(Resource, "department")]
        page.listing(t("Resources"), pools, without="department")
        page.listing(t("People"), people, without="department")


def _meetings(page: Page) -> list[Meeting]:
    """Those that it is invited to and that are still to be held."""
    return [each for each in page.pointing(Meeting, "departments") if is_open(each)]


def _agreement(page: Page, record: Department) -> None:
    """What it has agreed to, within how many days it answers, and what it does."""
    found = answers(page.overview, record.id)
    page.section(t("Working agreement"))
    slow = found.median is not None and found.median > found.promised
    rows = [(t("Days to answer"), str(found.promised), _measured(found))]
    rows += [(t(page.kind.fields[name].label), getattr(record, name), "") for name in _PROMISED]
    page.skip("answer_days", *_PROMISED)
    page.table(
        (TableColumn(), TableColumn(t("Promised"), takes=True), TableColumn(t("Measured"))),
        [((label, "muted"), (said, ""), (is_so, "bad" if slow else "good")) for label, said, is_so in rows if said],
    )
    page.paragraph("agreement")
    if found.longest > found.promised:
        page.text(t(answers_words(found, page.name(record.id))), "bad")
    if found.asked or found.asks:
        page.text(t(balance_words(found.asked, found.asks)), "muted")


def _measured(found: Answers) -> str:
    """What its answers really took, and how many came in time."""
    if found.median is None:
        return t("no answers yet")
    median = digits(found.median)
    return t("{days} (median), {n} of {total} in time", days=median, n=found.in_time, total=found.counted)


def balance_words(asked: int, asks: int) -> Words:
    """How often a department is asked, and how often it asks."""
    return Words("{n} requests to it, {m} by it, in all", one="{n} request to it, {m} by it, in all", n=asked, m=asks)


def _asked(page: Page, record: Department) -> None:
    """What it is asked and has not done with: requests, stances, its resources; and what it asks of others."""
    from tui.faces.check_in import helped  # late: the board starts without it, and shows departments

    overview, id = page.overview, record.id
    called = page.name(id)
    asked = list(overview.requests_to.ids(id))
    page.listing(t("Asked of {who}", who=called), asked, t("{n} open", n=len(asked)))
    wanted = [goal for goal in overview.goals_of(id) if asked_since(overview.goals.rows[goal], id)]
    page.listing(t("Its stance is wanted"), wanted, t("{n} goals", one="{n} goal", n=len(wanted)))
    pools = [pool for pool, row in overview.resources.rows.items() if row.department == id and _wanted(overview, pool)]
    page.listing(t("Its resources are asked for"), pools)
    page.listing(t("Its help is needed"), helped(page), without="help_from")
    asks = list(overview.requests_from.ids(id))
    page.listing(t("Asked by {who}", who=called), asks, t("{n} open", n=len(asks)))


def _wanted(overview: "Overview", pool: str) -> bool:
    return any(row.state == "asked" for _id, row in overview.uses_of_resource.of(pool))


def _presses(page: Page, record: Department) -> None:
    """Its open goals, what others wait for, what is late."""
    overview, id = page.overview, record.id
    rows = overview.goals.rows
    goals = [each for each in overview.goals_of_department.ids(id) if rows[each].is_open]
    goals.sort(key=lambda each: (day_order(rows[each].due, closed=False), int(each.partition("-")[2])))
    page.listing(t("Goals"), goals, t("{n} open", n=len(goals)))
    waits = list(overview.waited_on.ids(id))
    page.listing(t("Others wait for {who}", who=page.name(id)), waits, without="waiting_on")
    meetings_of(page, _meetings(page))
    late = overview.late_of(id)
    page.listing(t("Late"), late, t("{n} actions", one="{n} action", n=len(late)), without="department")


FACE = DepartmentFace
