"""Six people of four departments in one retrospective, each at their own screen; a seventh sits beside the first."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

import store
from store import clock, commands
from store.engine.ledger import Ledger
from store.kinds.card import Card
from store.records import Changes, Records
from tests.tui.test_way import Hours, Session
from tui.app import ConcordApp
from tui.config import Options
from tui.desk.desk import Desk
from tui.rooms.retro.retro_head import PAGES

#: Login and department; the first one leads, the last one has no screen.
PEOPLE = {"ana": "MKT", "bo": "LOG", "eva": "OPS", "tom": "FIN", "li": "MKT", "kim": "OPS", "per": "LOG"}
#: Tuesdays: one has an idea, then they meet.
PLANNED, HELD = date(2026, 11, 3), date(2026, 11, 10)


def found(changes: Changes) -> None:
    """Four departments, seven people, the goal that is looked back at."""
    commands.add(changes, "workspace", {"name": "Nordwind Retail"})
    departments = {
        code: commands.add(changes, "department", {"name": f"Department {code}", "code": code}).id
        for code in dict.fromkeys(PEOPLE.values())
    }
    for login, code in PEOPLE.items():
        values = {"name": login.title(), "login": login, "department": departments[code]}
        commands.add(changes, "person", values | {"role": "admin" if login == "ana" else "member"})
    values = {"title": "Spring promotion", "departments": tuple(departments.values()), "owner": "PN-1"}
    commands.add(changes, "goal", {**values, "start": date(2026, 10, 1), "due": HELD})
    changes.say("furnish")


class Sitting:
    """Who sits where. ``said`` are words that tell a card, by whose it is, as long as nobody else may read them."""

    def __init__(self, of: dict[str, Session], hours: Hours, retro: str) -> None:
        self.of = of
        self.hours = hours
        self.retro = retro
        self.said: dict[str, tuple[str, ...]] = {}

    async def come(self) -> None:
        """Everybody goes into the room."""
        for session in self.of.values():
            session.go(self.retro)
            await session("R")

    async def all_see(self, words: str, *but: str) -> None:
        """Everybody in the room sees that."""
        for who in set(self.of) - set(but):
            await self.of[who]()
            assert words in self.of[who].shown, f"{who} sees\n{self.of[who].shown}"

    async def nobody_reads(self) -> None:
        """What another said is on nobody's screen, on no page of the room."""
        for who, session in self.of.items():
            others = [word for whose, words in self.said.items() if whose != who for word in words]
            await session(*["["] * len(PAGES))
            for _ in PAGES:
                assert not [word for word in others if word in session.shown], f"{who} sees\n{session.shown}"
                await session("]")
            await session("[", "[")

    def stored(self, word: str) -> Card:
        """The card with that word as it is written down, whoever may see what of it."""
        session = next(iter(self.of.values()))
        session.desk.news.deliver()
        cards = Records(session.desk.workspace.ledger.unveiled).pointing(Card, "retro", self.retro)
        return next(each for each in cards if word in each.text)

    def card(self, word: str) -> str:
        """Its id."""
        return self.stored(word).id

    async def at(self, who: str, word: str, *keys: str) -> None:
        """Put that person's cursor on the card with that word, and press these keys."""
        session = self.of[who]
        session.desk.news.deliver()
        room = session.pilot.app.screen
        room.grid.want(self.card(word))  # type: ignore[attr-defined]
        room.read()  # type: ignore[attr-defined]
        await session(*keys)


@asynccontextmanager
async def seated(tmp_path: Path, patch: pytest.MonkeyPatch, retro: str = "R-1") -> AsyncIterator[Sitting]:
    """The six, at the board, on the day on which it is planned."""
    hours = Hours()
    hours.now = datetime.combine(PLANNED, time(9), UTC)
    patch.setattr(clock, "now", lambda: hours.now)
    Ledger.create(tmp_path / "w", "Nordwind Retail")
    with store.open_workspace(str(tmp_path / "w"), "ana") as workspace:
        workspace.do(found)
    async with AsyncExitStack() as stack:
        of: dict[str, Session] = {}
        for who in [*PEOPLE][:-1]:
            desk = Desk(store.open_workspace(str(tmp_path / "w"), who), Options(), state=str(tmp_path / who))
            stack.callback(desk.close)
            of[who] = Session(await stack.enter_async_context(ConcordApp(desk).run_test(size=(80, 24))), desk)
        yield Sitting(of, hours, retro)
