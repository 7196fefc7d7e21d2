"""The week of a promotion: a script at the till writes readings while people look at them; a risk is shared meanwhile.

The readings come out of a process of their own. Who looks presses nothing: what turns is on their screens by the news.
"""

import asyncio
import re
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

import store
from store import commands, demo
from tests.tui.cli.conftest import Concord, concord
from tests.tui.conftest import TODAY
from tests.tui.test_way import Session
from tui import i18n
from tui.app import ConcordApp
from tui.config import Options
from tui.desk.desk import Desk

__all__ = ["concord"]

#: Who speaks for Marketing, Finance, Logistics, Store Operations and Customer Service, and who runs the till's script.
MKT, FIN, LOG, OPS, CS, TILL = "PN-1", "PN-3", "PN-5", "PN-7", "PN-9", "PN-10"
GOAL, STOCK, RESULT, RISK = "G-7", "N-2", "KR-10", "U-7"
#: As much is in the shops as the band of the stock allows; the goal is green before.
FOLLOWS = {"goal": GOAL, "metric": STOCK, "start": 16000, "target": 4000, "direction": "down"}
WORDS = {
    "en": {"green": "green", "red": "red", "why": "Red because", "now": "now {} pieces", "risk": "Two lorries wait",
           "asked": "a risk that FIN is to acknowledge", "since": "FIN, since Mon 23 Nov"},
    "zh": {"green": "绿灯", "red": "红灯", "why": "红灯原因", "now": "当前 {} 件", "risk": "两辆货车在等",
           "asked": "有一项风险待 FIN 知悉", "since": "FIN，11月23日 周一起"},
}  # fmt: skip


@pytest.fixture
def promotion(tmp_path: Path, lang: str) -> Path:
    """The example, in which a key result of the goal that is green follows the stock."""
    folder = tmp_path / "w"
    demo.build(str(folder), "promotion", lang, TODAY)
    with store.open_workspace(str(folder), login(folder, LOG)) as workspace:
        workspace.do(commands.add, "key-result", {"title": "Stock", **FOLLOWS})
    i18n.use(lang)
    return folder


def login(folder: Path, person: str) -> str:
    with store.open_workspace(str(folder), "root") as workspace:
        return workspace.records.get(person).login  # type: ignore[union-attr]


@asynccontextmanager
async def screen(folder: Path, person: str, width: int = 80, height: int = 24) -> AsyncIterator[Session]:
    """That person's, of that size."""
    desk = Desk(store.open_workspace(str(folder), login(folder, person)), Options(), state=str(folder / person))
    try:
        async with ConcordApp(desk).run_test(size=(width, height)) as pilot:
            yield Session(pilot, desk)
    finally:
        desk.close()


async def till(folder: Path, *words: str, told: str = "") -> None:
    """The script, as whoever runs it: a process of its own, at the hour of the tests."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.terminal.still", login(folder, TILL), "reading", *words,
        "--workspace", str(folder), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    await process.communicate(told.encode())
    assert process.returncode == 0


class Watched:
    """Two screens on which nothing is pressed: board and page of the key result, and the room of insights."""

    def __init__(self, board: Session, room: Session, words: dict[str, str]) -> None:
        self.board, self.room, self.words = board, room, words

    async def open(self) -> None:
        self.board.go(RESULT)
        await self.board("enter")
        self.room.go(GOAL)
        await self.room("I", "2")

    def told(self, value: str, color: str) -> tuple[bool, ...]:
        """Of one moment: the value in the list, that on the page, the health there, and the goal's in the room."""
        shown = self.board.shown
        row = next(line for line in shown.splitlines() if line.lstrip("> *!").startswith(RESULT))
        week = next(line for line in self.room.shown.splitlines() if f">{GOAL} " in line)
        beside = (f"{value} / 4,000" in row, self.words["now"].format(value) in shown)
        red = (self.words["why"] in shown) == (color == "red"), row.lstrip().startswith("> !") == (color == "red")
        return (*beside, *red, week.rstrip().endswith(self.words[color]))

    async def until(self, value: str, color: str) -> None:
        """What the news bring comes whole: no picture has the value without the health, or one of page and list."""
        for _ in range(1000):
            await self.board.pilot.pause(0.02)
            *beside, week = self.told(value, color)
            assert len(set(beside)) == 1, self.board.shown
            if all(beside) and week:
                return
        raise AssertionError(self.board.shown + self.room.shown)


async def share(log: Session, words: dict[str, str]) -> None:
    """Logistics tells the four others of a risk."""
    await log("3", "[", "a", words["risk"], "enter", "right", "enter", "MKT, OPS, CS, FIN", "ctrl+s")
    risk = log.get(RISK)
    assert (risk.sort, len(risk.departments), risk.acknowledged) == ("risk", 4, {})


@pytest.mark.parametrize("lang", WORDS)
async def test_the_week_of_a_promotion(promotion: Path, lang: str, concord: Concord):
    words = WORDS[lang]
    async with screen(promotion, MKT, 120, 36) as board, screen(promotion, CS) as room:
        watched = Watched(board, room, words)
        await watched.open()
        assert all(watched.told("4,210", "green"))
        await till(promotion, STOCK, "2100", "--at", f"{board.desk.today}T02:00Z", "--source", "till")
        await watched.until("2,100", "red")
        at = (f"{board.desk.today}T{time}Z" for time in ("02:15", "02:30"))
        lines = [f'{{"value": {value}, "at": "{moment}"}}' for value, moment in zip((2900, 5020), at, strict=True)]
        await till(promotion, STOCK, "--from-json", "-", told="\n".join(lines))
        await watched.until("5,020", "green")
        async with screen(promotion, LOG) as log:
            await share(log, words)
        # Each in the way of their own: out of the room, in my day, in the list.
        await room("q")
        room.go(RISK)
        await room("v", "enter")
        await board("m")
        while f"> {RISK}" not in board.shown:
            await board("j")
        await board("v", "enter")
    async with screen(promotion, OPS) as ops:
        await ops("3", "[", "v", "enter")
        said = {ops.desk.overview.called(id): word.state for id, word in ops.get(RISK).acknowledged.items()}
        assert said == dict.fromkeys(("MKT", "OPS", "CS"), "understood")
    async with screen(promotion, FIN) as fin:
        await fin("m")
        assert any(RISK in line and words["asked"] in line for line in fin.shown.splitlines())
    for form in ("--markdown", "--html"):
        told = concord("report", form, "--lang", lang, "--workspace", str(promotion)).out
        # A row for each department that has not understood it.
        (row,) = re.findall(rf"{RISK}.*?{words['risk']}.*?\n", re.sub("</?bdi>", "", told))
        assert words["since"] in row
