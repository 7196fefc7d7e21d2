"""What each department says to a goal: its stance, why, since when it is asked, what it gains and what it pays."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from store.kinds.goal import Goal, Share, Stance, asked_since
from store.words import Words
from tui.i18n import t
from tui.text.cells import fit
from tui.text.joined import listed, noted, told
from tui.text.labels import stance_label
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.board.detail.page import ScreenPage

#: Cells of a department's name, at least and at most.
NAME, BROAD = 8, 16


#: The steps in which people look at what each department says, gains and pays; afterwards that stands further below.
_ASKED = ("prepare", "meet")


def write(page: "ScreenPage", goal: Goal) -> None:
    """One department after another, those that object first; once it is carried out, those that agree in one line."""
    if not goal.departments:
        return
    agreed = sum(goal.stances.get(id, Stance()).stance in ("agrees", "reservation") for id in goal.departments)
    page.section(t("Stances"), t("{n} of {total} agree", n=agreed, total=len(goal.departments)))
    order = {"objects": 0, "pending": 1, "reservation": 2, "agrees": 3}
    wide = min(BROAD, max(NAME, *(cell_len(page.name(id)) for id in goal.departments))) + 1
    agreeing: list[str] = []
    for department in sorted(goal.departments, key=lambda each: order.get(goal.stances.get(each, Stance()).stance, 1)):
        if goal.step not in _ASKED and goal.stances.get(department, Stance()).stance == "agrees":
            agreeing.append(page.name(department))
        else:
            _department(page, goal, department, wide)
    if agreeing:
        page.pair(t("agree"), listed(agreeing), "good", wide=wide)


def write_shares(page: "ScreenPage", goal: Goal) -> None:
    """What each department has of the goal and puts into it, where that does not stand beside its stance."""
    if goal.step in _ASKED:
        return
    given = [(id, shares(share)) for id in goal.departments if (share := goal.shares.get(id)) is not None]
    given = [(id, [words for words, text in said if text]) for id, said in given]
    if not any(said for _id, said in given):
        return
    page.section(t("Benefit and cost"))
    for id, said in given:
        for at, words in enumerate(said):
            page.pair("" if at else fit(page.name(id), NAME), t(words), "muted", wide=NAME + 1)


def _department(page: "ScreenPage", goal: Goal, id: str, wide: int) -> None:
    stance, share = goal.stances.get(id, Stance()), goal.shares.get(id, Share())
    said, tone = stance_label(stance.stance)
    asked = asked_since(goal, id)
    if asked is not None:
        days = (page.today - page.overview.day_of(asked)).days
        said = t("no answer for {n} days", one="no answer for {n} day", n=days) if days else t("asked today")
    elif stance.stance == "pending":
        said, tone = _readiness(share) if goal.step == "prepare" else (t("no answer"), "muted")
    else:
        said = noted(_with_reason(said, stance), _by(page, stance))
    page.pair(fit(page.name(id), wide - 1), said, tone, wide=wide)
    if stance.was:
        before = t("before the change: {stance}", stance=stance_label(stance.was)[0])
        page.pair("", _with_reason(before, stance), "muted", wide=wide)
    if stance.answer:
        text = safe(stance.answer)
        said = t('answered by {who}: "{text}"', who=page.name(stance.answered_by), text=text)
        decided = stance.answered_by.startswith("D-")  # its words begin with its id
        page.pair("", t('answered: "{text}"', text=text) if decided else said, "foreground", wide=wide)
    elif stance.stance == "objects":
        page.pair("", t("no answer yet, v answers"), "warn", wide=wide)
    if goal.step not in _ASKED:
        return
    for words, text in (*shares(share), (Words("brings {text}", text=safe(share.brings)), share.brings)):
        if text:
            page.pair("", t(words), "muted", wide=wide)


def shares(share: Share) -> list[tuple[Words, str]]:
    """What a department has of a goal and what it puts into it, each in words and as it is stored."""
    gains, pays = Words("gains {text}", text=safe(share.benefit)), Words("pays {text}", text=safe(share.cost))
    return [(gains, share.benefit), (pays, share.cost)]


def _with_reason(said: str, stance: Stance) -> str:
    return t('{stance}: "{reason}"', stance=said, reason=safe(stance.reason)) if stance.reason else said


def _by(page: "ScreenPage", stance: Stance) -> str:
    """Who said it, and when."""
    said = [safe(stance.by)] if stance.by else []
    said += [page.moment(stance.at)] if stance.at is not None else []
    return told(said)


def _readiness(share: Share) -> tuple[str, str]:
    if share.ready == "ready":
        return t("ready"), "good"
    if share.ready == "waived":
        return t("need bring nothing: {why}", why=safe(share.why)), "muted"
    return t("not ready yet, v says so"), "muted"
