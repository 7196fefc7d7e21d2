"""The proposed agenda against a generator that knows what wants the meeting: all of it, and nothing else."""

import random
from datetime import date, timedelta
from typing import Any

import pytest

from store.commands import add, drop, edit, edit_many
from store.commands import meeting_course as course
from store.commands.agenda import park
from store.commands.proposed import Topic, take_proposed, waive_proposed
from store.commands.undo import latest, take_back
from store.errors import Refused
from store.insight.overview import Overview
from store.insight.proposal import CODES, Proposal
from store.insight.proposed_agenda import fitting, of
from store.kinds.blocker import Blocker, raise_again
from store.kinds.check_in import CheckIn
from store.kinds.goal import Goal
from store.kinds.key_result import KeyResult, check_in
from store.records import Changes
from store.workspace import Workspace
from tests.store.begun import past
from tests.store.conftest import OnDay
from tests.store.insight.test_overview import some_change
from tests.store.insight.wanted_items import generated


def proposed(workspace: Workspace, meeting: str = "M-2", later: int = 0) -> list[Any]:
    return of(Overview(workspace.ledger, workspace.today + timedelta(later)), meeting)


def named(workspace: Workspace, meeting: str = "M-2", later: int = 0) -> set[tuple[str, str]]:
    found = [(each.heading, each.id) for each in proposed(workspace, meeting, later)]
    assert len(found) == len(set(found))
    return set(found)


def wanted(workspace: Workspace, *proposals: Any) -> list[Topic]:
    records = workspace.records
    return [Topic(p.key, str(p.title(records)), p.sort, p.presents, p.minutes, p.goal, p.about) for p in proposals]


@pytest.mark.parametrize("seed", range(4))
def test_all_that_wants_the_meeting_is_proposed_and_nothing_else(organisation: Workspace, seed: int):
    expected = organisation.do(generated, seed)
    assert named(organisation) == expected
    assert len({heading for heading, _id in expected}) > 10


def test_what_was_taken_or_waived_is_not_proposed_to_the_series_again(organisation: Workspace):
    organisation.do(generated, 4)
    all_of_it = wanted(organisation, *proposed(organisation))
    others = named(organisation, "M-3")
    taken = organisation.do(take_proposed, "M-2", all_of_it[::2])
    assert [(each.meeting, each.state) for each in taken] == [("M-2", "queued")] * len(taken)
    assert all(each.title and (each.proposed or each.title == "Later") for each in taken)
    organisation.do(waive_proposed, "M-2", all_of_it[1::2], "not this one")
    assert named(organisation) == set()
    organisation.do(past(add), "meeting", {"title": "Weekly", "series": "SE-1", "on": organisation.today})
    assert named(organisation, "M-4") == set()
    assert named(organisation, "M-3") == others
    with pytest.raises(Refused, match="meanwhile"):
        organisation.do(take_proposed, "M-2", [each for each in all_of_it if each.reason.startswith("key-result")])


def test_what_is_taken_back_is_proposed_again(organisation: Workspace):
    organisation.do(generated, 5)
    found = named(organisation)
    organisation.do(take_proposed, "M-2", wanted(organisation, *proposed(organisation)[:3]))
    entry = latest(organisation.ledger)
    assert entry is not None
    assert len(named(organisation)) == len(found) - 3
    take_back(organisation, entry)
    assert named(organisation) == found


def test_a_new_episode_is_a_new_reason_and_a_milder_one_is_none(organisation: Workspace, on_day: OnDay):
    """Each change, and whether what was on the agenda is proposed again for it."""
    do, today = organisation.do, organisation.today

    def day(back: int) -> date:
        return today - timedelta(back)

    goal = {"title": "G", "departments": ("DP-1",), "start": day(50), "due": day(-50), "step": "execute"}
    do(past(add), "goal", goal)
    do(add, "key-result", {"title": "K", "goal": "G-1"})
    on_day(day(2), past(edit), "G-1", {"stances": {"DP-1": {"stance": "objects", "reason": "no"}}})
    for back, value in ((5, 48), (3, 38)):
        do(check_in, "KR-1", value, on=day(back))
    do(add, "milestone", {"title": "M", "goal": "G-1", "department": "DP-1", "due": day(-3)})
    do(add, "request", {"title": "Q", "department": "DP-1", "asker": "DP-2", "need_by": day(1)})
    do(add, "decision", {"question": "D?", "chosen": "yes", "decided_by": ("DP-1",), "review_on": day(0)})
    do(add, "blocker", {"title": "B", "holds": ("G-1",), "waiting_on": "DP-1", "since": day(9)})
    on_day(day(5), raise_again, "B-1")
    on_day(day(4), raise_again, "B-1")
    do(add, "meeting", {"title": "Weekly", "on": day(0), "departments": ("DP-1",)})

    def again() -> set[str]:
        found = proposed(organisation, "M-1")
        if found:
            do(take_proposed, "M-1", wanted(organisation, *found))
        return {f"{each.heading} {each.id}" for each in found}

    assert again() == {"amber KR-1", "near MS-1", "request Q-1", "review D-1", "blocker B-1", "objection G-1"}
    assert again() == set()
    anew = {"DP-1": {"stance": "objects", "reason": "never"}}
    for command, args, expected in (
        (check_in, ("KR-1", 37), ""),
        (check_in, ("KR-1", 20), "red KR-1"),
        (check_in, ("KR-1", 36), ""),
        (check_in, ("KR-1", 50), ""),
        (check_in, ("KR-1", 36), "amber KR-1"),
        (raise_again, ("B-1",), "blocker B-1"),
        (edit, ("Q-1", {"need_by": day(2)}), "request Q-1"),
        (edit, ("D-1", {"review_on": day(1)}), "review D-1"),
        (edit_many, (["MS-1"], {"due": day(-4)}, "moved"), "near MS-1"),
        (past(edit), ("G-1", {"stances": anew}), "objection G-1"),
    ):
        do(command, *args)
        assert again() == ({expected} if expected else set()), args
    assert ("late", "MS-1") in named(organisation, "M-1", later=5)


def test_a_meeting_of_a_goal_is_about_that_goal(organisation: Workspace):
    organisation.do(generated, 5)
    goal = next(each.goal for each in proposed(organisation) if each.heading == "red")
    organisation.do(past(add), "meeting", {"title": "Of the goal", "goal": goal})
    found = proposed(organisation, "M-4")
    assert {each.goal for each in found} == {goal}
    assert {each.heading for each in found} >= {"red"}
    organisation.do(past(add), "meeting", {"title": "Everybody"})
    mine = {each for each in named(organisation) if each[0] not in ("last", "backlog", "confirm")}
    assert named(organisation, "M-5") > mine


def test_what_most_needs_it_comes_first_and_as_much_as_fits_is_told(organisation: Workspace):
    organisation.do(generated, 6)
    found = proposed(organisation)
    order = [*CODES]
    places = [order.index(each.heading) for each in found]
    assert places == sorted(places)
    fits = list(fitting(found, 45))
    assert fits == found[: len(fits)]
    assert 45 - found[len(fits)].minutes < sum(each.minutes for each in fits) <= 45


def test_what_stands_on_its_agenda_by_hand_is_not_proposed_to_it(organisation: Workspace):
    do = organisation.do
    do(generated, 6)
    heading, id = next(each for each in sorted(named(organisation)) if each[0] == "blocker")
    before = named(organisation)
    item = do(add, "agenda-item", {"title": "About it", "meeting": "M-2", "about": (id,)}).id
    assert named(organisation) == before - {(heading, id)}
    do(drop, item, "no")
    assert named(organisation) == before


def test_single_meetings_of_a_goal_follow_on_each_other(organisation: Workspace):
    do, today = organisation.do, organisation.today
    do(past(add), "goal", {"title": "G", "departments": ("DP-1",), "step": "execute"})
    for back in (2, 1, 0):
        do(add, "meeting", {"title": "Launch", "goal": "G-1", "on": today - timedelta(back)})
    do(add, "agenda-item", {"title": "Flyers", "meeting": "M-1"})
    do(course.begin, "M-1")
    do(park, "AI-1")
    do(add, "action", {"title": "Merge", "source": "M-1", "owner": "PN-1", "due": today})
    do(course.close, "M-1")
    assert named(organisation, "M-2") == {("left", "AI-1"), ("last", "M-1")}
    (item,) = do(
        take_proposed, "M-2", wanted(organisation, *(p for p in proposed(organisation, "M-2") if p.heading == "left"))
    )
    assert (item.title, item.meeting, item.state) == ("Flyers", "M-2", "queued")
    assert named(organisation, "M-2") == {("last", "M-1")}
    do(drop, item.id, "no")
    assert named(organisation, "M-3") == {("last", "M-1")}


@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_without_words_is_what_the_words_say(organisation: Workspace, seed: int):
    """The colour of each key result is that of its health, and each that is red or amber has an episode for it."""
    dice, today = random.Random(seed), organisation.today
    organisation.do(in_all_states, dice)
    overview = Overview(organisation.ledger, today)
    colors = [overview.health(id).color for id in overview.key_results.rows]
    assert {*colors} == {"red", "amber", "green", "none"}
    organisation.do(past(add), "meeting", {"title": "Everybody"})
    found = {each.id: each for each in proposed(organisation, "M-1") if each.heading in ("red", "amber")}
    for id, row in overview.key_results.rows.items():
        health = overview.health(id)
        if health.color not in ("red", "amber"):
            assert id not in found
            continue
        assert (found[id].heading, found[id].presses) == (health.color, overview.progress_of(id, row).behind)
        assert found[id].why.values["reasons"] == [*health.reasons[:2]]
        assert len(found[id].reason.episodes) >= 1


def in_all_states(changes: Changes, dice: random.Random) -> None:
    """Key results of goals at every step, checked in and not, on plan and not, held up and not."""
    changes.transaction.exempt = "demo"
    for n in range(1, 60):
        step = dice.choice(("prepare", "meet", "plan", "execute", "execute", "execute", "evaluate"))
        days: dict[str, Any] = {"start": changes.today - timedelta(50), "due": changes.today + timedelta(50)}
        goal = changes.add(Goal(title="G", departments=("DP-1",), step=step, **(days if dice.random() < 0.8 else {})))
        direction = dice.choice(("up", "up", "within"))
        id = changes.add(KeyResult(title="K", goal=goal.id if n > 5 else None, start=20, direction=direction)).id
        for _ in range(dice.randrange(3)):
            on, sure = changes.today - timedelta(dice.randrange(30)), dice.choice((None, 2, 5, 9))
            changes.add(CheckIn(key_result=id, value=dice.randrange(120), on=on, confidence=sure))
        if dice.random() < 0.2:
            since = changes.today - timedelta(dice.randrange(14))
            changes.add(Blocker(title="B", holds=(id,), since=since, severity=dice.choice(("high", "normal"))))


def test_what_is_kept_and_what_is_read_anew_propose_the_same(organisation: Workspace):
    dice, seen = random.Random(11), set[str]()
    organisation.do(past(add), "meeting", {"title": "Everybody"})
    organisation.do(past(add), "meeting", {"title": "One", "departments": ("DP-1",)})
    kept = Overview(organisation.ledger, organisation.today)
    for step in range(300):
        some_change(organisation, dice)
        kept.apply(organisation.ledger.news())
        if step % 5 == 0:
            fresh = Overview(organisation.ledger, organisation.today)
            for meeting in ("M-1", "M-2"):
                found = of(kept, meeting)
                assert told(found) == told(of(fresh, meeting))
                seen |= {each.heading for each in found}
    assert len(seen) > 5, seen


def told(proposals: list[Proposal]) -> list[Any]:
    return [(each.heading, each.key, each.question, each.why, each.goal, each.presses) for each in proposals]
