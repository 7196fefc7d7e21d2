"""The settings of the workspace: read by everybody, changed in a form by those who may, and heeded at once."""

from pathlib import Path
from typing import Any

import pytest

import store
from store.commands import add, edit
from tests.tui.board.test_board import board, press, record
from tests.tui.conftest import Opened, text
from tui import i18n


@pytest.fixture
def settled(folder: Path) -> Path:
    """It has a record of its own."""
    with store.open_workspace(str(folder), "ana") as workspace:
        workspace.do(add, "workspace", {"name": "Nordwind Retail"})
    return folder


async def to_field(pilot: Any, name: str) -> None:
    while pilot.app.screen.answer.field.name != name:
        await pilot.press("tab")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize(
    ("language", "said"), [("en", ("Time zone", "Days until stale")), ("zh", ("时区", "多少天算过时"))]
)
async def test_all_of_it_is_on_the_page(
    settled: Path, opened: Opened, size: tuple[int, int], language: str, said: tuple[str, ...]
):
    i18n.use(language)
    async with opened(settled, size=size) as pilot:
        await press(pilot, ",")
        assert all(each in text(pilot) for each in ("Nordwind Retail", "UTC", "14", *said))


async def test_what_is_changed_in_the_form_counts_at_once_and_is_taken_back(settled: Path, opened: Opened):
    async with opened(settled) as pilot:
        desk = board(pilot).desk
        monday = desk.today
        await press(pilot, ",", "e")
        await to_field(pilot, "name")
        await press(pilot, "ctrl+u", *"Acme")
        await to_field(pilot, "zone")
        await press(pilot, "ctrl+u", *"Pacific/Kiritimati")
        await to_field(pilot, "working_days")
        await press(pilot, "ctrl+u", *"123", "ctrl+s")
        settings: Any = record(settled, "WS-1")
        assert (settings.name, settings.zone, settings.working_days) == ("Acme", "Pacific/Kiritimati", "123")
        assert desk.records.settings.zone == "Pacific/Kiritimati"
        assert not desk.records.calendar.works(monday.replace(day=26))
        assert "Pacific/Kiritimati" in text(pilot)
        await press(pilot, "u", "escape")
        assert record(settled, "WS-1").zone == "UTC"
        assert "Nordwind Retail" in text(pilot)


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [("zone", "Mars/Base", "is not a time zone"), ("working_days", "89", "needs days of the week")],
)
async def test_the_form_is_held_to_the_rules_of_the_command(
    settled: Path, opened: Opened, field: str, typed: str, said: str
):
    async with opened(settled) as pilot:
        await press(pilot, ",", "e")
        await to_field(pilot, field)
        await press(pilot, "ctrl+u", *typed, "ctrl+s")
        assert said in text(pilot)
        assert record(settled, "WS-1").rev == 1


async def test_others_read_it(settled: Path, opened: Opened):
    with store.open_workspace(str(settled), "ana") as workspace:
        workspace.do(edit, "PN-2", {"role": "admin"})
        workspace.do(edit, "PN-1", {"role": "coordinator"})
    async with opened(settled) as pilot:
        await press(pilot, ",", "e")
        assert "wants the role Admin, yours is Coordinator" in text(pilot)
        assert "Edit WS-1" not in text(pilot)
        assert "Time zone" in text(pilot)


async def test_a_workspace_without_a_record_says_so(empty: Path, opened: Opened):
    async with opened(empty) as pilot:
        await press(pilot, "escape", ",")
        assert "The workspace has no record of its own yet" in text(pilot)
