"""Ways to bring about in a meeting what is for others, or for its course, each found by trying; the last is refused."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from store import clock, commands
from store.commands import add, agenda, edit, minutes
from store.commands import meeting_course as course
from store.commands.undo import latest, take_back
from store.errors import Refused
from store.kinds.agenda_item import Note
from store.kinds.meeting import Amendment, Attendance, Coming
from store.records import Changes
from tests.store.rights.office import BOB, FAY, FIN, OLGA, Attack, Office, refused

ATTACKS: dict[str, Attack] = {}
PAST = clock.now() - timedelta(1)


def attack(made: Attack) -> Attack:
    """One of the table: it does what may be done, and returns what may not."""
    ATTACKS[made.__name__] = made
    return made


def begun(office: Office) -> None:
    office.do("ana", course.begin, "M-1")
    office.do("ana", course.attend, "M-1", "DP-2", "present", FAY)


def held(office: Office) -> None:
    """M-1 is closed, AI-2 carried to M-2 as AI-3."""
    begun(office)
    office.do("ana", course.next_item, "M-1", "AI-1")
    office.do("ana", course.go_to, "M-1", "AI-1", "")
    office.do("ana", course.close, "M-1")


def going_on(office: Office) -> None:
    held(office)
    office.do("ana", course.begin, "M-2")


def confirmed(office: Office) -> None:
    going_on(office)
    office.do("ana", minutes.confirm, "M-2", "M-1")


def noted(office: Office) -> None:
    begun(office)
    office.do("fin", agenda.note, "AI-1", "we pay")


# Who leads it


@attack
def the_lead_taken_by_somebody_who_has_no_part_in_it(office: Office):
    return lambda: office.do("olga", course.lead, "M-1")


@attack
def the_lead_given_to_another_by_whoever_does_not_have_it(office: Office):
    return lambda: office.do("bob", course.lead, "M-1", FIN)


@attack
def a_note_taker_who_names_themselves_from_outside(office: Office):
    return lambda: office.do("olga", edit, "M-1", {"note_taker": OLGA})


@attack
def the_lead_of_what_is_over(office: Office):
    held(office)
    return lambda: office.put("bob", "M-1", facilitator=BOB)


@attack
def a_viewer_who_notes(office: Office):
    begun(office)
    return lambda: office.do("vi", agenda.note, "AI-1", "mine")


# Its course


def by_others(command: Callable[..., Any], *given: Any, before: Callable[[Office], None] = begun) -> Attack:
    def made(office: Office) -> Callable[[], Any]:
        before(office)
        return lambda: office.do("bob", command, *given)

    return made


ATTACKS |= {
    "begun_by_another": lambda office: lambda: office.do("bob", course.begin, "M-1"),
    "cancelled_by_another": lambda office: lambda: office.do("bob", course.cancel, "M-1", "no", "drop"),
    "taken_on_by_another": by_others(course.next_item, "M-1", "AI-1"),
    "closed_by_another": by_others(course.close, "M-1"),
    "looked_back_by_another": by_others(course.look_back, "M-1", "A-1", "done"),
    "reopened_by_another": by_others(course.reopen, "M-1", "more", before=held),
    "another_department_said_to_be_there": by_others(course.attend, "M-1", "DP-2", "absent"),
    "another_department_said_to_come": lambda office: lambda: office.do("bob", course.come, "M-1", "DP-2", "no"),
    "another_department_said_to_be_ready": lambda office: lambda: office.do("bob", course.prepare, "M-1", "DP-2"),
    "confirmed_by_whoever_leads_nothing": by_others(minutes.confirm, "", "M-1", before=held),
}


def line(by: str) -> Callable[[datetime], tuple[Amendment, ...]]:
    return lambda now: (Amendment("1", "no", by=by, at=now),)


def put(who: str, id: str, *, before: Callable[[Office], None] = begun, **values: Any) -> Attack:
    """A script of theirs that knows no rule puts these fields into the record."""

    def made(office: Office) -> Callable[[], Any]:
        before(office)

        def command(changes: Changes) -> Any:
            given = {name: each(changes.now) if callable(each) else each for name, each in values.items()}
            return changes.change(changes.get(id), **given)

        return lambda: office.do(who, command)

    return made


def nothing(_office: Office) -> None:
    """As it is furnished."""


ATTACKS |= {
    "a_state_skipped": put("ana", "M-1", before=nothing, state="closed"),
    "a_state_without_its_stamp": put("ana", "M-1", before=nothing, state="running"),
    "begun_in_the_past": put("ana", "M-1", before=nothing, state="running", begun=PAST),
    "never_begun_after_all": put("ana", "M-1", begun=None),
    "at_an_item_since_yesterday": put("ana", "M-1", current="AI-2", since=PAST),
    "at_an_item_before_it_is_held": put("ana", "M-1", before=nothing, current="AI-2"),
    "at_an_item_of_another_meeting": put("ana", "M-2", before=going_on, current="AI-1"),
    "closed_over_what_is_left": put("ana", "M-1", state="closed"),
    "left_open_after_the_end": put("ana", "M-1", before=held, open_why={"A-1": "so"}),
    "there_after_the_end": put("bob", "M-1", before=held, present=(FAY, BOB)),
    "another_said_to_be_there": put("bob", "M-1", present=(FAY, FIN)),
    "there_since_yesterday": put("ana", "M-1", attendance={"DP-1": Attendance("late", at=PAST)}),
    "coming_as_another_said": put("ana", "M-1", before=nothing, coming={"DP-1": Coming("no", by="bob")}),
    "ready_as_another_said": put("ana", "M-1", before=nothing, prepared={"DP-1": "bob"}),
    "a_day_that_was_held": put("cora", "M-1", before=held, on=None),
    "a_quorum_that_is_lowered": put("bob", "M-1", quorum=1),
    "another_series": put("cora", "M-1", before=nothing, series=None),
    "confirmed_by_another": put("cora", "M-1", before=held, confirmed_at=PAST, confirmed_by=FAY),
    "a_confirmation_taken_away": put("cora", "M-1", before=confirmed, confirmed_at=None, confirmed_in=None),
    "a_line_added_to_confirmed_minutes": put("ana", "M-1", before=confirmed, amendments=line("ana")),
    "a_line_of_another_in_the_minutes": put("ana", "M-1", before=held, amendments=line("fay")),
    "a_line_by_somebody_who_was_not_there": put("olga", "M-1", before=held, amendments=line("olga")),
    # Items
    "an_item_that_is_other_than_it_was": put("cora", "AI-1", before=held, title="Which ship?"),
    "a_note_in_the_name_of_another": put("bob", "AI-1", notes=lambda now: (Note("1", "yes", "fay", now),)),
    "a_note_of_yesterday": put("bob", "AI-1", notes=(Note("1", "yes", "bob", PAST),)),
    "a_note_once_it_is_over": put("cora", "AI-1", before=held, notes=lambda now: (Note("1", "yes", "cora", now),)),
    "talked_about_before_it_is_held": put("ana", "AI-1", before=nothing, state="discussed"),
    "carried_to_nowhere": put("ana", "AI-1", state="carried"),
    "open_again_though_it_went_on": put("cora", "AI-2", before=held, state="queued"),
    "minutes_that_it_did_not_take": put("ana", "AI-1", spent=9_999),
    "come_from_what_did_not_go": put("ana", "AI-2", came_from="AI-1"),
    "moved_without_what_was_said": put("bob", "AI-1", before=noted, meeting=None),
}  # fmt: skip


@attack
def the_words_of_another_in_a_note(office: Office):
    noted(office)
    return lambda: office.do("bob", agenda.edit_note, "AI-1", "1", "we do not pay")


@attack
def a_note_of_another_taken_away(office: Office):
    noted(office)
    return lambda: office.do("bob", agenda.edit_note, "AI-1", "1", "")


@attack
def an_item_on_what_is_over(office: Office):
    held(office)
    return lambda: office.do("cora", add, "agenda-item", {"title": "More", "meeting": "M-1"})


@attack
def an_item_moved_on_to_what_is_over(office: Office):
    held(office)
    return lambda: office.do("cora", agenda.move, "AI-3", "M-1")


@attack
def an_item_that_came_from_another_as_it_is_added(office: Office):
    return lambda: office.do("bob", add, "agenda-item", {"title": "Third time", "meeting": "M-1", "came_from": "AI-1"})


@attack
def what_was_noted_is_deleted(office: Office):
    noted(office)
    return lambda: office["bob"].documents.table("agenda-item").remove(doc_ids=[1])


@attack
def a_meeting_that_others_know_of_is_deleted(office: Office):
    office.do("ana", agenda.move, "AI-1", add_meeting(office))
    return lambda: office["ana"].documents.table("meeting").remove(doc_ids=[1])


def add_meeting(office: Office) -> str:
    return office.do("ana", add, "meeting", {"title": "Other"}).id


@attack
def two_meetings_on_one_day_of_a_series(office: Office):
    twin = {"title": "Twin", "series": "SE-1", "on": office["bob"].today}
    return lambda: office.do("bob", add, "meeting", twin)


@attack
def minutes_reopened_once_they_are_confirmed(office: Office):
    confirmed(office)
    return lambda: office.do("cora", commands.reopen, "M-1", "no")


@attack
def a_decision_confirmed_without_a_quorum(office: Office):
    office.do("ana", edit, "M-1", {"quorum": 2})
    office.do("ana", course.begin, "M-1")
    values = {"question": "Which?", "chosen": "that", "source": "AI-1", "to_confirm": True}
    office.do("ana", add, "decision", values)
    return lambda: office.put("ana", "D-2", to_confirm=False, confirmed_in="M-1")


@attack
def a_closing_taken_back_over_what_others_have_noted_since(office: Office):
    held(office)
    office.do("bob", agenda.note, "AI-3", "before it begins")
    entry = latest(office["ana"].ledger)
    assert entry
    return lambda: take_back(office["ana"], entry)


@pytest.mark.parametrize("name", ATTACKS)
def test_refused(office: Office, name: str):
    refused(office, ATTACKS[name])


def test_nobody_is_kept_from_what_is_theirs(office: Office):
    """The same the other way round: what each of these does is done."""
    office.do("olga", add, "agenda-item", {"title": "A word on safety", "meeting": "M-1"})
    office.do("bob", course.prepare, "M-1", "DP-1")
    office.do("fin", course.come, "M-1", "DP-2", "delegate", "Tom")
    begun(office)
    office.do("bob", course.attend, "M-1", "DP-1", "present", BOB)
    office.do("olga", agenda.note, "AI-1", "the floor is wet")
    office.do("ana", agenda.edit_note, "AI-1", "1", "the floor was wet")
    office.do("olga", agenda.place_at, "AI-3", 0)
    office.do("fin", agenda.park, "AI-2")
    office.do("olga", agenda.carry, "AI-3")
    office.do("bob", course.lead, "M-1")
    office.do("bob", course.close, "M-1")
    assert office.get("M-1").state == "closed"
    assert [office.get(id).state for id in ("AI-1", "AI-2", "AI-3")] == ["discussed", "parked", "carried"]
    with pytest.raises(Refused, match="reopen it first"):
        office.do("olga", agenda.note, "AI-1", "and cold")
    office.do("bob", commands.reopen, "M-1", "we left too early")
    office.do("olga", agenda.note, "AI-1", "and cold")
