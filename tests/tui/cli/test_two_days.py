"""Two days: what one reader alone sees is counted where they are, what all see where the workspace is."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import store
from store import clock
from tests.tui.board.test_board import press
from tests.tui.cli.conftest import Concord
from tests.tui.cli.office import Office
from tests.tui.conftest import text
from tui import i18n
from tui.app import ConcordApp
from tui.config import Options
from tui.desk.desk import Desk

#: One moment: a Sunday in UTC and in America, Monday in Asia and beyond.
NOW = datetime(2026, 11, 29, 17, tzinfo=UTC)
SUNDAY, MONDAY = date(2026, 11, 29), date(2026, 11, 30)
#: Of the workspace and of the reader the zone, and the day that it is there.
ZONES = [
    ("Asia/Shanghai", MONDAY, "America/Los_Angeles", SUNDAY),
    ("UTC", SUNDAY, "Pacific/Auckland", MONDAY),
]
LINE = {
    "en": "Counted by {day}, as it is in {zone}; where you are it is {here}",
    "zh": "按 {zone} 的日期（{day}）计算；你那里是 {here}",
}
LONG = {
    "en": {SUNDAY: "Sun 29 Nov", MONDAY: "Mon 30 Nov"},
    "zh": {SUNDAY: "11月29日 周日", MONDAY: "11月30日 周一"},
}


def line(language: str, zone: str, common: date, here: date) -> str:
    return LINE[language].format(day=LONG[language][common], here=LONG[language][here], zone=zone)


@pytest.fixture(params=ZONES, ids=["behind", "ahead"])
def apart(request: pytest.FixtureRequest) -> tuple[str, date, str, date]:
    return request.param


@pytest.fixture
def office(
    concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, apart: tuple[str, date, str, date]
) -> Office:
    """G-1 of MKT and LOG, in execution and due on the Sunday, as is ana's A-1; FIN has had to answer Q-1 for long.

    ana is where the reader is, all others where the workspace is.
    """
    zone, _common, away, _here = apart
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 20, 9, tzinfo=UTC))
    made = Office(concord, monkeypatch, str(tmp_path / "office")).found()
    made("", "edit", "WS-1", "--zone", zone)
    made("", "edit", "ana", "--zone", away)
    made("ana", "add", "goal", "Spring", "--departments", "MKT,LOG", "--owner", "ana", "--due", "2026-11-29")
    made("ana", "add", "action", "Feed", "--owner", "ana", "--due", "2026-11-29", "--goal", "G-1")
    made("ana", "add", "milestone", "Shops", "--owner", "ana", "--due", "2026-11-29")
    made("ana", "request", "Cranes", "--to", "LOG", "--by", "2026-11-29")
    made("bo", "block", "A-1", "No code", "--on", "FIN")
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return made


def late(here: date) -> int:
    return (here - SUNDAY).days


def test_lists_my_day_and_what_is_typed_are_the_readers(office: Office, apart: tuple[str, date, str, date]):
    here = apart[3]
    for id in ("A-1", "MS-1", "G-1", "Q-1"):
        assert office.get(id)["computed"]["late_days"] == late(apart[1]), id  # the admin is where the workspace is
        shown = office("ana", "show", id, "--json").objects[0]
        assert shown["computed"]["late_days"] == late(here), id
    assert ("1 day late" in office("ana", "list", "action").out) == (here == MONDAY)
    assert ("A-1" in office("ana", "list", "action", "is:late").out) == (here == MONDAY)
    assert ("A-1" in office("ana", "search", "due:today").out) == (here == SUNDAY)
    mine = {each["id"]: each["section"] for each in office("ana", "today", "--json").objects}
    pressing = "late" if here == MONDAY else "today"
    assert (mine["A-1"], mine["MS-1"]) == (pressing, pressing)
    brief = office("ana", "today", "--brief", "--json").objects[0]
    assert brief[pressing] == 2
    office("ana", "add", "action", "New", "--start", "today", "--due", "tomorrow")
    assert (office.get("A-2")["start"], office.get("A-2")["due"]) == (
        str(here), str(here + timedelta(1)),
    )  # fmt: skip


def test_ones_entry_is_of_ones_own_day_and_the_stand_up_of_the_workspaces(
    office: Office, apart: tuple[str, date, str, date]
):
    zone, common, _away, here = apart
    office("ana", "standup", "--post", "--note", "on the way")
    entry = office.get("SU-1")
    assert entry["day"] == str(here)
    opened = office("ana", "standup", "--open", "--on", "today")
    assert line("en", zone, common, here) in opened.err
    assert office.get(opened.out.strip())["day"] == str(common)
    closed = office("ana", "standup", "--close")
    assert LONG["en"][common] in closed.out


def test_health_waits_and_digest_are_the_workspaces_and_say_so(office: Office, apart: tuple[str, date, str, date]):
    zone, common, _away, here = apart
    health = [office(who, "show", "G-1", "--json").objects[0]["computed"]["reasons"] for who in ("ana", "bo")]
    assert health[0] == health[1]
    assert ("it is 1 day late" in health[0]) == (common == MONDAY)
    waits = [office(who, "waits", "--json").out for who in ("ana", "bo")]
    assert waits[0] == waits[1]
    for language in ("en", "zh"):
        office.language = language
        said = line(language, zone, common, here)
        for words in (("waits",), ("digest",), ("digest", "--week")):
            assert said in office("ana", *words).err, words
            assert zone not in office("bo", *words).err, words
            assert zone not in office("ana", *words, "--json").err, words
        assert said in " ".join(office("ana", "show", "G-1").out.split())
        assert said not in " ".join(office("bo", "show", "G-1").out.split())


def test_a_reading_of_today_is_taken_wherever_it_is(office: Office, apart: tuple[str, date, str, date]):
    office("ana", "add", "key-result", "Sold", "--goal", "G-1")
    office("ana", "check-in", "KR-1", "10", "--on", "today")
    office("ana", "check-in", "KR-1", "12")
    assert [each["on"] for each in office("ana", "list", "check-in", "--json").objects] == [
        str(apart[3]), str(apart[1]),
    ]  # fmt: skip
    office("ana", "check-in", "KR-1", "10", "--on", "2026-12-01", code=4)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_on_the_screen(
    office: Office, apart: tuple[str, date, str, date], language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    zone, common, _away, here = apart
    i18n.use(language)
    folder = str(tmp_path / "office")
    desk = Desk(store.open_workspace(folder, "ana"), Options(), state=str(tmp_path / "ana"))
    try:
        async with ConcordApp(desk).run_test(size=(120, 36)) as pilot:
            app: Any = pilot.app

            async def room(*keys: str) -> str:
                await press(pilot, *keys)
                await pilot.pause()
                return " ".join(text(pilot).split())

            board = await room("3")
            assert LONG[language][here] in board.splitlines()[0]
            row = next(part for part in text(pilot).splitlines() if "Feed" in part)
            assert ({"en": "late", "zh": "逾"}[language] in row) == (here == MONDAY), row
            said = line(language, zone, common, here)
            mine = await room("m")
            assert zone not in mine
            await press(pilot, "escape")
            assert said in await room("I")
            await press(pilot, "escape")
            await press(pilot, "S")
            await pilot.pause()
            form = app.screen
            assert LONG[language][here] in text(pilot)  # my entry
            await press(pilot, "escape")
            standup = " ".join(text(pilot).split())
            assert form is not app.screen
            assert said in standup
            assert LONG[language][common] in standup
    finally:
        desk.close()
