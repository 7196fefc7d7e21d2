"""Lessons that nobody used in a year: who is asked whether they still hold, a few at a time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

import msgspec

from store.fields.rights import COORDINATOR
from store.kinds import KINDS
from store.kinds.lesson import asked_from, unused_since
from store.kinds.retro import Retro
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview

#: So many are asked of one person at a time.
AT_ONCE = 3


class LessonUse(msgspec.Struct, gc=False):
    """Of a lesson: when it was used, and whose it is."""

    made_by: str = ""
    made_at: datetime | None = None
    changed_at: datetime | None = None
    retro: str | None = None
    used_in: tuple[str, ...] = ()
    used_on: date | None = None
    holds_on: date | None = None
    state: str = "holds"


def asked_of(overview: Overview, person: str) -> Iterator[tuple[str, Words]]:
    """Those of which that person is to say whether they hold, and why: the first few, what was not used longest first.

    Whoever led the retrospective is asked, else whoever made the lesson; where they are gone, the coordinators.
    """
    left = AT_ONCE
    for day, id, row in _in_order(overview):
        if not left or day > overview.today:
            return
        if _is_asked(overview, person, row):
            left -= 1
            yield id, Words("not used since {day}", day=unused_since(row))


def _in_order(overview: Overview) -> list[tuple[date, str, LessonUse]]:
    """Every lesson that is still to be met with the day from which it is asked for, by that day."""

    def make() -> list[tuple[date, str, LessonUse]]:
        rows = [each for part in overview.reading.decoded("lesson", LessonUse) for each in part.items()]
        found = [(day, number, row) for number, row in rows if (day := asked_from(row)) is not None]
        found.sort(key=lambda each: each[:2])
        return [(day, KINDS["lesson"].id(number), row) for day, number, row in found]

    return overview.reading.cached("lesson", "asked", make)


def _is_asked(overview: Overview, person: str, row: LessonUse) -> bool:
    retro, maker = overview.reading.maybe(Retro, row.retro), overview.reading.person_of(row.made_by)
    for each in (retro and retro.facilitator, maker and maker.id):
        if each and _is_here(overview, each):
            return each == person
    me = overview.people.get(person)
    return me is not None and overview.reading.rank_of(me.login) >= COORDINATOR


def _is_here(overview: Overview, id: str) -> bool:
    row = overview.people.get(id)
    return row is not None and (row.left_on is None or row.left_on > overview.today)
