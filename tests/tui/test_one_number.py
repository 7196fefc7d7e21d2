"""The faces show the same number: what the command line prints, what the board draws, what the rooms say."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store import clock, commands, open_workspace
from store.commands.readings import add_reading
from store.insight.overview import Overview
from store.kinds import key_result
from tests.store.computed import computed
from tests.store.insight.office_moves import Office
from tests.tui.board.test_board import board
from tests.tui.cli.conftest import Concord, concord
from tests.tui.conftest import Opened, text
from tests.tui.way import SPRING, furnished, go, meanwhile
from tui import i18n
from tui.rooms.insights.room import InsightsRoom
from tui.rooms.insights.waiting_view import WaitingView
from tui.rooms.standup.room import StandupRoom

__all__ = ["concord", "furnished"]

Said = Callable[..., list[dict[str, Any]]]


@pytest.mark.parametrize("seed", [2, 3])
async def test_room_digest_board_and_json_tell_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, concord: Concord, opened: Opened, seed: int
):
    folder = tmp_path / "w"
    office = Office(folder, seed, "UTC", monkeypatch)
    for _ in range(260):
        office.move()
        office.later(0.6)
    monkeypatch.setenv("USER", "ana")
    monkeypatch.setenv("LOGNAME", "ana")

    def said(*words: str) -> list[dict[str, Any]]:
        return concord(*words, "--json", "--workspace", str(folder)).objects

    # What is printed while the screen is there is the screen's.
    asked = (("list", "department"), ("list", "action"), ("digest", "--on", "today"), ("waits",))
    before = {words: said(*words) for words in asked}
    async with opened(folder, size=(120, 36)) as pilot:
        late = the_board(pilot, lambda *words: before[words])
        await the_room(pilot, lambda *words: before[words], late)
        await the_matrix(pilot, lambda *words: before[words])
    for person in ("ana", "fay", "li", "eva"):
        sections = Counter(item["section"] for item in said("today", "--who", person))
        (brief,) = said("today", "--brief", "--who", person)
        assert brief == {section: sections[section] for section in brief}


def the_board(pilot: Pilot[int], said: Said) -> int:
    """Beside a department stand its late actions; how many there are in all."""
    for found in said("list", "department"):
        if found["computed"]["late"]:
            assert re.search(rf"\b{found['code']} .* ! {found['computed']['late']}\b", text(pilot))
    return sum(action["computed"]["late_days"] > 0 for action in said("list", "action"))


async def the_room(pilot: Pilot[int], said: Said, late: int) -> None:
    await pilot.press("S")
    await pilot.pause()
    if not isinstance(pilot.app.screen, StandupRoom):
        await pilot.press("escape")
        await pilot.pause()
    shown, (told,) = text(pilot), said("digest", "--on", "today")
    promised = told["promises"]
    states = [
        f"{promised[state]} {state}" for state in ("kept", "slipped", "going") if promised[state] or state == "kept"
    ]
    assert f"promises {promised['made']}: {', '.join(states)}" in shown
    assert f"{len(told['posted'])} of {len(told['posted']) + len(told['missing'])} posted" in shown
    assert f"{late} late" in shown
    assert promised["made"] == promised["kept"] + promised["slipped"] + promised["going"] > 0
    markdown = i18n.t(
        "Promises since last time: {made} made, {kept} kept, {slipped} slipped, {going} still going",
        **{state: promised[state] for state in ("made", "kept", "slipped", "going")},
    )
    await pilot.press(":", *"digest", "enter")
    await pilot.pause()
    assert markdown in text(pilot)
    await pilot.press("escape", "escape")
    await pilot.pause()


async def the_matrix(pilot: Pilot[int], said: Said) -> None:
    await pilot.press("I")
    await pilot.pause()
    room = pilot.app.screen
    assert isinstance(room, InsightsRoom)
    assert isinstance(room.view, WaitingView)
    called = board(pilot).desk.overview.called
    shown = {(called(who), called(on)): tuple(cell) for (who, on), cell in room.view.cells.items()}
    told = {
        (each["who"], each["on"]): (each["open"], each["late"], each["oldest_days"], tuple(each["ids"]))
        for each in said("waits")
    }
    assert shown == told != {}


async def test_what_follows_a_metric_is_one_number_on_the_screen_and_for_scripts(
    way: Path, concord: Concord, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("USER", "ana")
    monkeypatch.setenv("LOGNAME", "ana")
    asked = ("--json", "--workspace", str(way))
    with open_workspace(str(way), "ana") as first:
        first.do(commands.add, "metric", {"title": "Stock", "unit": "pcs", "target": 4000})
        first.do(commands.add, "key-result", {"title": "Down", "goal": SPRING, "metric": "N-1"})
    async with opened(way, size=(120, 36)) as pilot:
        for hours, value in ((2, 4210), (1, 4030)):
            meanwhile(pilot, way, "ana", add_reading, "N-1", value, clock.now() - timedelta(hours=hours))
            await go(pilot, "N-1")
            await pilot.pause()
            assert f"{value:,} pcs" in text(pilot)
            await go(pilot, "KR-3")
            await pilot.pause()
            assert f"now {value:,} pcs" in text(pilot)
            with open_workspace(str(way), "ana") as other:
                overview = Overview(other.ledger, other.today)
                assert computed(other.records.get("KR-3"), overview)["current"] == value
    with open_workspace(str(way), "ana") as last:
        assert last.do(key_result.check_in, "KR-3", None, 6).value == 4030
    (metric,) = concord("show", "N-1", *asked).objects
    (result,) = concord("show", "KR-3", *asked).objects
    assert metric["computed"]["latest"]["value"] == result["computed"]["current"] == 4030
    assert result["computed"]["read_at"] == metric["computed"]["latest"]["at"]


async def test_what_follows_a_metric_has_no_more_decimals_than_that(way: Path, concord: Concord, opened: Opened):
    with open_workspace(str(way), "ana") as first:
        first.do(commands.add, "metric", {"title": "Margin", "unit": "%", "decimals": 1, "target": 40})
        first.do(commands.add, "key-result", {"title": "Kept", "goal": SPRING, "metric": "N-1", "unit": "%"})
        first.do(add_reading, "N-1", 31.4159, clock.now() - timedelta(hours=1))
        first.do(key_result.check_in, "KR-3", None, 6)
    async with opened(way, size=(120, 36)) as pilot:
        for id, keys in (
            ("N-1", ["enter"]),
            ("KR-3", ["enter"]),
            ("KR-3", ["v"]),
            (SPRING, ["enter"]),
            ("N-1", ["I", "7"]),
        ):
            await go(pilot, id)
            await pilot.press(*keys)
            await pilot.pause()
            assert "31.4" in text(pilot)
            assert "31.41" not in text(pilot)
            await pilot.press("escape")
    for words in (("show", "KR-3"), ("show", "N-1"), ("list", "key-result"), ("show", SPRING), ("report",)):
        told = concord(*words, "--workspace", str(way)).out
        assert "31.4" in told
        assert "31.41" not in told
