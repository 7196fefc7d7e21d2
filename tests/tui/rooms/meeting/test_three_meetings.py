"""Three weekly meetings of one series with five departments: one leads, one takes notes, three follow; all by keys."""

import asyncio
from contextlib import AsyncExitStack
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import store
from store import clock, commands
from store.engine.ledger import Ledger
from store.insight.minutes import of_meeting
from store.kinds.agenda_item import agenda
from store.records import Changes
from tests.tui.conftest import same_as_golden
from tests.tui.test_way import Hours, Session
from tui import i18n
from tui.app import ConcordApp
from tui.config import Options
from tui.desk.desk import Desk
from tui.text.minutes.page import minutes_page
from tui.text.pages.as_markdown import markdown

#: Login and department; the first one leads, the second takes notes.
PEOPLE = {"ana": "MKT", "bo": "LOG", "eva": "OPS", "tom": "FIN", "li": "SHO"}
TUESDAY = date(2026, 11, 3)


def found(changes: Changes) -> None:
    """Five departments and who leads them, the series, the draft of its first meeting with three items."""
    commands.add(changes, "workspace", {"name": "Nordwind Retail"})
    for login, code in PEOPLE.items():
        department = commands.add(changes, "department", {"name": f"Department {code}", "code": code})
        values = {"name": login.title(), "login": login, "department": department.id}
        person = commands.add(changes, "person", values | {"role": "admin" if login == "ana" else "member"})
        changes.change(changes.get(department.id), lead=person.id)  # type: ignore[arg-type]
    departments = tuple(f"DP-{n}" for n in range(1, 6))
    values = {"title": "Weekly", "repeats": "FREQ=WEEKLY;BYDAY=TU", "time": "09:00", "length": 30}
    values |= {"departments": departments, "quorum": 3}
    commands.add(changes, "series", {**values, "start": TUESDAY})
    del values["repeats"]
    chairs = {"facilitator": "PN-1", "note_taker": "PN-2"}
    commands.add(changes, "meeting", {**values, **chairs, "series": "SE-1", "series_day": TUESDAY, "on": TUESDAY})
    for title, sort in (("Who owns the dock plan?", "decide"), ("Flyers", "discuss"), ("Returns desk", "inform")):
        commands.add(changes, "agenda-item", {"title": title, "meeting": "M-1", "sort": sort, "minutes": 10})
    changes.say("furnish")


class Week(Hours):
    """The clock, and everybody at it."""

    def __init__(self) -> None:
        super().__init__()
        self.now = datetime(2026, 11, 3, 9, tzinfo=UTC)


async def test_three_weeks_of_one_series(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    hours = Week()
    monkeypatch.setattr(clock, "now", lambda: hours.now)
    Ledger.create(tmp_path / "w", "Nordwind Retail")
    with store.open_workspace(str(tmp_path / "w"), "ana") as workspace:
        workspace.do(found)
    i18n.use("en")
    async with AsyncExitStack() as stack:
        of: dict[str, Session] = {}
        for who in PEOPLE:
            desk = Desk(store.open_workspace(str(tmp_path / "w"), who), Options(), state=str(tmp_path / who))
            stack.callback(desk.close)
            of[who] = Session(await stack.enter_async_context(ConcordApp(desk).run_test(size=(80, 24))), desk)
        await first(of)
        hours.pass_days(7, of)
        await second(of)
        hours.pass_days(7, of)
        await third(of)
        for lang in ("en", "zh"):
            i18n.use(lang)
            same_as_golden(f"minutes-three-{lang}", minutes_of(of["bo"].desk.workspace), 200)
        i18n.use("en")


def minutes_of(workspace: store.Workspace) -> str:
    """The minutes of all three; of the two who wrote at once either may stand first."""
    pages = (
        minutes_page(of_meeting(workspace.ledger, workspace.records, id), workspace.records)
        for id in ("M-1", "M-2", "M-3")
    )
    lines = [line for page in pages for line in (*markdown(page), "")]
    at = next(n for n, line in enumerate(lines) if "Two plans" in line or "OPS has" in line)
    lines[at : at + 2] = sorted(lines[at : at + 2])
    return "\n".join(lines)


async def all_see(of: dict[str, Session], words: str, *but: str) -> None:
    """Everybody in the room sees that."""
    for who in set(of) - set(but):
        await of[who]()
        assert words in of[who].shown, f"{who} sees\n{of[who].shown}"


async def first(of: dict[str, Session]) -> None:
    """Prepared, opened, begun; two who write at once; one looks around, one comes late; the rest is carried."""
    ana, bo, eva, tom, li = of.values()
    await eva("M", "v", "enter", "enter", "right", "ctrl+s")
    assert list(ana.get("M-1").prepared) == ["DP-3"]
    await ana("M", ">", "enter", ">", "enter", "@", "a", "G", "x", "escape")
    await bo("M")
    await tom("M")
    await all_see(of, "item 1 of 3 · 0 of 30 min", "li")
    await eva(">")  # it is not hers to go on
    assert ana.get("M-1").current == "AI-1"
    await bo("i", "Two plans since the move")
    await eva("i", "OPS has the people")
    await asyncio.gather(bo("enter"), eva("enter"))
    assert {each.text for each in ana.get("AI-1").notes} == {"Two plans since the move", "OPS has the people"}
    await bo("escape")
    await eva("escape")
    await ana("D", "enter", "enter", "OPS owns it", "ctrl+s", "a", "Merge the plans @eva due:fri", "ctrl+s")
    assert (ana.get("D-1").source, ana.get("D-1").to_confirm, ana.get("A-1").owner) == ("AI-1", False, "PN-3")
    await all_see(of, "Merge the plans", "li")
    await tom("j")
    assert "you look around; 0 follows" in tom.shown
    await asyncio.gather(ana(">"), bo(">"))
    assert ana.get("M-1").current == "AI-2"  # one on, not two
    await tom("0")
    await li("M")  # comes late, sees where it is, and says so
    await all_see(of, "item 2 of 3")
    await li("@", "G", "l", "escape")
    assert (ana.get("M-1").attendance["DP-5"].state, ana.get("M-1").present[-1]) == ("late", "PN-5")
    await all_see(of, "li (SHO, late)")
    await ana(":", "close", "enter", "enter")
    assert [ana.get(f"AI-{n}").state for n in (1, 2, 3)] == ["discussed", "discussed", "carried"]
    assert (ana.get("M-2").on, titles(ana, "M-2")) == (date(2026, 11, 10), ["Returns desk"])
    await all_see(of, "The minutes are a draft")


async def second(of: dict[str, Session]) -> None:
    """Without a quorum at first; last time's action, its minutes; the lead is handed over; carried again."""
    ana, bo, eva = of["ana"], of["bo"], of["eva"]
    await ana(">", ">", "enter", ">", "enter")
    for who in set(of) - {"ana"}:
        await of[who](">")  # from the closed meeting to the next
    await all_see(of, "no quorum: decisions want confirming")
    await ana("tab", "d", "d")
    assert (ana.get("A-1").state, ana.get("M-1").confirmed_in) == ("done", "M-2")
    await ana("@", "a", "escape", "L", "Eva", "enter")
    assert ana.get("M-2").facilitator == "PN-3"
    await all_see(of, "eva leads", "eva")
    await eva(">")
    await all_see(of, "item 1 of 1")
    await bo("i", "Mia is ill", "enter", "escape")
    await eva("C")
    await eva(":", "close", "enter", "enter")
    assert (eva.get("M-2").state, titles(eva, "M-3")) == ("closed", ["Returns desk"])


async def third(of: dict[str, Session]) -> None:
    """For the third time; the line of whoever leads drops, and another goes on."""
    ana, bo = of["ana"], of["bo"]
    await ana(">", ">", "enter", ">", "enter", "d", "@", "a", "escape", ">")
    for who in set(of) - {"ana"}:
        await of[who](">")
    await all_see(of, "3rd time")
    ana.pilot.app.exit()
    await ana.pilot.pause()
    ana.desk.close()
    del of["ana"]
    await bo("L", "i", "Goes to Mia", "enter", "escape")
    assert bo.get("M-3").facilitator == "PN-2"
    await all_see(of, "bo leads", "bo")
    await bo(">", ">", "enter")
    assert (bo.get("M-3").state, bo.get("M-4").state, titles(bo, "M-4")) == ("closed", "draft", [])
    chain: list[Any] = [bo.get(id) for id in ("AI-3", "AI-4", "AI-5")]
    assert [(each.state, each.meeting) for each in chain] == [
        ("carried", "M-1"), ("carried", "M-2"), ("discussed", "M-3"),
    ]  # fmt: skip


def titles(session: Session, meeting: str) -> list[str]:
    session.desk.news.deliver()
    return [each.title for each in agenda(session.desk.records, meeting)]
