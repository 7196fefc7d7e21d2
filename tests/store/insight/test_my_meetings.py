"""What meetings ask of whom today, by their state and day."""

from datetime import UTC, date, datetime
from typing import Any

from store.insight.my_meetings import Clocks, MeetingPart, told
from store.kinds.meeting import Coming
from tests.for_each import for_each

TODAY, YESTERDAY, FRIDAY = date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 27)
ALL = {"departments": ("DP-1", "DP-2"), "facilitator": "PN-1", "note_taker": "PN-2", "on": TODAY, "time": "09:30"}
SAID = {"coming": {"DP-1": Coming()}, "prepared": {"DP-1": "ana"}}


@for_each(
    "person, speaks, row, found",
    [
        ("PN-1", {}, {}, ("today", "at 9:30; I lead")),
        ("PN-2", {}, {"time": ""}, ("today", "today; I take notes")),
        ("PN-3", {"DP-1": "MKT"}, {}, ("today", "at 9:30; whether MKT comes; whether MKT is prepared")),
        ("PN-3", {"DP-1": "MKT"}, SAID, ("today", "at 9:30")),
        ("PN-3", {"DP-1": "MKT"}, {"coming": {"DP-1": Coming("no")}}, ("today", "at 9:30")),
        ("PN-3", {}, {"coming": {"DP-1": Coming("delegate", "PN-3")}}, ("today", "at 9:30; I come")),
        ("PN-1", {}, {"state": "running"}, ("today", "goes on now; I lead")),
        ("PN-1", {}, {"on": YESTERDAY}, ("late", "2026-11-23; neither held nor cancelled")),
        ("PN-3", {"DP-1": "MKT"}, {"on": YESTERDAY}, None),
        (
            "PN-3",
            {"DP-1": "MKT"},
            {"on": FRIDAY},
            ("answers", "2026-11-27; whether MKT comes; whether MKT is prepared"),
        ),
        ("PN-3", {"DP-1": "MKT"}, {"on": FRIDAY, **SAID}, None),
        ("PN-1", {}, {"on": FRIDAY}, ("ahead", "2026-11-27; I lead")),
        ("PN-1", {}, {"on": None}, None),
        ("PN-1", {}, {"state": "draft", "on": FRIDAY}, ("ahead", "2026-11-27; I lead")),
        ("PN-3", {}, {"state": "closed", "present": ("PN-3",)}, ("next", "its minutes may be amended")),
    ],
)
def test_whom_a_meeting_concerns_how(person: str, speaks: dict[str, str], row: Any, found: Any):
    meeting = MeetingPart(**{"state": "open", "closed": datetime(2026, 11, 23, tzinfo=UTC), **ALL, **row})
    items = told({"M-1": meeting}, (), person, speaks, TODAY)
    assert [(section, str(why)) for section, _id, why in items] == ([found] if found else [])


def test_a_draft_concerns_nobody_but_whoever_leads_it_and_takes_the_notes():
    assert set(MeetingPart(**ALL).parties) == {"PN-1", "PN-2"}
    assert set(MeetingPart(**ALL, state="open").parties) == {"PN-1", "PN-2", "DP-1", "DP-2"}
    assert set(MeetingPart(**ALL, state="closed", present=("PN-4",)).parties) == {"PN-4"}
    assert set(MeetingPart(**ALL, state="cancelled").parties) == set()


def test_whoever_presents_something_is_told():
    row = MeetingPart(**ALL, state="open")
    assert [str(why) for _section, _id, why in told({"M-1": row}, {"M-1"}, "PN-9", {}, TODAY)] == ["at 9:30; I present"]


@for_each(
    "zone, on, time, clocks, found",
    [  # TODAY is the day of whoever looks
        ("America/New_York", YESTERDAY, "23:30", ("Europe/Berlin", "Asia/Shanghai"), ("today", "at 12:30")),
        ("America/New_York", YESTERDAY, "23:30", ("Europe/Berlin", "Europe/Berlin"), ("today", "at 5:30")),
        ("", YESTERDAY, "23:30", ("Europe/Berlin", "Asia/Shanghai"), ("today", "at 6:30")),
        ("Asia/Shanghai", TODAY, "06:00", ("Europe/Berlin", "America/New_York"), ("late", "2026-11-23; neither held")),
        ("America/New_York", TODAY, "23:30", ("Europe/Berlin", "Asia/Shanghai"), ("ahead", "2026-11-25; I lead")),
        ("", TODAY, "23:30", ("Europe/Berlin", "Europe/Berlin"), ("today", "at 23:30")),
        ("Nowhere/At_All", TODAY, "23:30", ("Europe/Berlin", "Europe/Berlin"), ("today", "at 23:30")),
        ("America/New_York", TODAY, "", ("Europe/Berlin", "Asia/Shanghai"), ("today", "today")),
        ("", date(2026, 3, 29), "02:30", ("Europe/Berlin", "Asia/Shanghai"), ("late", "2026-03-29; neither held")),
    ],
)
def test_it_is_on_the_day_and_at_the_time_that_the_clocks_of_whoever_looks_show(
    zone: str, on: date, time: str, clocks: tuple[str, str], found: tuple[str, str]
):
    row = MeetingPart(on=on, time=time, zone=zone, facilitator="PN-1", state="open")
    ((section, _id, why),) = told({"M-1": row}, (), "PN-1", {}, TODAY, Clocks(*clocks))
    assert (section, str(why)[: len(found[1])]) == found
