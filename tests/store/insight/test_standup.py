"""What the stand-up room shows of a day: who has posted, what is blocked, late, due, who says what, what changed."""

from typing import Any

import pytest

from store.commands import add, comment, done, edit
from store.commands.standup import close_round, open_round
from store.insight import standup_room
from store.insight.standup_room import Due
from store.kinds.blocker import block, raise_again
from store.kinds.escalation import escalate
from tests.store.insight.conftest import MON, THU, TUE, WED, Week


def people(week: Week, day: Any = None) -> tuple[tuple[str, ...], ...]:
    overview = week.overview()
    head = standup_room.header(overview, day or overview.today)
    return head.posted, head.missing, head.away


def test_who_is_away_is_not_missed_and_who_only_looks_on_is_not_asked(week: Week):
    week.at(TUE)
    assert people(week) == ((), ("PN-3", "PN-1", "PN-2"), ("PN-4",))
    week.say("PN-2", note=["x"])
    week.say("PN-4", note=["from home"])
    assert people(week) == (("PN-2", "PN-4"), ("PN-3", "PN-1"), ())
    week.at(THU)
    assert people(week)[1:] == (("PN-3", "PN-4", "PN-1", "PN-2"), ())


def test_whoever_was_not_here_yet_is_not_missed(week: Week):
    week.at(WED).do(add, "person", {"name": "New", "login": "new", "department": "DP-1"})
    assert "PN-6" in people(week)[1]
    assert "PN-6" not in people(week, TUE)[1]


def test_the_promises_of_whoever_is_away_are_not_counted_today(week: Week):
    week.at(MON).action("PN-4")
    week.say("PN-4", next=["A-1"])
    assert standup_room.header(week.at(TUE).overview(), TUE).promises.made == 0
    assert standup_room.header(week.at(THU).overview(), THU).promises.made == 1


def test_blockers_weigh_by_age_and_severity_and_are_held_when_they_come_up_again(week: Week):
    a, b = week.at(MON).action("PN-2"), week.action("PN-3")
    for ids, severity in (([a], "low"), ([a, b], "normal"), ([b], "high")):
        week.do(block, ids, severity, "DP-2", severity=severity)
    week.do(raise_again, "B-2")
    week.at(WED).do(block, ["A-1"], "new", severity="high")
    found = standup_room.holds(week.overview(), WED)
    assert [(hold.id, hold.days, hold.weight) for hold in found] == [
        ("B-3", 2, 9), ("B-2", 2, 6), ("B-1", 2, 3), ("B-4", 0, 3),
    ]  # fmt: skip
    assert [hold.departments for hold in found] == [("DP-2",), ("DP-1", "DP-2"), ("DP-1",), ("DP-1",)]
    assert (found[1].raised, found[1].held, found[1].waiting_on) == (1, False, "DP-2")
    week.say("PN-2", blocked=["B-2"])
    week.say("PN-3", blocked=["B-2"])
    (again,) = [hold for hold in standup_room.holds(week.overview(), WED) if hold.id == "B-2"]
    assert (again.named_by, again.held) == (("PN-2", "PN-3"), True)
    week.do(escalate, "B-2", "PN-1")
    assert not any(hold.held for hold in standup_room.holds(week.overview(), WED))


def test_an_earlier_day_is_seen_as_it_was(week: Week):
    a = week.at(MON).action("PN-2")
    week.do(block, [a], "No code")
    week.do(block, [a], "No list")
    week.at(TUE).do(raise_again, "B-1")
    week.at(WED).do(raise_again, "B-1")
    week.do(done, "B-1", "found")
    week.do(block, [a], "Later")
    found = standup_room.holds(week.at(THU).overview(), TUE)
    assert [(hold.id, hold.days, hold.raised) for hold in found] == [("B-1", 1, 1), ("B-2", 1, 0)]


def test_late_and_due_by_department(week: Week):
    week.at(MON)
    for owner, due in (("PN-2", MON), ("PN-3", TUE), ("PN-2", WED), ("PN-2", TUE), (None, TUE), ("PN-2", THU)):
        week.action(owner, due=due)
    week.action("PN-2", due=TUE)
    week.do(done, "A-7")
    assert standup_room.due(week.overview(WED), WED) == [
        Due("DP-2", ("A-2",), ()), Due("DP-1", ("A-1", "A-4"), ("A-3",)), Due("", ("A-5",), ()),
    ]  # fmt: skip


def test_the_walk_goes_from_department_to_department(week: Week):
    week.at(MON, 8).say("PN-2", note=["early bird"])
    week.do(open_round)
    week.at(MON, 9, 30).do(close_round)
    week.at(MON, 9, 31).say("PN-3", note=["overslept"])
    week.at(MON, 10).say("PN-2", note=["one more"])
    walk = standup_room.walk(week.overview(), MON)
    assert [turn.department for turn in walk] == ["DP-2", "DP-1"]
    assert [
        (said.person, said.timing, said.amended, said.away) for turn in walk for said in turn.people if said.entry
    ] == [("PN-3", "late", False, False), ("PN-2", "in time", True, False)]
    assert [(said.person, said.away) for turn in walk for said in turn.people if not said.entry] == [
        ("PN-4", True), ("PN-1", False),
    ]  # fmt: skip


def test_what_changed_since_the_last_stand_up(week: Week):
    """What was done before it was opened was told there; what is said at stand-ups and in comments is no news."""
    week.at(MON, 8).action("PN-2", due=WED)
    week.at(MON, 9).do(open_round)
    week.at(MON, 9, 5).do(close_round)
    week.at(MON, 15).do(edit, "A-1", {"due": THU}, why="later")
    week.do(comment, "A-1", "hear, hear")
    week.at(TUE, 8).do(done, "A-1")
    week.say("PN-2", note=["x"])
    events = standup_room.changed(week.w.ledger, week.overview(), TUE)
    assert [(event.verb, event.id) for event in events] == [("done", "A-1"), ("edit", "A-1")]
    # Without a stand-up on the working day before, from the beginning of that day.
    assert [event.verb for event in standup_room.changed(week.w.ledger, week.overview(WED), WED)] == ["done"]


@pytest.mark.parametrize("first", ["people", "entries"])
def test_it_keeps_up_with_what_others_do(week: Week, first: str):
    """The same as read anew, after every kind of change."""
    overview = week.at(TUE).overview()
    if first == "people":
        standup_room.header(overview, TUE)
    changes: list[Any] = [
        lambda: week.say("PN-2", note=["x"]),
        lambda: week.say("PN-2", blocked=["B-1"]),
        lambda: week.say("PN-3", next=["A-1"]),
        lambda: week.do(edit, "SU-1", {"day": MON}),
        lambda: week.do(edit, "PN-3", {"away_until": THU}),
        lambda: week.do(open_round),
        lambda: week.do(edit, "PN-2", {"department": "DP-2"}),
        lambda: week.do(edit, "DP-1", {"code": "AAA"}),
        lambda: week.do(close_round),
        lambda: week.w.documents.table("standup").truncate(),
    ]
    week.action("PN-2")
    week.do(block, ["A-1"], "No code")
    week.w.ledger.news()
    for change in changes:
        change()
        overview.apply(week.w.ledger.news())
        anew = week.overview()
        for read in (standup_room.header, standup_room.holds, standup_room.walk, standup_room.due):
            assert read(overview, TUE) == read(anew, TUE)
