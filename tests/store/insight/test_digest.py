"""The digest of a day, and the roll-up of a week by person, department and goal, as data and as Markdown."""

from collections.abc import Iterator

import pytest

from store.commands import add, done, edit
from store.commands.standup import close_round, open_round
from store.insight.digest import goal_of, of_day, of_period
from store.insight.promises import Tally
from store.kinds.blocker import block
from store.kinds.key_result import check_in
from store.kinds.request import accept
from tests.store.insight.conftest import FRI, MON, THU, TUE, WED, Week
from tui import i18n
from tui.text.digest import digest_lines, period_lines


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    i18n.use("en")


@pytest.fixture
def told(week: Week) -> Week:
    """G-1 with A-1 and A-2; on Tuesday bo has done A-1 and not A-2, and is held up; the stand-up is closed."""
    week.at(MON, 8).do(add, "goal", {"title": "Spring *promotion*", "departments": ["DP-1", "DP-2"]})
    for title in ("Send the feed", "Print | hang [posters]"):
        week.action("PN-2", title=title, goal="G-1")
    week.action("PN-3", title="Budget", due=FRI)
    week.do(block, ["A-2"], "No code", "DP-2", severity="high")
    week.at(MON, 9).say("PN-2", next=["A-1", "A-2"], note=["off at <noon>"])
    week.say("PN-3", next=["A-3"])
    week.at(MON, 16).do(done, "A-1")
    week.at(TUE, 8, 55).do(open_round)
    week.at(TUE, 9).say("PN-2", done=["A-1", "Rang the *shops*"], next=["A-2"], blocked=["B-1"])
    week.at(TUE, 9, 10).do(close_round, None, ["PN-2"])
    week.at(TUE, 9, 30).say("PN-1", note=["overslept"])
    return week


DAY = r"""
# Stand-up of Tue 24 Nov

- 2 of 3 have posted
- Missing: fay
- Away: li
- Promises since last time: 3 made, 1 kept, 0 slipped, 2 still going
- Led by ana, 08:55 to 09:10

## Blockers

- B-1 No code: 1 day, severe, waits on FIN, raised once

## Promises

- kept: A-1 Send the feed (bo)
- still going: A-2 Print \| hang \[posters] (bo)
- still going: A-3 Budget (fay)

## MKT

**ana** (posted late)

- Note: overslept

**bo**

- Done: A-1 Send the feed
- Done: Rang the \*shops\*
- Next: A-2 Print \| hang \[posters]
- Held up: B-1 No code
"""


def test_the_digest_of_a_day_as_markdown(told: Week):
    overview = told.overview()
    assert "\n".join(digest_lines(of_day(overview, TUE), overview)) == DAY.strip()


def test_in_chinese_too(told: Week):
    i18n.use("zh")
    overview = told.overview()
    lines = list(digest_lines(of_day(overview, TUE), overview))
    assert lines[0] == "# 11月24日 周二 站会"
    assert "- 主持：ana，08:55 至 09:10" in lines
    assert "- 未提交：fay" in lines
    latin = [line for line in lines if line.startswith("- ") and line.isascii()]
    assert latin == []


def test_a_day_looked_at_later_tells_what_it_was(told: Week):
    told.at(WED).do(done, "B-1", "found")
    told.do(done, "A-2")
    overview = told.overview()
    found = of_day(overview, TUE)
    assert [hold.id for hold in found.blockers] == ["B-1"]
    assert found.resolved == ()
    assert of_day(overview, WED).resolved == ("B-1",)
    assert of_day(overview, WED).blockers == ()


def test_a_quiet_day_has_a_digest_too(week: Week):
    overview = week.at(WED).overview()
    found = of_day(overview, WED)
    assert (found.round, found.posted, found.turns, found.tally) == (None, (), (), Tally())
    assert list(digest_lines(found, overview)) == [
        "# Stand-up of Wed 25 Nov", "", "- 0 of 3 have posted", "- Missing: fay, ana, bo", "- Away: li",
    ]  # fmt: skip


def test_a_week_rolls_up_by_person_department_and_goal(told: Week):
    told.at(WED).say("PN-2", done=["A-2"], note=["x"])
    overview = told.at(THU).overview()
    found = of_period(overview, MON, FRI)
    assert (found.days, found.entries) == ((MON, TUE, WED), 5)
    rolls = {roll.of: roll for roll in (*found.people, *found.departments, *found.goals)}
    assert list(rolls) == ["PN-3", "PN-1", "PN-2", "DP-2", "DP-1", "G-1"]
    bo, goal = rolls["PN-2"], rolls["G-1"]
    assert [(said.day, said.line.on or said.line.text) for said in bo.done] == [
        (TUE, "A-1"), (TUE, "Rang the *shops*"), (WED, "A-2"),
    ]  # fmt: skip
    assert bo.next == ()  # his last entry says nothing of it
    assert (bo.blocked, bo.entries, bo.tally) == (("B-1",), 3, Tally(made=3, kept=1, slipped=2))
    assert [said.line.on for said in rolls["PN-3"].next] == ["A-3"]
    assert rolls["DP-1"].entries == 4
    assert ([said.line.on for said in goal.done], goal.blocked, goal.entries) == (["A-1", "A-2"], ("B-1",), 3)
    assert goal.tally == Tally(made=3, kept=1, slipped=2)
    assert found.tally == Tally(made=4, kept=1, slipped=2)


WEEK = r"""
# Stand-ups from Mon 23 Nov to Fri 27 Nov

- 4 entries on 2 days
- Promises: 4 made, 1 kept, 1 slipped, 2 still going

## Departments

|  | Entries | Done | Next | Blockers | Promises kept |
| --- | --- | --- | --- | --- | --- |
| FIN | 1 | 0 | 1 |  |  |
| MKT | 3 | 2 | 1 | B-1 | 1/2 |

## Goals

|  | Entries | Done | Next | Blockers | Promises kept |
| --- | --- | --- | --- | --- | --- |
| G-1 Spring \*promotion\* | 2 | 1 | 1 | B-1 | 1/2 |

## People

**fay** (Promises: 1 made, 0 kept, 0 slipped, 1 still going)

- Next: A-3 Budget

**bo** (Promises: 3 made, 1 kept, 1 slipped, 1 still going)

- Done: A-1 Send the feed (Tue 24 Nov)
- Done: Rang the \*shops\* (Tue 24 Nov)
- Next: A-2 Print \| hang \[posters]
- Held up: B-1 No code
"""


def test_a_week_as_markdown(told: Week):
    """Who has said nothing but a note stands in the counts only."""
    overview = told.at(WED).overview()
    assert "\n".join(period_lines(of_period(overview, MON, FRI), overview)) == WEEK.strip()


def test_what_a_record_serves(week: Week):
    week.at(MON).do(add, "goal", {"title": "Spring", "departments": ["DP-1", "DP-2"]})
    week.do(add, "key-result", {"title": "Sold", "goal": "G-1"})
    week.do(add, "request", {"title": "List", "department": "DP-2", "asker": "DP-1", "goal": "G-1"})
    week.do(accept, "Q-1")
    week.do(block, ["KR-1"], "No code")
    week.do(check_in, "KR-1", 5)
    week.do(edit, "A-1", {"owner": "PN-2"})
    overview = week.overview()
    served = {id: goal_of(overview, id) for id in ("G-1", "KR-1", "Q-1", "A-1", "B-1", "PN-1", "G-9", "A-9", "")}
    assert [id for id, goal in served.items() if goal == "G-1"] == ["G-1", "KR-1", "Q-1", "A-1", "B-1"]
    assert [goal for goal in served.values() if goal != "G-1"] == ["", "", "", ""]
