"""The gate of a goal: each want is a key from being met and goes from the list; on with or without, back, closed."""

from datetime import date
from pathlib import Path

import pytest

from store import commands
from store.kinds import consensus, retro
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text
from tests.tui.way import (
    BO,
    CARD,
    FIN,
    LOG,
    MKT,
    OUTLET,
    RETURNS,
    SPRING,
    STOCK,
    furnished,
    go,
    helped,
    keyed,
    meanwhile,
    opened_by,
)
from tui import i18n

__all__ = ["furnished"]


async def test_departments_are_ready_or_waived_and_then_it_goes_on(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, RETURNS, "s")
        assert "Before the step Prepare is over, 2 things are wanted" in text(pilot)
        await keyed(pilot, "1", "ctrl+s")
        assert "MKT is ready, or need not be" not in text(pilot)
        assert "one thing is wanted" in text(pilot)
        await keyed(pilot, "1", "tab", "right", "ctrl+s")
        assert "wants a reason" in text(pilot)
        assert LOG not in record(way, RETURNS).shares
        await keyed(pilot, *"only drives", "ctrl+s")
        assert "the gate wants nothing more" in text(pilot)
        await keyed(pilot, ">")
        assert "G-4 is at the step Meet" in text(pilot)
    goal = record(way, RETURNS)
    assert (goal.step, goal.passed["prepare"].why) == ("meet", "")
    assert (goal.shares[MKT].ready, goal.shares[LOG].ready, goal.shares[LOG].why) == ("ready", "waived", "only drives")


async def test_a_stance_and_an_answer_meet_the_meeting(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, STOCK, "s", "1", "ctrl+s")
        assert "the stance of LOG" not in text(pilot)
        await keyed(pilot, "1")
        assert 'objects: "the ledger closes in week 50"' in text(pilot)
        await keyed(pilot, "ctrl+s")
        assert "An answer wants words" in text(pilot)
        await keyed(pilot, *"we wait for it", "ctrl+s")
        assert "the gate wants nothing more" in text(pilot)
    stances = record(way, STOCK).stances
    assert (stances[LOG].stance, stances[FIN].stance, stances[FIN].answer) == ("agrees", "objects", "we wait for it")


async def test_milestones_actions_and_letters_meet_the_plan(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, CARD, "s")
        for want, keys in (
            ("MS-1: a department", ("1", *"mkt", "enter", "ctrl+s")),
            ("MS-1: a date", ("1", *"fri", "enter")),
            ("A-4: a date", ("1", *"+3d", "enter")),
            ("A-7: an owner", ("1", *"bo", "enter")),
            ("nobody is accountable", ("1", "a", "escape")),
            ("nobody is responsible", ("1", "l", "r", "escape")),
        ):
            assert want in text(pilot)
            await keyed(pilot, *keys)
            assert want not in text(pilot)
        await keyed(pilot, ">")
    milestone, goal = record(way, "MS-1"), record(way, CARD)
    assert (milestone.department, milestone.due) == (MKT, date(2026, 11, 27))
    assert (record(way, "A-4").due, record(way, "A-7").owner) == (date(2026, 11, 26), BO)
    assert (goal.step, goal.raci) == ("execute", {MKT: "A", FIN: "R"})


async def test_check_ins_and_ended_actions_meet_the_execution(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        meanwhile(pilot, way, "bo", commands.add, "key-result", {"title": "Complaints", "goal": SPRING, "target": 10})
        await go(pilot, SPRING, "s")
        assert "KR-3: its last check-in" in text(pilot)
        await keyed(pilot, "1", "7", "ctrl+s")
        assert "KR-3: its last check-in" not in text(pilot)
        await keyed(pilot, "1", "ctrl+s")
        assert "A-1: done" not in text(pilot)
        await keyed(pilot, "1", "right", "ctrl+s")
        assert "Dropping A-2 wants a reason" in text(pilot)
        await keyed(pilot, *"too late", "ctrl+s", "1", "left", "ctrl+s")
        assert "name the goal that goes on with it" in text(pilot)
        await keyed(pilot, *"Loyalty card", "enter", "ctrl+s")
        assert "A-3: done" not in text(pilot)
    assert (record(way, "CI-3").key_result, record(way, "CI-3").value) == ("KR-3", 7)
    assert (record(way, "A-1").state, record(way, "A-2").reason, record(way, "A-3").goal) == ("done", "too late", CARD)


async def test_a_retrospective_and_its_lessons_meet_the_evaluation_and_the_goal_closes(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, OUTLET, "s", "1", "ctrl+s")
        assert "R-3 added" in text(pilot)
        await keyed(pilot, "1")
        assert "Start" in text(pilot)
        await keyed(pilot, "escape")
        meanwhile(pilot, way, "bo", retro.move, "R-3", "closed")
        assert "a retrospective that is closed" not in text(pilot)
        await keyed(pilot, "1", *"Count twice", "ctrl+s")
        assert "the gate wants nothing more" in text(pilot)
        await keyed(pilot, ">", "right", "enter")
        assert "G-6 is at the step Closed" in text(pilot)
    lesson, goal = record(way, "L-2"), record(way, OUTLET)
    assert (lesson.title, lesson.retro, lesson.goal, lesson.departments) == (
        "Count twice",
        "R-3",
        OUTLET,
        goal.departments,
    )
    assert (goal.step, goal.outcome) == ("closed", "partly")


async def test_what_a_colleague_meets_goes_from_the_list_too(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, STOCK, "s", "j")
        meanwhile(pilot, way, "bo", consensus.take_stance, STOCK, LOG, "agrees")
        assert "the stance of LOG" not in text(pilot)
        assert "> 1  an answer to the objection of FIN" in text(pilot)
        await keyed(pilot, "2")
        assert "There is one thing" in text(pilot)


async def test_without_what_is_wanted_it_goes_on_only_with_the_reason(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, STOCK, "s", ">", "enter")
        assert "This is needed" in text(pilot)
        assert record(way, STOCK).step == "meet"
        await keyed(pilot, *"the fair begins", "enter")
        assert "G-5 is at the step Plan" in text(pilot).splitlines()[-1]
        assert board(pilot).pane.chosen == STOCK
        await keyed(pilot, "enter")
        assert "meet without all it wants (LOG, FIN): the fair begins" in " ".join(text(pilot).split())
    passage = record(way, STOCK).passed["meet"]
    assert (passage.why, passage.by, passage.lacking) == ("the fair begins", "ana", (f"value {LOG}", f"answer {FIN}"))


async def test_it_goes_back_with_the_reason(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, CARD, "s", "G", "enter", *"new partner", "enter")
        assert "G-2 is at the step Prepare" in text(pilot).splitlines()[-1]
        await keyed(pilot, "h")
        assert "new partner" in text(pilot)
    assert record(way, CARD).step == "prepare"


async def test_only_whoever_is_accountable_closes(way: Path):
    async with opened_by(way, "li", (80, 24)) as pilot:
        await go(pilot, OUTLET, "s", ">")
        assert "ana is accountable for G-6 and closes it" in text(pilot)
    assert record(way, OUTLET).step == "evaluate"


async def test_the_keys_of_the_board_work_on_the_record_of_the_want(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, CARD, "s", "j", "j", "x", *"not now", "enter")
        assert "A-4: a date" not in text(pilot)
    assert record(way, "A-4").state == "dropped"


async def test_a_milestone_tells_its_slips_and_is_reached(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "MS-3")
        for words in ("milestone  3 days late", "once later", "the lorry was late"):
            assert words in text(pilot)
        await keyed(pilot, "d")
        assert "milestone  reached" in text(pilot)
        assert "x MS-3" in text(pilot)
    assert record(way, "MS-3").done == date(2026, 11, 23)


async def test_lessons_of_the_same_departments_are_laid_out_while_it_is_prepared(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, RETURNS)
        assert "Lessons that fit" in text(pilot)
        assert "Agree the stock feed first" in text(pilot)
        await go(pilot, OUTLET)
        assert "Lessons that fit" not in text(pilot)


async def test_a_goal_that_goes_is_said_to_be_gone(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, RETURNS, "s")
        meanwhile(pilot, way, "bo", lambda changes: [changes.delete(id) for id in ("AL-2", RETURNS)])
        assert "This goal is gone" in text(pilot)
        await keyed(pilot, "1", ">", "escape")
        assert board(pilot).is_current


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_nothing_is_cut_and_help_has_its_own_keys_first(
    way: Path, opened: Opened, lang: str, size: tuple[int, int]
):
    i18n.use(lang)
    async with opened(way, size=size) as pilot:
        await go(pilot, CARD, "s")
        shown = await helped(pilot)
    assert [line.split()[0] for line in shown[:3]] == [">", "Enter", ">"]
    assert "1-9" in shown[0]
