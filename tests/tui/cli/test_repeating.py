"""Actions that come again, as they are typed: what is understood, what comes next, what is refused."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store import clock
from tests.tui.cli.conftest import Concord

#: A Monday.
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def office(acme: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    on(monkeypatch, 23)
    return acme


def on(monkeypatch: pytest.MonkeyPatch, day: int) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11 + (day > 30), day - 30 * (day > 30), 9, tzinfo=UTC))


@pytest.fixture(autouse=True)
def begun(monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, 20)


def facts(page: str) -> list[list[str]]:
    return [re.split(" {2,}", line.strip()) for line in page.splitlines()]


def test_what_is_typed_is_said_back_and_the_next_one_is_told(office: Path, concord: Concord):
    added = concord("add", "action", "Price check", "--repeats", "EVERY mon.")
    assert added.err == 'A-1 "Price check" is added. Due: Mon 23 Nov; Repeats: every Monday\n'
    assert concord("done", "A-1").err == "A-1 is done\nA-2 comes next, due Mon 30 Nov\n"
    assert ["Repeats", "every Monday, next 2026-12-07"] in facts(concord("show", "A-2").out)
    assert ["Next one", "A-2 Price check"] in facts(concord("show", "A-1").out)
    assert concord("history", "A-2").out.splitlines() == [
        "2026-11-23 09:00  A-2 Price check comes again, due 2026-11-30"
    ]


def test_in_chinese_too(office: Path, concord: Concord):
    added = concord("--lang", "zh", "add", "action", "对账", "--repeats", "每月最后一个工作日，遇休息日提前")
    assert added.err == "A-1“对账”已添加。截止：11月30日 周一；重复：每月最后一个工作日\n"
    assert concord("--lang", "zh", "done", "A-1").err == "A-1 已完成\n下一次是 A-2，12月31日 周四 截止\n"


@pytest.mark.parametrize("typed", ["every monday", "每周一", "FREQ=WEEKLY;BYDAY=MO", "freq=weekly;byday=mo"])
def test_every_door_takes_what_people_type(office: Path, concord: Concord, tmp_path: Path, typed: str):
    line = tmp_path / "lines.jsonl"
    line.write_text(f'{{"title": "By JSON", "repeats": "{typed}"}}', "utf-8")
    concord("add", "action", "By option", "--repeats", typed)
    concord("add", "action", "By edit", "--due", "2026-11-30")
    concord("edit", "A-2", "--repeats", typed)
    concord("add", "action", "--from-json", str(line))
    concord("add", "action", "--quick", f'By line repeats:"{typed}"')
    found = concord("list", "action", "--json").objects
    assert [each["repeats"] for each in found] == ["FREQ=WEEKLY;BYDAY=MO"] * 4


def test_what_is_no_rule_is_refused(office: Path, concord: Concord):
    refused = concord("add", "action", "x", "--repeats", "at full moon")
    assert refused.code == 2
    assert "try every monday" in refused.err
    assert concord("add", "action", "x", "--repeats", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30").code == 4


def test_the_series_is_ended_by_hand_on_its_last_one(office: Path, concord: Concord):
    concord("add", "action", "Price check", "--repeats", "every monday")
    concord("done", "A-1")
    refused = concord("edit", "A-1", "--repeats", "none")
    assert (refused.code, "A-2" in refused.err) == (4, True)
    concord("edit", "A-2", "--repeats", "none")
    assert concord("done", "A-2").err == "A-2 is done\n"


def test_it_is_told_that_a_series_has_ended(office: Path, concord: Concord):
    concord("add", "action", "Twice", "--repeats", "daily, 2 times")
    concord("done", "A-1")
    assert concord("drop", "A-2", "--why", "no time").err == "A-2 is dropped\nA-2 was the last one of its series\n"


def test_a_day_that_passes_brings_the_next_and_lists_do_not_drown(
    office: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch
):
    concord("add", "action", "Price check", "--repeats", "every monday", "--owner", "ana")
    concord("add", "action", "Report", "--repeats", "每月最后一个工作日")
    on(monkeypatch, 26)
    concord("comment", "A-2", "soon")
    assert [each["due"] for each in concord("list", "action", "--json").objects] == [
        "2026-11-23", "2026-11-30", "2026-11-30",
    ]  # fmt: skip
    assert concord("search", "is:repeating", "repeats:monday").out.split("\n")[0].startswith("A-")
    assert len(concord("list", "action", "repeats:monthly").out.splitlines()) == 1
    assert len(concord("list", "action", "is:repeating").out.splitlines()) == 3
    assert concord("list", "action", "repeats:none").out == ""
    assert concord("undo").err.startswith("Taken back: ")
    assert len(concord("list", "action").out.splitlines()) == 3


def test_what_is_not_at_its_turn_is_no_part_of_the_day(office: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    concord("add", "person", "Me", "--login", "me2")
    concord("add", "action", "Price check", "--repeats", "every monday", "--owner", "me")
    concord("done", "A-1")
    assert "A-2" not in concord("today").out
    on(monkeypatch, 28)
    assert "A-2" in concord("today").out


def test_what_is_added_with_a_day_that_has_passed_says_what_comes_next(office: Path, concord: Concord, tmp_path: Path):
    added = concord("add", "action", "Late", "--due", "2026-11-02", "--repeats", "every monday")
    assert added.err.splitlines()[-2:] == ["A-2 comes next, due Mon 23 Nov", "2 days of the series were passed over"]
    found = tmp_path / "late.csv"
    found.write_text("title,due,repeats\n" + "x,2026-11-10,every tuesday\n" * 6, "utf-8")
    brought = concord("import", "csv", str(found))
    assert brought.err.splitlines()[-1] == "6 more have come at once: a day of their series has passed"


def test_a_series_comes_back_from_a_table_as_one(
    office: Path, concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    concord("add", "action", "Gone")
    concord("add", "action", "Price check", "--repeats", "every monday")
    for words in (("undo",), ("undo",), ("add", "action", "Price check", "--repeats", "every monday")):
        concord(*words)
    on(monkeypatch, 24)
    concord("comment", "A-3", "late")
    concord("export", "csv", str(tmp_path / "out.csv"))
    on(monkeypatch, 25)
    concord("init", str(tmp_path / "new"))
    monkeypatch.setenv("CONCORD_WORKSPACE", str(tmp_path / "new"))
    concord("import", "csv", str(tmp_path / "out.csv"))
    on(monkeypatch, 26)
    concord("add", "lesson", "Nothing is late twice")
    found = [(each["id"], each["source"], each["due"]) for each in concord("list", "action", "--json").objects]
    assert found == [("A-1", None, "2026-11-23"), ("A-2", "A-1", "2026-11-30")]
