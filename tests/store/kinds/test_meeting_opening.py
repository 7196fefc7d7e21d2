"""What a meeting begins with: the actions and minutes of last time, check-ins, what nobody disputes."""

from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, agenda, edit, minutes
from store.commands import meeting_course as course
from store.errors import Refused
from store.kinds import key_result
from store.kinds import meeting_opening as opening
from store.kinds.meeting import Meeting
from store.workspace import Workspace


@pytest.fixture
def second(organisation: Workspace) -> Workspace:
    """M-1 of a series, closed, out of which A-1, A-2 and A-3 came; M-2 after it runs."""
    do = organisation.do
    do(add, "series", {"title": "Weekly", "repeats": "FREQ=WEEKLY;BYDAY=TU", "departments": ("DP-1",)})
    for n, on in enumerate((date(2026, 11, 24), date(2026, 12, 1)), 1):
        do(add, "meeting", {"title": "Weekly", "series": "SE-1", "on": on})
        do(add, "agenda-item", {"title": f"Dock plan {n}", "meeting": f"M-{n}"})
    do(course.begin, "M-1")
    values = {"source": "AI-1", "owner": "PN-2", "due": date(2026, 11, 30)}
    for title in ("Merge the plans", "Print them", "Ask the landlord"):
        do(add, "action", {"title": title, **values})
    do(course.close, "M-1")
    do(course.begin, "M-2")
    return organisation


def meeting(workspace: Workspace, id: str = "M-2") -> Meeting:
    return workspace.records.one(Meeting, id)


def left(workspace: Workspace, id: str = "M-2") -> list[str]:
    found, records = meeting(workspace, id), workspace.records
    return [each.id for each in opening.last_actions(records, found) if not opening.is_looked_at(found, each)]


def test_last_times_actions_are_done_carried_or_dropped_and_what_is_carried_comes_again(second: Workspace):
    assert meeting(second).current is None  # the first item waits until they are gone through
    assert left(second) == ["A-1", "A-2", "A-3"]
    second.do(course.look_back, "M-2", "A-1", "done")
    second.do(course.look_back, "M-2", "A-2", "carried")
    with pytest.raises(Refused, match="say why"):
        second.do(course.look_back, "M-2", "A-3", "dropped")
    second.do(course.look_back, "M-2", "A-3", "dropped", "the lease is signed")
    states: list[Any] = [second.records.get(id) for id in ("A-1", "A-2", "A-3")]
    assert [each.state for each in states] == ["done", "todo", "dropped"]
    assert (left(second), meeting(second).actions["A-2"]) == ([], "carried")
    second.do(course.next_item, "M-2", None)
    assert meeting(second).current == "AI-2"
    second.do(course.close, "M-2")
    third = second.do(agenda.open_next, "SE-1", meeting(second))
    assert left(second, third) == ["A-2"]


def test_minutes_of_last_time_wait_until_they_are_confirmed(second: Workspace):
    def waits() -> bool:
        return opening.wants_opening(second.records, meeting(second))

    for id in left(second):
        second.do(course.look_back, "M-2", id, "carried")
    assert waits()
    second.do(minutes.confirm, "M-2", "M-1")
    assert not waits()
    second.do(edit, "AI-2", {"undisputed": True})
    assert waits()
    second.do(course.consent, "M-2")
    assert not waits()


def test_the_key_results_of_what_it_is_about_want_a_value(second: Workspace):
    goal = second.do(add, "goal", {"title": "Dock", "departments": ("DP-1",)}).id
    kr = second.do(add, "key-result", {"title": "Docks", "goal": goal, "start": 0, "target": 9}).id
    second.do(edit, "AI-2", {"goal": goal})
    assert [each.id for each in opening.key_results(second.records, meeting(second))] == [kr]
    assert not opening.is_checked_in(second.records, meeting(second), kr)
    second.do(key_result.check_in, kr, 4)
    assert opening.is_checked_in(second.records, meeting(second), kr)


def test_a_single_meeting_looks_back_at_the_one_of_its_goal_before_it(organisation: Workspace):
    do = organisation.do
    goal = do(add, "goal", {"title": "Dock", "departments": ("DP-1",)}).id
    for on in (date(2026, 11, 24), date(2026, 12, 1), date(2026, 11, 25)):
        do(add, "meeting", {"title": "On the dock", "goal": goal, "on": on})
    do(course.begin, "M-1")
    do(course.close, "M-1")
    do(course.begin, "M-2")
    do(course.close, "M-2")
    found = opening.previous(organisation.records, meeting(organisation, "M-3"))
    assert found is not None
    assert found.id == "M-1"  # M-2 is of a later day


def waiting(workspace: Workspace, id: str) -> list[str]:
    return [each.id for each in opening.to_confirm(workspace.records, meeting(workspace, id))]


@pytest.mark.parametrize("like", ["series", "goal", "copies"])
def test_minutes_wait_from_meeting_to_meeting_until_one_confirms_them(organisation: Workspace, like: str):
    do = organisation.do
    do(add, "series", {"title": "Weekly", "repeats": "FREQ=WEEKLY;BYDAY=TU"})
    do(add, "goal", {"title": "Dock", "departments": ("DP-1",)})
    of: dict[str, Any] = {"series": {"series": "SE-1"}, "goal": {"goal": "G-1"}, "copies": {}}[like]
    days = [date(2026, 11, 3) + timedelta(7 * n) for n in range(5)]
    for n, on in enumerate(days):
        if like == "copies" and n:
            do(course.copy, f"M-{n}", on=on)
        else:
            do(add, "meeting", {"title": "Weekly", "on": on, **of})
    for n in (1, 2, 3):
        do(course.begin, f"M-{n}")
        do(course.close, f"M-{n}")
    do(course.begin, "M-4")
    assert waiting(organisation, "M-4") == ["M-3", "M-2", "M-1"]
    do(minutes.confirm, "M-4", "M-2")
    assert waiting(organisation, "M-4") == ["M-3", "M-2", "M-1"]  # where it confirmed them it still says so
    assert opening.wants_opening(organisation.records, meeting(organisation, "M-4"))
    do(course.close, "M-4")
    do(course.begin, "M-5")
    assert waiting(organisation, "M-5") == ["M-4", "M-3"]
    do(minutes.confirm, "", "M-4")  # by a coordinator, in no meeting
    assert waiting(organisation, "M-5") == []
    assert not opening.wants_opening(organisation.records, meeting(organisation, "M-5"))
