"""Due days and targets have a memory: moving one wants a reason, and every move is kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import msgspec

from store.errors import Refused
from store.fields import day, line, moment, number, text
from store.fields.numbers import digits
from store.fields.rights import Claim, Right
from store.words import Words, measured

if TYPE_CHECKING:
    from store.records import Changes

#: A record with what has a memory.
R = TypeVar("R", bound=Any)


class DueChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """One move of the due date: from, to, why, who, when."""

    before: Annotated[date | None, day("Moved from")] = None
    after: Annotated[date | None, day("Moved to")] = None
    why: Annotated[str, text("Why")] = ""
    by: Annotated[str, line("Moved by", asked=False)] = ""
    at: Annotated[datetime | None, moment("Moved on")] = None


class TargetChange(msgspec.Struct, frozen=True, omit_defaults=True):
    """One move of a target: from, to, counted in which unit by then, why, who, when."""

    before: Annotated[int | float | None, number("Target before")] = None
    after: Annotated[int | float | None, number("Target after")] = None
    unit: Annotated[str, line("Unit")] = ""
    why: Annotated[str, text("Why")] = ""
    by: Annotated[str, line("Moved by", asked=False)] = ""
    at: Annotated[datetime | None, moment("Moved on")] = None


class Memory(msgspec.Struct, frozen=True):
    """That the moves of ``field`` are kept in ``log``.

    ``wants`` says where it stands and what moving it wants, ``by_hand`` that nobody writes into the log.
    """

    field: str
    log: str
    wants: Words
    by_hand: Words

    def moves(self, before: Any, value: Any) -> bool:
        """Giving that value moves what stood there: the first day that is set is no move."""
        was = getattr(before, self.field)
        return was is not None and value != was

    def kept(self, claim: Claim, before: Any, after: Any) -> bool:
        """What was moved has its move written down, with the reason, by whoever moved it; nothing else is."""
        old: tuple[Any, ...] = () if before is None else getattr(before, self.log)
        log: tuple[Any, ...] = getattr(after, self.log)
        was, now = None if before is None else getattr(before, self.field), getattr(after, self.field)
        if now == was or (was is None and not old):
            return log == old
        if log[:-1] != old or not log:
            return False
        move = log[-1]
        told = (move.before, move.after, move.by) == (was, now, claim.who) and claim.is_now(move.at)
        return told and bool(move.why or was is None)

    def beside(self, right: Right) -> Right:
        """That right, and that the move is kept besides; an undo takes the move back with what was moved."""

        def allows(claim: Claim, before: Any, after: Any) -> bool:
            return right.allows(claim, before, after) and (bool(claim.undoing) or self.kept(claim, before, after))

        return Right(right.rule, allows, right.firm)


DUE = Memory(
    "due",
    "due_log",
    Words("The due day of {id} is {stands}. Moving it wants a reason; say why", "wants-reason"),
    Words("The moves of {id} are kept by Concord itself; change its due day instead", "kept-by-concord"),
)
TARGET = Memory(
    "target",
    "target_log",
    Words("The target of {id} is {stands}. Moving it wants a reason; say why", "wants-reason"),
    Words("The moves of {id} are kept by Concord itself; change its target instead", "kept-by-concord"),
)
MEMORIES = (DUE, TARGET)
MOVED = Right(Words("a day that is moved keeps why, and who moved it"), DUE.kept)
TARGET_MOVED = Right(Words("a target that is moved keeps why, and who moved it"), TARGET.kept)


def memory_of(record: Any) -> Memory | None:
    """What of a record, or of those of a class, has a memory; None where nothing has."""
    return next((each for each in MEMORIES if hasattr(record, each.log)), None)


def moving(record: Any, values: Mapping[str, Any]) -> bool:
    """Whether giving the record these values moves what has a memory, so that a reason is wanted."""
    memory = memory_of(record)
    return memory is not None and memory.field in values and memory.moves(record, values[memory.field])


def later(record: Any) -> Iterator[tuple[DueChange, date]]:
    """The moves of the due day to a later one, each with the day before: be it taken off in between."""
    last = None
    for move in record.due_log:
        before = move.before or last
        if before and move.after and move.after > before:
            yield move, before
        last = before if move.after is None else move.after


def slips(record: Any) -> int:
    """How many times the due day was moved to a later one."""
    return sum(1 for _ in later(record))


def moved(changes: Changes, before: Any, after: R, why: str, asks: int = 0) -> R:
    """The record with a move of its due day or target written down.

    ``asks`` is how many departments the move asks again. Raises `Refused` for a move without a reason, and where
    somebody writes into what is kept of the moves.
    """
    memory = DUE if hasattr(after, DUE.log) else TARGET
    was, now, log = getattr(before, memory.field), getattr(after, memory.field), getattr(after, memory.log)
    if log != getattr(before, memory.log):
        raise Refused.of(memory.by_hand.filled(id=after.id))
    if now == was or (was is None and not log):
        return after
    if memory.moves(before, now) and not why:
        raise _wants_reason(memory, before, asks)
    told = (why, changes.who, changes.now)
    move = DueChange(was, now, *told) if memory is DUE else TargetChange(was, now, after.unit, *told)
    return msgspec.structs.replace(after, **{memory.log: (*log, move)})


def _wants_reason(memory: Memory, before: Any, asks: int) -> Refused:
    was = getattr(before, memory.field)
    stands = was if memory is DUE else measured(digits(was), before.unit)
    said = memory.wants.filled(id=before.id, stands=stands)
    if asks:
        said = Words(
            "{said}. This asks {n} departments again", one="{said}. This asks {n} department again", said=said, n=asks
        )
    return Refused.of(said)
