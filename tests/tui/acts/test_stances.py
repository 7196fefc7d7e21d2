"""What a department says to a goal: its stance with the reason, the answer to an objection, what it gains and pays."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store import commands
from tests.tui.board.test_board import record
from tests.tui.conftest import Opened, text
from tests.tui.way import (
    CARD,
    FIN,
    LOG,
    MKT,
    RETURNS,
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


async def test_whoever_speaks_for_a_department_agrees_with_two_keys(way: Path):
    async with opened_by(way, "eva", (80, 24)) as pilot:
        await go(pilot, STOCK, "v")
        assert "You speak for LOG" in text(pilot)
        await keyed(pilot, "ctrl+s")
        assert "Stance on G-5 saved" in text(pilot)
    said = record(way, STOCK).stances[LOG]
    assert (said.stance, said.reason, said.by) == ("agrees", "", "eva")


@pytest.mark.parametrize(("stance", "keys"), [("reservation", ("right",)), ("objects", ("o",))])
async def test_a_reservation_and_an_objection_want_a_reason(way: Path, stance: str, keys: tuple[str, ...]):
    async with opened_by(way, "eva", (80, 24)) as pilot:
        seq = desk_of(pilot).workspace.ledger.seq
        await go(pilot, STOCK, "v", "tab", *keys, "tab", "tab", *"one lorry less", "ctrl+s")
        assert "A reservation or an objection wants a reason; say why" in text(pilot)
        assert "--why" not in text(pilot)
        assert "one lorry less" in text(pilot)
        assert desk_of(pilot).workspace.ledger.seq == seq
        await keyed(pilot, *"not in week 50", "ctrl+s")
        assert "Stance on G-5 saved" in text(pilot)
    goal = record(way, STOCK)
    assert (goal.stances[LOG].stance, goal.stances[LOG].reason) == (stance, "not in week 50")
    assert goal.shares[LOG].benefit == "one lorry less"


async def test_one_speaks_for_ones_own_department_only(way: Path):
    async with opened_by(way, "kim", (80, 24)) as pilot:
        await go(pilot, STOCK, "v")
        assert "Others speak for the departments that are asked" in text(pilot)
        assert "ana or a coordinator speaks for MKT" in text(pilot)
        assert record(way, STOCK).stances[MKT].stance == "agrees"


async def test_nothing_is_saved_where_nothing_was_changed(way: Path, opened: Opened):
    async with opened(way) as pilot:
        seq = desk_of(pilot).workspace.ledger.seq
        await go(pilot, STOCK, "v", "ctrl+s")
        assert "Nothing has changed" in text(pilot)
        assert desk_of(pilot).workspace.ledger.seq == seq


async def test_an_objection_is_answered_in_other_words_than_its_own(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, STOCK, "v", "ctrl+u", *"fin", "enter")
        assert 'FIN      objects: "the ledger closes in week 50"' in text(pilot)
        assert "fewer calls" not in text(pilot)
        await keyed(pilot, "a", "ctrl+s")
        assert "An answer wants words" in text(pilot)
        await keyed(pilot, *"we wait until week 51", "ctrl+s")
        await keyed(pilot, "enter")
        assert 'answered by Ana: "we wait until week 51"' in text(pilot)
    said = record(way, STOCK).stances[FIN]
    assert (said.stance, said.answer, said.answered_by) == ("objects", "we wait until week 51", "ana")
    assert FIN not in record(way, STOCK).shares


async def test_a_changed_goal_asks_again_and_what_was_said_stays_in_sight(way: Path):
    async with opened_by(way, "li", (160, 45)) as pilot:
        await go(pilot, STOCK, "v")
        meanwhile(pilot, way, "ana", commands.edit, STOCK, {"due": date(2027, 1, 29)})
        await pilot.pause()
        assert "no answer (before the change: objects)" in text(pilot)
        await keyed(pilot, "escape")
        assert 'before the change: objects: "the ledger closes in week 50"' in text(pilot)
        assert "0 of 3 agree" in text(pilot)
        await keyed(pilot, "v", "ctrl+s")
    said = record(way, STOCK).stances[FIN]
    assert (said.stance, said.reason, said.was) == ("objects", "the ledger closes in week 50", "")


async def test_the_page_says_who_said_what_when_and_what_it_costs(way: Path, opened: Opened):
    async with opened(way, size=(160, 45)) as pilot:
        await go(pilot, STOCK)
        shown = text(pilot)
    for words in (
        "1 of 3 agree",
        'objects: "the ledger closes in week 50" (Ana, 11 days ago)',
        "no answer yet, v answers",
        "agrees (Ana, 11 days ago)",
        "gains fewer calls",
        "pays two days",
    ):
        assert words in shown
    assert shown.index("objects:") < shown.index("agrees (")


async def test_a_goal_without_departments_says_what_to_do(way: Path, opened: Opened):
    async with opened(way) as pilot:
        meanwhile(pilot, way, "bo", commands.add, "goal", {"title": "Alone"})
        await go(pilot, "G-7", "v")
        assert "G-7 involves no departments yet; e adds them" in text(pilot)


async def test_while_it_is_prepared_a_department_brings_something(way: Path):
    async with opened_by(way, "eva", (80, 24)) as pilot:
        await go(pilot, RETURNS, "v", "tab", "tab", *"the forms", "ctrl+s")
    share = record(way, RETURNS).shares[LOG]
    assert (share.ready, share.brings, share.by) == ("ready", "the forms", "eva")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_in_chinese_too_nothing_is_cut(way: Path, opened: Opened, size: tuple[int, int]):
    i18n.use("zh")
    async with opened(way, size=size) as pilot:
        await go(pilot, STOCK, "v")
        shown = lines(pilot)
        assert not [line for line in shown if ".." in line]
        assert "你可代表这里的每个部门" in text(pilot)
        await keyed(pilot, "tab", "o", "ctrl+s")
        assert "保留意见或反对须写明理由" in text(pilot)


def offered(pilot: Pilot[int]) -> list[str]:
    """The stances that the form offers."""
    form: Any = pilot.app.screen
    return [each.value for each in form.field("stance").field.choices]


async def test_an_answer_is_only_offered_where_there_is_an_objection(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, CARD, ":", *"answer the obj")
        assert "Answer the objection" not in text(pilot)
        await keyed(pilot, "escape", "escape", "?", *"stance")
        assert "object" in text(pilot)
        assert "answer an objection" not in text(pilot)
        await keyed(pilot, "escape", "escape", "D")
        assert "Answers the objection of" not in text(pilot)
        await keyed(pilot, "escape")
        await go(pilot, STOCK, "v")
        assert "answer" not in offered(pilot)  # MKT, whose form it is, agrees
        assert "To answer the objection of FIN, name that department" in text(pilot)
        await keyed(pilot, "ctrl+u", *"fin", "enter")
        assert "answer" in offered(pilot)
        await keyed(pilot, "a", "a", "up", "ctrl+u", *"log", "enter")
        assert "answer" not in offered(pilot)
        assert "< Agrees >" in text(pilot)
        await keyed(pilot, "escape", "escape", "?", *"stance")
        assert "answer an objection" in text(pilot)
        await keyed(pilot, "escape", "escape", "D")
        assert "Answers the objection of" in text(pilot)
        await keyed(pilot, "escape", ":", *"answer the obj")
        assert "Answer the objection of FIN" in text(pilot)
        await keyed(pilot, "enter", *"we wait", "ctrl+s", ":", *"answer the obj")
        assert "Answer the objection" not in text(pilot)
    assert record(way, STOCK).stances[FIN].answer == "we wait"
