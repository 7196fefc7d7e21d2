"""Requests between departments, from the question to the confirmed delivery, on either side of them."""

from datetime import date
from pathlib import Path

import pytest

from store import commands
from store.kinds import request
from tests.tui.board.test_board import record
from tests.tui.conftest import Opened, text
from tests.tui.way import (
    ANA,
    CARD,
    FIN,
    LI,
    LOG,
    MKT,
    OPS,
    STOCK,
    desk_of,
    furnished,
    go,
    keyed,
    lines,
    meanwhile,
    opened_by,
)
from tui import i18n

__all__ = ["furnished"]


async def test_another_department_is_asked_from_the_goal(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, STOCK, "A", *"Last year's ledger", "tab", *"fin", "enter")
        assert "FIN answers within 4 working days (median); it promises 3" in text(pilot)
        await keyed(pilot, *"next fri", "ctrl+s")
        assert "Q-6 is sent" in text(pilot)
    made = record(way, "Q-6")
    assert (made.title, made.department, made.asker, made.goal) == ("Last year's ledger", FIN, MKT, STOCK)
    assert (made.need_by, made.sent, made.state) == (date(2026, 12, 4), date(2026, 11, 23), "sent")


async def test_from_its_own_row_a_department_is_asked_and_its_agreement_is_in_sight(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, LOG, "A")
        assert "it promises 2. Mornings, by phone" in text(pilot)
        await keyed(pilot, *"Two pallets", "ctrl+s")
    assert record(way, "Q-6").department == LOG


async def test_nobody_asks_their_own_department_and_what_was_typed_stays(way: Path):
    async with opened_by(way, "bo", (80, 24)) as pilot:
        seq = desk_of(pilot).workspace.ledger.seq
        await go(pilot, STOCK, "A", *"Shelves", "tab", *"ops", "enter", "ctrl+s")
        assert "asks itself; a request goes to another department" in text(pilot)
        assert "Shelves" in text(pilot)
        assert desk_of(pilot).workspace.ledger.seq == seq


async def test_accepting_makes_the_action(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "Q-1", "v", "tab", *"ana", "enter", *"1 dec", "ctrl+s")
        assert "Q-1 is accepted and has become A-10" in text(pilot)
        assert "It has become" in text(pilot)
        assert "Marketing: d delivers" in text(pilot)
    made = record(way, "A-10")
    assert (made.title, made.owner, made.department, made.source) == ("Prices for the outlet", ANA, MKT, "Q-1")
    assert (made.due, record(way, "Q-1").answered) == (date(2026, 12, 1), date(2026, 11, 23))


async def test_an_offer_is_made_and_taken(way: Path, opened: Opened):
    async with opened_by(way, "li", (80, 24)) as pilot:
        await go(pilot, "Q-5", "v", "right", "tab", "tab", *"9 dec", "tab", *"only the totals", "ctrl+s")
        assert "Q-5: the offer is sent" in text(pilot)
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "Q-5", "v")
        assert "FIN offers: only the totals, Wed 9 Dec" in text(pilot)
        assert "< Take the offer >" in text(pilot)
        await keyed(pilot, "ctrl+s")
    taken = record(way, "Q-5")
    assert (taken.state, taken.need_by, record(way, taken.action).due) == ("accepted",) + (date(2026, 12, 9),) * 2


async def test_whoever_asked_takes_an_offer_or_asks_again(way: Path, opened: Opened):
    def offered(changes):
        changes.transaction.exempt = "demo"
        made = commands.add(changes, "request", {"title": "A lamp", "department": FIN, "asker": LOG})
        request.negotiate(changes, made.id, "a candle")

    async with opened_by(way, "eva", (80, 24)) as pilot:
        meanwhile(pilot, way, "bo", offered)
        await go(pilot, "Q-6", "v", "right")
        assert "< Ask again as before >" in text(pilot)
        assert "Owner" not in text(pilot)
        await keyed(pilot, "ctrl+s")
        assert "Q-6 is asked again" in text(pilot)
    assert (record(way, "Q-6").state, record(way, "Q-6").offer) == ("sent", "")


async def test_declining_wants_the_reason(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "Q-1", "v", "left", "ctrl+s")
        assert "Declining wants a reason; say why" in text(pilot)
        assert record(way, "Q-1").state == "sent"
        await keyed(pilot, *"no outlet this year", "ctrl+s")
        assert "Q-1 is declined" in text(pilot)
    assert (record(way, "Q-1").state, record(way, "Q-1").reason) == ("declined", "no outlet this year")


async def test_what_was_delivered_is_confirmed(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "Q-4", "v", "ctrl+s")
        assert "Q-4 is confirmed" in text(pilot)
    assert record(way, "Q-4").confirmed == date(2026, 11, 23)


async def test_what_was_delivered_goes_back(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "Q-4", "v", "right", "tab", *"it is last year's", "ctrl+s")
        assert "Q-4 goes back to be done" in text(pilot)
        assert "it is last year's" in text(pilot)
    back = record(way, "Q-4")
    assert (back.state, back.delivered, record(way, "A-9").state) == ("accepted", None, "todo")


async def test_d_delivers_what_was_accepted_and_its_action_is_done(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "Q-3", "v")
        assert "Q-3 is answered; d delivers, x withdraws it" in text(pilot)
        await keyed(pilot, "d")
        assert "Operations: v confirms" in text(pilot)
        await go(pilot, "Q-1", "d")
        assert "Q-1 is sent; this is for one that is accepted" in text(pilot)
    assert (record(way, "Q-3").state, record(way, "A-8").state, record(way, "Q-1").state) == (
        "delivered",
        "done",
        "sent",
    )


async def test_only_the_department_that_is_asked_answers(way: Path):
    async with opened_by(way, "li", (80, 24)) as pilot:
        await go(pilot, "Q-1", "v")
        assert "Q-1 is for MKT to answer, or a coordinator" in text(pilot)
        assert "Accept" not in text(pilot)
    assert record(way, "Q-1").state == "sent"


async def test_the_department_s_page_is_its_inbox(way: Path, opened: Opened):
    async with opened(way, size=(160, 45)) as pilot:
        await go(pilot, MKT)
        shown = text(pilot)
        for words in (
            "department  amber",
            "Amber because MKT has not answered Q-1 for 6 working days, it",
            "Marketing answers within 5 working days (median); it promises",
            "2 requests to it, 3 by it, in all",
            "Its resources are asked for",
        ):
            assert words in shown
        asked, asks = shown.index("Asked of Marketing"), shown.index("Asked by Marketing")
        assert asked < shown.index("Prices for the outlet") < asks < shown.index("A lorry on Sunday")
        meanwhile(pilot, way, "ana", request.decline, "Q-1", "no")
        await pilot.pause()
        assert "has not answered Q-1" not in text(pilot)
        await go(pilot, LOG)
        assert "Its stance is wanted" in text(pilot)
        assert "1 (median), " in text(pilot)


async def test_the_list_has_the_first_needed_on_top_and_marks_who_waits_for_an_answer(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await keyed(pilot, "3", "]")
        rows = [line for line in lines(pilot) if ">Finance" in line or ">Marketing" in line or ">Logistics" in line]
    found = [tuple(row.lstrip(">").split()[:2]) for row in rows]
    assert [row.split("Q-")[1][0] for row in rows] == ["3", "2", "5", "1", "4"]
    assert [mark for mark, _id in found if mark in "?!"] == ["?", "?", "!", "?"]
    assert rows[3].endswith("6 days")
    assert "Operations>Marketing" in rows[3]


async def test_narrowed_to_a_goal_the_request_is_about_it(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, CARD, "3", "A", *"Ink", "tab", *"ops", "enter", "ctrl+s")
    assert (record(way, "Q-6").goal, record(way, "Q-6").department) == (CARD, OPS)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_in_chinese_too_nothing_is_cut(way: Path, size: tuple[int, int]):
    i18n.use("zh")
    async with opened_by(way, "li", size) as pilot:
        await go(pilot, "Q-5", "v")
        assert "FIN 的答复时间中位数 4 个工作日" in text(pilot)
        assert not [line for line in lines(pilot)[:-1] if ".." in line]
        await keyed(pilot, "tab", *"li", "enter", "ctrl+s")
    assert record(way, "A-10").owner == LI
