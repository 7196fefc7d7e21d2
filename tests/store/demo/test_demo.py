"""The examples: sound on any day of the year, the same in both languages, told by those who live in them."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from store import open_workspace
from store.demo import CASES, build, story
from store.insight import my_day
from store.insight.overview import Overview
from store.insight.soundness import faults_in
from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.agenda_item import AgendaItem, agenda, backlog, carried
from store.kinds.base import Record
from store.kinds.card import Card
from store.kinds.decision import Decision, is_circulating, unanswered
from store.kinds.department import Department
from store.kinds.goal import Goal, agreement
from store.kinds.key_result import KeyResult
from store.kinds.meeting import Meeting, is_quorate
from store.kinds.metric import Metric
from store.kinds.person import Person
from store.kinds.reading_day import ReadingDay
from store.kinds.readings_there import at_moment
from store.kinds.retro import Retro
from store.kinds.series import Series
from store.kinds.update import Update
from store.workspace import Workspace

#: A Monday, a weekend, the turn of a year, a leap day.
DAYS = [date(2026, 11, 23), date(2026, 11, 28), date(2026, 11, 29), date(2027, 1, 1), date(2028, 2, 29)]
Told = Callable[..., Workspace]


def counts(workspace: Workspace) -> Counter[str]:
    return Counter({table: workspace.ledger.count(table) for table in workspace.ledger.tables()})


def everything(workspace: Workspace) -> list[Record]:
    return [record for kind in KINDS for record in workspace.records.of_kind(kind)]


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("case", CASES)
def test_every_pane_has_something_true_to_show_on_any_day(told: Told, case: str, today: date):
    workspace = told(case, "en", today)
    records = workspace.records
    assert list(faults_in(records)) == []
    overview = Overview(workspace.ledger, today)
    actions = list(records.all(Action))
    assert sum(overview.late(overview.actions.rows[action.id]) for action in actions) >= 3
    assert sum(bool(overview.blocked_by(action.id)) for action in actions) >= 2
    assert any(action.due_log for action in actions)
    assert {"todo", "doing", "done", "dropped"} <= {action.state for action in actions}
    stances = {agreement(goal).state for goal in records.all(Goal)}
    assert {"agreed", "pending", "objected"} <= stances
    assert {overview.health(goal.id).color for goal in records.all(Goal)} >= {"red", "green"}
    assert {"closed", "gather"} <= {retro.state for retro in records.all(Retro)}


@pytest.mark.parametrize("case", CASES)
def test_there_is_something_of_every_kind(told: Told, case: str):
    assert {kind for kind in KINDS if not counts(told(case, "en"))[kind]} == set()


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("case", CASES)
def test_a_key_result_follows_a_metric_and_readings_are_cited(told: Told, case: str, today: date):
    """A decision, an update and an item of the next agenda rest on one, as it was then."""
    records = told(case, "en", today).records
    followed = [each for each in records.all(KeyResult) if each.metric]
    assert followed
    for result in followed:
        days = {each.day for each in records.all(ReadingDay) if each.metric == result.metric}
        assert len(days) >= 14
        assert records.one(Metric, result.metric).unit == result.unit
    for kind in (Decision, Update, AgendaItem):
        cited = [row for each in records.all(kind) for row in each.cited]
        assert cited
        assert all(at_moment(records, row.metric, row.at).value == row.value for row in cited)


@pytest.mark.parametrize("case", CASES)
def test_both_languages_tell_the_same(told: Told, case: str):
    english, chinese = told(case, "en"), told(case, "zh")
    assert counts(english) == counts(chinese)
    assert chinese.records.settings.language == "zh"


@pytest.mark.parametrize("case", CASES)
def test_it_is_told_day_by_day_by_those_who_did_it(told: Told, case: str):
    workspace = told(case, "en")
    stamps = [(record.made_by, record.made_at) for record in everything(workspace)]
    stamps += [(record.changed_by, record.changed_at) for record in everything(workspace) if record.changed_at]
    people = {person.login for person in workspace.records.all(Person)}
    assert {who for who, _at in stamps} == {*people, ""}
    nobodys = {record.retro for record in workspace.records.all(Card) if not record.made_by}
    assert nobodys == {retro.id for retro in workspace.records.all(Retro) if retro.anonymous}
    days, today = {at.date() for _who, at in stamps if at}, date(2026, 11, 23)
    assert max(days) <= today
    fresh = [
        each for each in everything(workspace) if today in {at.date() for at in (each.made_at, each.changed_at) if at}
    ]
    held = {retro.id for retro in workspace.records.all(Retro) if retro.on == today}
    assert {getattr(each, "retro", each.id) for each in fresh} <= held
    assert len(days) > 30


@pytest.mark.parametrize("case", CASES)
def test_departments_say_what_others_can_rely_on_in_fields_of_their_own(told: Told, case: str):
    departments = list(told(case, "en").records.all(Department))
    assert sum(bool(each.hours and each.channel) for each in departments) >= 4
    assert not any(re.search(r"within \d+ day", each.agreement) for each in departments)


@pytest.mark.parametrize("case", CASES)
def test_whoever_looks_is_one_of_its_people_and_is_needed_today(told: Told, case: str):
    workspace = told(case, "en")
    me = workspace.records.person_of(workspace.who)
    assert me is not None
    assert me.role == "admin"
    sections = {item.section for item in my_day.of(Overview(workspace.ledger, date(2026, 11, 23)), me.id)}
    assert {"late", "waits", "answers", "next", "ahead", "part"} <= sections


@pytest.mark.parametrize(("case", "login"), [("promotion", "eva"), ("promotion", "ana"), ("launch", "noa")])
def test_whoever_looks_may_have_the_login_of_one_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: str, login: str
):
    monkeypatch.setattr(story, "os_user", lambda: login)
    build(str(tmp_path / "demo"), case, "en")
    with open_workspace(str(tmp_path / "demo"), login) as workspace:
        assert [person.login for person in workspace.records.all(Person)].count(login) == 1
        assert [person.login for person in workspace.records.all(Person) if person.role == "admin"] == [login]
        assert list(faults_in(workspace.records)) == []


@pytest.mark.parametrize("today", DAYS, ids=str)
@pytest.mark.parametrize("case", CASES)
def test_three_meetings_were_held_and_the_next_is_being_prepared(told: Told, case: str, today: date):
    records = told(case, "en", today).records
    (weekly,) = records.all(Series)
    *past, ahead = sorted(records.pointing(Meeting, "series", weekly.id), key=lambda each: each.on or today)
    assert [each.state for each in (*past, ahead)] == ["closed", "closed", "closed", "open"]
    assert ahead.on is not None
    assert today < ahead.on <= today + timedelta(3)
    assert [bool(each.confirmed_in) for each in past] == [True, True, False]
    assert [is_quorate(each) for each in past] == [True, True, False]
    there = {each.state for meeting in past for each in meeting.attendance.values()}
    assert there == {"present", "late", "delegate", "absent"}
    assert 0 < len(ahead.prepared) < len(ahead.departments)
    assert [carried(item, records) for item in agenda(records, ahead.id)] == [0, 0, 2, 0, 0]
    assert [each.state for each in agenda(records, past[1].id)].count("parked") == 1
    assert backlog(records, weekly.id)
    assert len(backlog(records, weekly.id, always=True)) == 2
    (unconfirmed,) = (each for each in records.all(Decision) if each.to_confirm)
    items = [item for meeting in past for item in agenda(records, meeting.id)]
    assert unconfirmed.source in {item.id for item in agenda(records, past[2].id)}
    assert {each.source for each in records.all(Action)} & {item.id for item in items}
    assert all(item.notes or item.undisputed or item.state == "carried" or item.place == 1 for item in items)
    for goal in (each for each in records.all(Goal) if each.step == "meet"):
        assert [each.state for each in records.pointing(Meeting, "goal", goal.id)] == ["closed"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("today", DAYS, ids=str)
def test_a_question_goes_round_and_one_department_has_not_answered(told: Told, today: date, lang: str):
    found = [each for each in told("launch", lang, today).records.all(Decision) if is_circulating(each)]
    assert [(len(each.stances), len(unanswered(each))) for each in found] == [(3, 1)]
    assert all(each.circulated_until and each.circulated_until >= today for each in found)
