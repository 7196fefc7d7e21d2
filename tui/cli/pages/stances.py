"""What each department says to a goal, since when it is asked; beside it what it has of the goal and puts into it."""

from collections.abc import Iterator

from store.kinds.goal import Goal, Share, Stance, asked_since
from store.words import Words
from tui.cli.next_commands import WORDS
from tui.cli.record_text import Page
from tui.i18n import t
from tui.text.joined import apart
from tui.text.labels import stance_label

_ORDER = {"objects": 0, "pending": 1, "reservation": 2, "agrees": 3}


def write(page: Page, goal: Goal) -> None:
    """Those that object first."""
    said = {id: goal.stances.get(id, Stance()) for id in goal.departments}
    agreed = sum(stance.stance in ("agrees", "reservation") for stance in said.values())
    order = sorted(said, key=lambda each: _ORDER.get(said[each].stance, 1))
    rows = [_stance(page, goal, id, said[id]) for id in order]
    page.section(t("Stances"), rows, t("{n} of {total} agree", n=agreed, total=len(said)))
    page.section(t("Benefit and cost"), [row for id in goal.departments if (row := _share(page, goal, id))])


def _stance(page: Page, goal: Goal, id: str, stance: Stance) -> tuple[str, str, str, str]:
    asked = asked_since(goal, id)
    if stance.stance != "pending":
        words, since = stance_label(stance.stance)[0], t("since {day}", day=page.day(stance.at)) if stance.at else ""
    elif asked is not None:
        words, n = t("no answer"), page.days(asked)
        since = t("for {n} days", one="for {n} day", n=n) if n else t("asked today")
    else:
        words, since = t("not asked yet") if goal.step == "prepare" else t("no answer"), ""
    by = stance.by if stance.stance != "pending" else ""
    return (
        page.name(id),
        words,
        " ".join(filter(None, (since, by))),
        apart(_more(page, goal, id, stance)),
    )


def _more(page: Page, goal: Goal, id: str, stance: Stance) -> Iterator[str]:
    reason = f'"{stance.reason}"' if stance.reason else ""
    if stance.was:
        yield t("before the change: {stance}", stance=stance_label(stance.was)[0]) + (f" {reason}" if reason else "")
    elif stance.stance != "pending" and reason:
        yield reason
    if stance.answer:
        who = page.name(stance.answered_by)
        yield t('answered by {who}: "{text}"', who=who, text=stance.answer)
    elif stance.stance == "objects":
        yield f"concord answer {goal.id} {WORDS} --department {page.name(id)}"


_GAINS, _PAYS, _BRINGS = Words("gains {what}"), Words("pays {what}"), Words("brings {what}")


def _share(page: Page, goal: Goal, id: str) -> tuple[str, str, str] | None:
    share = goal.shares.get(id, Share())
    parts = ((_GAINS, share.benefit), (_PAYS, share.cost), (_BRINGS, share.brings))
    said = apart(t(words.filled(what=text)) for words, text in parts if text)
    ready = {"ready": t("ready"), "waived": t("need bring nothing: {why}", why=share.why)}.get(share.ready, "")
    return (page.name(id), ready, said) if ready or said else None
