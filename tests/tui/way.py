"""The furnished workspace with goals at every step of their way, and with what departments owe one another."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.pilot import Pilot

import store
from store import commands
from store.kinds import allocation, consensus, decision, raci, request, team
from store.records import Changes
from tests.tui.conftest import copied, day, furnish, text
from tui import i18n
from tui.app import ConcordApp
from tui.config import Options
from tui.desk.desk import Desk

#: Ids: those of `conftest.furnish`, then those of `furnish_way`.
FIN, MKT, OPS, DIR, LOG = "DP-1", "DP-2", "DP-3", "DP-4", "DP-5"
ANA, BO, LI, KIM, EVA = "PN-1", "PN-2", "PN-3", "PN-4", "PN-5"
#: Goals at the steps execute, plan, meet (of one department), prepare, meet, evaluate.
SPRING, CARD, SHOP, RETURNS, STOCK, OUTLET = "G-1", "G-2", "G-3", "G-4", "G-5", "G-6"
Add = Callable[..., str]


def furnish_way(changes: Changes) -> None:
    """Leads; a goal at each step; requests in every state; resources, teams, decisions, lessons, letters."""

    def add(kind: str, **values: Any) -> str:
        return commands.add(changes, kind, values).id

    changes.transaction.exempt = "demo"
    _departments(changes, add)
    _goals(changes, add)
    _plan(changes, add)
    _requests(changes, add)
    _resources(changes, add)
    _decisions(changes, add)
    changes.say("furnish")


def _on(changes: Changes, moment: date) -> None:
    """What follows happens at noon of that day."""
    changes.transaction.now = datetime.combine(moment, time(12), UTC)


def _departments(changes: Changes, add: Add) -> None:
    add("department", name="Board of directors", code="DIR", answer_days=10)
    add("department", name="Logistics", code="LOG", agreement="Mornings, by phone", answer_days=2)
    add("person", name="Kim", login="kim", department=DIR)
    add("person", name="Eva", login="eva", department=LOG)
    commands.edit(changes, DIR, {"lead": KIM})
    commands.edit(changes, FIN, {"lead": LI, "parent": DIR})
    commands.edit(changes, OPS, {"lead": BO, "parent": DIR})


def _goals(changes: Changes, add: Add) -> None:
    three = (MKT, FIN, LOG)
    add("goal", title="Returns answered within a day", why="Customers wait", departments=(MKT, LOG), owner=ANA)
    stock = add("goal", title="One stock figure", why="Three figures", departments=three, owner=ANA, step="meet")
    add("goal", title="Summer outlet", why="Empty the cellar", departments=(MKT, OPS), owner=ANA, step="evaluate")
    _on(changes, day(11, 12))
    consensus.take_stance(changes, stock, MKT, "agrees")
    consensus.set_share(changes, stock, MKT, benefit="fewer calls", cost="two days")
    consensus.take_stance(changes, stock, FIN, "objects", "the ledger closes in week 50")
    _on(changes, day(11, 23))


def _plan(changes: Changes, add: Add) -> None:
    first = add("milestone", title="Cards are printed", goal=CARD)
    add("milestone", title="Cards are in the shops", goal=CARD, department=MKT, due=day(12, 4), depends_on=(first,))
    add("milestone", title="Shelves are full", goal=SPRING, department=OPS, owner=BO, due=day(11, 19))
    commands.edit(changes, "MS-3", {"due": day(11, 20)}, why="the lorry was late")
    add("action", title="Tell the shops", goal=CARD, department=MKT, due=day(12, 1))
    raci.assign(changes, SPRING, {ANA: "A", OPS: "R", FIN: "C", LOG: "I"})
    raci.assign(changes, "KR-1", {LOG: "A"})


def _requests(changes: Changes, add: Add) -> None:
    def sent(on: date, title: str, **values: Any) -> str:
        _on(changes, on)
        return add("request", title=title, sent=on, **values)

    sent(day(11, 13), "Prices for the outlet", department=MKT, asker=OPS, need_by=day(12, 4), goal=OUTLET)
    offered = sent(day(11, 12), "A lorry on Sunday", department=LOG, asker=MKT, need_by=day(11, 29), goal=SPRING)
    taken = sent(day(11, 9), "Photos of the shelves", department=MKT, asker=OPS, need_by=day(11, 26), goal=SPRING)
    brought = sent(day(11, 9), "Budget code for the cards", department=FIN, asker=MKT, goal=CARD)
    sent(day(11, 19), "Figures of last winter", department=FIN, asker=MKT, need_by=day(12, 1), goal=STOCK)
    _on(changes, day(11, 13))
    request.negotiate(changes, offered, "Monday at six", day(11, 30))
    request.accept(changes, taken, ANA)
    request.accept(changes, brought, LI)
    commands.done(changes, brought)
    _on(changes, day(11, 23))


def _resources(changes: Changes, add: Add) -> None:
    design = add("resource", name="Design desk", department=MKT, capacity=5, unit="days", per="week")
    days = {"resource": design, "start": day(11, 23), "end": day(12, 11)}
    held = add("allocation", title="Shop windows", amount=4, goal=SPRING, department=OPS, **days)
    allocation.grant(changes, held)
    add("allocation", title="A form for returns", amount=3, goal=RETURNS, department=LOG, **days)
    add("allocation", title="Card design", amount=1, goal=CARD, department=MKT, **days)
    squad = add("team", name="Shelf squad", goal=SPRING, start=day(11, 2), end=day(12, 18))
    cards = add("team", name="Card crew", goal=CARD, start=day(11, 2))
    team.set_share(changes, squad, BO, 70)
    team.set_share(changes, squad, ANA, 50)
    team.set_share(changes, cards, BO, 50)


def _decisions(changes: Changes, add: Add) -> None:
    add("decision", question="Which printer?", goal=CARD, options="Smith\nJones")
    values = {"goal": SPRING, "heard": [FIN], "review_on": day(11, 20)}
    decision.decide(changes, "Discounts before March?", "No", "They eat the margin", decided_by=[ANA], **values)
    add("lesson", title="Agree the stock feed first", departments=(MKT, OPS), retro="R-1", goal=SPRING)


@pytest.fixture(name="way")
def furnished(folder: Path) -> Path:
    """The `folder` with all of this in it."""
    shutil.rmtree(folder)
    return copied(folder, furnish, furnish_way)


# What the tests do with it


@asynccontextmanager
async def opened_by(place: Path, who: str, size: tuple[int, int] = (120, 36)) -> AsyncIterator[Pilot[int]]:
    """The app on that workspace, as that person sees it."""
    desk = Desk(store.open_workspace(str(place), who), Options())
    try:
        async with ConcordApp(desk).run_test(size=size) as pilot:
            await pilot.pause()
            yield pilot
    finally:
        desk.close()


def desk_of(pilot: Pilot[int]) -> Desk:
    """The desk of the app."""
    return pilot.app.desk  # type: ignore[attr-defined]


async def go(pilot: Pilot[int], id: str, *keys: str) -> None:
    """Put the board's cursor on that record and press these keys."""
    desk_of(pilot).open(id)
    await keyed(pilot, *keys)


async def keyed(pilot: Pilot[int], *keys: str) -> None:
    """Press these keys and let what they ask for happen."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def meanwhile(pilot: Pilot[int], place: Path, who: str, command: Callable[..., Any], *args: Any, **values: Any) -> None:
    """A colleague gives a command in a session of their own, and this one hears of it."""
    with store.open_workspace(str(place), who) as other:
        other.do(command, *args, **values)
    desk_of(pilot).news.deliver()


def lines(pilot: Pilot[int]) -> list[str]:
    """The screen line by line; nothing reaches beyond its edge."""
    shown = text(pilot).splitlines()
    assert all(cell_len(line) <= pilot.app.size.width for line in shown)
    return shown


async def helped(pilot: Pilot[int]) -> list[str]:
    """The keys of the room on the screen, as `?` tells them first; the room itself is shown with nothing cut."""
    assert not [line for line in lines(pilot) if line.endswith("..")]
    await keyed(pilot, "?")
    shown = lines(pilot)
    first = next(at for at, line in enumerate(shown) if i18n.t("In this room") in line)
    return shown[first + 1 :]
