"""Updates that departments have yet to acknowledge, and questions about them that are open, as long as that matters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.kinds.acknowledging import is_question, said
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.projected_fields import UpdateRow

#: What each sort that presses asks of a department.
_ASKED = {
    "risk": Words("a risk that {department} is to acknowledge"),
    "change": Words("a change that {department} is to acknowledge"),
}


def goes_on(overview: Overview, row: UpdateRow) -> bool:
    """Its goal is open, where it has one."""
    goal = overview.goals.get(row.goal) if row.goal else None
    return goal is None or goal.is_open


def is_there(overview: Overview, department: str | None) -> bool:
    """One that is dissolved says nothing any more."""
    row = overview.departments.get(department or "")
    return row is not None and row.active


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
