"""The five steps of a goal: how far it is, what the gate to the next still wants, what was passed without."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from store.kinds.gates import HELD, Want, wants
from store.kinds.goal import STEPS, Goal, is_open, reached
from store.records.names import title
from store.words import Words
from tui.faces.naming import Seen
from tui.faces.page import Page
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.joined import noted
from tui.text.labels import choice_label, short_step

#: So many wants are told one by one; the room of the gate lists them all.
LISTED = 3
LISTS = Way("gate", Words("{key} lists them"), ("concord gate {id}",))
GO_ON = Way("gate", Words("{key} goes on"), ("concord step {id}",))
CLOSE = Way("gate", Words("{key} closes it"), ("concord step {id} --outcome achieved|partly|missed",))


def gate(page: Page) -> None:
    """The steps in one line, then the wants."""
    goal: Goal = page.record
    page.skip("step")
    # A goal that was dropped has not reached its last step: it has passed the gates that it has passed.
    at = len(goal.passed) if goal.outcome == "dropped" else reached(goal.step)
    page.steps((short_step(step).lower(), _how(goal, step, number, at)) for number, step in enumerate(STEPS[:-1]))
    if is_open(goal):
        page.wants(wants(goal, page.records, page.overview.today), CLOSE if goal.step == "evaluate" else GO_ON)


def passed(page: Page) -> None:
    """The steps that were passed without all that they want, and why."""
    goal: Goal = page.record
    page.skip("passed")
    without = [(step_name(step), passage) for step, passage in goal.passed.items() if passage.why]
    for n, (step, passage) in enumerate(without):
        lacked = _lacked(page, passage.lacking)
        lacked += [t("{n} more", n=passage.more)] if passage.more else []
        said = t("{step} without all it wants ({lacked}): {why}", step=step, lacked=lacked, why=passage.why)
        by = page.together(page.person(passage.by), page.moment(passage.at))
        page.fact("" if n else t("Passed"), noted(said, by), "warn")


def _lacked(page: Page, lacking: Sequence[str]) -> list[str]:
    """Of whom or what something was missing, each once."""
    found = dict.fromkeys(tuple(each.split(" ", 1)) for each in lacking)
    return list(dict.fromkeys(_called(page, *each) for each in found))


def _called(page: Page, meet: str, id: str) -> str:
    if id != page.record.id:
        return page.name(id)
    return t("a meeting") if meet == HELD else id


def _how(goal: Goal, step: str, number: int, at: int) -> str:
    if number < at:
        return "skipped" if step in goal.passed and goal.passed[step].why else "done"
    return "here" if number == at and is_open(goal) else "ahead"


def step_name(step: str) -> str:
    """The name of a step in the middle of a sentence."""
    return choice_label("goal", "step", step).lower()


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


#: Over the wants of one sort, by what is wanted of each; other sorts are said in words.
_HEADINGS: dict[str, Words] = {
    "wants-ready": Words("Not ready yet"),
    "wants-stance": Words("Without a stance"),
    "wants-answer": Words("Objections without an answer"),
    "wants-department": Words("Without a department"),
    "wants-day": Words("Without a day"),
    "wants-owner": Words("Without an owner"),
    "raci": Words("RACI"),
    "granted-beyond": Words("Granted beyond the capacity; the owner says why"),
    "wants-check-in": Words("Without a last check-in"),
    "wants-end": Words("Open actions: done, dropped or carried over"),
    "wants-lessons": Words("Retrospectives without lessons"),
}


class Sort(NamedTuple):
    """Wants of one sort, and what stands over them; nothing where each is said in words."""

    heading: str
    wants: Sequence[Want]


def sorts(found: Sequence[Want]) -> list[Sort]:
    """The wants by their sorts, those that are said in words first."""
    by_sort: dict[str, list[Want]] = {}
    for want in found:
        sort = "raci" if want.meet == "raci" else want.reason
        by_sort.setdefault(sort if sort in _HEADINGS else "", []).append(want)
    headed = [
        Sort(t("{heading} ({n})", heading=t(_HEADINGS[sort]), n=len(wants)), wants)
        for sort, wants in by_sort.items()
        if sort
    ]
    return [Sort("", by_sort[""]), *headed] if "" in by_sort else headed


class About(NamedTuple):
    """What a want under its heading is about: a record, or the department that is to say something."""

    called: str
    title: str
    who: str
    day: date | None
    #: Whose it is, by their name.
    who_long: str


def about(seen: Seen, want: Want) -> About:
    """Its title, whose it is and its day; of a key result the day of its last check-in."""
    record: Any = seen.records.find(want.party or want.id)
    fault: Any = want.words.values.get("fault")
    called = seen.overview.called(want.party or want.id)
    name = title(seen.records, want.party or want.id) if fault is None else t(fault)
    who = next(filter(None, (getattr(record, each, None) for each in ("owner", "lead", "facilitator"))), None)
    latest = seen.overview.latest(want.id)
    day = next(filter(None, (getattr(record, each, None) for each in ("due", "on"))), latest and latest.on)
    short, full = (seen.overview.called(who), seen.overview.names.of(who)) if who else ("", "")
    return About(called, name, short, day, full)


def summed(found: Sequence[Want]) -> list[str]:
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
