"""Updates that departments have yet to acknowledge, and questions about them that are open, as long as that matters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from store.kinds.acknowledging import Acknowledgement, is_question, said, since
from store.words import Words

if TYPE_CHECKING:
    from datetime import date

    from store.insight.overview import Overview
    from store.insight.projected_fields import UpdateRow

#: What each sort that presses asks of a department.
_ASKED = {
    "risk": Words("a risk that {department} is to acknowledge"),
    "change": Words("a change that {department} is to acknowledge"),
}


class OpenUpdate(NamedTuple):
    """An update that waits: the departments that have not acknowledged it, those that ask, for how many days."""

    id: str
    silent: tuple[str, ...]
    asking: tuple[str, ...]
    days: int


def goes_on(overview: Overview, row: UpdateRow) -> bool:
    """Its goal is open, where it has one."""
    goal = overview.goals.get(row.goal) if row.goal else None
    return goal is None or goal.is_open


def is_there(overview: Overview, department: str | None) -> bool:
    """One that is dissolved says nothing any more."""
    row = overview.departments.get(department or "")
    return row is not None and row.active


def open_on(overview: Overview, day: date) -> list[OpenUpdate]:
    """What waits on that day, what has waited longest on top."""
    rows = overview.open_updates() if day >= overview.today else overview.updates.rows.items()
    found: list[OpenUpdate] = []
    for id, now in rows:
        if not goes_on(overview, now) or now.made_at is None or overview.day_of(now.made_at) > day:
            continue
        row = now if day >= overview.today else _as_of(overview, now, day)
        silent, asking = ([each for each in ids if is_there(overview, each)] for ids in (row.wanted, row.asking))
        begun = [overview.day_of(at) for each in (*silent, *asking) if (at := since(row, each)) is not None]
        if begun and min(begun) <= day:
            found.append(OpenUpdate(id, tuple(silent), tuple(asking), (day - min(begun)).days))
    return sorted(found, key=lambda each: -each.days)


def shared_on(overview: Overview, day: date) -> tuple[str, ...]:
    """What was shared on that day and still holds."""
    rows = overview.updates.rows.items()
    made = ((id, row.made_at) for id, row in rows if row.state != "withdrawn")
    return tuple(id for id, at in made if at is not None and overview.day_of(at) == day)


def _as_of(overview: Overview, row: UpdateRow, day: date) -> UpdateRow:
    """As departments had said it by the end of that day."""

    def by_then(word: Acknowledgement) -> Acknowledgement:
        if word.at is not None and overview.day_of(word.at) > day:
            return Acknowledgement()
        if word.answered_at is not None and overview.day_of(word.answered_at) > day:
            return msgspec.structs.replace(word, answer="", answered_at=None)
        return word

    return msgspec.structs.replace(row, acknowledged={id: by_then(word) for id, word in row.acknowledged.items()})


def wanted(overview: Overview, department: str) -> Iterator[tuple[str, Words]]:
    """The risks and changes that a department has yet to acknowledge, and why they stand in the day of its people."""
    called = overview.called(department)
    for id, row in overview.updates_to.of(department) if is_there(overview, department) else ():
        if goes_on(overview, row):
            yield id, _wanted_words(row, department, called)


def asked(overview: Overview, whose: str) -> Iterator[tuple[str, Words]]:
    """The updates of a person, or of a department, about which somebody asks something, and who does."""
    for id, row in overview.asked_about.of(whose):
        if goes_on(overview, row) and (whose == row.owner or is_there(overview, whose)):
            yield id, _asked_words([overview.called(each) for each in row.asking])


def _wanted_words(row: UpdateRow, department: str, called: str) -> Words:
    word = said(row, department)
    if word.answer and not is_question(word):
        return Words("{department} has its answer: is it understood?", department=called)
    return _ASKED[row.sort].filled(department=called)


def _asked_words(asking: list[str]) -> Words:
    if len(asking) == 1:
        return Words("an answer to the question of {department}", department=asking[0])
    return Words("an answer to {n} questions", n=len(asking))
