"""What was promised at stand-ups, what of it was kept, and how that goes over weeks."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import done, drop, edit, reopen
from store.insight.promises import Tally, between, follow_through, since_last, tally
from tests.store.insight.conftest import FRI, MON, NEXT_MON, THU, TUE, WED, Week

Then = Callable[[Week], Any]


def finish(day: date) -> Then:
    return lambda week: week.at(day).do(done, "A-1")


def speak(day: date) -> Then:
    return lambda week: week.at(day).say("PN-2", note=["here"])


def move(day: date, to: date) -> Then:
    return lambda week: week.at(day).do(edit, "A-1", {"due": to}, why="later")


def give_up(week: Week) -> None:
    week.at(TUE).do(drop, "A-1", "no need")


def give_away(week: Week) -> None:
    week.at(MON, 15).do(edit, "A-1", {"owner": "PN-3"})


def open_again(week: Week) -> None:
    week.at(FRI).do(reopen, "A-1")


@pytest.mark.parametrize(
    ("due", "then", "seen_on", "expected"),
    [
        (None, [finish(MON), speak(TUE)], TUE, (TUE, "kept")),
        (None, [speak(TUE), finish(TUE)], WED, (TUE, "kept")),
        (None, [speak(TUE), finish(WED)], WED, (TUE, "slipped")),
        (None, [], MON, (TUE, "going")),
        (None, [], TUE, (TUE, "going")),  # the day is not over
        (None, [], WED, (TUE, "slipped")),
        (None, [finish(WED)], WED, (TUE, "slipped")),
        (None, [finish(WED), speak(WED)], THU, (TUE, "slipped")),  # posting later takes nothing back
        (THU, [speak(TUE)], TUE, (THU, "going")),
        (THU, [speak(TUE), finish(THU)], THU, (THU, "kept")),
        (THU, [speak(TUE)], THU, (THU, "going")),
        (THU, [speak(TUE)], FRI, (THU, "slipped")),
        (THU, [speak(TUE), move(TUE, FRI), finish(FRI)], FRI, (THU, "slipped")),  # as it was due when it was said
        (TUE, [move(MON, FRI), speak(TUE)], TUE, (FRI, "going")),  # moved that very day
        (MON, [], WED, (TUE, "slipped")),
        (None, [give_away, finish(TUE)], WED, (TUE, "kept")),
        (None, [finish(TUE), open_again], FRI, (TUE, "slipped")),
        (None, [give_up, speak(TUE)], TUE, None),
    ],
)
def test_a_promise_is_kept_slipped_or_going(
    week: Week, due: date | None, then: list[Then], seen_on: date, expected: Any
):
    week.at(MON, 8).action("PN-2", due=due)
    week.say("PN-2", next=["A-1", "Ring them"], done=["Sent it"])
    for each in then:
        each(week)
    overview = week.overview(seen_on)
    found = [(each.by, each.state) for each in between(overview, MON, MON + timedelta(60), seen_on) if each.made == MON]
    assert found == ([] if expected is None else [expected])


def test_over_a_weekend_the_next_working_day_counts(week: Week):
    week.at(FRI).action("PN-2")
    week.say("PN-2", next=["A-1"])
    for day, state in ((FRI + timedelta(1), "going"), (NEXT_MON, "going"), (NEXT_MON + timedelta(1), "slipped")):
        (found,) = since_last(week.overview(day), day)
        assert (found.by, found.state) == (NEXT_MON, state)


def test_since_last_time_is_everybody_s_last_entry(week: Week):
    for _number in range(4):
        week.at(MON).action("PN-2")
    week.say("PN-2", next=["A-1", "A-2"])
    week.at(TUE).say("PN-3", next=["A-3"])
    week.at(WED).say("PN-3", next=["A-4"])
    week.do(done, "A-1")
    assert tally(since_last(week.overview(), WED)) == Tally(made=3, kept=0, slipped=2)  # fay's of Tuesday go on
    assert tally(since_last(week.overview(THU), THU)) == Tally(made=3, kept=0, slipped=2)
    assert tally(since_last(week.overview(FRI), THU)) == Tally(made=3, kept=0, slipped=3)  # Thursday is over
    assert tally(since_last(week.overview(THU), THU, but={"PN-2"})) == Tally(made=1, kept=0, slipped=0)
    long_after = WED + timedelta(60)
    assert since_last(week.overview(long_after), long_after) == []


def test_what_is_said_every_morning_until_its_day_is_one_promise(week: Week):
    week.at(MON).action("PN-2", due=THU)
    week.action("PN-2")
    for day in (MON, TUE, WED):
        week.at(day).say("PN-2", next=["A-1", "A-2"])
    found = between(week.at(THU).overview(), MON, FRI, THU)
    assert sorted((each.action, each.by) for each in found) == [
        ("A-1", THU), ("A-2", TUE), ("A-2", WED), ("A-2", THU),
    ]  # fmt: skip


def test_follow_through_by_week_and_department_with_its_trend(week: Week):
    """Six weeks: bo of MKT keeps one of two, then both; fay of FIN keeps none."""
    for number in range(6):
        monday = MON + timedelta(7 * number)
        ids = [week.at(monday).action() for _ in range(3)]
        week.say("PN-2", next=ids[:2])
        week.say("PN-3", next=ids[2:])
        week.at(monday + timedelta(1))
        for id in ids[: 1 if number < 2 else 2]:
            week.do(done, id)
        week.say("PN-2", note=["x"])
        week.say("PN-3", note=["x"])
    day = MON + timedelta(5 * 7 + 2)
    found = follow_through(week.overview(day), day, weeks=6)
    assert list(found) == ["", "DP-1", "DP-2"]
    assert [week.tally.share for week in found["DP-1"].weeks] == [0.5, 0.5, 1, 1, 1, 1]
    assert (found["DP-1"].share, found["DP-1"].trend) == (1, 0.5)
    assert (found["DP-2"].share, found["DP-2"].trend) == (0, 0)
    assert found[""].weeks[0].tally == Tally(made=3, kept=1, slipped=2)
    early = follow_through(week.overview(day), day, weeks=3)["DP-1"]
    assert (early.share, early.trend) == (1, None)
