"""The organisation's days off and people's time zones on the command line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import clock
from store.kinds.workspace import keep_view
from store.workspace import open_workspace
from tests.store.interop.ics import calendar, day, event
from tests.tui.cli.conftest import Concord
from tests.tui.cli.office import Office

TEXT = "2026-12-25 Christmas\n2027-02-15..2027-02-21 Spring Festival\n2027-02-07 + made up for it\n"
LINES = [
    "2026-12-25: day off, Christmas",
    "2027-02-07: working day, made up for it",
    "2027-02-15..2027-02-21: day off, Spring Festival",
]
#: Half past seven on Monday in Shanghai, and half past eleven in the evening of Sunday in London.
EARLY = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: EARLY)


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "days.txt"
    path.write_text(TEXT)
    return str(path)


def test_a_file_is_told_then_imported_and_then_it_is_there(concord: Concord, acme: Path, file: str):
    before = (acme / "journal").read_bytes()
    dry = concord("import", "calendar", file, "--dry-run")
    assert (dry.code, dry.out.splitlines(), dry.err) == (0, LINES, "Nothing was written: this was a dry run\n")
    assert (acme / "journal").read_bytes() == before
    ran = concord("import", "calendar", file)
    assert (ran.code, ran.out, ran.err) == (0, "", "9 days of the calendar are set\n")
    after = (acme / "journal").read_bytes()
    assert after != before
    again = concord("import", "calendar", file)
    assert (again.code, again.out, again.err) == (0, "", "Everything in the file is there already\n")
    assert (acme / "journal").read_bytes() == after
    assert "imported 9 days of the calendar" in concord("history", "--limit", "1").out
    assert concord("undo").code == 0
    assert concord("show", "WS-1", "--json").objects[0]["days"] == {}


def test_scripts_read_what_is_new_and_what_is_named_otherwise(concord: Concord, acme: Path, file: str):
    concord("edit", "WS-1", "--days=+2026-12-25=Xmas", "--days=+2026-12-31=New Year's Eve")
    (dry,) = concord("import", "calendar", file, "--dry-run", "--json").objects
    (done,) = concord("import", "calendar", file, "--json").objects
    assert (dry.pop("dry_run"), done.pop("dry_run")) == (True, False)
    assert dry == done
    assert done["changed"] == {"2026-12-25": {"name": "Christmas", "works": False}}
    assert (len(done["new"]), done["new"]["2027-02-07"]) == (8, {"name": "made up for it", "works": True})
    assert done["lines"][-1] == "2026-12-25: day off, Christmas (until now 2026-12-25: day off, Xmas)"
    assert concord("show", "WS-1", "--json").objects[0]["days"]["2026-12-31"]["name"] == "New Year's Eve"


@pytest.mark.parametrize(
    ("options", "years"),
    [((), [2026, 2027]), (("--years", "2028"), [2028]), (("--years", "２０２６～2028"), [2026, 2027, 2028])],
)
def test_what_repeats_is_followed_through_the_years_asked_for(
    concord: Concord, acme: Path, tmp_path: Path, options: tuple[str, ...], years: list[int]
):
    path = tmp_path / "days.ics"
    path.write_bytes(calendar(day("20200101", "New Year", "RRULE:FREQ=YEARLY"), event("DTSTART:20261224T150000Z")))
    ran = concord("import", "calendar", str(path), *options)
    assert (ran.code, ran.out) == (0, "")
    assert "does not fill a day" in ran.err
    days = concord("show", "WS-1", "--json").objects[0]["days"]
    assert list(days) == [f"{year}-01-01" for year in years]


def test_a_file_without_a_day_off_says_so_and_fails(concord: Concord, acme: Path, tmp_path: Path):
    path = tmp_path / "days.ics"
    path.write_bytes(
        calendar(event("DTSTART:20261207T090000Z", "DTEND:20261207T100000Z", "SUMMARY:Weekly coordination"))
    )
    for more in ((), ("--dry-run",)):
        ran = concord("import", "calendar", str(path), *more)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.splitlines()[0] == 'Line 3: "Weekly coordination" does not fill a day'
        assert "Nothing in the file is a day off" in ran.err.splitlines()[1]
    assert "does not fill a day" in concord("import", "calendar", str(path), "--json").err


def test_one_bad_event_is_told_and_the_others_are_set(concord: Concord, acme: Path, tmp_path: Path):
    path = tmp_path / "days.ics"
    path.write_bytes(calendar(day("20270101", "元旦"), day("20260101", "Lease", "DTEND;VALUE=DATE:20290101")))
    dry = concord("import", "calendar", str(path), "--dry-run")
    assert (dry.code, dry.out) == (0, "2027-01-01: day off, 元旦\n")
    ran = concord("import", "calendar", str(path))
    assert (ran.code, ran.out) == (0, "")
    for err in (dry.err, ran.err):
        assert err.splitlines()[0] == "Line 7: the event is longer than a year. Is its year right?"
    assert ran.err.splitlines()[1] == "One day of the calendar is set"


@pytest.mark.parametrize(
    ("typed", "works"),
    [
        ("2026-12-05=调班", True), ("2026-12-05=补班", True), ("2026-12-05=国庆节调休", True),
        ("2026-12-04=调休", False),
        ("2026-12-05=working Saturday", True), ("2026-12-05=Makeup day", True), ("2026-12-05=+stocktaking", True),
        ("2026-12-24=Christmas Eve", False), ("2026-12-24=放假", False),
    ],
)  # fmt: skip
def test_a_day_typed_by_hand_is_a_working_day_where_it_says_so(concord: Concord, acme: Path, typed: str, works: bool):
    ran = concord("edit", "WS-1", f"--days=+{typed}")
    assert ran.code == 0
    assert ("working day" in ran.err) is works
    day, _sign, name = typed.partition("=")
    days = concord("show", "WS-1", "--json").objects[0]["days"]
    assert days[day] == {"name": name.lstrip("+"), "works": works}


def test_days_in_a_row_are_typed_at_once(concord: Concord, acme: Path):
    concord("edit", "WS-1", "--days=+2026-10-01..07=国庆节, 2026-12-31～2027-01-02=元旦")
    days = concord("show", "WS-1", "--json").objects[0]["days"]
    assert (len(days), days["2026-10-07"]["name"], days["2027-01-02"]["name"]) == (10, "国庆节", "元旦")
    concord("edit", "WS-1", "--days=-2026-10-01..2026-10-06")
    assert len(concord("show", "WS-1", "--json").objects[0]["days"]) == 4


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("import", "calendar", "FILE", "--years", "next"), "2026..2028"),
        (("import", "calendar", "FILE", "--years", "2028..2026"), "2026..2028"),
        (("import", "calendar", "FILE", "--years", "0000"), "2026..2028"),
        (("import", "calendar", "FILE", "--strict"), "import csv|goals"),
        (("import", "goals", "FILE", "--years", "2026"), "import calendar"),
        (("import", "kalender", "FILE"), "goals, calendar"),
        (("edit", "WS-1", "--days=-2026-12-25"), "2026-12-25 is not in it"),
    ],
)
def test_wrong_words(concord: Concord, acme: Path, file: str, words: tuple[str, ...], said: str):
    ran = concord(*(file if word == "FILE" else word for word in words))
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err or said.lstrip("-") in ran.err


@pytest.mark.parametrize(
    ("given", "left"),
    [
        (("--days=-2026-12-25",), {"2026-12-24": "Eve", "2026-12-26": ""}),
        (("--days=-2026-12-25,2026-12-24",), {"2026-12-26": ""}),
        (("--days=-２０２６-12-25", "--days=-2026-12-26"), {"2026-12-24": "Eve"}),
        (("--days=+2026-12-31=New Year's Eve, half a day",), {"2026-12-31": "New Year's Eve, half a day"}),
        (("--days=+2026-12-30=A，2026-12-31=B",), {"2026-12-30": "A", "2026-12-31": "B"}),
        (("--days=-2026-12-25", "--days=+2026-12-31"), {"2026-12-25": None, "2026-12-31": ""}),
        (("--days", "2027-01-01=New Year"), {"2026-12-24": None, "2026-12-25": None, "2027-01-01": "New Year"}),
        (("--days", "none"), {"2026-12-24": None, "2026-12-25": None, "2026-12-26": None}),
    ],
)
def test_single_days_are_named_and_taken_back(
    concord: Concord, acme: Path, given: tuple[str, ...], left: dict[str, str | None]
):
    concord("edit", "WS-1", "--days", "2026-12-24=Eve; 2026-12-25=Christmas; 2026-12-26=")
    ran = concord("edit", "WS-1", *given)
    assert (ran.code, ran.out) == (0, ""), ran.err
    days = concord("show", "WS-1", "--json").objects[0]["days"]
    assert {day: days[day]["name"] if day in days else None for day in left} == left


def test_what_is_no_day_is_refused(concord: Concord, acme: Path):
    ran = concord("edit", "WS-1", "--days=+2026-02-30=Leap day")
    assert (ran.code, ran.err.count("\n")) == (4, 1)
    assert '"2026-02-30" is not a day such as 2026-12-25' in ran.err
    for words in ("fri=Party", "Christmas"):
        ran = concord("edit", "WS-1", f"--days=+{words}")
        assert (ran.code, ran.out) == (4, "")
    assert concord("show", "WS-1", "--json").objects[0]["days"] == {}


def test_the_days_to_come_in_words(concord: Concord, acme: Path, file: str):
    assert "Days off          none to come: concord import calendar FILE" in concord("show", "WS-1").out
    concord("edit", "WS-1", "--working-days", "1234", "--days", "2026-11-20=Past, 2026-11-22=Today")
    concord("import", "calendar", file)
    shown = concord("show", "WS-1").out
    assert "  Working days      Mon, Tue, Wed, Thu\n" in shown
    assert shown.splitlines()[-5:] == [
        "Days off",
        "  2026-11-22              Sun      day off      Today",
        "  2026-12-25              Fri      day off      Christmas",
        "  2027-02-07              Sun      working day  made up for it",
        "  2027-02-15..2027-02-21  Mon-Sun  day off      Spring Festival",
    ]
    chinese = concord("show", "WS-1", "--lang", "zh").out
    assert "2027-02-15..2027-02-21  周一-周日  休息  Spring Festival" in chinese
    assert "上班  made up for it" in chinese


def test_days_off_count_for_answers(concord: Concord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, file: str):
    office = Office(concord, monkeypatch, str(tmp_path / "office")).found()
    office("", "import", "calendar", file)
    office("li", "import", "calendar", file)
    office("li", "edit", "WS-1", "--days=-2026-12-25", code=4)  # no admin
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 24, 9, tzinfo=UTC))
    office("ana", "request", "Code", "--to", "FIN")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 12, 28, 9, tzinfo=UTC))
    assert office.get("Q-1")["computed"]["answer_days"] == 1
    assert "none for 1 working day," in office("li", "show", "Q-1").out
    office("", "edit", "WS-1", "--days=-2026-12-25")
    assert office.get("Q-1")["computed"]["answer_days"] == 2


def test_early_in_shanghai(concord: Concord, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """What is done before eight is of today, though it is yesterday in UTC; times are those of whoever reads them."""
    office = Office(concord, monkeypatch, str(tmp_path / "office")).found()
    office("", "edit", "WS-1", "--zone", "Asia/Shanghai")
    office("", "edit", "li", "--zone", "Europe/London")
    office("ana", "add", "goal", "Launch", "--departments", "MKT,FIN")
    office("ana", "step", "G-1", "--why", "at once")
    office("ana", "object", "G-1", "--why", "no capacity")
    office("ana", "add", "action", "Feed", "--goal", "G-1", "--due", "tomorrow")
    office("ana", "edit", "A-1", "--due", "fri", "--why", "later")
    shown = office("ana", "show", "G-1").out
    assert "asked today" in shown
    assert "(ana, 2026-11-23)" in shown
    assert "2026-11-23 07:30 Asia/Shanghai  ana" in shown
    assert "2026-11-22 23:30 Europe/London  ana" in office("li", "show", "G-1").out
    assert "(ana, 2026-11-23)" in office("li", "show", "A-1").out  # the day of the move is one of the workspace
    assert office.get("A-1")["due"] == "2026-11-27"
    assert office.get("G-1")["computed"]["asked_since"] == {"FIN": "2026-11-23"}
    assert office("ana", "history", "--limit", "1").out.startswith("2026-11-23 07:30  ")
    assert office("li", "history", "--limit", "1").out.startswith("2026-11-22 23:30  ")
    assert office("ana", "history", "--since", "today").out
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 16, 0, tzinfo=UTC))
    assert office("ana", "history", "--since", "today").out == ""
    assert office("ana", "history", "--since", "yesterday").out


def test_kept_searches_are_left_as_they_are(concord: Concord, acme: Path):
    with open_workspace(str(acme)) as workspace:
        workspace.do(keep_view, "late", "is:overdue")
        workspace.do(keep_view, "我的", "owner:me")
    for given in ("--views=-我的", "--views=+mine=owner:me"):
        concord("edit", "WS-1", given)
    assert "late" in concord("show", "WS-1", "--json").objects[0]["views"]
