"""Who is there in one step: all that nobody has marked yet, as they said; the exceptions are said one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.commands.meeting_course import meeting_in
from store.kinds.department import Department, active_of
from store.kinds.goal import Goal
from store.kinds.meeting import Attendance, Coming, Meeting
from store.kinds.meeting_rights import AHEAD
from store.kinds.person import Person
from store.kinds.series import Series

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.records import Changes, Records


def invited(records: Records, meeting: Meeting) -> tuple[str, ...]:
    """The departments that are asked to come, else those of its series or goal; and who has come besides."""
    series, goal = records.maybe(Series, meeting.series), records.maybe(Goal, meeting.goal)
    of_series = () if series is None else series.departments
    named = meeting.departments or of_series or (() if goal is None else goal.departments)
    asked = (*named, *meeting.coming)
    asked = asked if meeting.state in ("closed", "cancelled") else active_of(records, asked)
    return tuple(dict.fromkeys((*asked, *meeting.attendance)))


def all_there(changes: Changes, id: str, who: Mapping[str, str] | None = None) -> Meeting:
    """Whoever is not marked yet is there: by whom ``who`` names for a department, else as it said, else by its lead."""
    meeting = meeting_in(changes, id, *AHEAD, "running")
    given, attendance = dict(who or {}), dict(meeting.attendance)
    for department in invited(changes, meeting):
        if department not in attendance:
            attendance[department] = _as_said(changes, meeting, department, given.get(department, ""))
    people = (each.who for each in attendance.values() if each.state != "absent" and changes.maybe(Person, each.who))
    changes.say("attend", id=id, state="present")
    return changes.change(meeting, attendance=attendance, present=tuple(dict.fromkeys((*meeting.present, *people))))


def _as_said(records: Records, meeting: Meeting, department: str, who: str) -> Attendance:
    """Who is seen there, ``who``, goes before what was said of who comes."""
    found, said = records.maybe(Department, department), meeting.coming.get(department, Coming())
    lead = (found and found.lead) or ""
    if who or said.answer == "yes":
        return Attendance("present", who or said.who or lead)
    return Attendance("absent") if said.answer == "no" else Attendance("delegate", said.who, lead)
