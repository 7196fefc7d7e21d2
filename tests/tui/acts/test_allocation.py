"""Resources: asked for, granted, declined, released; what is too much is seen before it is granted."""

from datetime import date
from pathlib import Path

import pytest
from rich.cells import cell_len

from store.kinds import allocation
from tests.tui.board.test_board import record
from tests.tui.conftest import Opened, text
from tests.tui.way import CARD, MKT, desk_of, furnished, go, keyed, lines, meanwhile, opened_by
from tui import i18n

__all__ = ["furnished"]


async def test_what_is_too_much_is_seen_before_and_granted_only_with_the_reason(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        seq = desk_of(pilot).workspace.ledger.seq
        await go(pilot, "P-1", "v", "down")
        assert "! AL-2  G-4  A form for returns" in text(pilot)
        await keyed(pilot, "enter")
        shown = text(pilot)
        assert "It would be too much: 7 of 5 days a week, today - 11 Dec" in shown
        assert shown.index("Wanted at the same time") < shown.index("AL-1  G-1") < shown.index("AL-3  G-2")
        assert "< Grant >" in shown
        await keyed(pilot, "ctrl+s")
        assert "Design desk would be over-committed: 7 of 5 days a week" in text(pilot)
        assert desk_of(pilot).workspace.ledger.seq == seq
        await keyed(pilot, *"the fair", "ctrl+s")
        assert "AL-2 is granted" in text(pilot)
        await keyed(pilot, "enter")
        for words in (
            "over-committed",
            "Too much    7 of 5 days a week, today - 11 Dec",
            "beyond the capacity: the fair",
        ):
            assert words in text(pilot)
    assert (record(way, "AL-2").state, record(way, "AL-2").over) == ("granted", "the fair")


async def test_what_is_enough_is_granted_without_a_word(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "P-1", "v", "down", "down", "enter")
        assert "There is enough: 5 of 5 days a week" in text(pilot)
        await keyed(pilot, "ctrl+s")
        assert "AL-3 is granted" in text(pilot)
    assert (record(way, "AL-3").state, record(way, "AL-3").over) == ("granted", "")


async def test_what_a_colleague_grants_meanwhile_is_seen_in_the_open_dialog(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "P-1", "v", "down", "down", "enter")
        assert "There is enough" in text(pilot)
        meanwhile(pilot, way, "bo", allocation.grant, "AL-2", "the fair")
        await pilot.pause()
        assert "It would be too much: 8 of 5 days a week" in text(pilot)
        await keyed(pilot, "ctrl+s")
        assert "would be over-committed" in text(pilot)
    assert record(way, "AL-3").state == "asked"


async def test_the_list_of_what_is_asked_is_live_too(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "P-1", "v", "down", "down")
        meanwhile(pilot, way, "bo", allocation.decline, "AL-2", "no")
        await pilot.pause()
        assert "AL-2" not in text(pilot)
        assert "> " in next(line for line in lines(pilot) if "AL-3" in line)


async def test_some_is_asked_for_and_what_is_left_is_seen(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "P-1", "v", "enter")
        assert "There is enough: 5 of 5 days a week" in text(pilot)
        await keyed(pilot, *"Price tags", "tab", "2")
        assert "It would be too much: 6 of 5 days a week" in text(pilot)
        await keyed(pilot, "tab", *"Loyalty card", "enter", "ctrl+s")
        assert "AL-4 is sent" in text(pilot)
    made = record(way, "AL-4")
    assert (made.title, made.resource, made.amount, made.goal) == ("Price tags", "P-1", 2, CARD)
    assert (made.state, made.department, str(made.end)) == ("asked", MKT, "2026-12-20")


async def test_declining_wants_the_reason(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "P-1", "v", "down", "enter", "right", "ctrl+s")
        assert "Declining wants a reason; say why" in text(pilot)
        assert record(way, "AL-2").state == "asked"
        await keyed(pilot, *"no hands", "ctrl+s")
        assert "AL-2 is declined" in text(pilot)
        assert "declined" in next(line for line in lines(pilot) if "AL-2" in line)
    assert (record(way, "AL-2").state, record(way, "AL-2").reason) == ("declined", "no hands")


async def test_a_resource_is_never_done_and_the_key_that_releases_is_named(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "P-1", "d")
        said = "P-1: a resource is never done; release what is granted of it (v ask for, grant, release)"
        assert said in " ".join(text(pilot).split())


async def test_what_is_granted_is_released(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "P-1", "v", "down", "down", "down", "enter")
        assert "4 days a week of Design desk" in text(pilot)
        await keyed(pilot, "ctrl+s")
        assert "AL-1 is released" in text(pilot)
        assert "2 asked" in text(pilot)
    assert record(way, "AL-1").state == "released"


async def test_what_has_become_too_much_is_kept_with_the_reason_and_the_gate_is_content(way: Path, opened: Opened):
    def smaller(changes):
        changes.change(changes.get("AL-1"), goal=CARD)
        changes.change(changes.get("P-1"), capacity=3)

    async with opened(way, size=(80, 24)) as pilot:
        meanwhile(pilot, way, "bo", smaller)
        await go(pilot, CARD, "s")
        want = "Granted beyond the capacity; the owner says why (1)"
        assert want in text(pilot)
        digit = next(line for line in lines(pilot) if "Design desk" in line).replace(">", "").split()[0]
        await keyed(pilot, digit)
        assert "AL-1  Shop windows" in text(pilot)
        assert "This is too much: 4 of 3 days a week" in text(pilot)
        assert [each.field.name for each in pilot.app.screen.answers] == ["over"]  # type: ignore[attr-defined]
        await keyed(pilot, "ctrl+s")
        assert "This is needed" in text(pilot)
        await keyed(pilot, *"only this month", "ctrl+s")
        assert want not in text(pilot)
    assert record(way, "AL-1").over == "only this month"


async def test_only_the_department_that_owns_it_grants(way: Path):
    async with opened_by(way, "eva", (80, 24)) as pilot:
        await go(pilot, "P-1", "v", "down", "down", "enter", "ctrl+s")
        assert "Design desk belongs to MKT; its lead grants it, or a coordinator" in text(pilot)
    assert record(way, "AL-3").state == "asked"


async def test_what_is_over_is_too_much_no_more(way: Path, opened: Opened):
    def over(changes):
        changes.transaction.exempt = "demo"
        changes.change(changes.get("AL-1"), amount=9, start=None, end=date(2026, 11, 20))

    async with opened(way) as pilot:
        meanwhile(pilot, way, "bo", over)
        await go(pilot, "P-1")
        assert "over-committed" not in text(pilot)
        assert "too much" not in next(line for line in lines(pilot) if "P-1   Design" in line)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_in_chinese_too_nothing_is_cut_and_columns_line_up(way: Path, opened: Opened, size: tuple[int, int]):
    i18n.use("zh")
    async with opened(way, size=size) as pilot:
        await go(pilot, "P-1", "v")
        rows = [line for line in lines(pilot) if "AL-" in line]
        assert len({cell_len(row) for row in rows}) == 1
        await keyed(pilot, "down", "enter")
        assert "批准后将超额：7 / 每周 5 days" in text(pilot)
        assert not [line for line in lines(pilot) if ".." in line]
