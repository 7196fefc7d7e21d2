"""A meeting from its draft to its end: what each step brings about, and what is not lost on the way."""

from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, agenda, edit, minutes
from store.commands import meeting_course as course
from store.commands.meeting_attendance import all_there
from store.commands.undo import latest, take_back
from store.errors import Invalid, Refused
from store.insight.minutes import of_meeting as minutes_of
from store.kinds.agenda_item import agenda as agenda_of
from store.kinds.agenda_item import agenda as items
from store.kinds.agenda_item import carried
from store.kinds.decision import decide
from store.kinds.meeting import Attendance
from store.workspace import Workspace
from tests.store.conftest import OnDay

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def meeting(organisation: Workspace) -> Workspace:
    """M-1 of SE-1 (every Tuesday) with AI-1 and AI-2; ana leads it."""
    do = organisation.do
    do(add, "series", {"title": "Weekly", "repeats": "FREQ=WEEKLY;BYDAY=TU", "time": "09:00", "departments": ("DP-1",)})
    do(add, "meeting", {"title": "Weekly", "series": "SE-1", "on": TUESDAY, "time": "09:00"})
    do(add, "agenda-item", {"title": "Dock plan?", "meeting": "M-1", "sort": "decide", "minutes": 10})
    do(add, "agenda-item", {"title": "Flyers", "meeting": "M-1", "minutes": 5})
    return organisation


def get(workspace: Workspace, id: str) -> Any:
    return workspace.records.get(id)


def test_a_meeting_goes_from_item_to_item_and_keeps_the_time_that_each_took(meeting: Workspace, on_day: OnDay):
    meeting.do(course.open_to_all, "M-1")
    on_day(TUESDAY, course.begin, "M-1")
    assert (get(meeting, "M-1").state, get(meeting, "M-1").current) == ("running", "AI-1")
    meeting.do(agenda.note, "AI-1", "Two plans")
    meeting.do(agenda.note, "AI-1", "One since the move")
    assert [(each.id, each.text) for each in get(meeting, "AI-1").notes] == [
        ("1", "Two plans"),
        ("2", "One since the move"),
    ]
    on_day(TUESDAY, course.next_item, "M-1", "AI-1")
    assert (get(meeting, "AI-1").state, get(meeting, "M-1").current) == ("discussed", "AI-2")
    assert on_day(TUESDAY, course.next_item, "M-1", "AI-1").current == "AI-2"  # another session was quicker
    meeting.do(course.go_to, "M-1", None)
    assert get(meeting, "M-1").current is None


def test_what_was_not_reached_is_carried_to_the_next_one_which_is_made(meeting: Workspace):
    meeting.do(course.begin, "M-1")
    meeting.do(course.next_item, "M-1", "AI-1")
    meeting.do(course.go_to, "M-1", "AI-1", "")
    meeting.do(course.close, "M-1")
    assert (get(meeting, "AI-2").state, get(meeting, "AI-3").title, get(meeting, "AI-3").came_from) == (
        "carried",
        "Flyers",
        "AI-2",
    )
    next_one = get(meeting, "M-2")
    assert (next_one.state, next_one.series, next_one.time, get(meeting, "AI-3").meeting) == (
        "draft",
        "SE-1",
        "09:00",
        "M-2",
    )
    assert carried(get(meeting, "AI-3"), meeting.records) == 1


def test_what_every_meeting_has_and_is_carried_stands_once_on_the_next_agenda(meeting: Workspace):
    do = meeting.do
    do(add, "agenda-item", {"title": "Flyers", "series": "SE-1", "always": True})
    do(add, "agenda-item", {"title": "Numbers", "series": "SE-1", "always": True})
    do(course.begin, "M-1")
    do(course.go_to, "M-1", "AI-1", "")
    do(course.close, "M-1")
    found = items(meeting.records, "M-2")
    assert [(each.title, each.came_from) for each in found] == [("Flyers", "AI-2"), ("Numbers", None)]
    do(course.reopen, "M-1", "too early")
    assert [(each.title, each.came_from) for each in items(meeting.records, "M-2")] == [
        ("Flyers", None),
        ("Numbers", None),
    ]


def test_it_stays_open_while_an_action_of_it_has_no_owner_or_no_day_and_no_reason(meeting: Workspace):
    meeting.do(course.begin, "M-1")
    meeting.do(add, "action", {"title": "Merge the plans", "source": "AI-1", "owner": "PN-2"})
    with pytest.raises(Refused, match="A-1"):
        meeting.do(course.close, "M-1")
    assert meeting.do(course.close, "M-1", {"A-1": "waits for the lease"}).open_why == {"A-1": "waits for the lease"}


def test_what_is_decided_without_quorum_is_confirmed_by_a_meeting_that_has_it(meeting: Workspace):
    meeting.do(edit, "M-1", {"quorum_of": ("DP-2",)})
    meeting.do(course.begin, "M-1")
    meeting.do(decide, "Dock plan?", "OPS owns it", source="AI-1")
    meeting.do(course.close, "M-1")
    meeting.do(course.begin, "M-2")
    with pytest.raises(Refused, match="no minutes"):
        meeting.do(minutes.confirm, "M-2", "M-2")
    meeting.do(course.attend, "M-2", "DP-2", "present", "PN-3")
    meeting.do(edit, "M-2", {"quorum_of": ("DP-2",)})
    meeting.do(minutes.confirm, "M-2", "M-1")
    assert (get(meeting, "D-1").to_confirm, get(meeting, "D-1").confirmed_in, get(meeting, "M-1").confirmed_in) == (
        False,
        "M-2",
        "M-2",
    )


def test_cancelling_asks_where_the_agenda_goes_and_the_day_does_not_come_back(meeting: Workspace):
    with pytest.raises(Refused, match="2 items"):
        meeting.do(course.cancel, "M-1", "fair")
    meeting.do(course.cancel, "M-1", "fair", "backlog")
    assert (get(meeting, "AI-1").state, get(meeting, "AI-3").series) == ("parked", "SE-1")
    with pytest.raises(Refused, match="say why"):
        meeting.do(course.reopen, "M-1", "")
    meeting.do(course.reopen, "M-1", "no fair")
    assert get(meeting, "M-1").state == "draft"


def test_what_was_carried_already_when_a_closing_is_taken_back_in_part_is_not_carried_twice(meeting: Workspace):
    meeting.do(course.begin, "M-1")
    meeting.do(course.close, "M-1")
    entry = latest(meeting.ledger)
    assert entry is not None
    meeting.do(edit, "AI-3", {"title": "Flyers, now in green"})
    meeting.do(course.open_to_all, "M-2")
    take_back(meeting, entry, partly=True)
    assert (get(meeting, "M-1").state, get(meeting, "AI-2").state) == ("running", "queued")
    meeting.do(course.close, "M-1")
    assert [each.title for each in agenda_of(meeting.records, "M-2")] == ["Flyers, now in green"]
    assert get(meeting, "AI-2").state == "carried"


def test_what_was_parked_stays_so_when_it_is_reopened_though_a_line_became_an_action_since(
    meeting: Workspace, on_day: OnDay
):
    meeting.do(agenda.note, "AI-1", "@bo draw it")
    on_day(TUESDAY, course.begin, "M-1")
    on_day(TUESDAY, agenda.park, "AI-1")
    on_day(TUESDAY + timedelta(1), course.close, "M-1")
    meeting.do(agenda.act_on_note, "AI-1", "1", {"title": "Draw it", "owner": "PN-2", "due": TUESDAY})
    meeting.do(course.reopen, "M-1", "early")
    assert [get(meeting, id).state for id in ("AI-1", "AI-2", "AI-3", "AI-4")] == [
        *("parked", "queued", "queued", "dropped")
    ]
    meeting.do(course.close, "M-1")
    found = minutes_of(meeting.ledger, meeting.records, "M-1").points
    assert [(each.item.id, each.goes_on, each.carried) for each in found] == [("AI-1", "SE-1", 0), ("AI-2", "M-2", 1)]


def test_a_department_that_is_no_more_is_neither_asked_nor_waited_for(meeting: Workspace):
    meeting.do(edit, "SE-1", {"departments": ("DP-1", "DP-2"), "quorum_of": ("DP-2",)})
    meeting.do(course.begin, "M-1")
    meeting.do(edit, "M-1", {"departments": ("DP-1", "DP-2")})
    meeting.do(edit, "PN-3", {"department": "DP-1"})
    meeting.do(edit, "DP-2", {"active": False})
    assert set(meeting.do(all_there, "M-1").attendance) == {"DP-1"}
    meeting.do(course.close, "M-1")
    assert (get(meeting, "M-2").departments, get(meeting, "M-2").quorum_of) == (("DP-1",), ())


def test_a_copy_is_made_without_who_has_left(meeting: Workspace):
    meeting.do(edit, "M-1", {"note_taker": "PN-2", "departments": ("DP-1", "DP-2"), "quorum_of": ("DP-2",)})
    meeting.do(edit, "PN-2", {"left_on": meeting.today})
    meeting.do(edit, "PN-3", {"department": "DP-1"})
    meeting.do(edit, "DP-2", {"active": False})
    made = meeting.do(course.copy, "M-1")
    assert (made.facilitator, made.note_taker, made.departments, made.quorum_of) == ("PN-1", None, ("DP-1",), ())


def test_its_state_is_brought_about_by_its_course_alone(meeting: Workspace):
    with pytest.raises(Refused, match="own commands"):
        meeting.do(edit, "M-1", {"state": "closed"})
    with pytest.raises((Refused, Invalid)):
        meeting.documents.table("meeting").update({"state": "closed"}, doc_ids=[1])


@pytest.mark.parametrize(
    ("said", "in_the_room", "found"),
    [
        ((), "", Attendance("present", "PN-1")),
        (("yes", "PN-2"), "", Attendance("present", "PN-2")),
        (("no",), "", Attendance("absent")),
        (("delegate", "Tom"), "", Attendance("delegate", "Tom", "PN-1")),
        (("no",), "PN-2", Attendance("present", "PN-2")),
    ],
)
def test_all_are_there_as_they_said_they_would_be(meeting: Workspace, said: Any, in_the_room: str, found: Attendance):
    meeting.do(edit, "DP-1", {"lead": "PN-1"})
    meeting.do(edit, "M-1", {"departments": ("DP-1",)})
    if said:
        meeting.do(course.come, "M-1", "DP-1", *said)
    meeting.do(all_there, "M-1", {"DP-1": in_the_room} if in_the_room else {})
    assert get(meeting, "M-1").attendance == {"DP-1": found}


def test_whoever_is_absent_is_there_for_nobody_and_who_does_not_come_sends_nobody(meeting: Workspace):
    meeting.do(course.attend, "M-1", "DP-1", "absent", "", "PN-1")
    meeting.do(course.come, "M-1", "DP-1", "no", "PN-1")
    made = get(meeting, "M-1")
    assert (made.attendance["DP-1"], made.coming["DP-1"].who) == (Attendance("absent"), "")
