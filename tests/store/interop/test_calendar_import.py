"""A calendar's way into a workspace: what would happen, what happens, and that it happens once."""

from datetime import date

import pytest

from store.commands import edit
from store.commands.undo import latest, take_back
from store.errors import Forbidden, Invalid, Refused
from store.fields.calendar import Day
from store.interop import calendar_file
from store.kinds.workspace import DAYS_LIMIT, found
from store.workspace import Workspace, open_workspace

TEXT = b"""2026-12-25 Christmas
2027-02-15..2027-02-17 Spring Festival
2027-02-07 + made up for it
"""
YEARS = range(2026, 2028)


@pytest.fixture
def founded(workspace: Workspace) -> Workspace:
    workspace.do(found, "Nordwind", login="ana")
    return workspace


def days(text: bytes) -> dict[date, Day]:
    return calendar_file.parsed(text, YEARS).days()


def imported(workspace: Workspace, text: bytes) -> calendar_file.CalendarPlan:
    return workspace.do(calendar_file.apply, calendar_file.plan(workspace.records, days(text)))


def test_the_same_file_again_commits_nothing(founded: Workspace):
    done = imported(founded, TEXT)
    assert [str(words) for words in done.said()] == [
        "2026-12-25: day off, Christmas",
        "2027-02-07: working day, made up for it",
        "2027-02-15..2027-02-17: day off, Spring Festival",
    ]
    assert founded.records.settings.days["2027-02-07"] == Day("made up for it", works=True)
    seq = founded.ledger.seq
    again = imported(founded, TEXT)
    assert (again.days, again.said(), founded.ledger.seq) == ({}, [], seq)


def test_a_later_file_adds_and_names_anew_and_takes_nothing_away(founded: Workspace):
    imported(founded, TEXT)
    planned = calendar_file.plan(founded.records, days(b"2026-12-25 Xmas\n2027-02-16 + Tuesday\n2027-02-18\n"))
    assert [str(words) for words in planned.said()] == [
        "2027-02-18: day off",
        "2026-12-25: day off, Xmas (until now 2026-12-25: day off, Christmas)",
        "2027-02-16: working day, Tuesday (until now 2027-02-16: day off, Spring Festival)",
    ]
    assert founded.records.settings.days["2026-12-25"].name == "Christmas"  # nothing was written
    founded.do(calendar_file.apply, planned)
    assert {day: each.name for day, each in founded.records.settings.days.items()} == {
        "2026-12-25": "Xmas",
        "2027-02-07": "made up for it",
        "2027-02-15": "Spring Festival",
        "2027-02-16": "Tuesday",
        "2027-02-17": "Spring Festival",
        "2027-02-18": "",
    }


def test_it_is_planned_again_on_what_is_there_by_then(founded: Workspace):
    planned = calendar_file.plan(founded.records, days(TEXT))
    founded.do(edit, "WS-1", {"days": {"2026-12-25": "Christmas", "2026-12-24": "Eve"}})
    done = founded.do(calendar_file.apply, planned)
    assert (len(done.new), len(done.changed)) == (4, 0)
    assert "2026-12-24" in founded.records.settings.days


def test_it_is_one_step_that_can_be_taken_back(founded: Workspace):
    imported(founded, b"2026-12-25 Christmas\n")
    imported(founded, TEXT.replace(b"Christmas", b"Xmas"))
    entry = latest(founded.ledger)
    assert entry is not None
    take_back(founded, entry)
    assert founded.records.settings.days == {"2026-12-25": Day("Christmas")}


def test_who_may_and_where_there_is_nothing_to_import_into(workspace: Workspace, founded: Workspace):
    with open_workspace(founded.ledger.folder, "stranger") as stranger:
        planned = calendar_file.plan(stranger.records, days(TEXT))
        with pytest.raises(Forbidden):
            stranger.do(calendar_file.apply, planned)
    workspace.documents.drop_table("workspace")
    with pytest.raises(Refused, match="no record of its own"):
        calendar_file.plan(workspace.records, days(TEXT))


def test_more_days_than_a_calendar_holds_are_told_before_anything_is_done(founded: Workspace):
    many = {date.fromordinal(date(1990, 1, 1).toordinal() + n): Day() for n in range(DAYS_LIMIT + 1)}
    with pytest.raises(Invalid, match=f"more than {DAYS_LIMIT}"):
        calendar_file.plan(founded.records, many)
