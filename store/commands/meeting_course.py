"""The course of a meeting: opened to the others, begun, taken from item to item, led, closed, reopened, cancelled.

Each is a command for `Workspace.do`, done to what the meeting is by then: whoever follows in another session, or takes
the lead over, goes on from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from store import commands
from store.commands import agenda as agendas
from store.errors import Refused
from store.fields.clean_text import clean
from store.fields.rights import Claim
from store.kinds import meeting_ending
from store.kinds.action import OPEN, Action
from store.kinds.agenda_item import QUEUED, AgendaItem, agenda
from store.kinds.agenda_moves import copy_to
from store.kinds.department import active_of
from store.kinds.meeting import Attendance, Coming, Meeting
from store.kinds.meeting_opening import undisputed, wants_opening
from store.kinds.meeting_results import queued, unowned
from store.kinds.meeting_rights import AHEAD, leads, steered
from store.kinds.naming import by_id
from store.kinds.person import Person, has_left
from store.kinds.series_seats import by_turns

if TYPE_CHECKING:
    from datetime import datetime

    from store.records import Changes

#: An item that nobody left for so long was not talked about all that time: somebody went home.
LONGEST = timedelta(hours=4)
#: What a copy has of the meeting that it is a copy of.
COPIED = (
    *("title", "time", "length", "place", "zone", "goal", "departments", "facilitator", "note_taker", "purpose"),
    *("expected", "quorum", "quorum_of"),
)


def meeting_in(changes: Changes, id: str, *states: str) -> Meeting:
    """The meeting, which has to be in one of these states; raises `Refused`."""
    meeting = changes.one(Meeting, id)
    if meeting.state in states:
        return meeting
    if meeting.state in ("closed", "cancelled"):
        raise Refused("{id} is closed already; reopen it first", "closed", id=id)
    if states == ("running",):
        raise Refused("{id} has to be begun first", "not-running", id=id)
    if meeting.state == "running":
        raise Refused("{id} is running already", "is-running", id=id)
    raise Refused("{id} is open already", "there-already", id=id)


def owns(claim: Claim, meeting: Meeting) -> bool:
    """Whoever leads it, anybody where nobody does; before it is held, whoever says when its series comes too."""
    by_series = meeting.state in AHEAD and steered(claim, meeting)
    return by_series or meeting.facilitator is None or leads(claim, meeting)


def own_in(changes: Changes, id: str, *states: str) -> Meeting:
    """The same for what whoever leads it does; raises `Refused` with who that is.

    Before it is held, that may be whoever says when its series comes too.
    """
    meeting = meeting_in(changes, id, *states)
    if not owns(changes.claim, meeting):
        raise Refused(
            "{person} leads {id}; take the lead first, or ask a coordinator",
            "led-by-another",
            person=by_id(changes, meeting.facilitator),
            id=id,
        )
    return meeting


def open_to_all(changes: Changes, id: str) -> Meeting:
    """The draft becomes a meeting that its departments are told of."""
    meeting = own_in(changes, id, "draft")
    changes.say("meeting", id=id, to="open")
    return changes.change(meeting, state="open")


def begin(changes: Changes, id: str) -> Meeting:
    """It is held from now on; whoever begins it leads it where nobody does.

    It is at its first item, or at none yet where something is to be gone through before (`meeting_opening`).
    """
    meeting = own_in(changes, id, *AHEAD)
    changes.say("meeting", id=id, to="running")
    opening = wants_opening(changes, meeting)
    first = None if opening else next((each.id for each in agenda(changes, id) if each.state == QUEUED), None)
    return changes.change(
        meeting,
        state="running",
        begun=meeting.begun or changes.now,
        facilitator=meeting.facilitator or changes.person_id,
        current=first,
        since=changes.now,
    )


def lead(changes: Changes, id: str, person: str | None = None) -> Meeting:
    """Whoever gives the command leads it from now on, or hands it to ``person``."""
    meeting = meeting_in(changes, id, *AHEAD, "running")
    who = person or changes.person_id
    if who is None:
        raise Refused(
            "Only people of this workspace lead a meeting; nobody here has the login {login}",
            "not-a-member",
            login=changes.who,
        )
    changes.say("lead", id=id, who=who)
    with by_turns(changes, meeting.series, but=id):
        return changes.change(meeting, facilitator=who)


def come(changes: Changes, id: str, department: str, answer: str, who: str = "") -> Meeting:
    """A department says whether it comes: "yes", "no", "delegate" (``who``)."""
    meeting = meeting_in(changes, id, *AHEAD)
    said = Coming(answer, "" if answer == "no" else clean(who), changes.who)
    changes.say("come", id=id, department=department, answer=answer)
    return changes.change(meeting, coming={**meeting.coming, department: said})


def prepare(changes: Changes, id: str, department: str, *, ready: bool = True) -> Meeting:
    """A department has what it brings to the meeting, or not yet."""
    meeting = meeting_in(changes, id, *AHEAD)
    prepared = {key: value for key, value in meeting.prepared.items() if key != department}
    if ready:
        prepared[department] = changes.who
    changes.say("prepare", id=id, department=department, ready=ready)
    return changes.change(meeting, prepared=prepared)


def attend(changes: Changes, id: str, department: str, state: str, who: str = "", instead_of: str = "") -> Meeting:
    """How a department is there: "present", "late", "delegate" for ``instead_of``, "absent"; "" takes it back."""
    meeting = meeting_in(changes, id, *AHEAD, "running")
    attendance = {key: value for key, value in meeting.attendance.items() if key != department}
    if state:
        at = changes.now if state == "late" else None
        attendance[department] = Attendance(state, clean(who), "" if state == "absent" else clean(instead_of), at)
    was = meeting.attendance.get(department, Attendance()).who
    here = (each.who for each in attendance.values() if each.state != "absent" and changes.maybe(Person, each.who))
    present = tuple(dict.fromkeys((*(each for each in meeting.present if each != was), *here)))
    changes.say("attend", id=id, department=department, state=state)
    return changes.change(meeting, attendance=attendance, present=present)


def look_back(changes: Changes, id: str, action: str, what: str, why: str = "") -> Meeting:
    """What becomes of an action of last time: "done", "carried", "dropped" (with why); it is done or dropped by it."""
    meeting, record = meeting_in(changes, id, "running"), changes.one(Action, action)
    if record.state in OPEN and what == "done":
        commands.done(changes, action)
    elif record.state in OPEN and what == "dropped":
        commands.drop(changes, action, why)
    changes.say("look-back", id=id, action=action, what=what)
    return changes.change(changes.one(Meeting, meeting.id), actions={**meeting.actions, action: what})


def go_to(changes: Changes, id: str, item: str | None, state: str = "discussed") -> Meeting:
    """On to another item, None for behind the last; the one that it was at has become ``state``, "" leaves it."""
    meeting = own_in(changes, id, "running")
    if item is not None and changes.one(AgendaItem, item).meeting != id:
        raise Refused("{item} is not on the agenda of {id}", "other-meeting", item=item, id=id)
    _leave(changes, meeting, state)
    changes.say("go-to", id=id, item=item)
    return changes.change(meeting, current=item, since=changes.now)


def next_item(changes: Changes, id: str, seen: str | None, state: str = "discussed") -> Meeting:
    """On to the next item that is still to be talked about.

    ``seen`` is the one that whoever says so saw: where another session has gone on already, it stays there.
    """
    meeting = meeting_in(changes, id, "running")
    if meeting.current != seen:
        return meeting
    return go_to(changes, id, following(changes, meeting), state)


def following(changes: Changes, meeting: Meeting) -> str | None:
    """The item after the one that it is at, the first one left where there is none behind it."""
    items = agenda(changes, meeting.id)
    ids = [each.id for each in items]
    at = ids.index(meeting.current) if meeting.current in ids else -1
    left = [each.id for each in (*items[at + 1 :], *items[: max(at, 0)]) if each.state == QUEUED]
    return left[0] if left else None


def _leave(changes: Changes, meeting: Meeting, state: str) -> None:
    """The item that it is at gets the time that it took, and what it has become."""
    item = changes.maybe(AgendaItem, meeting.current)
    if item is None or item.meeting != meeting.id:
        return
    became = state if state and item.state == QUEUED else item.state
    changes.change(item, spent=item.spent + _seconds(meeting.since, changes.now), state=became)


def _seconds(since: datetime | None, now: datetime) -> int:
    return 0 if since is None else max(0, int(min(now - since, LONGEST).total_seconds()))


def consent(changes: Changes, id: str) -> list[AgendaItem]:
    """All undisputed items are taken by consent in one step."""
    meeting = meeting_in(changes, id, "running")
    found = undisputed(changes, id)
    if not found:
        raise Refused("No item of {id} is marked as undisputed", "nothing-named", id=id)
    changes.say("consent", id=id, items=[each.id for each in found])
    taken = [changes.change(each, state="discussed") for each in found]
    if meeting.current in {each.id for each in taken}:
        changes.change(meeting, current=following(changes, meeting), since=changes.now)
    return taken


def cancel(changes: Changes, id: str, why: str, agenda_to: str = "") -> Meeting:
    """It does not take place. ``agenda_to`` is where its agenda goes: a meeting, "next", "backlog" or "drop".

    Raises `Refused` where there is something on its agenda and nobody says where that goes.
    """
    meeting = own_in(changes, id, *AHEAD)
    why = clean(why, lines=True)
    if not why:
        raise Refused("Cancelling {id} wants a reason; say why", "wants-reason", ids=id, id=id)
    agendas.send_on(changes, meeting, queued(changes, id) if agenda_to else [], agenda_to, why)
    changes.say("meeting", id=id, to="cancelled", why=why)
    return meeting_ending.drop(changes, changes.one(Meeting, id), why)


def reopen(changes: Changes, id: str, why: str) -> Meeting:
    """One that was closed too early goes on, one that was cancelled is a draft again, with the reason."""
    why = clean(why, lines=True)
    after = meeting_ending.reopen(changes, changes.one(Meeting, id), why)
    changes.say("reopen", id=id, why=why)
    return after


def copy(changes: Changes, id: str, **values: object) -> Meeting:
    """A new draft like it, with its agenda and nothing of what came of it; ``values`` are its day and what differs.

    Who has left, and departments that are no more, are not in it.
    """
    meeting = changes.one(Meeting, id)
    like: dict[str, Any] = {name: getattr(meeting, name) for name in COPIED}
    for name in ("facilitator", "note_taker"):
        person = changes.maybe(Person, like[name])
        like[name] = None if person is None or has_left(person, changes.today) else like[name]
    for name in ("departments", "quorum_of"):
        like[name] = active_of(changes, like[name])
    new = changes.add(Meeting(**like, copied_from=id))
    new = changes.change(new, **values) if values else new
    for each in agenda(changes, id):
        copy_to(changes, each, new.id)
    changes.say("copy", id=new.id, on=id)
    return new


# Closing


def close(changes: Changes, id: str, why: Mapping[str, str] | None = None, carry_to: str = "") -> Meeting:
    """It is over. What was not reached is carried to ``carry_to``, else to the next one of its series, else parked.

    ``why`` says of single actions, by id, why they have no owner or no day yet. Raises `Refused` with those that have
    neither.
    """
    meeting = own_in(changes, id, "running")
    reasons = {key: clean(value, lines=True) for key, value in (why or {}).items()}
    held = [each.id for each in unowned(changes, id) if not reasons.get(each.id)]
    if held:
        raise Refused(
            "{names}: each action wants an owner and a day before the meeting is closed, or a reason",
            "wants-owner-or-day",
            names=[by_id(changes, each) for each in held],
            details={"held": held},
        )
    _leave(changes, meeting, "discussed")
    over = meeting_ending.close(changes, changes.one(Meeting, id), reasons, carry_to)
    changes.say("meeting", id=id, to="closed", next=over.next, carried=[*over.left])
    return over.meeting
