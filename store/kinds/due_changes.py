"""Due days have a memory: moving one wants a reason, and every move is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec

from store.errors import Refused
from store.fields import day, line, moment, text
from store.fields.rights import Claim, Right
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes

#: A record with ``id``, ``due`` and ``due_log``.
R = TypeVar("R", bound=Any)


class DueChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """One move of the due date: from, to, why, who, when."""

    before: Annotated[date | None, day("Moved from")] = None
    after: Annotated[date | None, day("Moved to")] = None
    why: Annotated[str, text("Why")] = ""
    by: Annotated[str, line("Moved by", asked=False)] = ""
    at: Annotated[datetime | None, moment("Moved on")] = None


def slips(record: Any) -> int:
    """How many times the due day was moved to a later one, be it by taking it off in between."""
    count, last = 0, None
    for move in record.due_log:
        before = move.before or last
        count += bool(before and move.after and move.after > before)
        last = before if move.after is None else move.after
    return count


def moved(changes: Changes, before: Any, after: R, why: str) -> R:
    """The record with a move of its due day written down; the first day that is set is no move.

    Raises `Refused` for a move without a reason, and where somebody writes into what is kept of the moves.
    """
    if after.due_log != before.due_log:
        raise Refused(
            "The moves of {id} are kept by Concord itself; change its due day instead", "kept-by-concord", id=after.id
        )
    if after.due == before.due or (before.due is None and not after.due_log):
        return after
    if before.due is not None and not why:
        raise Refused(
            "The due day of {id} is {day}. Moving it wants a reason; say why",
            "wants-reason",
            id=after.id,
            day=before.due,
        )
    move = DueChange(before.due, after.due, why, changes.who, changes.now)
    return msgspec.structs.replace(after, due_log=(*after.due_log, move))


def _kept(claim: Claim, before: Any, after: Any) -> bool:
    """A day that was moved has its move written down, with the reason, by whoever moved it; nothing else is."""
    old: tuple[DueChange, ...] = () if before is None else before.due_log
    log: tuple[DueChange, ...] = after.due_log
    was = None if before is None else before.due
    if after.due == was or (was is None and not old):
        return log == old
    if log[:-1] != old or not log:
        return False
    move = log[-1]
    told = (move.before, move.after, move.by) == (was, after.due, claim.who) and claim.is_now(move.at)
    return told and bool(move.why or was is None)


MOVED = Right(Words("a day that is moved keeps why, and who moved it"), _kept)
