"""Six weeks of three departments, as a journal tells them: what the pages of insights are looked at with."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from heapq import heapify, heappop
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

import store
from store import clock, commands
from store.commands import standup
from store.commands.lesson_marks import used
from store.commands.readings import NewReading, add_readings
from store.engine.ledger import Ledger
from store.kinds import allocation, blocker, key_result, request, team, training
from store.kinds.standup_line import Line
from store.records import Changes
from tests.tui.conftest import day
from tests.tui.way import ANA, BO, FIN, LI, MKT, OPS

#: Goals, a key result of the first, a metric and one that is too old.
SPRING, CARD, STOCK, COUNT, QUEUE = "G-1", "G-2", "KR-1", "N-1", "N-2"
Do = Callable[..., Any]


@pytest.fixture
def lived(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The workspace on Monday 23 November, at nine."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, tzinfo=UTC))
    return Path(shutil.copytree(_lived_once(), tmp_path / "lived"))


@cache
def _lived_once() -> Path:
    """Written once a process: that is 80 commits."""
    place = Path(_PLACE.name) / "lived"
    with pytest.MonkeyPatch.context() as patch:
        _live(place, patch)
    return place


_PLACE = TemporaryDirectory(prefix="concord-lived-")


def _live(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What happened until then, each on its day."""
    Ledger.create(place, "Nordwind Retail")
    moment = [datetime(2026, 10, 12, 9, tzinfo=UTC)]
    monkeypatch.setattr(clock, "now", lambda: moment[0])
    with store.open_workspace(str(place), "ana") as ana:

        def do(on: date, command: Callable[..., Any], *args: Any, **values: Any) -> Any:
            moment[0] = datetime(on.year, on.month, on.day, 9, tzinfo=UTC)
            return ana.do(command, *args, **values)

        do(day(10, 12), _found)
        told = [_work(do), _promises(do), *_asked(do), _numbers(do), _learnt(do)]
        coming = [(next(each), at) for at, each in enumerate(told)]
        while coming:  # each in its turn: a journal goes one way
            heapify(coming)
            _on, at = heappop(coming)
            if following := next(told[at], None):
                coming.append((following, at))
        do(day(11, 23), commands.comment, SPRING, "Two weeks to go")


def _found(changes: Changes) -> None:
    changes.transaction.exempt = "demo"
    add: Callable[..., str] = lambda kind, **values: commands.add(changes, kind, values).id  # noqa: E731
    for name, code in (("Finance", "FIN"), ("Marketing", "MKT"), ("Operations", "OPS")):
        add("department", name=name, code=code, answer_days=2)
    add("person", name="Ana", login="ana", department=MKT, role="admin")
    add("person", name="Bo", login="bo", department=OPS, role="coordinator")
    add("person", name="李雷", login="li", department=FIN)
    add("person", name="Kim", login="kim", department=FIN, role="viewer")
    spans: dict[str, Any] = {"start": day(10, 1), "owner": ANA, "step": "execute"}
    add("goal", title="Spring promotion", why="so", departments=(MKT, OPS, FIN), due=day(12, 20), **spans)
    add("goal", title="Loyalty card", why="so", departments=(MKT, FIN), due=date(2027, 1, 30), **spans)
    add("key-result", title="Stock sold", goal=SPRING, department=MKT, target=90)
    add("key-result", title="Cards given", goal=CARD, department=FIN, target=1000)
    for title, owner in (("Price list", LI), ("Shelf plan", BO), ("Posters", ANA), ("Till texts", BO)):
        add("action", title=title, goal=SPRING, owner=owner, due=day(11, 27))
    add("resource", name="Design desk", department=MKT, capacity=5, unit="days", per="week")
    add("team", name="Shelf squad", goal=SPRING, start=day(10, 12))
    changes.say("furnish")


def _work(do: Do) -> Iterator[date]:
    """One goal gets worse, the other goes well; two blockers, of which one is over; a desk promised twice."""
    yield day(10, 12)
    do(day(10, 12), team.set_share, "S-1", BO, 70)
    for week, (value, sure) in enumerate(((12, 8), (24, 8), (31, 7), (36, 5), (40, 4), (44, 3))):
        tuesday = day(10, 13) + timedelta(7 * week)
        yield tuesday
        do(tuesday, key_result.check_in, STOCK, value, confidence=sure)
        do(tuesday, key_result.check_in, "KR-2", 80 * (week + 1), confidence=8)
        if week == 2:
            _grant(do, tuesday, "Windows", 4)
        if week == 3:
            do(tuesday, blocker.block, ["A-1"], "The budget code is missing", FIN)
        if week == 4:
            _grant(do, tuesday, "Cards", 3, why="it has to be")
            do(tuesday, blocker.block, ["A-2"], "Two plans for one dock", MKT, cause="decision")
        if week == 5:
            do(tuesday, commands.done, "B-1")


def _grant(do: Do, on: date, title: str, amount: int, **why: str) -> None:
    values = {"title": title, "amount": amount, "resource": "P-1", "start": on, "end": day(12, 11)}
    id = do(on, commands.add, "allocation", {**values, "goal": SPRING, "department": OPS}).id
    do(on, allocation.grant, id, **why)


def _promises(do: Do) -> Iterator[date]:
    """Each Monday both name what is next; what is done a day after is kept."""
    for week in range(6):
        monday = day(10, 12) + timedelta(7 * week)
        yield monday
        kept: list[str] = []
        for person, keeps in ((BO, week != 4), (LI, week % 2 == 0)):
            made = do(monday, commands.add, "action", {"title": f"Task of week {week + 1}", "owner": person})
            do(monday, standup.post, [Line(section="next", text=made.title, on=made.id)], person=person)
            kept += [made.id] if keeps else []
        yield monday + timedelta(1)
        for id in kept:
            do(monday + timedelta(1), commands.done, id)


def _asked(do: Do) -> Iterator[Iterator[date]]:
    for title, on, answered in (
        ("Budget code", day(10, 12), day(10, 13)),
        ("Prices", day(10, 19), day(10, 28)),
        ("Figures of the winter", day(11, 9), None),
    ):
        yield _ask(do, title, on, answered)


def _ask(do: Do, title: str, on: date, answered: date | None) -> Iterator[date]:
    yield on
    values = {"title": title, "department": FIN, "asker": MKT, "goal": SPRING, "sent": on, "need_by": day(12, 4)}
    id = do(on, commands.add, "request", values).id
    if answered:
        yield answered
        do(answered, request.accept, id, LI)


def _numbers(do: Do) -> Iterator[date]:
    """Stock falls below its target; complaints have not been counted for days."""
    yield day(11, 9)
    shared = {"department": OPS, "owner": BO}
    stock = {"title": "Stock in the shops", "unit": "pieces", "target": 4000, "red": 20}
    band = {"title": "Complaints a day", "direction": "within", "low": 0, "high": 40, "stale_after": 2 * 24 * 60}
    do(day(11, 9), commands.add, "metric", stock | shared)
    do(day(11, 9), commands.add, "metric", band | shared)
    for n in range(14):
        noon = datetime(2026, 11, 9, 8, tzinfo=UTC) + timedelta(n)
        yield noon.date()
        readings = [NewReading(COUNT, 5900 - 160 * n, noon)]
        readings += [NewReading(QUEUE, 20 + n, noon)] if n < 9 else []
        do(noon.date(), add_readings, readings)


def _learnt(do: Do) -> Iterator[date]:
    yield day(10, 20)
    first = do(day(10, 20), commands.add, "training", {"title": "The new tills", "departments": (FIN, OPS)}).id
    yield day(11, 3)
    do(day(11, 3), training.hold, first, (BO,), day(11, 3))
    yield day(11, 4)
    do(day(11, 4), commands.add, "kudos", {"title": "The lists came early", "to": LI})
    yield day(11, 16)
    do(day(11, 16), commands.add, "lesson", {"title": "Agree the stock feed first", "departments": (MKT, OPS)})
    yield day(11, 18)
    do(day(11, 18), used, "L-1", SPRING)
