"""The facts of a retrospective are those that one finds by looking through all records, one by one and day by day."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
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
from store.kinds.agenda_item import AgendaItem
from store.kinds.base import Record
from store.kinds.blocker import Blocker, Interval
from store.kinds.card import Card
from store.kinds.check_in import CheckIn
from store.kinds.decision import Decision
from store.kinds.department import Department
from store.kinds.goal import Goal, Passage
from store.kinds.key_result import KeyResult
from store.kinds.meeting import Meeting
from store.kinds.milestone import Milestone
from store.kinds.moves import DueChange, TargetChange
from store.kinds.person import Person
from store.kinds.request import Request
from store.kinds.retro import Retro
from store.kinds.standup import StandUp
from store.kinds.standup_line import Line
from store.records import KIND_OF
from store.workspace import Workspace, open_workspace

TODAY = date(2026, 11, 25)
EARLIER = TODAY - timedelta(40)
DEPARTMENTS = ("DP-1", "DP-2", "DP-3")
PEOPLE = ("PN-1", "PN-2", "PN-3", "PN-4", "PN-5")
#: What each of the retrospectives of a made-up workspace looks back at.
RETROS = {
    "R-1": Retro(
        title="earlier", goal="G-1", state="closed", on=TODAY - timedelta(40), change="Ask", change_helped="not"
    ),
    "R-2": Retro(title="goal, all of it", goal="G-2"),
    "R-3": Retro(title="goal, since last time", goal="G-1", follows="R-1"),
    "R-4": Retro(title="meeting", meeting="M-1"),
    "R-5": Retro(title="months", period="2026-10", departments=("DP-1", "DP-2")),
    "R-6": Retro(title="everybody", period="2026-Q4"),
    "R-7": Retro(title="lately", departments=("DP-3",), state="closed", step_at=datetime(2026, 11, 20, 9, tzinfo=UTC)),
}


class Chance(random.Random):
    def day(self, often: float = 0.8) -> date | None:
        if self.random() < 0.1:
            return TODAY
        return TODAY + timedelta(self.randint(-130, 20)) if self.random() < often else None

    def past(self, often: float = 0.5) -> date | None:
        return TODAY - timedelta(self.randint(0, 130)) if self.random() < often else None

    def one(self, *of: Any, often: float = 0.8) -> Any:
        return self.choice(of) if self.random() < often else None

    def log(self) -> tuple[DueChange, ...]:
        days = [self.day(0.9) for _ in range(self.choice((0, 0, 0, 2, 3)))]
        at = (datetime.combine(self.past(1) or TODAY, time(9), UTC) for _ in days)
        return tuple(
            DueChange(before, after, "so", "ana", moment)
            for before, after, moment in zip(days, days[1:], at, strict=False)
        )


def made(seed: int) -> Iterator[Record]:
    """Records of a workspace, whatever anybody would have done to make them."""
    chance = Chance(seed)
    goals = ("G-1", "G-2", "G-3")
    yield from (Department(name=id, answer_days=chance.randint(1, 5)) for id in DEPARTMENTS)
    yield from (Person(name=id, login=id, department=chance.one(*DEPARTMENTS)) for id in PEOPLE)
    for _ in goals:
        closed = chance.random() < 0.5
        stamp = datetime.combine(chance.past(1) or TODAY, time(9), UTC)
        passed = {"plan": Passage(stamp), **({"evaluate": Passage(stamp + timedelta(9))} if closed else {})}
        yield Goal(
            title="g", departments=tuple(chance.sample(DEPARTMENTS, 2)), start=chance.past(), due=chance.day(),
            step="closed" if closed else "execute", outcome=chance.choice(("achieved", "dropped")) if closed else "",
            passed=passed, due_log=chance.log(),
        )  # fmt: skip
    yield Meeting(title="m", departments=("DP-1", "DP-2"), actions={"A-1": "done", "A-7": "carried"})
    yield from (AgendaItem(title="i", meeting="M-1") for _ in range(2))
    for _ in range(6):
        log = (TargetChange(1, 2, "%", "why", "ana", datetime.combine(chance.past(1) or TODAY, time(9), UTC)),)
        owners = {"department": chance.one(*DEPARTMENTS, often=0.5), "owner": chance.one(*PEOPLE)}
        yield KeyResult(title="k", goal=chance.one(*goals), target_log=chance.choice(((), log)), **owners)
    results = [f"KR-{n}" for n in range(1, 7)]
    for _ in range(30):
        yield CheckIn(value=1, key_result=chance.choice(results), on=chance.past(0.9), confidence=chance.randint(0, 9))
    for _ in range(40):
        state = chance.choice(("todo", "doing", "done", "done", "dropped"))
        yield Action(
            title="a", owner=chance.one(*PEOPLE), department=chance.one(*DEPARTMENTS, often=0.5), due=chance.day(),
            state=state, done_on=chance.past(0.9) if state == "done" else None, goal=chance.one(*goals),
            source=chance.one("AI-1", "AI-2", "M-1", "R-1", "C-1", often=0.3), due_log=chance.log(),
        )  # fmt: skip
    for _ in range(15):
        done = chance.past()
        yield Milestone(
            title="s", goal=chance.one(*goals), department=chance.one(*DEPARTMENTS, often=0.5), due_log=chance.log(),
            owner=chance.one(*PEOPLE), due=chance.day(), done=done, dropped=None if done else chance.past(0.2),
        )  # fmt: skip
    for _ in range(20):
        days = sorted(filter(None, (chance.past(1) for _ in range(4))))
        yield Blocker(
            title="b", holds=tuple(chance.sample([*results, *goals, *(f"A-{n}" for n in range(1, 41))], 2)),
            waiting_on=chance.one(*DEPARTMENTS, *PEOPLE), cause=chance.choice(("silo", "decision", "outside")),
            earlier=chance.choice(((), (Interval(days[0], days[1]),))), since=days[2],
            resolved=chance.choice((None, days[3])), source=chance.one("AI-1", often=0.1),
        )  # fmt: skip
    for _ in range(25):
        asker, asked = chance.sample(DEPARTMENTS, 2)
        sent, state = (
            chance.past(1) or TODAY,
            chance.choice(("sent", "negotiating", "accepted", "declined", "withdrawn")),
        )
        answered = None if state in ("sent", "withdrawn") else min(TODAY, sent + timedelta(chance.randint(0, 12)))
        yield Request(
            title="q", department=asked, asker=asker, goal=chance.one(*goals), state=state, sent=sent,
            answered=answered, source=chance.one("AI-2", often=0.2),
        )  # fmt: skip
    for _ in range(12):
        yield Decision(
            question="?", goal=chance.one(*goals), chosen=chance.choice(("", "this")), decided=chance.past(0.8),
            decided_by=tuple(chance.sample([*DEPARTMENTS, *PEOPLE], 1)), result=chance.choice(("", "better")),
            review_on=chance.day(), source=chance.one("AI-1", often=0.2),
        )  # fmt: skip
    for day in range(0, 60, 3):
        lines = (Line(id="1", section="next", on=f"A-{chance.randint(1, 40)}"),)
        yield StandUp(day=TODAY - timedelta(day), person=chance.choice(PEOPLE), lines=lines)
    yield from RETROS.values()
    yield Card(text="c", retro="R-1", column="start")


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


@pytest.mark.parametrize("id", RETROS)
@pytest.mark.parametrize("check", [check_work, check_slips, check_held, check_answers, check_rest, check_promises])
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
