"""The minutes as values: what came of a meeting as it was when that was closed, what travels along, who was there."""

from datetime import date
from typing import Any

import pytest

from store.commands import add, agenda, edit
from store.commands import meeting_course as course
from store.insight.minutes import Minutes, of_meeting
from store.kinds.decision import decide
from store.workspace import Workspace

DUE = date(2030, 3, 1)


@pytest.fixture
def meeting(organisation: Workspace) -> Workspace:
    """M-1 of SE-1 runs, with AI-1; M-2 is another one, without a series."""
    do = organisation.do
    do(add, "series", {"title": "Weekly", "repeats": "FREQ=WEEKLY;BYDAY=TU"})
    do(add, "meeting", {"title": "Weekly", "series": "SE-1", "departments": ("DP-1", "DP-2")})
    do(add, "meeting", {"title": "Other"})
    do(add, "agenda-item", {"title": "Dock plan?", "meeting": "M-1", "sort": "decide"})
    do(course.begin, "M-1")
    return organisation


def minutes(workspace: Workspace, id: str = "M-1") -> Minutes:
    return of_meeting(workspace.ledger, workspace.records, id)


def came(workspace: Workspace, id: str = "M-1") -> list[Any]:
    found = sorted(minutes(workspace, id).actions, key=lambda each: each.id)
    return [(each.id, each.owner, each.due, each.state) for each in found]


def test_what_became_of_an_action_since_is_taken_back(meeting: Workspace):
    """Whatever was done to it, and again since; also where the meeting was reopened and closed once more."""
    do = meeting.do
    do(add, "action", {"title": "Merge", "source": "AI-1", "owner": "PN-1", "due": DUE})
    do(add, "action", {"title": "Split", "source": "M-1", "owner": "PN-2", "due": DUE})
    assert came(meeting) == [("A-1", "PN-1", DUE, "todo"), ("A-2", "PN-2", DUE, "todo")]
    do(course.close, "M-1")
    do(edit, "A-1", {"owner": "PN-2", "title": "Merged", "tags": ("x",), "state": "doing"})
    do(edit, "A-1", {"due": date(2030, 4, 1), "state": "review", "tags": ()}, why="lease")
    do(add, "action", {"title": "Late", "source": "AI-1", "owner": "PN-1", "due": DUE})
    do(edit, "A-3", {"owner": "PN-3"})
    then = [("A-1", "PN-1", DUE, "todo"), ("A-2", "PN-2", DUE, "todo"), ("A-3", "PN-1", DUE, "todo")]
    assert came(meeting) == then
    assert minutes(meeting).actions[0].title == "Merge"
    do(course.reopen, "M-1", "too early")
    do(course.close, "M-1")
    assert [owner for _id, owner, _due, _state in came(meeting)] == ["PN-2", "PN-2", "PN-3"]
    do(edit, "A-2", {"owner": "PN-1"})
    assert [owner for _id, owner, _due, _state in came(meeting)] == ["PN-2", "PN-2", "PN-3"]


def test_a_question_that_the_meeting_left_open_stays_open_in_its_minutes(meeting: Workspace):
    meeting.do(add, "decision", {"question": "Which dock?", "source": "AI-1"})
    meeting.do(course.close, "M-1")
    meeting.do(edit, "D-1", {"chosen": "The north one"})
    assert [each.chosen for each in minutes(meeting).decisions] == [""]


def test_what_came_of_an_item_goes_along_where_it_is_moved_not_where_it_is_carried_or_copied(meeting: Workspace):
    meeting.do(decide, "Which dock?", "The north one", source="AI-1")
    meeting.do(agenda.copy, "AI-1", "M-2")
    assert minutes(meeting, "M-2").came == ()
    meeting.do(agenda.move, "AI-1", "M-2")
    assert [point.came and point.came[0].id for point in minutes(meeting, "M-2").points] == [(), "D-1"]
    first = minutes(meeting).ended("moved")
    assert [(point.goes_on, [each.id for each in point.came]) for point in first] == [("M-2", ["D-1"])]


def test_what_was_not_reached_counts_how_often(meeting: Workspace):
    for number in ("M-1", "M-3", "M-4"):
        meeting.do(course.go_to, number, None, "")
        meeting.do(course.close, number)
        (point,) = minutes(meeting, number).ended("carried")
        assert point.goes_on == f"M-{3 if number == 'M-1' else int(number[2:]) + 1}"
        meeting.do(course.begin, point.goes_on)
    assert [minutes(meeting, id).points[0].carried for id in ("M-1", "M-3", "M-4", "M-5")] == [1, 2, 3, 3]


def test_who_was_there_for_whom(meeting: Workspace):
    meeting.do(edit, "M-1", {"quorum": 1, "quorum_of": ("DP-2",)})
    meeting.do(course.attend, "M-1", "DP-1", "delegate", "PN-2", "PN-1")
    meeting.do(edit, "M-1", {"present": ("PN-1", "PN-2")})
    found = minutes(meeting)
    assert [(seat.department, seat.attendance and seat.attendance.who) for seat in found.seats] == [
        ("DP-1", "PN-2"),
        ("DP-2", None),
    ]
    assert (found.others, found.is_held, found.is_quorate, found.lacking) == (("PN-1",), True, False, ("DP-2",))
    assert not minutes(meeting, "M-2").is_held
