"""What each department says to a goal: its stance, why, since when it is asked, what it gains and what it pays."""

from typing import TYPE_CHECKING

from store.kinds.goal import Goal, Share, Stance, asked_since
from tui.board.words import STANCES
from tui.i18n import t
from tui.parts.cells import fit
from tui.parts.text_safe import safe

if TYPE_CHECKING:
    from tui.board.detail.page import Page

#: Cells of a department's name.
NAME = 8


def write(page: "Page", goal: Goal) -> None:
    """One department after another, those that object first."""
    if not goal.departments:
        return
    agreed = sum(goal.stances.get(id, Stance()).stance in ("agrees", "reservation") for id in goal.departments)
    page.section(t("Stances"), t("{n} of {total} agree", n=agreed, total=len(goal.departments)))
    order = {"objects": 0, "pending": 1, "reservation": 2, "agrees": 3}
    for department in sorted(goal.departments, key=lambda each: order[goal.stances.get(each, Stance()).stance]):
        _department(page, goal, department)


def _department(page: "Page", goal: Goal, id: str) -> None:
    stance, share = goal.stances.get(id, Stance()), goal.shares.get(id, Share())
    words, tone = STANCES[stance.stance]
    said = t(words)
    asked = asked_since(goal, id)
    if asked is not None:
        days = (page.today - asked.date()).days
        said = t("no answer for {n} days", one="no answer for {n} day", n=days) if days else t("asked today")
    elif stance.stance == "pending":
        said, tone = _readiness(share)
    if stance.stance != "pending" and stance.reason:
        said += f': "{safe(stance.reason)}"'
    page.pair(fit(page.name(id), NAME), said, tone, wide=NAME + 1)
    if stance.was:
        before = t(STANCES[stance.was][0])
        because = f': "{safe(stance.reason)}"' if stance.reason else ""
        page.pair("", t("before the change: {stance}", stance=before) + because, "muted", wide=NAME + 1)
    if stance.answer:
        by = page.name(stance.answered_by)
        page.pair("", t('answered by {who}: "{text}"', who=by, text=safe(stance.answer)), "foreground", wide=NAME + 1)
    elif stance.stance == "objects":
        page.pair("", t("no answer yet, v answers"), "warn", wide=NAME + 1)
    for label, text in ((t("gains"), share.benefit), (t("pays"), share.cost), (t("brings"), share.brings)):
        if text:
            page.pair("", f"{label} {safe(text)}", "muted", wide=NAME + 1)


def _readiness(share: Share) -> tuple[str, str]:
    if share.ready == "ready":
        return t("ready"), "good"
    if share.ready == "waived":
        return t("need bring nothing: {why}", why=safe(share.why)), "muted"
    return t("not ready yet, v says so"), "muted"
