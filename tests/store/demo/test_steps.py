"""The goals of an example stand in all five steps and are closed; at each there is what people do there."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import TypeVar

import pytest

from store.demo import CASES
from store.insight.fitting_lessons import Fitting, of_goal
from store.insight.overview import Overview
from store.kinds import KINDS, blocker, request, team
from store.kinds.action import Action
from store.kinds.allocation import Allocation
from store.kinds.base import Record
from store.kinds.blocker import Blocker
from store.kinds.check_in import CheckIn
from store.kinds.decision import Decision
from store.kinds.department import Department
from store.kinds.gates import wants
from store.kinds.goal import STEPS, Goal, Stance, asked_since, is_open
from store.kinds.goal_shares import Share
from store.kinds.key_result import KeyResult
from store.kinds.lesson import Lesson
from store.kinds.milestone import Milestone
from store.kinds.request import Request
from store.kinds.retro import Retro
from store.kinds.team import Team
from store.workspace import Workspace
from tests.for_each import for_each

DAYS = [date(2026, 11, 23), date(2026, 11, 29), date(2027, 1, 2)]
Told = Callable[..., Workspace]
R = TypeVar("R", bound=Record)
EACH = pytest.mark.parametrize(("case", "lang"), [(case, lang) for case in CASES for lang in ("en", "zh")])


class Sight:
    """What one sees in a workspace on a day."""

    def __init__(self, workspace: Workspace, today: date) -> None:
        self.records = workspace.records
        self.overview = Overview(workspace.ledger, today)
        self.today = today

    def all(self, record: type[R]) -> list[R]:
        return list(self.records.all(record))

    def at(self, step: str) -> list[Goal]:
        return [goal for goal in self.all(Goal) if goal.step == step]

    def of(self, record: type[R], step: str) -> list[R]:
        """The records of a class that belong to goals at that step."""
        goals = {goal.id for goal in self.at(step)}
        return [each for each in self.all(record) if getattr(each, "goal", None) in goals]

    def shares(self, step: str) -> Iterator[Share]:
        for goal in self.at(step):
            yield from (goal.shares.get(department, Share()) for department in goal.departments)

    def stances(self, step: str) -> Iterator[Stance]:
        for goal in self.at(step):
            yield from (goal.stances.get(department, Stance()) for department in goal.departments)

    def silent(self) -> list[datetime]:
        """Since when departments that never said anything are asked, where that is more than a week."""
        asked = [asked_since(goal, id) for goal in self.at("meet") for id in goal.departments if not _said(goal, id)]
        return [since for since in asked if since and (self.today - since.date()).days > 7]

    def met_by(self, step: str) -> set[str]:
        """What meets the wants of the goals at a step."""
        return {want.meet for goal in self.at(step) for want in wants(goal, self.records, self.today)}

    def late_requests(self) -> list[Request]:
        promised = {each.id: each.answer_days for each in self.all(Department)}
        sent = [each for each in self.of(Request, "execute") if each.state == "sent"]
        return [each for each in sent if request.days_to_answer(each, self.today) > promised[each.department or ""]]

    def rivals(self) -> list[Allocation]:
        """What is asked of a resource that a goal at the step plan has part of."""
        planned = {each.resource for each in self.of(Allocation, "plan") if each.state == "granted"}
        return [each for each in self.all(Allocation) if each.state == "asked" and each.resource in planned]

    def shared_out(self) -> int:
        """The most of one person's time that running teams have, in percent."""
        running = [each for each in self.all(Team) if team.is_running(each, self.today)]
        people = {person for each in running for person in each.members}
        return max(sum(each.members.get(person, 0) for each in running) for person in people)


def _said(goal: Goal, department: str) -> str:
    stance = goal.stances.get(department, Stance())
    return stance.was or stance.stance.replace("pending", "")


#: What each step has to show, as a person would say it.
SEEN: dict[str, Callable[[Sight], object]] = {
    "prepare: purpose and expected outcome": lambda s: all(goal.why and goal.expected for goal in s.at("prepare")),
    "prepare: a department is ready and says what it brings": lambda s: [
        share for share in s.shares("prepare") if share.ready == "ready" and share.brings
    ],
    "prepare: one is waived, with why": lambda s: [
        share for share in s.shares("prepare") if share.ready == "waived" and share.why
    ],
    "prepare: one is not ready": lambda s: [share for share in s.shares("prepare") if not share.ready],
    "prepare: a lesson fits": lambda s: [
        lesson for goal in s.at("prepare") for _score, lesson in Fitting(s.all(Lesson)).best(of_goal(goal.id, goal))
    ],
    "meet: agrees": lambda s: [each for each in s.stances("meet") if each.stance == "agrees"],
    "meet: a reservation with its reason": lambda s: [
        each for each in s.stances("meet") if each.stance == "reservation" and each.reason
    ],
    "meet: an objection with an answer": lambda s: [
        each for each in s.stances("meet") if each.stance == "objects" and each.reason and each.answer
    ],
    "meet: an objection without one": lambda s: [
        each for each in s.stances("meet") if each.stance == "objects" and each.reason and not each.answer
    ],
    "meet: no answer for days": lambda s: s.silent(),
    "meet: asked again, and what it was": lambda s: [
        each for each in s.stances("meet") if each.stance == "pending" and each.was == "agrees"
    ],
    "meet: benefit and cost": lambda s: [each for each in s.shares("meet") if each.benefit and each.cost][3:],
    "plan: milestones that hang on each other": lambda s: [
        each for each in s.of(Milestone, "plan") if each.department and each.due and each.depends_on
    ],
    "plan: one without a date": lambda s: [each for each in s.of(Milestone, "plan") if each.due is None],
    "plan: an action without an owner": lambda s: [each for each in s.of(Action, "plan") if each.owner is None],
    "plan: a fault in the RACI": lambda s: "raci" in s.met_by("plan"),
    "plan: granted": lambda s: [each for each in s.of(Allocation, "plan") if each.state == "granted"],
    "plan: somebody else wants the same": lambda s: s.rivals(),
    "granted beyond the capacity, with why": lambda s: [
        each
        for each in s.all(Allocation)
        if each.state == "granted" and each.over and s.overview.over_committed(each.resource or "")
    ],
    "allocations in every state": lambda s: len({each.state for each in s.all(Allocation)}) == 4,
    "execute: milestones reached": lambda s: [each for each in s.of(Milestone, "execute") if each.done],
    "execute: milestones to come": lambda s: [
        each for each in s.of(Milestone, "execute") if not each.done and each.due and each.due > s.today
    ],
    "execute: one is late and was moved, with reasons": lambda s: [
        each
        for each in s.of(Milestone, "execute")
        if not each.done and each.due and each.due < s.today and len([move for move in each.due_log if move.why]) > 1
    ],
    "execute: key results up, down and within": lambda s: (
        {each.direction for each in s.of(KeyResult, "execute")} == {"up", "down", "within"}
    ),
    "execute: a check-in that needs help": lambda s: [each for each in s.all(CheckIn) if each.note and each.help_from],
    "requests in every state": lambda s: (
        {each.state for each in s.all(Request)} == {choice.value for choice in KINDS["request"].fields["state"].choices}
    ),
    "execute: a request that nobody answers": lambda s: s.late_requests(),
    "a request with an offer": lambda s: [
        each for each in s.all(Request) if each.state == "negotiating" and each.offer and each.offer_by
    ],
    "a request with its action": lambda s: [
        each for each in s.all(Request) if each.state == "accepted" and each.action
    ],
    "a request declined, with why": lambda s: [
        each for each in s.all(Request) if each.state == "declined" and each.reason
    ],
    "a blocker raised twice that wants a decision": lambda s: [
        each for each in s.all(Blocker) if blocker.wants_decision(each, s.today)
    ],
    "a blocker escalated": lambda s: [each for each in s.all(Blocker) if each.escalated_to and each.escalated_on],
    "a blocker that held before": lambda s: [each for each in s.all(Blocker) if each.earlier and not each.resolved],
    "execute: a decision that ended a blocker, one heard, one waived": lambda s: [
        each
        for each in s.of(Decision, "execute")
        if each.ends and each.chosen and {hearing.state for hearing in each.consulted.values()} == {"heard", "waived"}
    ],
    "execute: a decision to be reviewed soon": lambda s: [
        each
        for each in s.of(Decision, "execute")
        if each.review_on and s.today < each.review_on <= s.today + timedelta(14)
    ],
    "a decision that answered an objection": lambda s: [each for each in s.all(Decision) if each.answers],
    "a question that is open": lambda s: [each for each in s.all(Decision) if not each.chosen],
    "how a decision turned out": lambda s: [each for each in s.all(Decision) if each.result],
    "execute: a gate passed without something, with why": lambda s: [
        passage for goal in s.at("execute") for passage in goal.passed.values() if passage.lacking and passage.why
    ],
    "execute: a team at work": lambda s: [
        each for each in s.of(Team, "execute") if team.is_running(each, s.today) and len(each.members) > 2
    ],
    "somebody is in teams with more time than there is": lambda s: s.shared_out() > 100,
    "evaluate: a closed retrospective with lessons": lambda s: [
        lesson
        for retro in s.of(Retro, "evaluate")
        if retro.state == "closed"
        for lesson in s.records.pointing(Lesson, "retro", retro.id)
    ],
    "evaluate: follow-ups": lambda s: [
        action
        for retro in s.of(Retro, "evaluate")
        for action in s.records.pointing(Action, "source", retro.id)
        if action.owner and action.due
    ],
    "closed: outcome, reason and all gates": lambda s: (
        s.at("closed")
        and all(goal.outcome and goal.reason and tuple(goal.passed) == STEPS[:-1] for goal in s.at("closed"))
    ),
    "closed: its lessons were used later": lambda s: [each for each in s.of(Lesson, "closed") if each.used_in],
    "RACI of goals, key results and milestones": lambda s: all(
        any(each.raci for each in s.all(kind)) for kind in (Goal, KeyResult, Milestone)
    ),
}


@for_each("seen", SEEN)
@EACH
def test_what_each_step_has_to_show(told: Told, case: str, lang: str, seen: str):
    assert SEEN[seen](Sight(told(case, lang), DAYS[0]))


@pytest.mark.parametrize("today", DAYS, ids=str)
@EACH
def test_the_goals_stand_in_all_steps_and_each_gate_wants_something_real(told: Told, case: str, lang: str, today: date):
    sight = Sight(told(case, lang, today), today)
    assert {goal.step for goal in sight.all(Goal)} == set(STEPS)
    assert [goal.id for goal in sight.all(Goal) if is_open(goal) and not wants(goal, sight.records, today)] == []
    assert sight.met_by("prepare") == {"ready"}
    assert sight.met_by("meet") == {"value", "answer"}
    assert sight.met_by("plan") >= {"due", "owner", "raci"}
    assert sight.met_by("execute") == {"done"}
    assert sight.met_by("evaluate") == {"owner", "due"}


@EACH
def test_a_gate_behind_a_goal_was_passed_and_none_before_it(told: Told, case: str, lang: str):
    for goal in told(case, lang).records.all(Goal):
        assert tuple(goal.passed) == STEPS[: STEPS.index(goal.step)]
        moments = [passage.at for passage in goal.passed.values() if passage.at]
        assert moments == sorted(moments)
        assert len(moments) == len(goal.passed)
