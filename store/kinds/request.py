"""Requests: what one department asks of another, from the question to the confirmed delivery.

sent > accepted (which makes the action), negotiating or declined > delivered > confirmed. The department that is asked
answers and delivers, the one that asks confirms.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Protocol

import msgspec

from store.errors import Fault, Invalid, Refused
from store.fields import choice, day, line, ref, text
from store.fields.calendar import Calendar
from store.fields.clean_text import clean
from store.fields.rights import ONCE
from store.kinds import action as actions
from store.kinds.action import Action
from store.kinds.base import Kind, Record
from store.kinds.department import Department
from store.kinds.department_rights import belongs_to, is_of
from store.kinds.ending import let_go
from store.kinds.naming import short_name
from store.kinds.request_ending import end
from store.kinds.request_rights import ASKED, ASKER, STAYS, WAY, WORDS
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: Waiting for the department that is asked; for either side; for it again; for the one that asks.
UNANSWERED, OPEN = ("sent", "negotiating"), ("sent", "negotiating", "accepted", "delivered")
UNDELIVERED = ("sent", "negotiating", "accepted")
#: Whose turn it is, by state: the field that names the department.
TURNS = {"sent": "department", "negotiating": "asker", "accepted": "department", "delivered": "asker"}

#: What counts where the workspace says nothing else.
MONDAY_TO_FRIDAY = Calendar()

#: What only the answers write.
KEPT = ("state", "offer", "offer_by", "offer_owner", "reason", "action", "sent", "answered", "delivered", "confirmed")


class Request(Record, frozen=True):
    """``asker`` asks ``department``. ``offer`` is what it says instead while they negotiate.

    What is offered is done by ``offer_owner`` until ``offer_by``, once the offer is taken.
    """

    title: Annotated[str, line("What", names=True, right=WORDS)]
    department: Annotated[str | None, ref("Asked of", "department", right=ASKED, duty=True, wanted=True)] = None
    asker: Annotated[str | None, ref("Asked by", "department", right=ASKER, duty=True, wanted=True)] = None
    need_by: Annotated[date | None, day("Need by", right=WORDS, wanted=True, deadline=True)] = None
    why: Annotated[str, text("Why", right=WORDS)] = ""
    goal: Annotated[str | None, ref("Goal", "goal")] = None
    source: Annotated[str | None, ref("Came from", "agenda-item", asked=False, right=ONCE)] = None
    state: Annotated[
        str,
        choice(
            "State",
            ("sent", "Sent"),
            ("negotiating", "Negotiating"),
            ("accepted", "Accepted"),
            ("declined", "Declined"),
            ("delivered", "Delivered"),
            ("confirmed", "Confirmed"),
            ("withdrawn", "Withdrawn"),
            asked=False,
            right=WAY,
        ),
    ] = "sent"
    offer: Annotated[str, text("Offer", asked=False, right=WAY)] = ""
    offer_by: Annotated[date | None, day("Offered by", asked=False, right=WAY, deadline=True)] = None
    offer_owner: Annotated[str | None, ref("Who would do it", "person", asked=False, right=WAY)] = None
    reason: Annotated[str, text("Reason", asked=False, right=WAY)] = ""
    action: Annotated[str | None, ref("Action", "action", asked=False, right=WAY)] = None
    sent: Annotated[date | None, day("Sent on", asked=False, right=WAY)] = None
    answered: Annotated[date | None, day("Answered on", asked=False, right=WAY)] = None
    delivered: Annotated[date | None, day("Delivered on", asked=False, right=WAY)] = None
    confirmed: Annotated[date | None, day("Confirmed on", asked=False, right=WAY)] = None


class RequestLike(Protocol):
    """A request, or as much of one."""

    @property
    def department(self) -> str | None: ...
    @property
    def asker(self) -> str | None: ...
    @property
    def state(self) -> str: ...
    @property
    def need_by(self) -> date | None: ...
    @property
    def sent(self) -> date | None: ...
    @property
    def answered(self) -> date | None: ...


# Rules


def days_to_answer(request: RequestLike, today: date, calendar: Calendar = MONDAY_TO_FRIDAY) -> int:
    """How many working days the answer took, or has taken until today."""
    return 0 if request.sent is None else calendar.count(request.sent, request.answered or today)


def owes_word(request: RequestLike) -> str | None:
    """The department whose word is waited for: to what it is asked, to an offer, to what was delivered."""
    turn = "" if request.state == "accepted" else TURNS.get(request.state, "")
    return getattr(request, turn) if turn else None


def days_late(request: RequestLike, today: date) -> int:
    """How many days what is not delivered yet is past the day by which it is needed; 0 when it is not late."""
    if request.need_by is None or request.state not in UNDELIVERED:
        return 0
    return max(0, (today - request.need_by).days)


def is_open(request: Request) -> bool:
    """Neither declined, withdrawn nor confirmed."""
    return request.state in OPEN


def faults(request: Request, before: Request | None, _records: Records) -> Iterator[Fault]:
    """A department asks another one; of what is over both may have become one."""
    if is_open(request) and request.department and request.department == request.asker:
        named = {} if before is None else {"id": request.id}
        yield Fault("department", Words("asks itself; a request goes to another department", "asks-itself", **named))


# Steps and commands


def complete(changes: Changes, request: Request) -> Request:
    """A new request is sent today, by the department of whoever makes it unless told otherwise."""
    me = changes.person
    own = me.department if me is not None else None
    asker = request.asker or (own if own != request.department else None)
    return msgspec.structs.replace(request, asker=asker, sent=request.sent or changes.today)


def edited(changes: Changes, before: Request, after: Request, _why: str) -> Request:
    """How far it is follows from the answers; as long as there is none it can be put to another department instead."""
    if any(getattr(before, name) != getattr(after, name) for name in KEPT):
        raise Refused(
            "{id} goes its way by its answers: accept, negotiate, decline, deliver, confirm", "by-answers", id=after.id
        )
    if (before.department, before.asker) == (after.department, after.asker):
        return after
    lost = next((name for name in ("department", "asker") if getattr(before, name) and not getattr(after, name)), None)
    if lost is not None:
        raise Invalid(after.id, [Fault(lost, Words("is needed: a department asks another one", "needed"))], KIND.fields)
    if before.state != "sent":
        raise Refused(
            "{id} is answered already; withdraw it and ask the other department anew", "answered-already", id=after.id
        )
    return after if before.department == after.department else msgspec.structs.replace(after, sent=changes.today)


def handed_over(_changes: Changes, _before: Request, after: Request, _why: str) -> Request:
    """Where one of the two departments is no more, another one goes on with it, answered or not."""
    return after


def accept(changes: Changes, id: str, owner: str | None = None, due: date | None = None) -> Request:
    """Taken on, as asked or as offered; makes the action, due when it is needed unless told otherwise.

    The department that is asked accepts what is asked for; what it has offered instead, the one that asks, who then
    needs it by the day that was offered, from whoever offered it. Raises `Refused`.
    """
    request = changes.one(Request, id)
    _has_to_be(request, *UNANSWERED)
    offered = request.state == "negotiating"
    _of(changes, request, request.asker if offered else request.department, request.department)
    theirs, asking = (belongs_to(changes, changes.who, id) for id in (request.department, request.asker))
    if offered and theirs and not asking:
        offered = False  # nobody accepts their own offer: they do as they were asked after all
    if offered:
        request = msgspec.structs.replace(request, need_by=request.offer_by or request.need_by)
        owner = owner or request.offer_owner
    else:
        request = msgspec.structs.replace(request, offer="", offer_by=None, offer_owner=None)
    made = changes.add(
        Action(
            title=request.title,
            note="\n".join(filter(None, (request.why, request.offer))),
            department=request.department,
            owner=owner,
            due=due or request.need_by,
            goal=request.goal,
            source=request.id,
        )
    )
    changes.say("accept", id=request.id, action=made.id)
    return changes.change(request, state="accepted", action=made.id, answered=request.answered or changes.today)


def negotiate(changes: Changes, id: str, offer: str, by: date | None = None, owner: str | None = None) -> Request:
    """What the department that is asked can do instead, by when, and who would do it: whoever offers it, if of it."""
    request = changes.one(Request, id)
    _has_to_be(request, *UNANSWERED)
    _of(changes, request, request.department)
    offer = clean(offer, lines=True)
    if not offer and by is None:
        raise Refused("Say what can be done instead, or by when", "wants-offer")
    changes.say("negotiate", id=request.id)
    answered = request.answered or changes.today
    if owner is None:
        mine = belongs_to(changes, changes.who, request.department)
        owner = changes.person_id if mine else request.offer_owner
    return changes.change(request, state="negotiating", offer=offer, offer_by=by, offer_owner=owner, answered=answered)


def decline(changes: Changes, id: str, why: str) -> Request:
    """Not taken on, with the reason."""
    request = changes.one(Request, id)
    _has_to_be(request, *UNANSWERED)
    _of(changes, request, request.department)
    why = clean(why, lines=True)
    if not why:
        raise Refused("Declining wants a reason; say why", "wants-reason")
    changes.say("decline", id=request.id, why=why)
    return changes.change(request, state="declined", reason=why, answered=request.answered or changes.today)


def done(changes: Changes, request: Request, _why: str) -> Request:
    """Delivered today; its action is done with it. What is not taken on yet is accepted first."""
    _has_to_be(request, "accepted")
    _of(changes, request, request.department)
    action = changes.maybe(Action, request.action)
    if action is not None and action.state in actions.OPEN:
        changes.put(after := actions.done(changes, action, ""))
        let_go(changes, action, after)
    return msgspec.structs.replace(request, state="delivered", delivered=changes.today)


def confirm(changes: Changes, id: str) -> Request:
    """What was delivered is what was asked for: the department that asked says so."""
    request = changes.one(Request, id)
    _has_to_be(request, "delivered")
    _of(changes, request, request.asker)
    changes.say("confirm", id=request.id)
    return changes.change(request, state="confirmed", confirmed=changes.today)


def reopen(changes: Changes, request: Request, why: str) -> Request:
    """What was delivered is not what was asked for; what was offered instead, declined or withdrawn is asked again."""
    _has_to_be(request, "negotiating", "declined", "withdrawn", "delivered", "confirmed")
    theirs = request.department if request.state in ("declined", "delivered") else None
    _of(changes, request, request.asker, theirs)
    if request.state in ("delivered", "confirmed"):
        action = changes.maybe(Action, request.action)
        if action is not None and action.state not in actions.OPEN:
            changes.put(actions.reopen(changes, action, ""))
        return msgspec.structs.replace(request, state="accepted", delivered=None, confirmed=None, reason=why)
    return msgspec.structs.replace(
        request,
        state="sent",
        sent=changes.today,
        answered=None,
        reason="",
        offer="",
        offer_by=None,
        offer_owner=None,
        action=None,
    )


def drop(changes: Changes, request: Request, why: str) -> Request:
    """Withdrawn by the department that asked, with the reason; nobody goes on with its action."""
    if not is_open(request):
        raise Refused("{id} is closed already; reopen it first", "closed", id=request.id)
    _of(changes, request, request.asker)
    action = changes.maybe(Action, request.action)
    if action is not None and action.state in actions.OPEN:
        changes.put(after := actions.drop(changes, action, why))
        let_go(changes, action, after)
    return msgspec.structs.replace(request, state="withdrawn", reason=why)


def _has_to_be(request: Request, *states: str) -> None:
    if request.state in states:
        return
    now, *wanted = map(KIND.fields["state"].called_word, (request.state, *states))
    raise Refused(
        "{id} is {state}; this is for one that is {wanted}",
        "not-in-that-state",
        id=request.id,
        state=now,
        wanted=wanted,
    )


def _of(changes: Changes, request: Request, *departments: str | None) -> None:
    """Raise `Refused` where whoever gives the command is of none of these departments and no coordinator."""
    known = [found for id in departments if (found := changes.maybe(Department, id)) is not None]
    if not known or any(is_of(changes, changes.who, department.id) for department in known):
        return
    codes = [*dict.fromkeys(map(short_name, known))]
    raise Refused("{id} is for {department} to answer, or a coordinator", "not-yours", id=request.id, department=codes)


def standing(request: Request) -> str:
    """Open, done (confirmed) or dropped (declined, withdrawn)."""
    if is_open(request):
        return "open"
    return "done" if request.state == "confirmed" else "dropped"


KIND = Kind(
    name="request",
    prefix="Q",
    label="Request",
    plural="Requests",
    record=Request,
    asks=("department", "need_by", "goal", "why"),
    writer="member",
    stays=STAYS,
    faults=faults,
    on_add=complete,
    on_edit=edited,
    on_hand_over=handed_over,
    done=done,
    reopen=reopen,
    drop=drop,
    standing=standing,
    stands_by=("state",),
    within=("goal",),
    out_of=("source",),
    goes_on=lambda request, _day: is_open(request),
    ends=end,
)
