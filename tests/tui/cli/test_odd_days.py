"""A due day that is past or off is said where it is given, and what is typed is understood as elsewhere."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import clock
from tests.tui.cli.conftest import Concord

#: A Saturday.
NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def test_this_monday_on_a_saturday_is_said_to_be_past(concord: Concord, acme: Path):
    ran = concord("add", "action", "Feed", "--due", "this monday")
    assert (ran.code, ran.out) == (0, "A-1\n")
    assert ran.err.splitlines()[-1] == "Mon 23 Nov is 5 days ago"
    ran = concord("edit", "A-1", "--due", "sat", "--why", "later")
    assert ran.err.splitlines()[-1] == "Sat 5 Dec is a day off: the next working day is Mon 7 Dec"
    assert "day off" not in concord("edit", "A-1", "--priority", "high").err
    assert "ago" not in concord("edit", "A-1", "--start", "this monday").err
    assert concord("edit", "A-1", "--due", "mon", "--why", "well").err.count("\n") == 1


def test_a_holiday_is_said_by_its_name_and_typed_by_it(concord: Concord, acme: Path):
    concord("edit", "WS-1", "--days=+2026-12-25=Christmas", "--days=+2027-09-15=中秋节")
    ran = concord("add", "action", "Feed", "--due", "christmas")
    assert "Fri 25 Dec is a day off (Christmas): the next working day is Mon 28 Dec" in ran.err
    concord("add", "action", "Posters", "--due", "before christmas")
    concord("add", "action", "月饼", "--due", "中秋节前")
    assert [concord("show", f"A-{n}", "--json").objects[0]["due"] for n in (2, 3)] == ["2026-12-24", "2027-09-14"]
    zh = concord("add", "action", "海报", "--due", "圣诞节", "--lang", "zh")
    assert "12月25日 周五 是休息日（Christmas），下一个工作日是 12月28日 周一" in zh.err
    quick = concord("add", "action", "--quick", "Ring due:7个工作日后")
    assert "Due: Tue 8 Dec" in quick.err


def test_requests_and_milestones_say_it_too(concord: Concord, acme: Path):
    concord("add", "department", "Finance", "--code", "FIN")
    concord("add", "department", "Marketing", "--code", "MKT")
    ran = concord("request", "Code", "--to", "FIN", "--from", "MKT", "--by", "weekend")
    assert "Sun 29 Nov is a day off: the next working day is Mon 30 Nov" in ran.err
    concord("add", "goal", "Launch")
    assert "is a day off" in concord("add", "milestone", "Hang", "--goal", "G-1", "--due", "13/12/2026").err


def test_many_are_counted(concord: Concord, acme: Path, tmp_path: Path):
    path = tmp_path / "actions.jsonl"
    days = ("fri", "this monday", "last week", "weekend", "eom")
    path.write_text("".join(f'{{"title": "{day}", "due": "{day}"}}\n' for day in days))
    for more in (("--dry-run",), ()):
        ran = concord("add", "action", "--from-json", str(path), *more)
        assert ran.code == 0
        assert "2 of the days are past\n1 of the days is a day off\n" in ran.err
    assert concord("add", "action", "--from-json", str(path), "--json").err == ""


def test_those_of_a_table_are_counted_but_for_what_is_done(concord: Concord, acme: Path, tmp_path: Path):
    path = tmp_path / "actions.csv"
    path.write_text("title,due,state\na,2026-11-02,todo\nb,2026-11-28,todo\nc,2026-11-02,done\n", "utf-8")
    for more in (("--dry-run",), ()):
        ran = concord("import", "csv", str(path), *more)
        assert (ran.code, "1 of the days is past\n1 of the days is a day off\n" in ran.err) == (0, True)


def test_what_may_be_two_days_is_refused_with_both(concord: Concord, acme: Path):
    ran = concord("add", "action", "Feed", "--due", "01/12/2026")
    assert (ran.code, ran.out) == (2, "")
    assert "2026-01-12" in ran.err
    assert "2026-12-01" in ran.err


def test_weeks_and_months_narrow_a_list(concord: Concord, acme: Path):
    for day in ("next wed", "2026-12-31", "30 nov"):
        concord("add", "action", day, "--due", day)
    titles = [found["title"] for found in concord("list", "action", "due:next-week", "--json").objects]
    assert sorted(titles) == ["30 nov", "next wed"]
    assert [found["title"] for found in concord("list", "action", "截止:十二月下旬", "--json").objects] == [
        "2026-12-31"
    ]
    assert len(concord("list", "action", "due:next-month", "--json").objects) == 2
