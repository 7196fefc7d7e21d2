"""A goal: why, where it stands on its way, what makes it red, its key results, stances and actions."""

from datetime import date

from store.kinds.goal import Goal
from store.kinds.lesson import Lesson, fits
from tui.board.detail import gate, key_result, stances
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.parts.lines import Part
from tui.text.cells import right
from tui.text.joined import listed
from tui.text.labels import BECAUSE, HEALTH, HEALTH_TONES, value_label
from tui.text.safe import safe

#: So many lessons are laid out.
LESSONS = 5


def write(page: ScreenPage, goal: Goal) -> None:
    """All of it, what needs a person first."""
    health = page.overview.health(goal.id)
    closed = goal.step == "closed"
    state = value_label(goal, "outcome").lower() if closed else t(HEALTH[health.color])
    page.head(goal.id, goal.title, t("goal"), state, "muted" if closed else HEALTH_TONES[health.color])
    if goal.why:
        page.text(goal.why)
    if goal.expected:
        page.text(goal.expected, "muted")
    _facts(page, goal)
    page.gap()
    gate.write(page, goal)
    if closed and goal.reason:
        page.pair(t("Because"), goal.reason)
    if health.reasons and not closed:
        page.gap()
        label = t(BECAUSE[health.color])
        for at, reason in enumerate(health.reasons):
            page.pair("" if at else label, t(reason), "foreground", wide=15)
    _key_results(page, goal)
    stances.write(page, goal)
    if goal.raci:
        page.gap()
        page.letters(goal.raci)
    _milestones(page, goal)
    _actions(page, goal)
    _around(page, goal)
    stances.write_shares(page, goal)
    _lessons(page, goal)
    retros = page.links.to(goal.id, "retro", "goal")
    if retros:
        page.section(t("Retrospectives"))
        page.rows(retros, "retro")


def _facts(page: ScreenPage, goal: Goal) -> None:
    parts: list[Part] = []
    if goal.owner:
        parts.append((page.name(goal.owner), "foreground"))
    if goal.departments:
        parts.append((listed(page.name(id) for id in goal.departments), "foreground"))
    if goal.period:
        parts.append((safe(goal.period), "foreground"))
    if goal.due:
        late = goal.due < page.today and goal.step != "closed"
        parts.append((t("due {day}", day=page.day(goal.due)), "bad" if late else "foreground"))
    if goal.parent:
        parts.append((t("part of {goal}", goal=page.name(goal.parent)), "foreground"))
    if parts:
        page.run("", parts, wide=0)


def _key_results(page: ScreenPage, goal: Goal) -> None:
    ids = page.overview.key_results_of(goal.id)
    if ids:
        page.gap()
        key_result.table(page, list(ids))


def _milestones(page: ScreenPage, goal: Goal) -> None:
    ids = [id for id, _row in page.overview.milestones_of(goal.id)]
    if ids:
        reached = sum(page.overview.milestones.rows[id].done is not None for id in ids)
        page.section(t("Milestones"), t("{n} of {total}", n=reached, total=len(ids)))
        page.rows(ids, "milestone")


def _around(page: ScreenPage, goal: Goal) -> None:
    """Requests, decisions, resources and teams."""
    overview = page.overview
    requests = [id for id in overview.requests_on(goal.id) if overview.requests.rows[id].is_open]
    if requests:
        page.section(t("Requests"), t("{n} open", n=len(requests)))
        page.rows(requests, "request")
    for label, kind, ids in (
        (t("Decisions"), "decision", overview.decisions_on(goal.id)),
        (t("Teams"), "team", overview.teams_on(goal.id)),
        (t("Resources"), "resource", _resources(page, goal)),
    ):
        if ids:
            page.section(label)
            page.rows(ids, kind)


def _resources(page: ScreenPage, goal: Goal) -> list[str]:
    rows = page.overview.allocations_on(goal.id)
    return list(dict.fromkeys(row.resource for _id, row in rows if row.resource and row.state in ("asked", "granted")))


def _lessons(page: ScreenPage, goal: Goal) -> None:
    """While it is prepared: what was learned in goals of the same departments or with the same tags."""
    if goal.step not in ("prepare", "meet", "plan"):
        return
    found = [(fits(lesson, goal.departments, goal.tags), lesson) for lesson in page.records.all(Lesson)]
    best = sorted((each for each in found if each[0] and each[1].goal != goal.id), key=lambda each: -each[0])
    if best:
        page.section(t("Lessons that fit"), t("from {n} in all", n=len(best)))
        page.table([page.listings["lesson"].row(lesson) for _score, lesson in best[:LESSONS]])


def _actions(page: ScreenPage, goal: Goal) -> None:
    rows = list(page.overview.actions_on(goal.id))
    if not rows:
        return
    open_ = [(id, row) for id, row in rows if row.is_open]
    late = sum(page.overview.late(row) for _id, row in open_)
    tail = t("{n} open", n=len(open_)) + (page.dot + t("{n} late", n=late) if late else "")
    page.section(t("Actions"), tail)
    open_.sort(key=lambda each: (each[1].due or date.max, int(each[0].partition("-")[2])))
    page.rows([id for id, _row in open_], "action", most=8)
    done = len(rows) - len(open_)
    if done:
        page.add((right(t("{n} done or dropped", n=done), page.width), "faint"))
