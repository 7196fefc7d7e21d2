"""Every key that a last line offers does something there: in every list, on every page, in rooms, in every state."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store.engine.ledger import Ledger
from store.kinds import KINDS, split_id
from store.workspace import open_workspace
from tests.store.built_example import build
from tests.tui.conftest import TODAY, text
from tui import i18n, keys
from tui.acts.host import Host
from tui.app import ConcordApp
from tui.board.screen import BoardScreen
from tui.config import Options
from tui.desk.desk import Desk
from tui.faces.seen_at import place_of
from tui.rooms.rooms import open_room

#: Who looks: a coordinator of the example, who may do most, and a member, who may do least of those who do anything.
WHO, MEMBER = "sam", "lou"
#: They do the same everywhere, or only lead out.
SAME = ("search", "palette", "help", "back")
#: Where one moves, there may be nowhere to move to; the ways out lead out.
MOVES = ("j k", "h j k l", "?", ":", "Esc", "+ -")
#: What others may not, and whose it is: where a member looks, the rest is as for a coordinator.
WHOSE = ("add", "edit", "done", "value", "gate")
#: The rooms about records of these kinds, in each of their states; and those about these records alone.
OF_KIND = {"retro": "retro", "meeting": "meeting", "gate": "goal", "record": "agenda-item"}
OF_ONE = dict.fromkeys(("my_day", "insights", "who", "settings"), ("",)) | {
    "raci": ("G-1", "G-2"),
    "timeline": ("G-2",),
    "dictionary": ("A-1", "G-2"),
    "lessons": ("G-2",),
    "proposals": ("M-5",),
}
ROWS = 4


class Refusals:
    """What was refused at the desk since it was asked last."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._refuse = desk, desk.refuse
        self._found: list[str] = []
        desk.refuse = self  # type: ignore[method-assign,assignment]

    def __call__(self, words: Any, tone: str = "warn") -> None:
        self._found.append(str(words))
        self._refuse(words, tone)

    def taken(self) -> list[str]:
        found, self._found = self._found, []
        return found


@asynccontextmanager
async def walked(place: Path, who: str = WHO) -> AsyncIterator[tuple[Pilot[int], BoardScreen, Refusals]]:
    """The example on the screen, a retrospective of it at a step that only a later version knows."""
    i18n.use("en")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.demo.story.os_user", lambda: WHO)
        build(place, "launch", "en", TODAY)
    with Ledger(str(place)) as ledger:
        last = ledger.numbers("retro")[-1]
        later = {"state": "celebrate"}
        ledger.commit(lambda entry: entry.write("retro", last, {**(entry.read("retro", last) or {}), **later}))
    desk = Desk(open_workspace(str(place), who), Options())
    desk.personal.look(desk.workspace.ledger.seq)
    try:
        async with ConcordApp(desk).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            board = pilot.app.screen
            assert isinstance(board, BoardScreen)
            yield pilot, board, Refusals(desk)
    finally:
        desk.close()


def states(desk: Desk, kind: str) -> Iterator[str]:
    """The first record of that kind in each of its states, each part of what goes on and of what is over."""
    seen = set[object]()
    for record in desk.records.all(KINDS[kind].record):
        state: Any = record
        over = KINDS[kind].is_over(record, desk.records, desk.today)
        said = (getattr(state, "state", None), getattr(state, "step", None), getattr(state, "chosen", "") == "", over)
        if said not in seen:
            seen.add(said)
            yield record.id


async def pressed(pilot: Pilot[int], refusals: Refusals, key: str) -> str:
    """What is wrong with that key where it is pressed; "" where it does something."""
    desk = refusals._desk
    was = (text(pilot), desk.workspace.ledger.seq, len(pilot.app.screen_stack))
    refusals.taken()
    await pilot.press("space" if key == "Space" else keys.as_named(key))
    await pilot.pause()
    if said := refusals.taken():
        return f"is refused: {said[0]}"
    return "does nothing" if was == (text(pilot), desk.workspace.ledger.seq, len(pilot.app.screen_stack)) else ""


async def back(pilot: Pilot[int], seq: int, deep: int = 1) -> None:
    """Out of all dialogs; what was changed is taken back."""
    desk = pilot.app.screen_stack[0].desk  # type: ignore[attr-defined]
    for _ in range(6):
        if len(pilot.app.screen_stack) > deep:
            await pilot.press("escape")
    if desk.workspace.ledger.seq != seq:
        await pilot.press("u")
        await pilot.press("escape")


@pytest.mark.parametrize("who", [WHO, MEMBER])
async def test_every_key_offered_in_a_list_or_on_a_page_does_something_there(tmp_path: Path, who: str):
    wrong: list[str] = []
    async with walked(tmp_path / "w", who) as (pilot, board, refusals):
        desk = board.desk
        ids = [id for kind in KINDS if not KINDS[kind].sealed for id in states(desk, kind)]
        for at, id in enumerate(id for id in ids if place_of(desk.records, id) == id):
            board.open(id)
            board.read(at % 2 > 0)
            await pilot.pause()
            offered = [row for row in board.footer.keys if row.action not in SAME]
            for row in offered if who == WHO else [each for each in offered if each.action in WHOSE]:
                board.open(id)
                board.read(at % 2 > 0)
                seq = desk.workspace.ledger.seq
                if said := await pressed(pilot, refusals, row.shown):
                    wrong.append(f"{id}, {row.shown} ({row.label}) {said}")
                await back(pilot, seq)
    assert not wrong, "\n".join(wrong)


async def test_a_list_in_which_nothing_stands_offers_nothing_that_wants_a_record(tmp_path: Path):
    Ledger.create(tmp_path / "w", "Acme")
    desk = Desk(open_workspace(str(tmp_path / "w"), WHO), Options())
    try:
        async with ConcordApp(desk).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            board: Any = pilot.app.screen_stack[0]
            for at, pane in enumerate(board.panes):
                board.focus_pane(at)
                for _ in pane.listings:
                    assert not [row.shown for row in board.footer.keys if row.needs], pane.kind
                    assert {"search", "help"} <= {row.action for row in board.footer.keys}
                    pane.turn(1)
                    board.fold()
    finally:
        desk.close()


class Walk:
    """Down the rows of a room, over its pages: each key is pressed once for what is offered on such a row."""

    def __init__(self, pilot: Pilot[int], host: Host, refusals: Refusals) -> None:
        self.pilot, self.host, self.refusals = pilot, host, refusals
        self.wrong: list[str] = []

    async def go(self, name: str, id: str, page: int, row: int) -> Any:
        """Into the room, to that page and row; None where there is no such room."""
        if len(self.pilot.app.screen_stack) < 2:
            self.host.run_worker(open_room(self.host, name, id), group="act", exit_on_error=True)
            await self.pilot.pause()
        await self.pilot.press(*["["] * 4 * (name == "retro"), *["]"] * page, *["k"] * ROWS, *["j"] * row)
        return self.pilot.app.screen if len(self.pilot.app.screen_stack) > 1 else None

    async def over(self, name: str, id: str, pages: int) -> None:
        """Every page of that room and its first rows."""
        done = set[object]()
        desk = self.host.desk
        for page in range(pages):
            for row in range(ROWS):
                room = await self.go(name, id, page, row)
                if room is None:
                    return
                at = getattr(room, "chosen", "") or ""
                kind = split_id(at)
                found: Any = desk.records.find(at) if at else None
                offers = [each for each in room.hints() if each[0] not in MOVES]
                what = (page, tuple(offers), kind[0].name if kind else "", getattr(found, "state", ""))
                if what in done:
                    continue
                done.add(what)
                for pressed_before, (shown, label) in enumerate(offers):
                    if pressed_before:  # the first is pressed where one is
                        await self.go(name, id, page, row)
                    seq = desk.workspace.ledger.seq
                    if said := await pressed(self.pilot, self.refusals, shown.split(" ")[0]):
                        self.wrong.append(f"{name} {id} page {page}, on {at}: {shown} ({label}) {said}")
                    await back(self.pilot, seq, 1 if self.pilot.app.screen is not room else 2)
                    await back(self.pilot, desk.workspace.ledger.seq, 1)
        await back(self.pilot, desk.workspace.ledger.seq)


ROOMS = [*((name, WHO) for name in (*OF_KIND, *OF_ONE)), *((name, MEMBER) for name in ("meeting", "settings", "who"))]


@pytest.mark.parametrize(("name", "who"), ROOMS)
async def test_every_key_offered_in_a_room_does_something_there(tmp_path: Path, name: str, who: str):
    async with walked(tmp_path / "w", who) as (pilot, board, refusals):
        walk = Walk(pilot, board, refusals)
        for id in OF_ONE.get(name) or list(states(board.desk, OF_KIND[name])):
            await walk.over(name, id, 4 if name == "retro" else 1)
    assert not walk.wrong, "\n".join(walk.wrong)
