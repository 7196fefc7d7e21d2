"""A week of stand-ups: eight people of three departments, each in a session of their own, one of them facilitating.

What they do and say goes in by keys; what comes out is the digest, compared whole. `CONCORD_GOLDENS=write` writes it.
"""

from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import store
from store import clock, commands
from store.engine.ledger import Ledger
from store.insight import digest
from store.insight.minutes import of_meeting as minutes_of
from store.records import Changes
from tests.tui.conftest import same_as_golden
from tests.tui.test_way import Hours, Session
from tui import i18n
from tui.app import ConcordApp
from tui.config import Options
from tui.desk.desk import Desk
from tui.rooms.standup.room import StandupRoom
from tui.text.digest import digest_lines, period_lines
from tui.text.minutes.page import minutes_page
from tui.text.pages.as_markdown import markdown

#: Login and department; the first one facilitates.
PEOPLE = {
    "eva": "OPS", "jon": "OPS", "kim": "OPS", "ana": "MKT", "li": "MKT", "bo": "LOG", "per": "LOG", "tom": "LOG",
}  # fmt: skip
ACTIONS = ["Count the shops", "Train the shops", "Check the tills", "Price list", "Posters", "Stock feed", "Dock plan",
           "Book two vans"]  # fmt: skip
#: The most keys that a usual day may take.
USUAL = 25


def found(changes: Changes) -> None:
    """Three departments, who leads them, a goal, two actions for each."""
    departments = {code: commands.add(changes, "department", {"name": code, "code": code}).id for code in
                   dict.fromkeys(PEOPLE.values())}  # fmt: skip
    people: dict[str, str] = {}
    for login, code in PEOPLE.items():
        role = "coordinator" if login == "eva" else "member"
        values = {"name": login.title(), "login": login, "department": departments[code], "role": role}
        people[login] = commands.add(changes, "person", values).id
    for code, login in (("OPS", "eva"), ("MKT", "ana"), ("LOG", "bo")):
        changes.change(changes.get(departments[code]), lead=people[login])  # type: ignore[arg-type]
    goal = commands.add(changes, "goal", {"title": "Spring", "departments": tuple(departments.values())}).id
    for at, login in enumerate(PEOPLE):
        for late, title in ((0, ACTIONS[at]), (7, f"{ACTIONS[at]}, second round")):
            due = changes.today + timedelta(1 + at % 4 + late)
            commands.add(changes, "action", {"title": title, "owner": people[login], "goal": goal, "due": due})
    friday = {"on": changes.today + timedelta(4), "time": "10:00", "length": 30, "facilitator": people["eva"]}
    invited = {"departments": tuple(departments.values()), "state": "open"}
    commands.add(changes, "meeting", {"title": "What is in the way", **friday, **invited})
    for title, sort in (("Who draws the dock plan", "decide"), ("Posters", "inform")):
        commands.add(changes, "agenda-item", {"title": title, "sort": sort, "meeting": "M-1"})
    changes.say("furnish")


async def post(session: Session, *more: str) -> None:
    """The minute before: the entry as it is proposed, or with these keys; then back to the board."""
    pressed = ("S", *more, "ctrl+s", "escape")
    assert len(pressed) <= USUAL
    await session(*pressed)


async def meet(of: dict[str, Session], *acts: str) -> None:
    """The five minutes: the facilitator leads through the departments and closes; the others are in the room."""
    eva = of["eva"]
    await eva("S", "L", "]", "]", "]")
    assert isinstance(eva.pilot.app.screen, StandupRoom)
    for keys in acts:
        await eva(*keys.split(" "))
    await eva(":", "close", "enter", "escape", "escape")


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_a_week_of_stand_ups_ends_in_its_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str):
    hours = Hours()
    hours.now = datetime(2026, 11, 16, 8, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: hours.now)
    Ledger.create(tmp_path / "w", "Nordwind Retail")
    with store.open_workspace(str(tmp_path / "w"), "eva") as workspace:
        workspace.do(found)
    i18n.use(lang)
    async with AsyncExitStack() as stack:
        of: dict[str, Session] = {}
        for who in PEOPLE:
            desk = Desk(store.open_workspace(str(tmp_path / "w"), who), Options(), state=str(tmp_path / who))
            stack.callback(desk.close)
            pilot = await stack.enter_async_context(ConcordApp(desk).run_test(size=(100, 30)))
            of[who] = Session(pilot, desk)
        await week(of, hours)
        await meeting(of)
        eva = of["eva"].desk
        whole = minutes_of(eva.workspace.ledger, eva.records, "M-1")
        told = "\n".join(markdown(minutes_page(whole, eva.records))) + "\n"
        overview = of["eva"].desk.overview
        friday = of["eva"].desk.today
        day = list(digest_lines(digest.of_day(overview, friday), overview))
        period = list(period_lines(digest.of_period(overview, friday - timedelta(4), friday), overview))
        of["tom"].desk.news.deliver()
        rounds = list(of["tom"].desk.records.of_kind("round"))
    assert len(rounds) == 5
    assert all(each.closed for each in rounds)  # type: ignore[attr-defined]
    same_as_golden(f"week-minutes-{lang}", told, 400)
    same_as_golden(f"week-{lang}", "\n".join([*day, "", "---", "", *period]) + "\n", 400)


async def week(of: dict[str, Session], hours: Hours) -> None:
    """Monday to Friday: work, a blocker that comes up three times, promises kept and not, somebody away."""
    for session in of.values():
        await post(session)
    await meet(of)
    await tuesday(of, hours)
    await wednesday(of, hours)
    await thursday(of, hours)
    hours.pass_days(1, of)
    for who in ("eva", "jon", "kim", "ana", "bo", "per"):
        await post(of[who])
    await meet(of)


async def meeting(of: dict[str, Session]) -> None:
    """On Friday they meet: who is there, one decision, one action, closed; what was not reached waits."""
    eva = of["eva"]
    await eva("M", ">", "enter", "@", "a", "escape")
    assert of["tom"].get("M-1").attendance.keys() == {"DP-1", "DP-2", "DP-3"}
    await eva("D", "enter", "enter", "Per draws it", "ctrl+s")
    await eva("a", "Draw the dock plan @per due:+3d", "ctrl+s")
    await eva(":", "close", "enter", "enter", "escape")
    assert of["tom"].get("M-1").state == "closed"


async def tuesday(of: dict[str, Session], hours: Hours) -> None:
    hours.pass_days(1, of)
    for who, id in (("jon", "A-3"), ("ana", "A-7"), ("bo", "A-11")):
        of[who].go(id)
        await of[who]("d")
    of["per"].go("A-13")
    await of["per"]("b", "No plan of the dock", "enter", "OPS", "enter", "ctrl+s")
    for session in of.values():
        await post(session)
    await meet(of)


async def wednesday(of: dict[str, Session], hours: Hours) -> None:
    """The blocker has come up twice without progress: it wants a next step before the stand-up can be closed."""
    hours.pass_days(1, of)
    of["kim"].go("A-5")
    await of["kim"]("t", "+1w", "enter", "the tills come later", "enter")
    for who, session in of.items():
        if who != "li":
            await post(session)
    eva = of["eva"]
    await eva("S", "L", ":", "close", "enter")
    assert of["tom"].get("SR-3").closed is None
    assert "B-1" in eva.shown
    room = eva.pilot.app.screen
    assert isinstance(room, StandupRoom)
    room.open("B-1")
    await eva("n", "Jon draws it", "enter", "jon", "enter", "+1w", "ctrl+s")
    await eva(":", "close", "enter", "escape", "escape")
    assert of["tom"].get("SR-3").closed is not None


async def thursday(of: dict[str, Session], hours: Hours) -> None:
    hours.pass_days(1, of)
    of["eva"].go("A-1")
    await of["eva"]("d")
    for who in ("jon", "kim", "tom", "per", "eva"):
        await post(of[who])
    await post(of["ana"], "a", "Ask the printer", "ctrl+s")
    await meet(of)
