"""A goal: why, where it stands on its way, what makes it red, its key results, stances and actions."""

from store.kinds.action import OPEN, days_late
from store.kinds.goal import STEPS, Goal
from tui.board.detail import key_result
from tui.board.detail.page import Page
from tui.board.words import BECAUSE, HEALTH, HEALTH_TONES, STANCES, choice_label, value_label
from tui.i18n import t
from tui.parts.cells import right
from tui.parts.lines import Part
from tui.parts.text_safe import safe


def write(page: Page, goal: Goal) -> None:
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
    _steps(page, goal)
    if closed and goal.reason:
        page.pair(t("Because"), goal.reason)
    if health.reasons and not closed:
        page.gap()
        label = t(BECAUSE[health.color])
        for at, reason in enumerate(health.reasons):
            page.pair("" if at else label, t(reason), "foreground", wide=15)
    _key_results(page, goal)
    _stances(page, goal)
    _actions(page, goal)
    retros = page.links.to(goal.id, "retro", "goal")
    if retros:
        page.section(t("Retrospectives"))
        page.rows(retros, "retro")


def _facts(page: Page, goal: Goal) -> None:
    parts: list[Part] = []
    if goal.owner:
        parts.append((page.name(goal.owner), "foreground"))
    if goal.departments:
        parts.append((" ".join(page.name(id) for id in goal.departments), "foreground"))
    if goal.period:
        parts.append((safe(goal.period), "foreground"))
    if goal.due:
        late = goal.due < page.today and goal.step != "closed"
        parts.append((t("due {day}", day=page.day(goal.due)), "bad" if late else "foreground"))
    if goal.parent:
        parts.append((t("part of {goal}", goal=page.name(goal.parent)), "foreground"))
    if parts:
        page.run("", parts, wide=0)


def _steps(page: Page, goal: Goal) -> None:
    at = STEPS.index(goal.step)
    parts: list[Part] = []
    for number, step in enumerate(STEPS[:-1]):
        label = choice_label("goal", "step", step).lower()
        if number < at:
            parts.append((label + " x   ", "good"))
        elif number == at:
            parts.append(("> " + label + "   ", "+accent"))
        else:
            parts.append((label + "   ", "muted"))
    page.add(*parts)


def _key_results(page: Page, goal: Goal) -> None:
    ids = page.overview.key_results_of(goal.id)
    if ids:
        page.gap()
        key_result.table(page, list(ids))


def _stances(page: Page, goal: Goal) -> None:
    if goal.departments:
        page.gap()
        parts: list[Part] = []
        for id in goal.departments:
            stance = goal.stances.get(id)
            words, tone = STANCES[stance.stance if stance else "pending"]
            said = f"{page.name(id)} {t(words)}"
            if stance and stance.reason and stance.stance != "pending":
                said += f': "{safe(stance.reason)}"'
            parts.append((said, tone))
        page.run(t("Stances"), parts)
    if goal.raci:
        letters: dict[str, list[str]] = {}
        for id, letter in goal.raci.items():
            letters.setdefault(letter, []).append(page.name(id))
        page.run("RACI", [(f"{each} {' '.join(letters[each])}", "foreground") for each in "ARCI" if each in letters])


def _actions(page: Page, goal: Goal) -> None:
    ids = page.overview.actions_of(goal.id)
    if not ids:
        return
    listing = page.listings["action"]
    records = [record for id in ids if (record := page.records.find(id)) is not None]
    open_ = [record for record in records if record.state in OPEN]  # type: ignore[attr-defined]
    late = sum(1 for record in open_ if days_late(record, page.today))  # type: ignore[arg-type]
    tail = t("{n} open", n=len(open_)) + (page.dot + t("{n} late", n=late) if late else "")
    page.section(t("Actions"), tail)
    open_.sort(key=lambda record: (str(record.due or "9999"), record.id))  # type: ignore[attr-defined]
    for record in open_[:8]:
        page.row(listing.row(record))
    if len(open_) > 8:
        page.add(("  " + t("and {n} more", n=len(open_) - 8), "faint"))
    done = len(records) - len(open_)
    if done:
        page.add((right(t("{n} done or dropped", n=done), page.width), "faint"))
