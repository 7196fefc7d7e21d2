"""Lessons: what to do again or to avoid, where it applies, where it helped and where not, whether it still holds."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, Protocol

import msgspec

from store.errors import Refused
from store.fields import choice, day, line, ref, refs
from store.fields import text as prose
from store.fields.rights import Claim, Right
from store.kinds.base import Kind, Record, ended_by
from store.kinds.naming import by_id
from store.words import Words

if TYPE_CHECKING:
    from datetime import datetime

    from store.records import Changes

#: So many records are kept of those that it was used in, and of the others: the last ones.
KEPT = 100
#: For so many days nobody used it before it is asked whether it holds.
UNUSED = 365


# Who may


def _on_the_day(claim: Claim, before: Lesson | None, after: Lesson) -> bool:
    used, holds = (None, None) if before is None else (before.used_on, before.holds_on)
    nowhere = after.used_on is None and not after.used_in
    return (after.used_on == used or nowhere or claim.is_today(after.used_on)) and (
        after.holds_on == holds or claim.is_today(after.holds_on)
    )


ON_THE_DAY = Right(Words("it is the day on which somebody says so"), _on_the_day)


class Lesson(Record, frozen=True):
    """It applies to its ``departments`` and its tags. ``used_in`` are the records in which it was used and helped."""

    title: Annotated[str, line("Lesson", names=True)]
    sort: Annotated[str, choice("Sort", ("do", "Do"), ("avoid", "Avoid"))] = "do"
    text: Annotated[str, prose("More")] = ""
    departments: Annotated[tuple[str, ...], refs("Departments", "department")] = ()
    retro: Annotated[str | None, ref("Retrospective", "retro")] = None
    goal: Annotated[str | None, ref("Learned in", "goal")] = None
    used_in: Annotated[tuple[str, ...], refs("Used in", "goal", "meeting", "blocker", "request", later=True)] = ()
    no_help_in: Annotated[
        tuple[str, ...], refs("Did not help in", "goal", "meeting", "blocker", "request", later=True)
    ] = ()
    used_on: Annotated[date | None, day("Last used on", asked=False, right=ON_THE_DAY)] = None
    holds_on: Annotated[date | None, day("Holds still, said on", asked=False, right=ON_THE_DAY)] = None
    state: Annotated[str, choice("State", ("holds", "Holds"), ("retired", "Retired"), later=True)] = "holds"
    reason: Annotated[str, line("Reason", later=True)] = ""


class LessonLike(Protocol):
    """A lesson, or as much of one."""

    @property
    def used_in(self) -> tuple[str, ...]: ...
    @property
    def used_on(self) -> date | None: ...
    @property
    def holds_on(self) -> date | None: ...
    @property
    def state(self) -> str: ...
    @property
    def made_at(self) -> datetime | None: ...
    @property
    def changed_at(self) -> datetime | None: ...


# Rules


def unused_since(lesson: LessonLike) -> date | None:
    """The day on which it was last used, or said to hold, or made; None where nobody knows.

    Of what was used before that day was kept it is the day of its last change.
    """
    stamp = lesson.changed_at if lesson.used_in and lesson.used_on is None else lesson.made_at
    days = [each for each in (lesson.used_on, lesson.holds_on, stamp and stamp.date()) if each]
    return max(days, default=None)


def asked_from(lesson: LessonLike) -> date | None:
    """The day from which it is asked whether it still holds; None for one that is retired."""
    since = unused_since(lesson)
    return None if since is None or lesson.state == "retired" else since + timedelta(UNUSED)


# Steps


def _marked(changes: Changes, before: Lesson, after: Lesson, why: str) -> Lesson:
    """What it was used in it helped in; the last word counts, and the last records are kept."""
    retired = after.state == "retired" != before.state
    used = [each for each in after.used_in if each not in before.used_in]
    not_ = [each for each in after.no_help_in if each not in before.no_help_in]
    _refuse_marks(changes, after, [*used, *not_])
    used_in = tuple(each for each in after.used_in if each in used or each not in not_)[-KEPT:]
    taken_back = before.used_in and not (used_in or not_)
    return msgspec.structs.replace(
        after,
        used_in=used_in,
        no_help_in=tuple(each for each in after.no_help_in if each not in used)[-KEPT:],
        used_on=changes.today if used else None if taken_back else after.used_on,
        reason=after.reason or " ".join(why.split()) if retired else after.reason,
    )


def _refuse_marks(changes: Changes, lesson: Lesson, ids: list[str]) -> None:
    """Raise `Refused` where it is said of one that is retired, or in what was dropped, that it was used or not."""
    from store.kinds.ending import standing  # late: it knows all kinds

    if ids and lesson.state == "retired":
        raise Refused("{id} is retired; reopen it first", "closed", id=lesson.id)
    for id in ids:
        record = changes.find(id)
        if record is not None and standing(record) == "dropped":
            raise Refused("{record} was dropped; no lesson is used in it", "closed", record=by_id(changes, id), id=id)


def retire(_changes: Changes, lesson: Lesson, why: str) -> Lesson:
    """It holds no more: nobody meets it again."""
    if lesson.state == "retired":
        raise Refused("{id} is retired already", "there-already", id=lesson.id)
    return msgspec.structs.replace(lesson, state="retired", reason=" ".join(why.split()))


def restore(changes: Changes, lesson: Lesson, _why: str) -> Lesson:
    """It holds again."""
    if lesson.state != "retired":
        raise Refused("{id} is open already; there is nothing to reopen", "open-already", id=lesson.id)
    return msgspec.structs.replace(lesson, state="holds", reason="", holds_on=changes.today)


KIND = Kind(
    name="lesson",
    prefix="L",
    label="Lesson",
    plural="Lessons",
    record=Lesson,
    writer="member",
    on_edit=_marked,
    drop=retire,
    reopen=restore,
    no_done=Words("a lesson is never done; add the records that used it", "used-by-goals"),
    standing=ended_by("state", retired="dropped"),
    stands_by=("state",),
)
