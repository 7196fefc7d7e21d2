"""My day: what of all there is concerns one person today, in the order in which it presses.

RACI does its work here: whoever is responsible, by themselves or with their department, sees the goal, whoever is
accountable hears when it is late, red or blocked, whoever leads a department sees what waits for the department's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import msgspec

from store.insight import my_feedback, unacknowledged, unused_lessons
from store.insight.health import PRESSING
from store.insight.my_feedback import AskedRow
from store.insight.my_meetings import MeetingPart, Presented, clocks_of, told
from store.insight.rows_by import rows_by
from store.insight.speaking import speaking
from store.insight.trainings import planned_for
from store.insight.waiting import owes_answer
from store.kinds.circulation import looked_at, unanswered
from store.kinds.goal import asked_since, open_objections
from store.kinds.goal_shares import Share, unready
from store.kinds.milestone import is_open
from store.kinds.raci import letter_of
from store.kinds.request import owes_word
from store.words import Words

if TYPE_CHECKING:
    from store.history.notices import Notice
    from store.insight.overview import Overview
    from store.insight.projected_fields import ActionRow

R = TypeVar("R", bound=msgspec.Struct)

_RESPONSIBLE = Words("responsible")
#: Actions due in so many days are near, milestones and reviews in so many.
SOON, AHEAD = 7, 14
#: For so many days what nothing holds up any more is said to be free again.
FREED = 3
#: The sections in their order, by name.
SECTIONS: dict[str, Words] = {
    "late": Words("Late"),
    "today": Words("Due today"),
    "waits": Words("Others wait for me"),
    "answers": Words("My department is asked"),
    "news": Words("New for me"),
    "goals": Words("My goals want a look"),
    "next": Words("Next"),
    "blocked": Words("Held up"),
    "freed": Words("Free again"),
    "ahead": Words("Soon"),
    "lessons": Words("Does it still hold?"),
    "part": Words("I have a part in"),
}


class Item(NamedTuple):
    """One line: which section, which record, and why it stands here (None: its title says it)."""

    section: str
    id: str
    why: Words | None = None


class _Letters(msgspec.Struct, gc=False):
    """Of a key result or a milestone."""

    raci: dict[str, str] = {}
    goal: str | None = None
    due: date | None = None
    done: date | None = None
    dropped: date | None = None


class _Prepared(msgspec.Struct, gc=False):
    """Of a goal: how far its departments are with what they bring."""

    departments: tuple[str, ...] = ()
    step: str = "prepare"
    outcome: str = ""
    shares: dict[str, Share] = {}


class _Step(msgspec.Struct, gc=False):
    """Of a blocker: what is done about it next."""

    next_step: str = ""
    next_by: date | None = None
    next_owner: str | None = None
    resolved: date | None = None


class _Decided(msgspec.Struct, gc=False):
    """Of a decision."""

    decided_by: tuple[str, ...] = ()


def of(overview: Overview, person: str, news: Iterable[Notice] = ()) -> list[Item]:
    """What concerns that person today, by section; each record once, where it presses most.

    What is due is counted by the day of whoever looks; health and waits by the workspace's, as for all. ``news`` is
    what others did that is new for them by name.
    """
    speaks = list(spoken_for(overview, person))
    helps = members_of(overview, person)
    found = [
        *_actions(overview, person),
        *_steps(overview, person),
        *_waits(overview, person),
        *_going_round(overview, person),
        *_answers(overview, speaks),
        *_meetings(overview, person, speaks),
        *(Item("news", notice.id, notice.why) for notice in news),
        *_goals(overview, {person, *speaks}, helps, person),
        *_rows(overview, {person, *speaks}, helps),
        *_ahead(overview, person, speaks),
        *(Item("lessons", *each) for each in unused_lessons.asked_of(overview, person)),
    ]
    order = list(SECTIONS)
    seen: set[str] = set()
    items: list[Item] = []
    for item in sorted(found, key=lambda item: order.index(item.section)):  # stable within a section
        if item.id not in seen:
            seen.add(item.id)
            items.append(item)
    return items


def spoken_for(overview: Overview, person: str) -> Iterator[str]:
    """The departments for which somebody speaks."""
    return speaking(person, overview.home_of(person), overview.departments.rows.items())


def members_of(overview: Overview, person: str) -> set[str]:
    """The parties whose R is that person's too: themselves, and the department that they are of."""
    row = overview.people.get(person)
    return {person, *filter(None, [row and row.department]), *spoken_for(overview, person)}


RANK = {"high": 0, "normal": 1, "low": 2}


def _actions(overview: Overview, person: str) -> Iterator[Item]:
    mine = [(id, row) for id, row in overview.actions_of_owner.of(person) if _is_shown(overview, id, row)]
    mine.sort(key=lambda pair: (pair[1].due or date.max, RANK.get(pair[1].priority, 1), int(pair[0][2:])))
    for id, row in mine:
        yield _action(overview, id, row)


def _action(overview: Overview, id: str, row: ActionRow) -> Item:
    today, blockers = overview.here, overview.blocked_by(id)
    held = Words("held up by {ids}", ids=[*blockers]) if blockers else None
    freed = overview.freed_on(id)
    is_free = freed is not None and (overview.today - freed).days <= FREED
    if overview.late(row, today):
        n = (today - row.due).days if row.due else 0
        late = Words("{n} days late", one="{n} day late", n=n)
        return Item("late", id, Words("{late}, free again", late=late) if is_free else late)
    if row.due == today:
        return Item("today", id, Words("free again") if is_free else held)
    if blockers:
        return Item("blocked", id, Words("by {ids}", ids=[*blockers]))
    return Item("freed" if is_free else "next", id)


def _is_shown(overview: Overview, id: str, row: ActionRow) -> bool:
    """Open, and at its turn where it comes again."""
    return row.is_open and (not row.is_ahead(overview.here) or bool(overview.blocked_by(id)))


def _steps(overview: Overview, person: str) -> Iterator[Item]:
    """What somebody is to do next about an open blocker."""
    taken = rows_by(
        overview, "blocker", _Step, lambda row: (row.next_owner,) if row.next_owner and not row.resolved else ()
    )
    for id, row in taken.get(person, ()):
        words = Words("next step: {step}", step=row.next_step) if row.next_step else None
        yield Item(_when(overview, row.next_by, "next"), id, words)


def _when(overview: Overview, due: date | None, otherwise: str) -> str:
    if due is None or due > overview.here:
        return otherwise
    return "late" if due < overview.here else "today"


def _waits(overview: Overview, person: str) -> Iterator[Item]:
    for id in overview.waited_on.ids(person):
        n = overview.days_held(id)
        yield Item("waits", id, Words("for {n} days", one="for {n} day", n=n))
    for id, row in overview.open_blockers():
        if row.escalated_to == person:
            yield Item("waits", id, Words("escalated to me"))
    yield from (Item("waits", id, why) for id, who, _of, why in _objections(overview) if who == person)
    yield from (Item("waits", *each) for each in unacknowledged.asked(overview, person))


def _objections(overview: Overview) -> Iterator[tuple[str, str | None, str | None, Words]]:
    """(goal, who owes the answer, of which department, why), where somebody objects and has no answer."""
    for id, goal in overview.open_goals():
        person, department = owes_answer(overview, id, goal)
        if person or department:
            called = [overview.called(each) for each in open_objections(goal)]
            why = Words("an answer to the objection of {department}", "wants-answer", department=called[0])
            if len(called) > 1:
                why = Words("an answer to {n} objections", n=len(called))
            yield id, person, department, why


def _answers(overview: Overview, speaks: list[str]) -> Iterator[Item]:
    preparing = rows_by(overview, "goal", _Prepared, unready)
    for department in speaks:
        called = overview.called(department)
        for id in overview.waited_on.ids(department):
            yield Item("answers", id, Words("waits on {department}", department=called))
        yield from _requests(overview, department)
        yield from _stances(overview, department, called)
        for id, _goal in preparing.get(department, ()):
            yield Item("answers", id, Words("whether {department} is ready", "wants-ready", department=called))
        yield from _feedback(overview, department, called)
        yield from (Item("answers", *each) for each in unacknowledged.wanted(overview, department))
        yield from (Item("answers", *each) for each in unacknowledged.asked(overview, department))
    for id, person, of, why in _objections(overview):
        if not person and of in speaks:
            yield Item("answers", id, why)
    for id, row in overview.allocations.rows.items():
        resource = overview.resources.get(row.resource or "")
        if row.state == "asked" and resource is not None and resource.department in speaks:
            yield Item("answers", id, Words("to grant or decline"))


def _feedback(overview: Overview, department: str, called: str) -> Iterator[Item]:
    asked = rows_by(overview, "feedback", AskedRow, lambda row: row.asked).get(department, ())
    for id, row in my_feedback.waiting(overview.source, asked):
        own, on = Words("what {department} says of itself", department=called), overview.called(row.on or "")
        words = Words("feedback of {department} on {on}", department=called, on=on)
        yield Item("answers", id, own if row.on == department else words)


def _stances(overview: Overview, department: str, called: str) -> Iterator[Item]:
    """What a department is asked: about what goes round, which has a day, and about goals."""
    for id, row in overview.asked_of.of(department):
        words = Words("the stance of {department} until {day}", department=called, day=row.circulated_until)
        yield Item(_when(overview, row.circulated_until, "answers"), id, words)
    for id in overview.goals_of(department):
        goal = overview.goals.get(id)
        if goal is not None and asked_since(goal, department) is not None:
            yield Item("answers", id, Words("the stance of {department}", "wants-stance", department=called))


def _going_round(overview: Overview, person: str) -> Iterator[Item]:
    """What somebody has put to departments, once all have answered or the day has passed: it is theirs to decide."""
    for id, row in overview.asked_by.of(person):
        silent = [overview.called(each) for each in unanswered(row)]
        if not silent:
            yield Item("waits", id, Words("all have answered: decide it"))
        elif row.circulated_until is not None and row.circulated_until < overview.here:
            one = "{departments} has not answered until {day}"
            values: dict[str, Any] = {"departments": silent, "day": row.circulated_until, "n": len(silent)}
            yield Item("waits", id, Words("{departments} have not answered until {day}", one=one, **values))


_ASKING = {
    "sent": Words("to answer"),
    "negotiating": Words("an offer to answer"),
    "delivered": Words("to confirm"),
}


def _requests(overview: Overview, department: str) -> Iterator[Item]:
    for id in (*overview.requests_to.ids(department), *overview.requests_from.ids(department)):
        row = overview.requests.rows[id]
        if owes_word(row) == department:
            yield Item("answers", id, _ASKING[row.state])


def _meetings(overview: Overview, person: str, speaks: list[str]) -> Iterator[Item]:
    by_party = rows_by(overview, "meeting", MeetingPart, lambda row: set(row.parties))
    presenting = rows_by(overview, "agenda-item", Presented, lambda row: row.at)
    parties = (person, *speaks)
    found = {id: row for party in parties for id, row in by_party.get(party, ())}
    presented = {row.meeting or "" for party in parties for _id, row in presenting.get(party, ())}
    said_of = {department: overview.called(department) for department in speaks}
    reading, here = overview.reading, overview.here
    meetings = told(found, presented, person, said_of, here, clocks_of(reading, person))
    yield from (Item(*each) for each in (*meetings, *planned_for(reading, person, here, here + timedelta(AHEAD))))


def _goals(overview: Overview, parties: set[str], helps: set[str], person: str) -> Iterator[Item]:
    for id, goal in overview.open_goals():
        letter = letter_of(goal.raci, parties, helps)
        if letter == "A" or (not goal.raci and goal.owner == person):
            yield _accountable(overview, id)
        elif letter == "R":
            yield Item("part", id, _RESPONSIBLE)


def _accountable(overview: Overview, id: str) -> Item:
    """Who is accountable hears why it is late, red or blocked."""
    health = overview.health(id)
    if health.color in PRESSING:
        return Item("goals", id, health.reasons[0] if health.reasons else None)
    return Item("part", id, Words("accountable"))


def _rows(overview: Overview, parties: set[str], helps: set[str]) -> Iterator[Item]:
    """The key results and milestones in which one of the parties has an A, or one that helps an R."""
    for kind in ("key-result", "milestone"):
        named = rows_by(overview, kind, _Letters, lambda row: row.raci)
        for id, row in (each for party in sorted(helps) for each in named.get(party, ())):
            goal, letter = overview.goals.get(row.goal or ""), letter_of(row.raci, parties, helps)
            if not is_open(row) or not letter or (goal is not None and not goal.is_open):
                continue
            if kind == "milestone":
                near = row.due is not None and row.due <= overview.here + timedelta(AHEAD)
                words = Words("accountable") if letter == "A" else _RESPONSIBLE
                yield Item(_when(overview, row.due, "ahead" if near else "part"), id, words)
            else:
                yield _accountable(overview, id) if letter == "A" else Item("part", id, _RESPONSIBLE)


def _ahead(overview: Overview, person: str, speaks: list[str]) -> Iterator[Item]:
    until = overview.here + timedelta(AHEAD)
    for id, row in overview.milestones.rows.items():
        mine = row.owner == person or (row.owner is None and row.department in speaks)
        if mine and is_open(row) and row.due is not None and row.due <= until:
            yield Item(_when(overview, row.due, "ahead"), id)
    decided = dict(rows_by(overview, "decision", _Decided, lambda row: row.decided_by).get(person, ()))
    for id, row in overview.decisions.rows.items():
        if row.review_on is None or row.review_on > until or looked_at(row):
            continue
        goal = overview.goals.get(row.goal or "")
        answers = goal is not None and (
            goal.owner == person or any(goal.raci.get(party) == "A" for party in (person, *speaks))
        )
        if answers or id in decided:
            yield Item(_when(overview, row.review_on, "ahead"), id, Words("to be reviewed"))
