"""A small workspace on fixed days, and the app on it: what the tests of the screen share."""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Any

import pytest
import textual.app
import textual.pilot
import textual.screen
from rich.cells import cell_len
from textual import events
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.keys import _character_to_key
from textual.pilot import Pilot

import store
from store import clock, commands
from store.engine.ledger import Ledger
from store.kinds import consensus, key_result, retro
from store.records import Changes
from tests.tui import looked_up_once  # noqa: F401 (Textual is quicker with it)
from tests.tui.emulator import is_still, paint, terminal
from tui import i18n
from tui.app import ConcordApp
from tui.config import Options
from tui.desk.desk import Desk


async def _press(pilot: Pilot[int], *keys: str) -> None:
    """Key by key, until each has led where it leads; Textual's waits until the processor seems idle."""
    for key in keys:
        await pilot.app._press_keys([key])
        await led(pilot)
    await pilot._wait_for_screen()
    await painted(pilot)


async def led(pilot: Pilot[int]) -> None:
    """Until all that was typed has led where it leads."""
    heard = asyncio.Event()
    if not pilot.app.call_later(heard.set):
        return
    while not heard.is_set() and pilot.app.is_running:
        await asyncio.sleep(0)
    keyboard = getattr(pilot.app, "keyboard", None)
    while keyboard is not None and not keyboard.at_rest:
        await asyncio.sleep(0.001)


async def _heard(pilot: Pilot[Any], timeout: float = 30) -> bool:
    """Until all that was said has been heard; Textual's has every widget say so, which is most of what they hear."""
    app, screen, waits = pilot.app, pilot.app.screen, 0

    def heard() -> None:
        nonlocal waits
        waits -= 1

    for pump in (app, *screen.walk_children(with_self=True)):
        hears = pump in (app, screen) or pump._message_queue.qsize() or not pump._mounted_event.is_set()
        waits += bool(hears and pump.call_later(heard))
    end = monotonic() + timeout
    while waits and not app._exception_event.is_set() and app.is_running:
        assert monotonic() < end
        await asyncio.sleep(0)
    return not waits


async def painted(pilot: Pilot[Any]) -> None:
    """Until the terminal shows all that there is to show."""
    app, end = pilot.app, monotonic() + 60
    for _ in range(2):
        await asyncio.sleep(0)
        while app.is_running and app._screen_stack and not is_still(app):
            assert monotonic() < end
            await asyncio.sleep(0.001)


async def _pause(pilot: Pilot[int], delay: float | None = None) -> None:
    await led(pilot)
    await _PAUSE(pilot, delay)
    await led(pilot)
    await painted(pilot)


async def _at_once(_least: float = 0) -> None:
    await asyncio.sleep(0)


def _parsed_once(sheet: Stylesheet, css: str, *place: Any, **of: Any) -> list[RuleSet]:
    """The rules, parsed once for the colours there are, not by every app anew."""
    key = (css, *place, *of.items(), frozenset(sheet._variables.items()))
    if key not in _PARSED:
        _PARSED[key] = PARSE(sheet, css, *place, **of)
    return _PARSED[key]


_PARSED: dict[tuple[Any, ...], list[RuleSet]] = {}
#: As Textual does it.
PARSE = Stylesheet._parse_rules
Stylesheet._parse_rules = _parsed_once  # type: ignore[method-assign]
_PAUSE = Pilot.pause
Pilot.press, Pilot.pause, Pilot._wait_for_screen = _press, _pause, _heard  # type: ignore[method-assign]
textual.app.wait_for_idle = textual.pilot.wait_for_idle = _at_once  # type: ignore[attr-defined]
textual.screen.UPDATE_PERIOD = 0.001  # type: ignore[misc]
#: A Monday.
TODAY = date(2026, 11, 23)
Opened = Callable[..., AbstractAsyncContextManager[Pilot[int]]]


@pytest.fixture(autouse=True)
def still(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock stands still, the language is English at the start of every test, nobody's own state is touched.

    What is offered as one types is looked for as long as it takes, on a busy machine too.
    """
    for module in ("tui.parts.record_options", "tui.board.filtering"):
        monkeypatch.setattr(f"{module}.AT_ONCE", 30.0)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    i18n.use("en")
    yield
    i18n.use("en")


@pytest.fixture
def no_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock of the stand-up does not go on between two looks at the screen."""
    monkeypatch.setattr("tui.rooms.standup.room.monotonic", lambda: 0.0)


def day(month: int, number: int) -> date:
    return date(2026, month, number)


def furnish(changes: Changes) -> None:
    """Three departments, three goals, some actions of every sort, a blocker, two retrospectives."""
    changes.transaction.exempt = "demo"
    add = lambda kind, **values: commands.add(changes, kind, values).id  # noqa: E731
    fin = add("department", name="Finance", code="FIN")
    mkt = add("department", name="Marketing", code="MKT", agreement="Answers within two days")
    ops = add("department", name="Operations", code="OPS")
    ana = add("person", name="Ana", login="ana", department=mkt, role="admin")
    bo = add("person", name="Bo", login="bo", department=ops, role="coordinator")
    li = add("person", name="李雷", login="li", department=fin)
    changes.change(changes.get(mkt), lead=ana)  # type: ignore[arg-type]
    spring = add(
        "goal",
        title="Spring promotion",
        why="Sell 90 % of the spring stock at full margin by the end of June",
        period="2026-Q4",
        owner=ana,
        departments=(mkt, ops, fin),
        start=day(9, 1),
        due=day(12, 30),
        step="execute",
    )
    card = add("goal", title="Loyalty card", departments=(mkt, fin), due=day(12, 20), step="plan", owner=bo)
    add("goal", title="莱比锡新店开业与周边社区合作推广", departments=(ops,), due=date(2027, 3, 1), step="meet")
    stock = add("key-result", title="Stock sold", goal=spring, department=mkt, start=0, target=90)
    share = add("key-result", title="Full-price share", goal=spring, department=mkt, start=40, target=85)
    key_result.check_in(changes, stock, 71, confidence=8)
    key_result.check_in(changes, share, 52, confidence=3, note="Discounts in two shops")
    consensus.take_stance(changes, spring, mkt, "agrees")
    consensus.take_stance(changes, spring, ops, "objects", "no capacity in week 14")
    feed = add("action", title="Stock feed to the shops", goal=spring, owner=bo, department=ops, due=day(11, 21))
    price = add("action", title="Price list", goal=spring, owner=li, department=fin, due=day(11, 27))
    add("action", title="Shelf plan", goal=spring, owner=ana, department=mkt, due=day(12, 2), priority="high")
    add("action", title="Print the card", goal=card, owner=ana, department=mkt)
    add("action", title="Choose a printer", goal=card, owner=bo, department=mkt, state="done")
    add("action", title="Sign the lease", owner=li, department=ops, due=day(11, 23))
    add("blocker", title="Budget code is missing", holds=(price,), waiting_on=fin, since=day(11, 14))
    commands.edit(changes, feed, {"due": day(11, 20)}, why="the stock feed comes first")
    commands.edit(changes, feed, {"due": day(11, 21)}, why="waiting for the budget code")
    winter = add("retro", title="Winter sale", on=day(11, 12), departments=(mkt, ops), goal=spring, state="closed")
    autumn = add("retro", title="Autumn campaign", on=day(11, 20), departments=(mkt,), goal=card)
    retro.add_card(changes, autumn, "start", "Agree the stock feed before the price list")
    commands.comment(changes, feed, "The feed of shop 3 is broken again")
    assert winter
    changes.say("furnish")


@cache
def _furnished_once(furnishing: tuple[Callable[[Changes], None], ...], _now: datetime) -> Path:
    place = Path(_PLACE.name) / f"{_furnished_once.cache_info().currsize}"
    Ledger.create(place, "Nordwind Retail")
    for furnishes in furnishing:
        with store.open_workspace(str(place), "ana") as workspace:
            workspace.do(furnishes)
    return place


_PLACE = TemporaryDirectory(prefix="concord-furnished-")


def copied(place: Path, *furnishing: Callable[[Changes], None]) -> Path:
    """A workspace to which all that was done, by the clock that there is: once a process, then it is copied."""
    return Path(shutil.copytree(_furnished_once(furnishing, clock.now()), place))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A furnished workspace."""
    return copied(tmp_path / "workspace", furnish)


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """A workspace with nothing in it."""
    place = tmp_path / "empty"
    Ledger.create(place, "Acme")
    return place


@pytest.fixture
def opened() -> Opened:
    """Opens the app on a folder: ``async with opened(folder, size=(120, 36)) as pilot``."""

    @asynccontextmanager
    async def open_app(place: Path, size: tuple[int, int] = (120, 36), **options: Any) -> AsyncIterator[Pilot[int]]:
        workspace = store.open_workspace(str(place), "ana")
        desk = Desk(workspace, Options(**options))
        app = ConcordApp(desk)
        try:
            async with app.run_test(size=size) as pilot:
                await pilot.pause()
                await painted(pilot)
                yield pilot
        finally:
            desk.close()

    return open_app


def text(pilot: Pilot[Any]) -> str:
    """What the terminal shows once it has been given what waits for it, as plain text."""
    paint(pilot.app)
    return "\n".join(line.rstrip() for line in terminal(pilot).display)


async def typed(pilot: Pilot[int], words: str) -> None:
    """Type the words at one go: a pilot that presses key by key waits a tenth of a second for each."""
    driver = pilot.app._driver
    assert driver is not None
    for letter in words:
        driver.send_message(events.Key(_character_to_key(letter), letter))
    await pilot.pause()


def same_as_golden(name: str, shown: str, width: int) -> None:
    """Nothing is wider than the screen, and all is as it was; `CONCORD_GOLDENS=write` writes it anew."""
    assert all(cell_len(line) <= width for line in shown.splitlines())
    golden = Path(__file__).parent / "goldens" / f"{name}.txt"
    if os.environ.get("CONCORD_GOLDENS") == "write":
        golden.write_text(shown, "utf-8")
    assert shown == golden.read_text("utf-8")
