"""One number, one sum: whatever shows a number shows the same, at any moment of the day and wherever one reads it.

Weeks of an office are made up; after each few moves all that is computed in more than one place is held against each
other, and what nobody touches may get worse with time, never better.
"""

from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from store import commands
from store.commands import readings, standup
from store.errors import Refused
from store.insight import brief, digest, metrics, my_day, promises, retro_facts, standup_room
from store.insight.overview import Overview
from store.insight.promises import Promise, Tally
from store.insight.retro_facts import by_cause, by_pair
from store.insight.retro_scope import Scope, Subject
from store.insight.trends.answer_weeks import answers_over_weeks
from store.insight.trends.blocked_weeks import blocked_over_weeks
from store.insight.trends.goal_weeks import goals_over_weeks, ids_in_words
from store.insight.trends.load_weeks import load_over_weeks
from store.insight.trends.past_weeks import PastWeeks
from store.insight.trends.promise_weeks import promises_over_weeks
from store.insight.waiting import Wait, answers, matrix, waits
from store.kinds import KINDS, key_result
from store.kinds.blocker import Blocker
from store.kinds.escalation import accountable
from store.kinds.goal import Goal, asked_since, objected_since, open_objections
from store.kinds.goal_shares import unready
from store.kinds.request import Request
from store.kinds.update import Update
from tests.store.computed import computed
from tests.store.insight.office_moves import DEPARTMENTS, PEOPLE, Office

ZONES = ("UTC", "Asia/Shanghai", "America/Los_Angeles")


@pytest.fixture(params=range(4))
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[Office]:
    made = Office(tmp_path / "w", request.param, ZONES[request.param % 3], monkeypatch)
    yield made
    made.workspace.close()


def overview_of(at: Office) -> Overview:
    records = at.workspace.records
    return Overview(at.workspace.ledger, at.day, records.settings.stale_after, records.calendar)


def test_all_that_is_told_twice_agrees(office: Office):
    kept = overview_of(office)
    for _ in range(30):
        for _ in range(office.chance.randint(1, 16)):
            office.move()
        kept.apply(office.workspace.ledger.news())
        found = overview_of(office)
        hold(office, found)
        assert numbers(office, kept) == numbers(office, found)  # kept up change by change, as the board
        office.later(office.chance.choice([0.5, 5, 16, 24, 60]))
        kept.on_day(office.day)


def test_what_nobody_touches_gets_no_better_with_time(office: Office):
    for _ in range(6):
        for _ in range(50):
            office.move()
        before = overview_of(office)
        promised, waited = last_promises(before), list(waits(before))
        moments = [(office.day, numbers(office, before))]
        for _ in range(16):
            office.later(4)
            now = overview_of(office)
            moments.append((office.day, numbers(office, now)))
            for promise, then in zip(last_promises(now), promised, strict=True):
                assert promise[:4] == then[:4]
                assert promise.state == then.state or (then.state, promise.state) == ("going", "slipped")
            for wait, was in zip(waits(now), waited, strict=True):
                assert (wait[:4], wait.late >= was.late) == (was[:4], True)
        by_day = dict(moments)
        assert [found for day, found in moments if found != by_day[day]] == []  # at nine as in the afternoon


def last_promises(overview: Overview) -> list[Promise]:
    """Those of all entries, whatever the day on which one looks."""
    return promises.between(overview, overview.today - timedelta(60), date.max, overview.today)


def numbers(at: Office, overview: Overview) -> dict[str, Any]:
    """What the faces show: board, room, digest, matrix, my day, the computed part of every record."""
    found: dict[str, Any] = {"room": standup_room.header(overview, at.day), "digest": digest.of_day(overview, at.day)}
    found["matrix"] = matrix(waits(overview), at.day)
    found |= {person: my_day.of(overview, person) for person in PEOPLE}
    for name in ("department", "person", "goal", "request", "blocker", "action", "milestone", "update"):
        for record in overview.reading.all(KINDS[name].record):
            found[f"computed {record.id}"] = computed(record, overview)
    return found


def hold(at: Office, overview: Overview) -> None:
    for person in PEOPLE:
        brief_and_my_day(at, overview, person)
    room_and_digest(at, overview)
    what_keeps_the_stand_up_open(at, overview)
    the_last_point_of_trends(at, overview)
    found = list(waits(overview))
    days = {person: {item.id for item in my_day.of(overview, person)} for person in PEOPLE}
    for wait in found:
        since_when(at, overview, wait)
        who_is_asked(overview, wait, days)
    for department in DEPARTMENTS:
        board_and_matrix(at, overview, department, found)


def brief_and_my_day(at: Office, overview: Overview, person: str) -> None:
    sections = [item.section for item in my_day.of(overview, person)]
    said = brief.counts(at.workspace.ledger, person, at.day)
    assert said == {section: sections.count(section) for section in brief.SECTIONS}


def room_and_digest(at: Office, overview: Overview) -> None:
    room, told = standup_room.header(overview, at.day), digest.of_day(overview, at.day)
    assert (room.posted, room.missing, room.away, room.promises) == (told.posted, told.missing, told.away, told.tally)
    tally = told.tally
    assert tally.made == tally.kept + tally.slipped + tally.going == len(told.promises)
    assert all(promise.by >= at.day for promise in told.promises if promise.state == "going")
    assert all(promise.by < at.day for promise in told.promises if promise.state == "slipped")
    late, today = standup_room.due(overview, at.day), set[str]()
    for person in PEOPLE:
        mine = {item.id: item.section for item in my_day.of(overview, person) if item.id.startswith("A-")}
        today |= {id for id, section in mine.items() if section == "today"}
        assert {id for id, section in mine.items() if section == "late"} == {
            id for each in late for id in each.late if overview.actions.rows[id].owner == person
        }
    assert today == {id for each in late for id in each.today if overview.actions.rows[id].owner}
    for due in late:
        if due.department:
            assert len(due.late) == overview.counts(due.department).late
            assert list(due.late) == overview.late_of(due.department)


def what_keeps_the_stand_up_open(at: Office, overview: Overview) -> None:
    held = {hold.id for hold in standup_room.holds(overview, at.day) if hold.held}
    found = {each.id: computed(each, overview) for each in overview.reading.all(Blocker)}
    assert {id for id, of in found.items() if of["wants_decision"]} == held
    assert {hold.id: hold.days for hold in standup_room.holds(overview, at.day)} == {
        id: of["age_days"] for id, of in found.items() if of["open"]
    }
    round_ = overview.entries.round(at.day)
    if round_ is not None and round_.closed is None:
        with pytest.raises(Refused) if held else nullcontext() as refused:
            at.workspace.rehearse(standup.close_round)
        assert not held or set(refused.value.details["held"]) == held


def the_last_point_of_trends(at: Office, overview: Overview) -> None:
    """It is what the pages of the records, the facts of a retrospective and the matrix say today."""
    past, records = PastWeeks(at.workspace.ledger), overview.reading
    monday, today = at.day - timedelta(at.day.weekday()), at.day
    for id, goal in goals_over_weeks(past, overview, 1).items():
        of: Any = computed(records.get(id), overview)
        point = goal[-1]
        assert point is not None
        assert (of["health"], of["progress"]) == (point.color, point.progress)
        assert set(point.ids) <= {each for words in overview.health(id).reasons for each in ids_in_words(words)}
    answered, work = answers_over_weeks(past, overview, 1), load_over_weeks(past, overview, 1)
    for id in DEPARTMENTS:
        of = computed(records.get(id), overview)
        took, todo = answered.get(id), work.departments[id][-1]
        assert todo is not None
        assert (of["open"], of["late"]) == (len(todo.open), len(todo.late))
        if took is not None and took[-1] is not None:
            assert (of["median_answer_days"], of["unanswered"]) == (took[-1].median, len(took[-1].open))
            assert of["unanswered_days"] == took[-1].longest
    for id, points in work.resources.items():
        assert points[-1] is not None
        assert points[-1].over == bool(overview.over_committed(id))
    of_week = Subject(overview, Scope(None, None, (), monday, today))
    held, blocked = [*retro_facts.held(of_week)], blocked_over_weeks(past, overview, 1)
    for found, told in ((by_pair(held), blocked.by_pair), (by_cause(held), blocked.by_cause)):
        assert {key: each[-1] for key, each in told.items()} == found
    kept = {of: each[-1].tally for of, each in promises_over_weeks(past, overview, 1).items()}
    through = promises.follow_through(overview, today, 1)
    going = Tally()
    for of, tally in kept.items():
        week = through[of].weeks[-1].tally if of in through else going
        assert (tally.kept, tally.slipped) == (week.kept, week.slipped)


def since_when(at: Office, overview: Overview, wait: Wait) -> None:
    record: Any = overview.reading.get(wait.id)
    of = computed(record, overview)
    days = (at.day - (wait.since or at.day)).days
    if isinstance(record, Blocker):
        assert days == of["age_days"]
    elif isinstance(record, Request) and record.state == "sent":
        assert wait.late == bool(of["answer_late"] or of["late_days"])
    elif isinstance(record, Update):
        assert str(wait.since) in (of["since"].get(wait.on), of["since"].get(wait.who))
    elif isinstance(record, Goal):
        objected = objected_since(record, wait.who)
        since = {of["asked_since"].get(wait.on), str(overview.day_of(objected)) if objected else None}
        assert str(wait.since) in since
    if wait.since == at.day and not isinstance(record, Request) and not wait.id.startswith("AL-"):
        assert not wait.late  # nothing is late on the day on which it begins


def who_is_asked(overview: Overview, wait: Wait, days: dict[str, set[str]]) -> None:
    """Whoever is waited for finds it in their day, if there is anybody who speaks for them."""
    record: Any = overview.reading.get(wait.id)
    if isinstance(record, Request) and record.state == "accepted":
        return  # that is an action by now
    told = {person for person, day in days.items() if wait.id in day}
    department = overview.departments.rows[wait.on]
    speakers = {each for each in (department.lead, department.deputy) if each}
    of_it = {person for person, each in overview.people.rows.items() if each.department == wait.on}
    answers_for_it = {accountable(record, overview.reading)} if isinstance(record, Goal) else set()
    meant = speakers or of_it
    assert told & {*meant, *of_it, *answers_for_it} or not meant, wait


def board_and_matrix(at: Office, overview: Overview, department: str, found: list[Wait]) -> None:
    waited = {wait.id for wait in found if wait.on == department}
    waited = {id for id in waited if (row := overview.requests.get(id)) is None or row.state != "accepted"}
    owed = {id for id, row in overview.open_blockers() if row.waiting_on == department}
    owed |= {id for id, row in overview.requests.rows.items() if id in waited and row.is_open}
    people = {person for person, row in overview.people.rows.items() if row.department == department}
    owed |= {id for id, row in overview.open_blockers() if row.waiting_on in people}
    owed |= {each.id for each in overview.reading.all(Update) if department in word_wanted_of(each, overview)}
    assert waited - set(overview.goals.rows) - set(overview.allocations.rows) <= owed
    assert overview.counts(department).waiting >= len(waited)
    record: Any = overview.reading.get(department)
    of = computed(record, overview)
    took = answers(overview, department)
    assert (of["waiting"], of["asked"], of["asks"]) == (overview.counts(department).waiting, took.asked, took.asks)
    slow = [row for row in overview.requests.rows.values() if row.department == department and row.state == "sent"]
    assert took.open == len(slow)
    assert took.median is not None or took.longest <= took.promised


def word_wanted_of(update: Update, overview: Overview) -> set[str]:
    """The departments whose word an update waits for, as its page tells it."""
    of = computed(update, overview)
    silent = set(of["not_understood"]) - set(of["asking"]) if update.sort in ("risk", "change") else set[str]()
    return {*silent, *([update.department or ""] if of["asking"] else [])} if of["open"] else set()


def test_a_goal_s_page_and_my_day_ask_the_same(office: Office):
    for _ in range(300):
        office.move()
    office.later(24)
    overview = overview_of(office)
    days = {person: {(item.section, item.id) for item in my_day.of(overview, person)} for person in PEOPLE}
    for goal in overview.reading.all(Goal):
        of = computed(goal, overview)
        asked = [each for each in goal.departments if asked_since(goal, each)]
        assert list(of["asked_since"]) == asked
        asked += unready(goal)
        speaks = {person for each in asked for person in PEOPLE if each in set(my_day.spoken_for(overview, person))}
        told = {person for person, day in days.items() if {("answers", goal.id), ("waits", goal.id)} & day}
        assert speaks <= told
        if not open_objections(goal) or of["agreement"] == "none":
            assert told == speaks


def test_what_follows_a_metric_says_what_that_says(office: Office):
    """Readings, corrections, check-ins, another target: kept up change by change, found anew, told as JSON."""
    do, chance = office.do, office.chance
    values = {"title": "Sales", "unit": "pieces", "target": 100, "stale_after": 600, "department": "DP-1"}
    do(commands.add, "metric", values)
    goal = do(commands.add, "goal", {"title": "Sell", "owner": "PN-1", "departments": ["DP-1"]}).id
    result = do(commands.add, "key-result", {"title": "Sold", "goal": goal, "metric": "N-1", "owner": "PN-1"}).id
    kept = overview_of(office)
    assert kept.progress(result).current is None
    for _ in range(40):
        office.later(chance.choice([0.1, 1, 7, 20]))
        value, last = chance.randint(50, 150), metrics.latest(overview_of(office), "N-1")
        moves: list[tuple[Any, ...]] = [(readings.add_reading, "N-1", value)]
        if last is not None:
            moves.append((readings.correct_reading, "N-1", last.at, value, "so"))
            moves.append((key_result.check_in, result, None, chance.randint(0, 10)))
            moves.append((commands.edit, "N-1", {"target": value}))
        do(*chance.choice(moves))
        kept.apply(office.workspace.ledger.news())
        kept.on_day(office.day)
        kept.ages.grown()
        found = overview_of(office)
        last = metrics.latest(found, "N-1")
        assert last is not None
        record: Any = office.workspace.records.get(result)
        told = {computed(record, each)["current"] for each in (kept, found)}
        told |= {computed(found.reading.get("N-1"), each)["latest"]["value"] for each in (kept, found)}
        assert told == {last.value} == {each.progress(result).current for each in (kept, found)}
        for id in (result, goal, "DP-1"):
            assert kept.health(id) == found.health(id)
        assert last.value == do(key_result.check_in, result).value
        kept.apply(office.workspace.ledger.news())
