"""What each department says to a goal: its stance, why, since when it is asked, what it gains and what it pays."""

from collections.abc import Iterator

from store.kinds.circulation import is_circulating, saying
from store.kinds.decision import Decision
from store.kinds.goal import Goal, Stance, asked_since
from store.kinds.goal_shares import Share
from store.words import Words, cited
from tui.faces.page import Cell, Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.joined import listed, noted, told
from tui.text.labels import stance_label

#: The steps in which people look at what each department says, gains and pays; afterwards that stands further below.
_ASKED = ("prepare", "meet")
_ORDER = {"objects": 0, "pending": 1, "reservation": 2, "agrees": 3}
_COLUMNS = (TableColumn(), TableColumn(takes=True))
ANSWER = Way("value", Words("{key} answers"), ('concord answer {id} "..." --department {department}',))
READY = Way("value", Words("{key} says so"), ("concord ready {id} --department {department}",))


def stances(page: Page) -> None:
    """One department after another, those that object first; once it is carried out, those that agree in one line."""
    goal: Goal = page.record
    page.skip("stances")
    if not goal.departments:
        return
    said = {id: goal.stances.get(id, Stance()) for id in goal.departments}
    agreed = sum(stance.stance in ("agrees", "reservation") for stance in said.values())
    page.section(t("Stances"), t("{n} of {total} agree", n=agreed, total=len(said)))
    rows: list[tuple[Cell, ...]] = []
    agreeing: list[str] = []
    for department in sorted(said, key=lambda each: _ORDER.get(said[each].stance, 1)):
        if goal.step not in _ASKED and said[department].stance == "agrees":
            agreeing.append(page.name(department))
            continue
        for at, (words, tone) in enumerate(_of_department(page, goal, department)):
            rows.append(((page.name(department) if not at else "", "muted"), (words, tone)))
    if agreeing:
        rows.append(((t("agree"), "muted"), (listed(agreeing), "good")))
    page.table(_COLUMNS, rows)


def shares(page: Page) -> None:
    """What each department has of the goal and puts into it, where that does not stand beside its stance."""
    goal: Goal = page.record
    page.skip("shares")
    if goal.step in _ASKED:
        return
    rows: list[tuple[Cell, ...]] = []
    for id in goal.departments:
        given = [words for words, text in share_words(goal.shares.get(id, Share())) if text]
        rows += [((page.name(id) if not at else "", "muted"), (t(words), "muted")) for at, words in enumerate(given)]
    if rows:
        page.section(t("Benefit and cost"))
        page.table(_COLUMNS, rows)


def share_words(share: Share) -> list[tuple[Words, str]]:
    """What a department has of a goal and what it puts into it, each in words and as it is stored."""
    gains, pays = Words("gains {text}", text=share.benefit), Words("pays {text}", text=share.cost)
    return [(gains, share.benefit), (pays, share.cost)]


def _of_department(page: Page, goal: Goal, id: str) -> Iterator[tuple[str, str]]:
    stance, share = goal.stances.get(id, Stance()), goal.shares.get(id, Share())
    said, tone = stance_label(stance.stance)
    asked = asked_since(goal, id)
    if asked is not None:
        n = (page.overview.today - page.overview.day_of(asked)).days
        yield _waiting(n), tone
    elif stance.stance == "pending":
        yield _readiness(page, share, id) if goal.step == "prepare" else (t("no answer"), "muted")
    else:
        by = told(filter(None, (page.person(stance.by), page.moment(stance.at))))
        yield noted(_with_reason(said, stance), by), tone
    yield from _beside(page, stance, id)
    if goal.step in _ASKED:
        for words, text in (*share_words(share), (Words("brings {text}", text=share.brings), share.brings)):
            if text:
                yield t(words), "muted"


def _beside(page: Page, stance: Stance, id: str) -> Iterator[tuple[str, str]]:
    """What a department said before, and what was said to its objection."""
    if stance.was:
        before = t("before the change: {stance}", stance=stance_label(stance.was)[0])
        yield _with_reason(before, stance), "muted"
    if stance.answer:
        decided = stance.answered_by.startswith("D-")  # its words begin with its id
        who = page.name(stance.answered_by) if decided else page.person(stance.answered_by)
        said = t('answered by {who}: "{text}"', who=who, text=cited(stance.answer))
        yield t('answered: "{text}"', text=cited(stance.answer)) if decided else said, "foreground"
    elif stance.stance == "objects":
        yield page.lacking(t("no answer yet"), ANSWER, department=page.word(id)), "warn"


def going_round(page: Page) -> None:
    """What each department says to a question that goes round, or went round before it was decided."""
    decision: Decision = page.record
    page.skip("stances")
    if not decision.stances:
        return
    agreed = len(saying(decision.stances, "agrees", "reservation"))
    page.section(t("Stances"), t("{n} of {total} agree", n=agreed, total=len(decision.stances)))
    rows: list[tuple[Cell, ...]] = []
    for id, stance in sorted(decision.stances.items(), key=lambda each: _ORDER.get(each[1].stance, 1)):
        said, tone = stance_label(stance.stance)
        if stance.stance != "pending":
            by = told(filter(None, (page.person(stance.by), page.moment(stance.at))))
            said = noted(_with_reason(said, stance), by)
        elif stance.asked is not None and is_circulating(decision):
            said = _waiting((page.overview.today - page.overview.day_of(stance.asked)).days)
        lines = [(said, tone), *_beside(page, stance, id)]
        rows += [((page.name(id) if not at else "", "muted"), each) for at, each in enumerate(lines)]
    page.table(_COLUMNS, rows)


def _waiting(days: int) -> str:
    """For how long there has been no answer."""
    return t("no answer for {n} days", one="no answer for {n} day", n=days) if days else t("asked today")


def _with_reason(said: str, stance: Stance) -> str:
    return t('{stance}: "{reason}"', stance=said, reason=stance.reason) if stance.reason else said


def _readiness(page: Page, share: Share, id: str) -> tuple[str, str]:
    if share.ready == "ready":
        return t("ready"), "good"
    if share.ready == "waived":
        return t("need bring nothing: {why}", why=share.why), "muted"
    return page.lacking(t("not ready yet"), READY, department=page.word(id)), "muted"
