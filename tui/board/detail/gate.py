"""The five steps of a goal: how far it is, what the gate to the next still wants, what was passed without."""

from typing import TYPE_CHECKING

from store.kinds.gates import Want, wants
from store.kinds.goal import STEPS, Goal, is_open, reached
from store.words import Words
from tui.i18n import t
from tui.text.labels import choice_label

if TYPE_CHECKING:
    from tui.board.detail.page import ScreenPage
    from tui.parts.lines import Part

#: So many wants are told one by one; `s` lists them all.
LISTED = 3


def write(page: "ScreenPage", goal: Goal) -> None:
    """The steps in one line, then the wants."""
    at = reached(goal.step)
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
            n = len(passage.lacking) + passage.more
            named = {"step": _label(step), "why": passage.why}
            said = t("{step} without {n} things: {why}", one="{step} without one thing: {why}", n=n, **named)
            page.pair("", said, "warn", wide=2)
    if is_open(goal):
        _wants(page, goal)


def _wants(page: "ScreenPage", goal: Goal) -> None:
    found = wants(goal, page.overview.reading, page.today)
    if not found:
        words = t("nothing more, s goes on") if goal.step != "evaluate" else t("nothing more, s closes it")
        page.pair("  " + t("Gate wants"), words, "good", wide=15)
        return
    parts: list[Part] = [(said, "foreground") for said in summed(found)]
    page.run("  " + t("Gate wants"), [*parts, (t("s lists them"), "muted")], wide=15)


#: What is wanted of many records, by what meets it and what they are.
_MANY: dict[tuple[str, str], Words] = {
    ("done", "A"): Words("{n} open actions done, dropped or carried over"),
    ("owner", "A"): Words("an owner for {n} actions"),
    ("due", "A"): Words("a date for {n} actions"),
    ("due", "MS"): Words("a date for {n} milestones"),
    ("edit", "MS"): Words("a department for {n} milestones"),
    ("value", "KR"): Words("a last check-in for {n} key results"),
    ("value", "G"): Words("the stance of {n} departments"),
    ("ready", "G"): Words("{n} departments ready, or excused"),
    ("answer", "G"): Words("an answer to {n} objections"),
}


def summed(found: list[Want]) -> list[str]:
    """The wants in words, those of one sort as one where there are more than a few."""
    sorts: dict[tuple[str, str], list[Want]] = {}
    for want in found:
        sorts.setdefault((want.meet, want.id.partition("-")[0]), []).append(want)
    said: list[str] = []
    for sort, wanted in sorts.items():
        many = _MANY.get(sort)
        if many is not None and len(wanted) > 1 and len(found) > LISTED:
            said.append(t(many.filled(n=len(wanted))))
        else:
            said += [t(want.words) for want in wanted[:LISTED]]
            if len(wanted) > LISTED:
                said.append(t("and {n} more", n=len(wanted) - LISTED))
    return said


def _label(step: str) -> str:
    return choice_label("goal", "step", step).lower()
