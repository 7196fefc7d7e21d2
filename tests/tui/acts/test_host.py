"""What acts need of a screen: a host and a target, and no more than those say."""

from collections.abc import Awaitable
from pathlib import Path
from typing import Any

from store.words import Words
from store.workspace import open_workspace
from tests.tui.board.test_board import record
from tui.acts.acts import Acts
from tui.acts.host import OneRecord
from tui.desk.desk import Desk
from tui.desk.listener import Listener


class Anywhere(Listener):
    """A host that is no screen of the program."""

    app = None

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.rooms: list[tuple[str, str]] = []
        self.begun: list[Awaitable[None]] = []
        self.said: list[str] = []

    def run_worker(self, work: Any, *, group: str, exit_on_error: bool) -> Any:
        self.begun.append(work)

    async def open_room(self, name: str, id: str) -> None:
        self.rooms.append((name, id))

    def say(self, words: Words | str, tone: str = "plain") -> None:
        self.said.append(str(words))


async def test_an_act_is_done_to_a_record_wherever_it_is_seen(folder: Path):
    desk = Desk(open_workspace(str(folder), "ana"))
    host = Anywhere(desk)
    desk.enter(host)
    acts = Acts(host, OneRecord("A-1"))
    acts.start("done")
    await host.begun.pop()
    assert record(folder, "A-1").state == "done"
    assert host.said == ["A-1 done; u takes it back"]
    acts.on("A-99").start("edit")
    await host.begun.pop()  # refused, said, and over
    assert len(host.said) == 2
    desk.close()


async def test_what_is_no_act_is_a_room_of_the_host(folder: Path):
    desk = Desk(open_workspace(str(folder), "ana"))
    host = Anywhere(desk)
    acts = Acts(host, OneRecord("A-1"))
    await acts.do("life")
    await acts.on("G-1").do("gate")
    assert host.rooms == [("life", "A-1"), ("gate", "G-1")]
    desk.close()
