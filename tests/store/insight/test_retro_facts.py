"""The facts of a retrospective are those that one finds by looking through all records, one by one and day by day."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.insight.overview import Overview
from store.insight.promises import between
from store.insight.retro_facts import RetroFacts, of_retro
from store.insight.retro_scope import LOOKED_BACK
from store.kinds.action import Action
from store.kinds.blocker import Blocker
from store.kinds.check_in import CheckIn
from store.kinds.decision import Decision
from store.kinds.goal import Goal
from store.kinds.key_result import KeyResult
from store.kinds.meeting import Meeting
from store.kinds.milestone import Milestone
from store.kinds.moves import DueChange
from store.kinds.person import Person
from store.kinds.request import Request
from store.kinds.retro import Retro
from store.records import KIND_OF
from store.workspace import Workspace, open_workspace
from tests.for_each import for_each
from tests.store.insight.looked_back import EARLIER, RETROS, TODAY, made


@pytest.fixture(params=range(6))
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Workspace]:
    Ledger.create(str(tmp_path / "w"), "W")
    with open_workspace(str(tmp_path / "w"), "ana") as workspace:

        def write(transaction: Transaction) -> None:
            numbers: dict[str, int] = {}
            stamps = {"rev": 1, "made_at": "2026-01-02T08:00:00Z"}
            for record in made(request.param):
                kind = KIND_OF[type(record)]
                numbers[kind.name] = number = numbers.get(kind.name, 0) + 1
                transaction.write(kind.name, number, msgspec.to_builtins(record) | stamps | {"id": kind.id(number)})

        workspace.ledger.review = None
        workspace.ledger.commit(write)
        yield workspace


def overview(world: Workspace) -> Overview:
    return Overview(world.ledger, TODAY)


class Plain:
    """Looks through all records."""

    def __init__(self, world: Workspace, id: str) -> None:
        self.world, self.records = world, world.records
        self.retro = world.records.one(Retro, id)
        self.goal, self.meeting = self.retro.goal, self.retro.meeting
        self.until = {"R-7": date(2026, 11, 20), "R-1": EARLIER}.get(id, TODAY)
        self.since = {"R-3": EARLIER, "R-7": self.until - timedelta(LOOKED_BACK)}.get(id, date.min)
        if self.retro.period:
            self.since = date(2026, 10, 1)
            self.until = min(TODAY, {"2026-10": date(2026, 10, 31)}.get(self.retro.period, TODAY))
        self.sources = {"M-1", "AI-1", "AI-2"} if self.meeting else set()

    def within(self, day: date | None) -> bool:
        return day is not None and self.since <= day <= self.until

    def home(self, id: str | None) -> str | None:
        if id is None or id.startswith("DP-"):
            return id
        return self.records.one(Person, id).department

    def work_of(self, id: str) -> str | None:
        record: Any = self.records.get(id)
        if isinstance(record, Goal):
            return self.home(record.owner) or record.departments[0]
        return record.department or self.home(record.owner)

    def ours(self, *departments: str | None) -> bool:
        mine = self.retro.departments
        return not mine or bool(set(mine) & {*departments})

    def about(self, record: Any, *departments: str | None) -> bool:
        """Whether it belongs to what is looked back at."""
        if self.goal:
            return record.goal == self.goal
        if self.meeting:
            looked = record.id in self.records.one(Meeting, "M-1").actions
            return getattr(record, "source", None) in self.sources or looked
        return self.ours(*departments)

    def shared(self, goal: Goal) -> bool:
        """Whether that goal is looked at."""
        if self.goal or self.meeting:
            return goal.id == self.goal
        return self.ours(*goal.departments)

    def work(self, kind: type[Any]) -> list[Any]:
        return [each for each in self.records.all(kind) if self.about(each, self.work_of(each.id))]


def became(plain: Plain, record: Any, done: date | None, *, dropped: bool, due: date | None) -> str | None:
    """Day by day: on which it was done, on which it should have been."""
    planned = next((move.before for move in record.due_log if move.before), None) or record.due or due
    if done is not None and done <= plain.until:
        if not (plain.within(done) or plain.within(planned)):
            return None
        return "late" if planned and done > planned else "on-time"
    if planned is None or planned > plain.until or planned >= TODAY:
        return None
    if dropped:
        return "dropped" if plain.within(planned) else None
    return None if getattr(record, "outcome", "") and done is None else "carried"


def slipped(log: tuple[DueChange, ...], plain: Plain) -> list[tuple[date, date]]:
    found: list[tuple[date, date]] = []
    last: date | None = None
    for move in log:
        was = move.before or last
        assert move.at is not None
        if was and move.after and move.after > was and plain.within(move.at.date()):
            found.append((was, move.after))
        last = move.after or was
    return found


def check_work(plain: Plain, facts: RetroFacts) -> None:
    acts = {
        each.id: said
        for each in plain.work(Action)
        if (said := became(plain, each, each.done_on, dropped=each.state == "dropped", due=None))
    }
    assert {each.id: each.became for each in facts.actions} == acts
    stones = {
        each.id: said
        for each in plain.work(Milestone)
        if not plain.meeting and (said := became(plain, each, each.done, dropped=bool(each.dropped), due=None))
    }
    assert {each.id: each.became for each in facts.milestones} == stones
    goals = {}
    for each in plain.records.all(Goal):
        mine = plain.shared(each)
        end = each.passed.get("evaluate")
        said = became(plain, each, end and end.at and end.at.date(), dropped=each.outcome == "dropped", due=None)
        if mine and (said or plain.goal):
            goals[each.id] = said or "going"
    assert {each.id: each.became for each in facts.goals} == goals


def check_slips(plain: Plain, facts: RetroFacts) -> None:
    works = [*plain.work(Action), *(() if plain.meeting else plain.work(Milestone))]
    shares = [
        each
        for each in plain.records.all(Goal)
        if not plain.meeting and not plain.goal and plain.ours(*each.departments)
    ]
    shares += [plain.records.one(Goal, plain.goal)] if plain.goal else []
    days = [(each.id, *move) for each in (*works, *shares) for move in slipped(each.due_log, plain)]
    results = [] if plain.meeting else plain.work(KeyResult)
    targets = [
        (each.id, 1, 2) for each in results for move in each.target_log if move.at and plain.within(move.at.date())
    ]
    assert sorted(map(str, [*days, *targets])) == sorted(
        str((each.id, each.before, each.after)) for each in facts.slips
    )


def check_held(plain: Plain, facts: RetroFacts) -> None:
    """Night by night."""
    lost: dict[str, int] = {}
    pairs: dict[tuple[str, str], int] = {}
    held = {each.id for each in (*plain.work(Action), *(() if plain.meeting else plain.work(KeyResult)))} | {plain.goal}
    for each in plain.records.all(Blocker):
        who, on = {plain.work_of(id) for id in each.holds} - {None}, plain.home(each.waiting_on)
        if plain.goal or plain.meeting:
            mine = bool(held & {*each.holds}) or each.source in plain.sources
        else:
            mine = plain.ours(on, *who)
        spans = [(span.start, span.end) for span in each.earlier] + [(each.since, each.resolved or TODAY)]
        nights = {start + timedelta(n) for start, end in spans if start is not None for n in range((end - start).days)}
        days = sum(plain.within(night) for night in nights)
        if mine and days:
            lost[each.cause] = lost.get(each.cause, 0) + days
            for one in who:
                if on and one and one != on:
                    pairs[one, on] = pairs.get((one, on), 0) + days
    assert {cause: found.days for cause, found in facts.by_cause.items()} == lost
    assert {pair: found.days for pair, found in facts.by_pair.items()} == pairs


def check_answers(plain: Plain, facts: RetroFacts) -> None:
    def working(first: date, last: date) -> int:
        days = ((first + timedelta(n)).weekday() < 5 for n in range(1, (last - first).days + 1))
        return sum(days)

    taken: dict[str, int] = {}
    waiting: dict[str, int] = {}
    for each in plain.records.all(Request):
        assert each.sent is not None
        if not plain.about(each, each.department, each.asker) or each.sent > plain.until:
            continue
        if each.answered and each.answered <= plain.until:
            if plain.within(each.answered):
                taken[each.id] = working(each.sent, each.answered)
        elif each.state == "sent" or each.answered:
            waiting[each.id] = working(each.sent, plain.until)
    assert {id: days for found in facts.answers for id, days in found.taken} == taken
    assert {id: days for found in facts.answers for id, days in found.waiting} == waiting
    assert all(
        plain.records.one(Request, id).department == found.department
        for found in facts.answers
        for id, _ in found.taken
    )


def check_rest(plain: Plain, facts: RetroFacts) -> None:
    decided: list[str] = []
    for each in plain.records.all(Decision):
        shared = plain.records.one(Goal, each.goal).departments if each.goal else ()
        mine = plain.about(each, *map(plain.home, each.decided_by), *shared)
        if each.chosen and plain.within(each.decided) and mine:
            decided.append(each.id)
    assert [each.id for each in facts.decisions] == decided
    checks: dict[str, list[str]] = {}
    results = {each.id for each in ([] if plain.meeting else plain.work(KeyResult))}
    for each in sorted(plain.records.all(CheckIn), key=lambda each: each.on or date.min):
        if each.key_result in results and plain.within(each.on):
            checks.setdefault(each.key_result or "", []).append(each.id)
    assert {each.id: [one.id for one in each.readings] for each in facts.confidence} == checks


def check_promises(plain: Plain, facts: RetroFacts) -> None:
    every = between(overview(plain.world), TODAY - timedelta(300), plain.until, plain.until)
    named = {each.id for each in plain.work(Action)}
    whole = bool(plain.goal or plain.meeting)
    wanted = [
        each
        for each in every
        if plain.within(each.by) and (each.action in named if whole else plain.ours(plain.home(each.person)))
    ]
    assert list(facts.promises) == wanted


@for_each("id", RETROS)
@for_each("check", [check_work, check_slips, check_held, check_answers, check_rest, check_promises])
def test_it_is_what_one_finds_record_by_record(world: Workspace, id: str, check: Callable[[Plain, RetroFacts], None]):
    check(Plain(world, id), of_retro(overview(world), id))


def test_every_fact_names_records_that_there_are(world: Workspace):
    found = overview(world)
    for retro in RETROS:
        facts = of_retro(found, retro)
        ids = [each.id for each in (*facts.goals, *facts.milestones, *facts.actions, *facts.slips, *facts.held)]
        ids += [id for each in (*facts.by_cause.values(), *facts.by_pair.values()) for id in each.ids]
        ids += [id for each in facts.answers for id, _days in (*each.taken, *each.waiting)]
        assert [id for id in ids if world.records.find(id) is None] == []


def test_blocked_days_of_months_in_a_row_add_up(world: Workspace):
    """No night is lost between two of them, and none counts twice."""

    def days(period: str) -> int:
        changed = msgspec.structs.replace(RETROS["R-6"], period=period, id="R-6")
        world.ledger.commit(lambda transaction: transaction.write("retro", 6, msgspec.to_builtins(changed)))
        return sum(each.days for each in of_retro(overview(world), "R-6").held)

    assert days("2026-10") + days("2026-11") == days("2026-Q4")
    assert days("2026-07") + days("2026-08") + days("2026-09") == days("2026-Q3")


def test_last_time_is_told_of_the_one_before(world: Workspace):
    facts = of_retro(overview(world), "R-3")
    assert facts.last is not None
    assert (facts.last.retro, facts.last.change, facts.last.helped) == ("R-1", "Ask", "not")
    expected = {each.id: each for each in world.records.all(Action) if each.source in ("R-1", "C-1")}
    assert {each.id for each in facts.last.actions} == {*expected}
    for each in facts.last.actions:
        action = expected[each.id]
        is_late = action.due is not None and action.due < TODAY
        ended = {"done": "done", "dropped": "dropped"}.get(action.state, "late" if is_late else "open")
        assert each.became == ended
