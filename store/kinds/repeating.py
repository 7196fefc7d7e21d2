"""What comes again: which one is next, what it takes over, and what makes it: an end, or its day that passed.

Each of a series names the first one (``series``), its own day in the rule (``series_day``), which stays where the due
day is moved, and as what it came from the one before it. There is one for each day of a series, whoever makes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, time
from typing import TYPE_CHECKING, Any

import msgspec

from store.errors import Damaged, Fault, Invalid, Refused
from store.fields.indexes import RecordIndex
from store.fields.rights import Claim, Right
from store.kinds.checklist import CheckItem
from store.kinds.department import Department
from store.kinds.ending import ended_above
from store.kinds.person import Person, has_left
from store.words import Words

if TYPE_CHECKING:
    from store.fields.recurrence.series import Occurrence
    from store.records import Changes, Records

NO_DAY = Words("that falls on no day", "wrong-shape")
OPEN = ("todo", "doing", "review")


class _InSeries(msgspec.Struct, gc=False):
    series: str | None = None
    series_day: date | None = None
    source: str | None = None


class _Repeating(msgspec.Struct, gc=False):
    repeats: str = ""
    state: str = "todo"


#: Those of series by what they came from, and by their series and day.
_NEXT = RecordIndex(
    "action", _InSeries, lambda row: (row.source or "", f"{row.series}@{row.series_day}") if row.series else ()
)
#: The open ones that come again.
_WAITING = RecordIndex("action", _Repeating, lambda row: ("",) if row.repeats and row.state in OPEN else ())


class Followed(msgspec.Struct, frozen=True):
    """What became of a series at one of its ends: the id of the next, or why there is none.

    ``passed`` days were passed over, those ``left_out`` are gone and stand in the next no more.
    """

    of: str
    next: str = ""
    passed: int = 0
    left_out: tuple[str, ...] = ()
    ended: str = ""

    def told(self) -> dict[str, Any]:
        """As the journal has it."""
        return {name: value for name, value in msgspec.structs.asdict(self).items() if value}


# Rules


def series_of(record: Any) -> str:
    """The id of the first one of its series."""
    return record.series or record.id


def day_of(record: Any) -> date | None:
    """The day that passes, unfinished."""
    return record.due or record.series_day


def next_of(records: Records, record: Any) -> str | None:
    """The id of the one that came after it."""
    numbers = records.numbers_with(_NEXT, record.id) if record.id else []
    return f"A-{numbers[0]}" if numbers else None


def faults(record: Any, before: Any, records: Records) -> Iterator[Fault]:
    """A rule falls on some day; a day of a series is there once."""
    if record.repeats and (before is None or record.repeats != before.repeats):
        from store.fields.recurrence import series  # late: few actions repeat
        from store.fields.recurrence.rule import parse  # late: few actions repeat

        since = record.series_day or record.due or date(2000, 1, 1)
        if not series.falls(parse(record.repeats), since, records.calendar):
            yield Fault("repeats", NO_DAY)
    if record.series and (before is None or (record.series, record.series_day) != (before.series, before.series_day)):
        twins = records.numbers_with(_NEXT, f"{record.series}@{record.series_day}")
        others = [f"A-{number}" for number in twins if f"A-{number}" != record.id]
        if others or record.series == record.id:
            words = Words("{id} is that day of the series already", "twice-a-day", id=(others or [record.id])[0])
            yield Fault("series_day", words)


def _of_rule(claim: Claim, before: Any, after: Any) -> bool:
    """It follows from the rule: on the day that the next one has, or from the due day where one begins a series."""
    if claim.importing or claim.again:
        return True
    if before is not None:
        begins = after.series == before.series and after.repeats != before.repeats
        first = before.series_day is None and after.series_day in (before.due, after.due)
        return after.series == before.series and (begins or first or after.series_day == before.series_day)
    if after.series is None:
        return after.series_day is None or bool(after.repeats)
    one: Any = claim.after.find(after.source or "")
    if one is None or not getattr(one, "repeats", "") or after.series != series_of(one):
        return False
    if claim.records.find(one.id) is None:
        return True  # the series comes as a whole
    coming = _coming(claim.after, one, claim.today)
    return coming is not None and coming.day == after.series_day


SERIES = Right(Words("it follows from when the action comes again"), _of_rule)


# Steps and commands


def begun(changes: Changes, record: Any) -> Any:
    """A new one that comes again has its first day, and its rule says on which day."""
    if not record.repeats:
        return record
    from store.fields.recurrence import series  # late: few actions repeat
    from store.fields.recurrence.rule import completed, dated, parse, write  # late: few actions repeat

    rule, due, day = dated(parse(record.repeats), time(), UTC), record.due, record.series_day or record.due
    if day is None:
        found = series.first(rule, changes.today, changes.calendar)
        if found is None:
            raise Invalid(record.id or record.title, [Fault("repeats", NO_DAY)])
        due, day = found.due, found.day
    text = write(completed(rule, day))
    return msgspec.structs.replace(record, repeats=text, due=due or day, series_day=day)


def edited(changes: Changes, before: Any, after: Any) -> Any:
    """Another rule holds from here on; it is given to the last one of a series."""
    if after.repeats == before.repeats:
        return after
    following = next_of(changes, before)
    if following is not None:
        raise Refused(
            "{id} has come again already, as {next}; what comes after that is said there",
            "come-again",
            id=before.id,
            next=following,
        )
    day = None if after.due != before.due or not before.repeats else before.series_day
    return begun(changes, msgspec.structs.replace(after, series_day=day)) if after.repeats else after


def waiting(records: Records, today: date) -> Iterator[Any]:
    """Those whose day has passed unfinished, and after which nothing has come."""
    for number in records.numbers_with(_WAITING, ""):
        record = None
        with suppress(Damaged):  # it is named elsewhere, and holds nobody up
            record = records.find(f"A-{number}")
        if record is not None and has_passed(record, today) and next_of(records, record) is None:
            yield record


def has_passed(record: Any, today: date) -> bool:
    """It comes again, and its day went by while it is open."""
    day = day_of(record)
    return bool(record.repeats) and record.state in OPEN and day is not None and day < today


def comes_after(changes: Changes, before: Any, after: Any) -> Followed | None:
    """Make the next one where a commit finishes or drops one, or makes it one whose day has passed; at most once."""
    if not after.repeats:
        return None
    ended = before is not None and before.state in OPEN and after.state not in OPEN
    passed = has_passed(after, changes.today) and not (before and has_passed(before, changes.today))
    return follow(changes, after) if ended or passed else None


def follow(changes: Changes, record: Any) -> Followed | None:
    """Make the next one, unless there is one; or say why the series ends."""
    if next_of(changes, record) is not None or (record.series_day or record.due) is None:
        return None
    above = next((id for id in (record.goal, record.key_result) if id and _is_over(changes, id)), None)
    if above is not None:
        return Followed(record.id, ended=above)
    coming = _coming(changes, record, changes.today)
    if coming is None:
        return Followed(record.id, ended="rule")
    if changes.numbers_with(_NEXT, f"{series_of(record)}@{coming.day}"):
        return None
    gone = [id for id in (record.owner, record.department, *record.contributors) if id and _is_gone(changes, id)]
    made = changes.add(_next(record, coming, gone))
    return Followed(record.id, made.id, coming.passed, tuple(gone))


def following(records: Records, record: Any, today: date) -> date | None:
    """The day on which the next one would be due if this one ended today."""
    coming = _coming(records, record, today) if record.repeats and (record.series_day or record.due) else None
    return None if coming is None else coming.due


def _coming(records: Records, record: Any, today: date) -> Occurrence | None:
    from store.fields.recurrence import series  # late: few actions repeat
    from store.fields.recurrence.rule import parse  # late: few actions repeat

    return series.following(parse(record.repeats), record.series_day or record.due, today, records.calendar)


def _next(record: Any, coming: Occurrence, gone: Iterable[str]) -> Any:
    """What the next one takes over from the one before: what it is about, not what happened to it."""
    from store.fields.recurrence.rule import write  # late: few actions repeat

    left = frozenset(gone)
    shift = None if record.start is None or record.due is None else record.due - record.start
    checklist = tuple(CheckItem(each.id, each.text) for each in record.checklist)
    return type(record)(
        title=record.title,
        note=record.note,
        owner=None if record.owner in left else record.owner,
        department=None if record.department in left else record.department,
        contributors=tuple(id for id in record.contributors if id not in left),
        due=coming.due,
        start=None if shift is None else coming.due - shift,
        priority=record.priority,
        repeats=write(coming.rule),
        series=series_of(record),
        series_day=coming.day,
        goal=record.goal,
        key_result=record.key_result,
        source=record.id,
        checklist=checklist,
        tags=record.tags,
    )


def _is_over(records: Records, id: str) -> bool:
    found = records.find(id)
    return found is not None and ended_above(records, found) is not None


def _is_gone(changes: Changes, id: str) -> bool:
    found = changes.find(id)
    if isinstance(found, Person):
        return has_left(found, changes.today)
    return isinstance(found, Department) and not found.active
