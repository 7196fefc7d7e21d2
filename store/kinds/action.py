"""Actions: what one person does by a day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import msgspec

from store.errors import Fault, Refused
from store.fields import check_list, choice, day, line, recurring, ref, refs, rows, text
from store.fields.rights import FREE, ONCE, Claim, Right
from store.kinds import repeating
from store.kinds.base import Ending, Kind, Record, ended_by
from store.kinds.checklist import CheckItem
from store.kinds.common_rules import circle, order_of_days
from store.kinds.department_rights import HANDED_ON
from store.kinds.moves import MOVED, DueChange, moved
from store.kinds.repeating import OPEN, SERIES
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

# Who may


def _done_on(claim: Claim, before: Action | None, after: Action) -> bool:
    if after.done_on is None or claim.is_today(after.done_on):
        return before is None or before.state != after.state
    # What somebody says in their stand-up entry of a day to have done is of that day, which may have begun there.
    said = claim.after.find(after.source or "")
    mine = claim.above or (claim.me is not None and getattr(said, "person", None) == claim.me.id)
    return mine and after.done_on == getattr(said, "day", None) and after.done_on <= claim.today + timedelta(1)


def _why_dropped(_claim: Claim, before: Action | None, after: Action) -> bool:
    return after.state == "dropped" if before is None else before.state != after.state


DONE_ON = Right(Words("the day on which somebody says so"), _done_on)
DROPPED = Right(Words("said when the action is dropped"), _why_dropped)


class Action(Record, frozen=True):
    """One owner or none yet. Whether it is late or blocked is computed, never stored."""

    title: Annotated[str, line("Title", names=True)]
    note: Annotated[str, text("Note")] = ""
    owner: Annotated[str | None, ref("Owner", "person", sign="@", right=HANDED_ON, duty=True, wanted=True)] = None
    department: Annotated[str | None, ref("Department", "department", right=HANDED_ON, duty=True)] = None
    contributors: Annotated[tuple[str, ...], refs("Contributors", "person", duty=True)] = ()
    due: Annotated[date | None, day("Due", right=MOVED, wanted=True, deadline=True)] = None
    start: Annotated[date | None, day("Start")] = None
    repeats: Annotated[str, recurring("Repeats")] = ""
    priority: Annotated[str, choice("Priority", ("high", "High"), ("normal", "Normal"), ("low", "Low"), sign="!")] = (
        "normal"
    )
    state: Annotated[
        str,
        choice(
            "State",
            ("todo", "To do"),
            ("doing", "Doing"),
            ("review", "In review"),
            ("done", "Done"),
            ("dropped", "Dropped"),
            later=True,
        ),
    ] = "todo"
    reason: Annotated[str, text("Why dropped", asked=False, right=DROPPED)] = ""
    done_on: Annotated[date | None, day("Done on", asked=False, right=DONE_ON)] = None
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    key_result: Annotated[str | None, ref("Key result", "key-result")] = None
    depends_on: Annotated[tuple[str, ...], refs("Depends on", "action")] = ()
    source: Annotated[str | None, ref("Came from", asked=False, right=ONCE)] = None
    checklist: Annotated[tuple[CheckItem, ...], check_list("Checklist", right=FREE)] = ()
    due_log: Annotated[tuple[DueChange, ...], rows("Moved", right=MOVED)] = ()
    series: Annotated[str | None, ref("Series", "action", asked=False, right=SERIES)] = None
    series_day: Annotated[date | None, day("Day of the series", asked=False, right=SERIES)] = None


# Rules


def days_late(action: Action, today: date) -> int:
    """How many days an open action is past its due day; 0 when it is not late, done, dropped or without a day."""
    if action.due is None or action.state not in OPEN:
        return 0
    return max(0, (today - action.due).days)


def with_state(action: Action, before: str, today: date, why: str) -> Action:
    """The action with what belongs to its state: the day it was done, the reason why it was dropped."""
    if action.state == before:
        return action
    if action.state == "dropped" and not (why or action.reason):
        raise Refused("Dropping {ids} wants a reason; say why", "wants-reason", ids=action.id or action.title)
    return msgspec.structs.replace(
        action,
        done_on=(action.done_on or today) if action.state == "done" else None,
        reason=(why or action.reason) if action.state == "dropped" else "",
    )


def faults(action: Action, before: Action | None, records: Records) -> Iterator[Fault]:
    """Start before due, and nothing that waits for itself."""
    if action.start is not None:
        yield from order_of_days(action.start, action.due)
    if action.depends_on:
        yield from circle(action, before, "depends_on", records)
    if action.repeats or action.series:
        yield from repeating.faults(action, before, records)


# Steps and commands


def complete(changes: Changes, action: Action) -> Action:
    """A new action that comes in done or dropped has its day or reason."""
    action = repeating.begun(changes, action)
    return with_state(action, "todo", changes.today, "") if action.state != "todo" else action


def edited(changes: Changes, before: Action, after: Action, why: str) -> Action:
    """Moving the due day wants a reason and is kept; a new state brings its day or reason."""
    if after.state != before.state:
        after = with_state(after, before.state, changes.today, why)
    return moved(changes, before, repeating.edited(changes, before, after), why)


def done(changes: Changes, action: Action, _why: str) -> Action:
    """Done today. Refused when it is done or dropped."""
    if action.state == "done":
        raise Refused("{id} is done already; reopen it first if it is not", "closed", id=action.id)
    if action.state == "dropped":
        raise Refused("{id} was dropped; reopen it first", "closed", id=action.id)
    return with_state(msgspec.structs.replace(action, state="done"), action.state, changes.today, "")


def reopen(changes: Changes, action: Action, _why: str) -> Action:
    """To do again. Refused when it is open."""
    if action.state in OPEN:
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=action.id)
    return with_state(msgspec.structs.replace(action, state="todo"), action.state, changes.today, "")


def drop(changes: Changes, action: Action, why: str) -> Action:
    """Given up, with the reason. Refused when it is done or dropped."""
    if action.state == "dropped":
        raise Refused("{id} was dropped already; reopen it to take it up again", "closed", id=action.id)
    if action.state == "done":
        raise Refused("{id} is done; what is done is not dropped. Reopen it first", "closed", id=action.id)
    return with_state(msgspec.structs.replace(action, state="dropped"), action.state, changes.today, why)


def turn(_changes: Changes, action: Action, _why: str) -> Action:
    """To do, doing, in review, and to do again. Refused when it is done or dropped."""
    if action.state not in OPEN:
        state = KIND.fields["state"].label_of(action.state)
        raise Refused("{id} is closed ({state}); reopen it first", "closed", id=action.id, state=state)
    return msgspec.structs.replace(action, state=OPEN[(OPEN.index(action.state) + 1) % len(OPEN)])


def end(changes: Changes, action: Action, ending: Ending) -> Action:
    """What becomes of it when its goal ends; a key result stays with its goal."""
    if ending.how == "move":
        return msgspec.structs.replace(action, goal=ending.to, key_result=None)
    return done(changes, action, "") if ending.how == "done" else drop(changes, action, ending.why)


KIND = Kind(
    name="action",
    prefix="A",
    label="Action",
    plural="Actions",
    record=Action,
    asks=("owner", "due", "goal", "department", "priority"),
    writer="member",
    faults=faults,
    on_add=complete,
    on_edit=edited,
    done=done,
    reopen=reopen,
    drop=drop,
    turn=turn,
    standing=ended_by("state", done="done", dropped="dropped"),
    stands_by=("state",),
    within=("goal", "key_result"),
    out_of=("source",),
    kept=("due", "start", "checklist", "depends_on"),
    goes_on=lambda action, _day: action.state in OPEN,
    ends=end,
    comes_after=repeating.comes_after,
    waiting=repeating.waiting,
)
