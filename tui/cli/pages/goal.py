"""A goal: its steps and what the gate wants, its health, key results, stances, letters, plan and what is around it."""

from collections.abc import Iterator

from store.kinds.action import OPEN, Action, days_late
from store.kinds.gates import wants
from store.kinds.goal import KIND, STEPS, Goal, is_open, reached
from store.kinds.lesson import Lesson
from store.kinds.retro import Retro
from tui.cli.lessons import fitting
from tui.cli.next_commands import to_go_on, to_meet
from tui.cli.pages import letters, stances
from tui.cli.record_text import Page
from tui.i18n import t
from tui.text.joined import noted, told

#: So many lessons are laid out.
LESSONS = 5


def write(page: Page, goal: Goal) -> None:
    """What wants somebody first."""
    page.tells("step", "stances", "shares", "raci", "passed")
    page.fact(t("Steps"), _steps(goal))
    page.fact(t("Passed"), *_without(page, goal))
    progress = page.overview.goal_progress(goal.id)
    page.fact(t("Progress"), "" if progress is None else f"{progress * 100:.0f} %")
    page.health()
    if is_open(goal):
        _gate(page, goal)
    results = page.overview.key_results_of(goal.id)
    page.listed(t("Key results"), "key-result", results, ("goal", "department"), heads=True)
    stances.write(page, goal)
    letters.of_goal(page, goal)
    _plan(page, goal)
    _around(page, goal)
    _lessons(page, goal)


def _steps(goal: Goal) -> str:
    """`prepare x   meet !   > plan   execute   evaluate`; `!` is a gate that was passed without what it wants."""
    at, said = reached(goal.step), []
    for number, step in enumerate(STEPS[:-1]):
        name = step_name(step)
        without = step in goal.passed and goal.passed[step].why
        said.append(f"> {name}" if number == at else f"{name} {'!' if without else 'x'}" if number < at else name)
    return "   ".join(said)


def step_name(step: str) -> str:
    """The name of a step in the middle of a sentence."""
    return t(KIND.fields["step"].label_of(step)).lower()


def _without(page: Page, goal: Goal) -> Iterator[str]:
    for step, passage in goal.passed.items():
        if passage.why:
            lacked = [*dict.fromkeys(page.name(each.partition(" ")[2]) for each in passage.lacking)]
            lacked += [t("{n} more", n=passage.more)] if passage.more else []
            said = t(
                "{step} without all it wants ({lacked}): {why}", step=step_name(step), lacked=lacked, why=passage.why
            )
            yield noted(said, told(filter(None, (passage.by, page.day(passage.at)))))


def _gate(page: Page, goal: Goal) -> None:
    found = wants(goal, page.records, page.today)
    rows = [(t(want.words), to_meet(want, page.records)) for want in found]
    if rows:
        page.section(t("The gate wants"), rows[:10], t("{n} in all", n=len(rows)) if len(rows) > 10 else "")
    else:
        page.section(t("The gate wants"), [(t("nothing more"), to_go_on(goal))])


def _plan(page: Page, goal: Goal) -> None:
    milestones = [id for id, _row in page.overview.milestones_of(goal.id)]
    reached = sum(page.overview.milestones.rows[id].done is not None for id in milestones)
    page.listed(
        t("Milestones"), "milestone", milestones, ("goal",), t("{n} of {total}", n=reached, total=len(milestones))
    )
    records = [found for id in page.overview.actions_of(goal.id) if isinstance(found := page.records.find(id), Action)]
    going_on = [record for record in records if record.state in OPEN]
    going_on.sort(key=lambda record: (str(record.due or "9999"), int(record.id[2:])))
    late = sum(1 for record in going_on if days_late(record, page.today))
    counts = [t("{n} open", n=len(going_on))] + ([t("{n} late", n=late)] if late else [])
    if len(records) > len(going_on):
        counts.append(t("{n} done or dropped", n=len(records) - len(going_on)))
    page.listed(t("Actions"), "action", [record.id for record in going_on], ("goal",), told(counts))


def _around(page: Page, goal: Goal) -> None:
    """Requests, blockers, resources, teams, decisions, retrospectives."""
    overview = page.overview
    requests = [id for id in overview.requests_on(goal.id) if overview.requests.rows[id].is_open]
    page.listed(t("Requests"), "request", requests, ("goal",))
    held = (goal.id, *overview.key_results_of(goal.id), *overview.actions_of(goal.id))
    page.listed(t("Blockers"), "blocker", dict.fromkeys(id for each in held for id in overview.blocked_by(each)))
    asked = [id for id, row in overview.allocations_on(goal.id) if row.state in ("asked", "granted")]
    page.listed(t("Resources"), "allocation", asked, ("goal",))
    over = {row.resource for _id, row in overview.allocations_on(goal.id) if row.state == "granted" and row.resource}
    page.listed(t("Over-committed"), "resource", [id for id in sorted(over) if overview.over_committed(id)])
    page.listed(t("Teams"), "team", overview.teams_on(goal.id), ("goal",))
    page.listed(t("Decisions"), "decision", overview.decisions_on(goal.id), ("goal",))
    retros = [each.id for each in page.records.pointing(Retro, "goal", goal.id)]
    page.listed(t("Retrospectives"), "retro", retros, ("goal",))


def _lessons(page: Page, goal: Goal) -> None:
    """While it is prepared: what was learned in goals of the same departments or with the same tags."""
    if goal.step in ("prepare", "meet", "plan"):
        found = fitting(page.records.all(Lesson), goal)
        page.listed(t("Lessons that fit"), "lesson", [each.id for each in found[:LESSONS]])
