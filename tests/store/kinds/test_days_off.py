"""The calendar that the workspace keeps: its days, the calendar made of them, and whoever reads it before and after."""

from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import edit
from store.errors import Forbidden, Invalid
from store.fields.calendar import Calendar, Day
from store.kinds.workspace import DAYS_LIMIT, Settings, calendar_of, day_faults, stretches
from store.records import Changes
from store.workspace import Workspace, open_workspace

XMAS, MADE_UP = date(2026, 12, 25), date(2026, 12, 27)


def test_the_calendar_of_the_settings():
    days = {"2026-12-25": Day("Christmas"), "2026-12-27": Day("made up", works=True)}
    calendar = calendar_of(Settings(name="x", working_days="1234", days=days))
    assert calendar == Calendar("1234", {XMAS: Day("Christmas"), MADE_UP: Day("made up", works=True)})
    assert calendar_of(Settings(name="x")) == Calendar()


@pytest.mark.parametrize(("n", "said"), [(DAYS_LIMIT, []), (DAYS_LIMIT + 1, [f"has more than {DAYS_LIMIT} items"])])
def test_so_many_days_and_no_more(n: int, said: list[str]):
    days = {(date(2026, 1, 1) + timedelta(offset)).isoformat(): Day() for offset in range(n)}
    assert [str(fault.words) for fault in day_faults(days)] == said


def test_days_in_a_row_of_one_name_are_told_as_one():
    week = {date(2027, 2, 15) + timedelta(offset): Day("Spring") for offset in range(3)}
    days = {XMAS: Day(), MADE_UP: Day(works=True), date(2027, 2, 18): Day("Spring", works=True), **week}
    assert [str(each.words) for each in stretches(days)] == [
        "2026-12-25: day off",
        "2026-12-27: working day",
        "2027-02-15..2027-02-17: day off, Spring",
        "2027-02-18: working day, Spring",
    ]
    assert stretches({}) == []


def test_what_is_kept_of_the_settings_follows_every_change(workspace: Workspace):
    records = workspace.records
    assert (records.calendar.name(XMAS), records.settings.stale_after) == ("", 14)
    workspace.do(edit, "WS-1", {"days": {"2026-12-25": "Christmas"}, "stale_after": 20})
    assert (records.calendar.name(XMAS), records.settings.stale_after) == ("Christmas", 20)
    assert records.calendar is records.calendar
    with open_workspace(workspace.ledger.folder, "ana") as other:
        other.do(edit, "WS-1", {"days": {"2026-12-25": "Xmas"}})
    workspace.ledger.catch_up()
    assert records.calendar.name(XMAS) == "Xmas"
    workspace.documents.drop_table("workspace")
    assert (records.calendar, records.settings.name) == (Calendar(), "")


def test_a_command_reads_what_it_has_just_set(workspace: Workspace):
    def command(changes: Changes) -> list[Any]:
        seen = [changes.settings.zone, changes.calendar.works(XMAS)]
        changes.change(changes.settings, zone="Asia/Shanghai", days={"2026-12-25": Day("Christmas")})
        return [*seen, changes.settings.zone, changes.calendar.works(XMAS)]

    assert workspace.do(command) == ["UTC", True, "Asia/Shanghai", False]
    assert workspace.records.settings.zone == "Asia/Shanghai"


def test_only_an_admin_says_when_people_work(organisation: Workspace):
    with open_workspace(organisation.ledger.folder, "bo") as bo, pytest.raises(Forbidden):
        bo.do(edit, "WS-1", {"days": {"2026-12-25": "Christmas"}})


def test_two_people_name_different_days_at_once(workspace: Workspace):
    base = workspace.records.settings
    workspace.do(edit, "WS-1", {"days": {"2026-12-25": "Christmas"}}, base=base)
    workspace.do(edit, "WS-1", {"days": {"2026-12-26": "Boxing day"}}, base=base)
    assert list(workspace.records.settings.days) == ["2026-12-25", "2026-12-26"]
    with pytest.raises(Invalid):
        workspace.do(edit, "WS-1", {"days": {"2026-12-25": "Christmas", "tomorrow": ""}})
