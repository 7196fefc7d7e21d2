"""The five steps of a goal: how far it is, what the gate to the next still wants, what was passed without."""

from typing import TYPE_CHECKING

from store.kinds.gates import wants
from store.kinds.goal import STEPS, Goal, is_open
from tui.board.words import choice_label
from tui.i18n import t

if TYPE_CHECKING:
    from tui.board.detail.page import Page
    from tui.parts.lines import Part

#: So many wants are listed; `s` lists them all.
LISTED = 3


def write(page: "Page", goal: Goal) -> None:
    """The steps in one line, then the wants."""
    at = STEPS.index(goal.step)
    parts: list[Part] = []
    for number, step in enumerate(STEPS[:-1]):
        label = choice_label("goal", "step", step).lower()
        if number < at:
            without = bool(goal.passed.get(step) and goal.passed[step].why)
            parts.append((label + (" !   " if without else " x   "), "warn" if without else "good"))
        elif number == at:
            parts.append(("> " + label + "   ", "+accent"))
        else:
            parts.append((label + "   ", "muted"))
    page.add(*parts)
    for step, passage in goal.passed.items():
        if passage.why:
            n = len(passage.lacking)
            named = {"step": _label(step), "why": passage.why}
            said = t("{step} without {n} things: {why}", one="{step} without one thing: {why}", n=n, **named)
            page.pair("", said, "warn", wide=2)
    if is_open(goal):
        _wants(page, goal)


def _wants(page: "Page", goal: Goal) -> None:
    found = wants(goal, page.overview.reading, page.today)
    if not found:
        words = t("nothing more, s goes on") if goal.step != "evaluate" else t("nothing more, s closes it")
        page.pair("  " + t("Gate wants"), words, "good", wide=15)
        return
    parts: list[Part] = [(t(want.words), "foreground") for want in found[:LISTED]]
    if len(found) > LISTED:
        parts.append((t("and {n} more, s lists them", n=len(found) - LISTED), "muted"))
    page.run("  " + t("Gate wants"), parts, wide=15)


def _label(step: str) -> str:
    return choice_label("goal", "step", step).lower()
