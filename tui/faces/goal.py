"""A goal: why, how far it is on its way, what makes it red, key results, stances, letters, its plan, what is around."""

from collections.abc import Collection
from datetime import date

from store.insight.projected_fields import GoalOrder, GoalRow
from store.kinds import KINDS
from store.kinds.goal import Goal
from store.kinds.meeting import Meeting
from store.kinds.retro import Retro
from store.words import Words
from tui.faces.columns import Column, Listed, health
from tui.faces.face import Face, Narrowing, Order, day_order
from tui.faces.gate_section import gate, passed
from tui.faces.health_section import health as health_reasons
from tui.faces.key_result import results_table
from tui.faces.lessons_section import lessons_of
from tui.faces.meetings_section import meetings_of
from tui.faces.moves_section import moves
from tui.faces.page import Page
from tui.faces.raci_section import letters
from tui.faces.stances_section import shares, stances
from tui.i18n import t
from tui.text.days import short
from tui.text.health_words import HEALTH
from tui.text.joined import percent
from tui.text.labels import HEALTH_TONES, OUTCOMES, short_step, value_label
from tui.text.record_row import RecordRow

#: So many actions are laid out.
ACTIONS = 8
#: Stands where the first paint of a large board does not know the health yet: columns do not move later.
UNKNOWN = " " * 7


def _step(row: Listed) -> str:
    return row.said.choice(row.record, "outcome") if row.record.outcome else short_step(row.record.step)


def _progress(row: Listed) -> str:
    share = row.found["progress"]
    return "" if share is None else percent(share * 100)


def _unsaid(row: Listed) -> str:
    """Who has not said anything, or objects, while it is asked."""
    if row.record.step not in ("meet", "plan", "execute"):
        return ""
    silent = "".join(f" {each}" for each in row.found["pending"])
    objecting = "".join(
        f" {row.said.called(id)}" for id, each in row.record.stances.items() if each.stance == "objects"
    )
    return "  ".join([*([f"?{silent}"] if silent else []), *([f"!{objecting}"] if objecting else [])])


class GoalFace(Face):
    """Open ones by their due day, closed ones last; each with its step and its health."""

    kind = KINDS["goal"]
    footer = ("add", "gate", "value", "raci", "search", "help")
    takes = "say"
    ended = ("block", "decide", "due", "owner", "value")
    empty = Words("No goals here. Press a to propose one")
    narrows = "goal"
    follows = True
    sorted = Words("by due day")
    sorts = GoalOrder
    glance = GoalRow
    heeds = ("department",)
    columns = (
        "owner",
        "due",
        Column("step", Words("Step"), _step),
        Column("health", Words("Health"), health),
        Column("progress", Words("Progress"), _progress),
        Column("unsaid", Words("Not agreed"), _unsaid),
    )

    def order(self, glance: GoalOrder) -> Order:
        return day_order(glance.due, closed=glance.step == "closed")

    def over(self, glance: GoalOrder) -> bool:
        return glance.step == "closed"

    def open_order(self, glance: GoalOrder) -> Order:
        return day_order(glance.due, closed=False)

    def among(self, narrowing: Narrowing) -> Collection[str] | None:
        return self.seen.overview.goals_of_department.ids(narrowing.department) if narrowing.department else None

    def in_department(self, glance: GoalRow, department: str) -> bool:
        return department in glance.departments

    def row(self, record: Goal) -> RecordRow:
        closed, today = record.step == "closed", self.seen.today
        if closed:
            step, when, tone, mark = t(OUTCOMES.get(record.outcome, record.outcome)), "", "muted", "x"
        else:
            color = self.seen.overview.health(record.id).color if self.whole else ""
            when, tone = (t(HEALTH[color]), HEALTH_TONES[color]) if color else (UNKNOWN, "muted")
            step, mark = short_step(record.step).lower(), "!" if record.due and record.due < today else ""
        return self.named_row(
            record,
            who=step,
            more=short(record.due, today) if record.due and not closed else "",
            when=when,
            when_tone=tone,
            mark=mark,
            mark_tone="bad" if mark == "!" else "muted",
            title_tone="muted" if closed else "foreground",
        )

    def write(self, page: Page) -> None:
        record: Goal = page.record
        color, closed = page.overview.health(record.id).color, record.step == "closed"
        state = value_label(record, "outcome").lower() if closed else t(HEALTH[color])
        page.head(state, "muted" if closed else HEALTH_TONES[color])
        page.paragraph("why")
        page.paragraph("expected", "muted")
        _facts(page, record)
        gate(page)
        page.skip("outcome")
        page.field("reason", record.reason if closed else "", label=t("Because"))
        if not closed:
            health_reasons(page, 99)
        moves(page)
        results_table(page, page.overview.results_of_goal.ids(record.id))
        stances(page)
        letters(page)
        passed(page)
        _milestones(page)
        _actions(page)
        _around(page)
        shares(page)
        lessons_of(page, fitting=record.step in ("prepare", "meet", "plan"))
        meetings_of(page, page.pointing(Meeting, "goal"), without="goal")
        page.listing(t("Retrospectives"), [each.id for each in page.pointing(Retro, "goal")], without="goal")


def _facts(page: Page, record: Goal) -> None:
    late = record.due is not None and record.due < page.today and record.step != "closed"
    progress = page.overview.goal_progress(record.id)
    page.inline(
        ("owner", page.name(record.owner), ""),
        ("departments", page.names(record.departments), ""),
        ("period", record.period, ""),
        ("start", t("from {day}", day=page.day(record.start)) if record.start else "", ""),
        ("due", t("due {day}", day=page.day(record.due)) if record.due else "", "bad" if late else ""),
        ("", t("{share} % reached", share=f"{progress * 100:.0f}") if progress is not None else "", ""),
        ("parent", t("part of {goal}", goal=page.name(record.parent)) if record.parent else "", ""),
    )


def _milestones(page: Page) -> None:
    ids = [id for id, _row in page.overview.milestones_of(page.record.id)]
    rows = [page.overview.milestones.rows[id] for id in ids]
    reached, meant = sum(row.done is not None for row in rows), sum(row.dropped is None for row in rows)
    page.listing(t("Milestones"), ids, t("{n} of {total}", n=reached, total=meant), without="goal")


def _actions(page: Page) -> None:
    rows = list(page.overview.actions_of_goal.of(page.record.id))
    going_on = [(row.due or date.max, int(id.partition("-")[2]), id) for id, row in rows if row.is_open]
    late = sum(page.overview.late(row, page.today) for _id, row in rows if row.is_open)
    done = len(rows) - len(going_on)
    counts = page.together(
        t("{n} open", n=len(going_on)),
        t("{n} late", n=late) if late else "",
        t("{n} done or dropped", n=done) if done else "",
    )
    ids = [id for _due, _number, id in sorted(going_on)]
    page.listing(t("Actions"), ids, counts, ACTIONS, without="goal")
    if rows and not ids:
        page.section(t("Actions"), counts)


def _around(page: Page) -> None:
    """Requests, blockers, updates, resources, teams, decisions."""
    overview, id = page.overview, page.record.id
    requests = [each for each in overview.requests_of_goal.ids(id) if overview.requests.rows[each].is_open]
    page.listing(t("Requests"), requests, t("{n} open", n=len(requests)), without="goal")
    held = (id, *overview.results_of_goal.ids(id), *overview.actions_of_goal.ids(id))
    page.listing(t("Blockers"), dict.fromkeys(found for each in held for found in overview.blocked_by(each)))
    updates = sorted(overview.updates_of_goal.of(id), key=lambda each: (each[1].is_over, -int(each[0][2:])))
    missing = sum(bool(row.wanted or row.asking) for _id, row in updates)
    note = t("{n} not understood by all", n=missing) if missing else ""
    page.listing(t("Updates"), [each for each, _row in updates], note, without="goal")
    page.listing(t("Decisions"), overview.decisions_of_goal.ids(id), without="goal")
    page.listing(t("Teams"), overview.teams_of_goal.ids(id), without="goal")
    asked = [row.resource for _id, row in overview.allocations_of_goal.of(id) if row.state in ("asked", "granted")]
    page.listing(t("Resources"), dict.fromkeys(filter(None, asked)))


FACE = GoalFace
