"""Meetings out of other calendars and into them: what a file brings, what it changes later, what it leaves out."""

from pathlib import Path

from tests.tui.cli.conftest import Concord

WEEKLY = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:weekly@elsewhere
DTSTART;TZID=America/New_York:20270105T090000
DURATION:PT45M
RRULE:FREQ=WEEKLY;BYDAY=TU
EXDATE;TZID=America/New_York:20270119T090000
SUMMARY:Weekly\\, [bold]us[/]
LOCATION:Room 1
ORGANIZER;CN=Ana:mailto:ANA@example.org
ATTENDEE:mailto:nobody@example.org
END:VEVENT
BEGIN:VEVENT
UID:weekly@elsewhere
RECURRENCE-ID;TZID=America/New_York:20270112T090000
DTSTART;TZID=America/New_York:20270113T100000
DURATION:PT45M
SUMMARY:Weekly, moved
END:VEVENT
BEGIN:VEVENT
UID:single@elsewhere
DTSTART:20270104T140000Z
DTEND:20270104T150000Z
SUMMARY:Rent
DESCRIPTION:Who pays?\\nAnd how long?
END:VEVENT
BEGIN:VEVENT
UID:day@elsewhere
DTSTART;VALUE=DATE:20270106
SUMMARY:Epiphany
END:VEVENT
END:VCALENDAR
"""


def test_meetings_of_another_calendar_come_in_once_and_are_changed_by_a_later_file(
    acme: Path, concord: Concord, tmp_path: Path
):
    concord("edit", "ana", "--email", "ana@example.org", "--department", "MKT")
    file = tmp_path / "meetings.ics"
    file.write_text(WEEKLY)
    foretold = concord("import", "ics", str(file), "--dry-run")
    assert foretold.out.splitlines() == ["3 meetings are new", "One meeting is cancelled"]
    assert "Epiphany" in foretold.err
    assert concord("list", "meeting").out == ""
    assert concord("import", "ics", str(file), "--json").objects[0]["new"] == ["M-1", "SE-1", "M-3"]
    (series,) = concord("show", "SE-1", "--json").objects
    assert [series[name] for name in ("title", "repeats", "time", "zone", "length", "place", "departments")] == [
        "Weekly, [bold]us[/]",
        "FREQ=WEEKLY;BYDAY=TU",
        "09:00",
        "America/New_York",
        45,
        "Room 1",
        ["MKT"],
    ]
    found = {id: concord("show", id, "--json").objects[0] for id in ("M-1", "M-2", "M-3")}
    said = {
        id: (each["title"], each["on"], each["time"], each["state"], each["series_day"]) for id, each in found.items()
    }
    assert said == {
        "M-1": ("Rent", "2027-01-04", "14:00", "open", None),
        "M-2": ("Weekly, [bold]us[/]", "2027-01-19", "09:00", "cancelled", "2027-01-19"),
        "M-3": ("Weekly, moved", "2027-01-13", "10:00", "open", "2027-01-12"),
    }
    assert found["M-1"]["purpose"] == "Who pays?\nAnd how long?"
    again = concord("import", "ics", str(file))
    assert (again.code, again.out) == (0, "")
    later = WEEKLY.replace("20270104T140000Z", "20270105T143000Z").replace("DTEND:20270104T15", "DTEND:20270105T15")
    file.write_text(later.replace("SUMMARY:Weekly, moved", "STATUS:CANCELLED\nSUMMARY:Weekly, moved"))
    assert concord("import", "ics", str(file)).out.split() == ["M-1", "M-3"]
    assert concord("show", "M-3", "--json").objects[0]["state"] == "cancelled"
    assert concord("show", "M-1", "--json").objects[0]["on"] == "2027-01-05"


def test_what_this_workspace_wrote_itself_is_left_out_and_another_takes_it(
    acme: Path, concord: Concord, tmp_path: Path
):
    concord("add", "series", "Weekly", "--repeats", "every tue", "--start", "2027-01-05", "--time", "9:00")
    concord("add", "meeting", "Rent", "--on", "2027-01-04", "--time", "14:00")
    concord("meeting", "open", "M-1")
    file = tmp_path / "mine.ics"
    assert concord("export", "ics", str(file)).code == 0
    ran = concord("import", "ics", str(file))
    assert (ran.code, "of this workspace already" in ran.err) == (2, True)
    concord("init", str(tmp_path / "other"))
    assert concord("import", "ics", str(file), "--workspace", str(tmp_path / "other")).out.split() == ["M-1", "SE-1"]
    assert concord("export", "ics", "--for", "SE-1", "--excel").code == 2
