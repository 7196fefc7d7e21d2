"""Whom one commit concerns, and why: the lines that somebody finds unread.

RACI does its work here too: who is informed (I) hears what became of a goal, who is accountable (A) that it is held up,
objected to or far behind. It reads the entry and the few records that this names, never a table.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

import msgspec

from store.engine.journal.entry import Entry
from store.fields import unknown
from store.fields.numbers import digits
from store.insight import health
from store.insight.health import Progress
from store.insight.projected_fields import GoalRow
from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.allocation import Allocation
from store.kinds.blocker import Blocker
from store.kinds.check_in import CheckIn
from store.kinds.comment import Comment
from store.kinds.common_rules import speakers
from store.kinds.decision import Decision
from store.kinds.department import Department
from store.kinds.escalation import accountable
from store.kinds.goal import Goal, Stance
from store.kinds.key_result import KeyResult, fraction
from store.kinds.milestone import Milestone
from store.kinds.naming import by_id
from store.kinds.person import Person
from store.kinds.request import Request
from store.records import Records
from store.words import Words

#: A commit of more changes than that is an import: what it brings is not news to anybody by name.
MOST = 200


class Notice(NamedTuple):
    """Somebody (``to``, a person) is to look at a record, and why."""

    to: str
    id: str
    why: Words


class _Change(NamedTuple):
    """One record of an entry, as it is now, with the values that it was given; all of them where it is new."""

    who: str
    record: Any
    is_new: bool
    new: Mapping[str, Any]
    records: Records
    held: Callable[[str], object]

    def of(self, party: str | None) -> Iterator[str]:
        """The people that a party is: itself, or who speaks for the department."""
        found = self.records.find(party) if party else None
        if isinstance(found, Person):
            yield found.id
        elif isinstance(found, Department):
            yield from speakers(found)

    def with_letter(self, letter: str, *rows: Any) -> Iterator[str]:
        """The people with that letter in one of these records."""
        for row in rows:
            for party, given in getattr(row, "raci", {}).items():
                if given == letter:
                    yield from self.of(party)

    def gave(self, field: str) -> bool:
        """That field was given a value."""
        value = getattr(self.record, field) if self.is_new else self.new.get(field)
        return value not in (None, "", (), [])


def told(entry: Entry, records: Records, held: Callable[[str], object]) -> list[Notice]:
    """What an entry is to whom, each person once for a record; never to whoever made it.

    ``held`` says whether something holds up the record of an id.
    """
    found: dict[tuple[str, str], Notice] = {}
    for change in entry.changes if len(entry.changes) <= MOST else ():
        for notice in _notices(entry, change, records, held):
            found.setdefault((notice.to, notice.id), notice)
    return [each for each in found.values() if not _is(records, each.to, entry.who)]


def _is(records: Records, person: str, login: str) -> bool:
    found = records.find(person)
    return not isinstance(found, Person) or found.login == login


def _notices(
    entry: Entry, change: Mapping[str, Any], records: Records, held: Callable[[str], object]
) -> Iterator[Notice]:
    kind = KINDS.get(str(change["t"]))
    tell = _TELL.get("" if kind is None else kind.name)
    if kind is None or tell is None or "did" in change:
        return
    if "old" in change:
        record: Any = _gone(kind.record, change["old"])
    else:
        record = records.find(kind.id(int(change["n"])))
    if record is not None:
        given = _Change(entry.who, record, "new" in change, change.get("set", {}), records, held)
        yield from tell(given) if "old" not in change else _deleted(given)


def _gone(record: type[Any], old: Any) -> Any:
    raw = old if isinstance(old, bytes | msgspec.Raw) else msgspec.json.encode(old)
    return unknown.read(raw, record) if record is Blocker else None


# Goals


def _goal(change: _Change) -> Iterator[Notice]:
    goal: Goal = change.record
    if change.is_new:
        return
    said = {path.split(".")[1] for path in change.new if path.startswith("stances.")}
    said |= set(change.new.get("stances") or ())
    for department in sorted(said):  # who is meant comes before who is informed
        yield from _stance(change, goal, department, goal.stances.get(department, Stance()))
    words = _became(change, goal, said)
    if words is not None:
        yield from (Notice(to, goal.id, words) for to in change.with_letter("I", goal))


def _became(change: _Change, goal: Goal, said: set[str]) -> Words | None:
    """What those who are informed are told, the most important thing first."""
    if change.gave("outcome"):
        return Words("{id} is closed: {outcome}", id=goal.id, outcome=_label("goal", "outcome", goal.outcome))
    if change.gave("step"):
        return Words("{id} is at the step {step}", id=goal.id, step=_label("goal", "step", goal.step))
    if change.gave("due"):
        return Words("{id} is due {day} now", id=goal.id, day=goal.due)
    if said:
        names = [by_id(change.records, each) for each in sorted(said)]
        return Words("{id}: the stance of {department} has changed", id=goal.id, department=names)
    return None


def _stance(change: _Change, goal: Goal, department: str, stance: Stance) -> Iterator[Notice]:
    values: dict[str, Any] = {"id": goal.id, "department": by_id(change.records, department)}
    if stance.stance == "objects" and not stance.answer:
        if owner := accountable(goal, change.records):
            yield Notice(owner, goal.id, Words("{department} objects to {id}", **values))
    elif stance.stance == "objects":
        words = Words("{id}: the objection of {department} has an answer", **values)
        yield from (Notice(to, goal.id, words) for to in change.of(department))
    elif stance.stance == "pending" and stance.asked is not None:
        words = Words("{department} is asked again what it says to {id}", **values)
        yield from (Notice(to, goal.id, words) for to in change.of(department))


def _decision(change: _Change) -> Iterator[Notice]:
    decision: Decision = change.record
    if change.gave("chosen"):
        words = Words("{id} is decided: {chosen}", id=decision.id, chosen=decision.chosen)
        goal = change.records.find(decision.goal or "")
        yield from (Notice(to, decision.id, words) for to in change.with_letter("I", goal))


def _milestone(change: _Change) -> Iterator[Notice]:
    milestone: Milestone = change.record
    if change.gave("done") and not change.is_new:
        words = Words("{id} is reached", id=milestone.id)
        goal = change.records.find(milestone.goal or "")
        yield from (Notice(to, milestone.id, words) for to in change.with_letter("I", milestone, goal))


def _check_in(change: _Change) -> Iterator[Notice]:
    check_in: CheckIn = change.record
    result = change.records.find(check_in.key_result or "")
    if not change.is_new or not isinstance(result, KeyResult):
        return
    for party in check_in.help_from:
        name = by_id(change.records, party)
        words = Words("{who} asks {party} for help with {id}", who=change.who, party=name, id=result.id)
        yield from (Notice(to, result.id, words) for to in change.of(party))
    goal = change.records.find(result.goal or "")
    if isinstance(goal, Goal) and goal.step in ("execute", "evaluate"):
        red = next((words for color, words in _reasons(check_in, result, goal) if color == "red"), None)
        answers = filter(None, (accountable(each, change.records) for each in (result, goal)))
        yield from (Notice(to, result.id, red) for to in answers if red is not None)
    value = f"{digits(check_in.value)} {result.unit}".rstrip()
    words = Words("{id} is at {value}", id=result.id, value=value)
    yield from (Notice(to, result.id, words) for to in change.with_letter("I", result))


def _reasons(check_in: CheckIn, result: KeyResult, goal: Goal) -> Iterator[health.Reason]:
    """What its value says of the health of a key result, on its day."""
    if check_in.on is None:
        return
    if result.direction == "within":
        low, high = sorted((result.start, result.target))
        yield from health.of_band(result.id, check_in.value, low, high)
        progress = Progress(check_in.value, confidence=check_in.confidence, on=check_in.on)
    else:
        span = GoalRow(start=goal.start, due=goal.due, period=goal.period, made_at=goal.made_at).span
        done = fraction(check_in.value, result.start, result.target, result.direction)
        should = health.should_be(*span, check_in.on)
        progress = Progress(check_in.value, done, should, check_in.confidence, check_in.on)
    yield from health.of_key_result(result.id, progress, 1, None, check_in.on)


# What holds up, and what is asked


def _blocker(change: _Change) -> Iterator[Notice]:
    blocker: Blocker = change.record
    if blocker.resolved is not None:
        if change.gave("resolved"):
            yield from _freed(change, blocker.holds)
        return
    if change.gave("escalated_to") and blocker.escalated_to:
        words = Words("{who} put {id} before you", who=change.who, id=blocker.id)
        yield Notice(blocker.escalated_to, blocker.id, words)
    if change.is_new or "resolved" in change.new:
        yield from _holds_up(change, blocker)


def _holds_up(change: _Change, blocker: Blocker) -> Iterator[Notice]:
    words = Words("{id} holds up {ids}", id=blocker.id, ids=[*blocker.holds])
    held = [found for id in blocker.holds if (found := change.records.find(id)) is not None]
    goals = [change.records.find(getattr(each, "goal", None) or "") for each in held]
    for record in (*held, *filter(None, goals)):
        if owner := accountable(record, change.records):
            yield Notice(owner, blocker.id, words)
    waits = Words("{id} waits for you", id=blocker.id)
    yield from (Notice(to, blocker.id, waits) for to in change.of(blocker.waiting_on))


def _deleted(change: _Change) -> Iterator[Notice]:
    if change.record.resolved is None:
        yield from _freed(change, change.record.holds)


def _freed(change: _Change, ids: Iterable[str]) -> Iterator[Notice]:
    for id in ids:
        action = change.records.find(id)
        if isinstance(action, Action) and action.owner and not change.held(id):
            yield Notice(action.owner, id, Words("{id} is free again", id=id))


def _action(change: _Change) -> Iterator[Notice]:
    action: Action = change.record
    values: dict[str, Any] = {"who": change.who, "id": action.id}
    if action.owner and change.gave("owner"):
        yield Notice(action.owner, action.id, Words("{who} gave you {id}", **values))
    elif action.owner and change.gave("state") and action.state == "dropped":
        yield Notice(action.owner, action.id, Words("{who} dropped {id}", **values))


def _request(change: _Change) -> Iterator[Notice]:
    request: Request = change.record
    if not change.is_new and not change.gave("state"):
        return
    to = request.department if request.state in ("sent", "confirmed", "withdrawn") else request.asker
    words = Words("{id} is {state}", id=request.id, state=_label("request", "state", request.state))
    yield from (Notice(each, request.id, words) for each in change.of(to))


def _allocation(change: _Change) -> Iterator[Notice]:
    allocation: Allocation = change.record
    if change.is_new or not change.gave("state"):
        return
    words = Words("{id} is {state}", id=allocation.id, state=_label("allocation", "state", allocation.state))
    yield from (Notice(each, allocation.id, words) for each in change.of(allocation.department))


def _comment(change: _Change) -> Iterator[Notice]:
    comment: Comment = change.record
    if change.is_new:
        on = comment.on or comment.id
        words = Words("{who} mentions you on {id}", who=change.who, id=on)
        yield from (Notice(to, on, words) for to in comment.mentions)


def _label(kind: str, field: str, value: str) -> Words | str:
    return KINDS[kind].fields[field].label_of(value)


_TELL: dict[str, Callable[[_Change], Iterator[Notice]]] = {
    "goal": _goal,
    "decision": _decision,
    "milestone": _milestone,
    "check-in": _check_in,
    "blocker": _blocker,
    "action": _action,
    "request": _request,
    "allocation": _allocation,
    "comment": _comment,
}
