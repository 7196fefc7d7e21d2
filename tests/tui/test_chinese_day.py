"""A day in Chinese: two people of two departments at their screens, by keys; what they see is compared whole.

`CONCORD_GOLDENS=write` writes the screens anew; their diff is then to be read by somebody who reads Chinese.
"""

import re
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import store
from store import clock, commands
from store.engine.ledger import Ledger
from store.kinds import consensus, raci
from store.kinds.blocker import block
from store.records import Changes
from tests.tui.conftest import day, same_as_golden
from tests.tui.test_way import Hours, Session
from tui import i18n
from tui.app import ConcordApp
from tui.config import Options
from tui.desk.desk import Desk
from tui.rooms.standup.room import StandupRoom

SIZE = (80, 24)


def found(changes: Changes) -> None:
    """Three departments with their leads, a goal at its third step, what is open on it."""

    def add(kind: str, **values: Any) -> str:
        return commands.add(changes, kind, values).id

    changes.transaction.exempt = "demo"
    market, ship, money = (
        add("department", name=name, code=code)
        for name, code in (("市场部", "市场"), ("物流部", "WL"), ("财务部", "财务"))
    )
    an = add("person", name="解安", login="an", department=market, role="coordinator")
    bo = add("person", name="周波", login="bo", department=ship)
    qiu = add("person", name="仇敏", login="qiu", department=money)
    for department, lead in ((market, an), (ship, bo), (money, qiu)):
        commands.edit(changes, department, {"lead": lead})
    goal = add(
        "goal", title="春季促销", why="去年春天三分之一的货没有按原价卖出", expected="六月底前原价售出九成", owner=an,
        departments=(market, ship, money), step="plan", start=day(11, 2), due=day(12, 31), period="2026-Q4",
    )  # fmt: skip
    raci.assign(changes, goal, {an: "A", ship: "R", money: "C"})
    add("key-result", title="原价销售额", goal=goal, start=0, target=4_500_000, unit="元", owner=an)
    add("milestone", title="价目表定稿", goal=goal, department=market, due=day(12, 4))
    add("action", title="向门店推送库存数据", owner=an, goal=goal, due=day(11, 23))
    add("action", title="预订月台", owner=bo, goal=goal, due=day(11, 27))
    add("action", title="整理顾客意见", goal=goal)
    consensus.take_stance(changes, goal, market, "agrees")
    consensus.take_stance(changes, goal, ship, "reservation", "第二周月台紧张")
    consensus.take_stance(changes, goal, money, "agrees")
    block(changes, ["A-2"], "月台排班还没有定", money)
    changes.say("furnish")


async def test_a_day_in_chinese(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    hours = Hours()
    hours.now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: hours.now)
    Ledger.create(tmp_path / "w", "北风零售")
    with store.open_workspace(str(tmp_path / "w"), "an") as workspace:
        workspace.do(found)
    i18n.use("zh")
    async with AsyncExitStack() as stack:
        of: dict[str, Session] = {}
        for who in ("an", "bo"):
            desk = Desk(store.open_workspace(str(tmp_path / "w"), who), Options(), state=str(tmp_path / who))
            stack.callback(desk.close)
            of[who] = Session(await stack.enter_async_context(ConcordApp(desk).run_test(size=SIZE)), desk)
        await morning(of["an"], of["bo"])
        await request(of["an"], of["bo"])
        await gate(of["an"])
        await number(of["an"])
        await stand_up(of["an"])


async def morning(an: Session, bo: Session) -> None:
    """What was done is there; the entries are posted."""
    an.go("A-1")
    await an("d")
    await an("S")
    same("entry", an)
    await an("ctrl+s", "escape")
    await bo("S", "ctrl+s")
    same("room", bo)
    await bo("escape")


async def request(an: Session, bo: Session) -> None:
    """Something is asked of another department, with a day as people say it; that one takes it on."""
    an.go("G-1")
    await an("A")
    await an("周末两辆货车", "enter", "wl", "enter", "下周五")
    same("ask", an)
    await an("enter", "ctrl+s")
    bo.go("Q-1")
    await bo("v")
    same("answer", bo)
    await bo("ctrl+s")
    assert (an.get("Q-1").state, an.get("Q-1").need_by) == ("accepted", date(2026, 12, 4))


async def gate(an: Session) -> None:
    """The page of the goal, what its gate wants, and that filled in; Enter goes on."""
    an.go("G-1")
    await an("enter")
    same("goal", an)
    await an("escape", "s")
    same("gate", an)
    await an("2", "enter")
    await an("1", "xiean", "enter", "1", "月底", "enter")
    same("filled", an)
    await an("enter")
    assert (an.get("G-1").step, an.get("A-3").owner, an.get("A-3").due) == ("execute", "PN-1", date(2026, 11, 30))
    await an("escape")


async def number(an: Session) -> None:
    """As people write it."""
    an.go("KR-1")
    await an("v", "45万")
    same("number", an)
    await an("ctrl+s")
    assert an.get("CI-1").value == 450_000


async def stand_up(an: Session) -> None:
    """Whoever leads goes through the departments, closes, and has the digest."""
    await an("S", "L", "]", "]", ":", "down", "enter")
    same("digest", an)
    await an("escape", "escape")


def same(name: str, session: Session) -> None:
    """The screen is as it was, its clock stopped."""
    if isinstance(session.pilot.app.screen, StandupRoom):
        session.pilot.app.screen._look_back()  # at once, what is else read a moment later
    shown = re.sub(r"(?<!\d)\d:\d\d$", "0:00", session.shown, flags=re.MULTILINE)  # the clock of the room
    same_as_golden(f"day-{name}-zh", shown + "\n", SIZE[0])
