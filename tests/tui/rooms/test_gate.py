"""The gate of a goal: each want is a key from being met and goes from the list; on with or without, back, closed."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store import commands
from store.kinds import consensus, retro
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, day, text
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
    lines,
    meanwhile,
    opened_by,
)
from tui import i18n
from tui.parts.form_field import FieldAnswer

__all__ = ["furnished"]


def asked(pilot: Pilot[int]) -> list[FieldAnswer]:
    """The fields of the form that is open."""
    form: Any = pilot.app.screen
    return form.answers


async def test_wants_of_one_sort_stand_under_one_heading_with_title_owner_and_day(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        meanwhile(pilot, way, "bo", commands.add, "action", {"title": "Ask the bank", "goal": CARD, "due": day(12, 2)})
        meanwhile(pilot, way, "bo", commands.add, "action", {"title": "Print a trial", "goal": CARD, "owner": BO})
        await go(pilot, CARD, "s")
        shown = [" ".join(line.split()) for line in lines(pilot)]
        at = shown.index("Without a day (3)")
        assert shown[at + 1 : at + 4] == [
            "2 MS-1 Cards are printed",
            "3 A-4 Print the card Ana",
            "4 A-11 Print a trial Bo",
        ]
        at = shown.index("Without an owner (2)")
        assert shown[at + 1 : at + 3] == ["5 A-7 Tell the shops 1 Dec", "6 A-10 Ask the bank 2 Dec"]
        await keyed(pilot, "6", *"bo", "enter")
        assert "Without an owner (1)" in text(pilot)
    assert record(way, "A-10").owner == BO


async def test_a_want_of_a_goal_asks_for_that_field_alone(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        meanwhile(pilot, way, "bo", commands.add, "goal", {"title": "Alone"})
        await go(pilot, "G-7", "s", "2")
        assert [each.field.name for each in asked(pilot)] == ["departments"]
        assert "G-7  Alone" in text(pilot)
        assert "Departments" in text(pilot)
        await keyed(pilot, *"mkt,fin", "ctrl+s")
        assert "at least two departments" not in text(pilot)
        await keyed(pilot, "1", "enter")
        assert "This is needed" in text(pilot)
        await keyed(pilot, *"It pays", "enter")
    assert (record(way, "G-7").why, record(way, "G-7").departments) == ("It pays", (MKT, FIN))


async def test_departments_are_ready_or_waived_and_then_it_goes_on(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, RETURNS, "s")
        assert "Before the step Prepare is over, 2 things are wanted" in text(pilot)
        assert "Not ready yet (2)" in text(pilot)
        await keyed(pilot, "1")
        assert [each.field.name for each in asked(pilot)] == ["ready", "brings", "why"]
        await keyed(pilot, "ctrl+s")
        assert "Not ready yet (1)" in text(pilot)
        assert "one thing is wanted" in text(pilot)
        await keyed(pilot, "1")
        assert "G-4  LOG" in text(pilot)
        await keyed(pilot, "right", "ctrl+s")
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
        await go(pilot, STOCK, "s", "2")
        assert [each.field.name for each in asked(pilot)] == ["stance", "reason"]
        await keyed(pilot, "ctrl+s")
        assert "Without a stance" not in text(pilot)
        await keyed(pilot, "2")
        assert 'objects: "the ledger closes in week 50"' in text(pilot)
        assert [(each.field.name, str(each.field.label)) for each in asked(pilot)] == [("reason", "Answer")]
        await keyed(pilot, "ctrl+s")
        assert "This is needed" in text(pilot)
        await keyed(pilot, *"we wait for it", "ctrl+s")
        assert "one thing is wanted" in text(pilot)
        assert "a meeting that was held about it" in text(pilot)
    stances = record(way, STOCK).stances
    assert (stances[LOG].stance, stances[FIN].stance, stances[FIN].answer) == ("agrees", "objects", "we wait for it")


async def test_milestones_actions_and_letters_meet_the_plan(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, CARD, "s")
        for want, keys in (
            ("Without a department (1)", ("1", *"mkt", "enter", "ctrl+s")),
            ("Without a day (2)", ("1", *"fri", "enter")),
            ("Without a day (1)", ("1", *"+3d", "enter")),
            ("Without an owner (1)", ("1", *"bo", "enter")),
            ("nobody is accountable", ("1", "a", "escape")),
            ("nobody is responsible", ("1", "l", "r", "escape")),
        ):
            assert want in text(pilot)
            await keyed(pilot, *keys)
            assert want not in text(pilot)
        await keyed(pilot, "enter")  # behind the last want the cursor is on going on, not on going back
    milestone, goal = record(way, "MS-1"), record(way, CARD)
    assert (milestone.department, milestone.due) == (MKT, date(2026, 11, 27))
    assert (record(way, "A-4").due, record(way, "A-7").owner) == (date(2026, 11, 26), BO)
    assert (goal.step, goal.raci) == ("execute", {MKT: "A", FIN: "R"})


async def test_check_ins_and_ended_actions_meet_the_execution(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        meanwhile(pilot, way, "bo", commands.add, "key-result", {"title": "Complaints", "goal": SPRING, "target": 10})
        await go(pilot, SPRING, "s")
        assert "Without a last check-in (1)" in text(pilot)
        await keyed(pilot, "1", "7", "ctrl+s")
        assert "Without a last check-in" not in text(pilot)
        assert "Open actions: done, dropped or carried over (4)" in text(pilot)
        await keyed(pilot, "1", "ctrl+s")
        assert "carried over (3)" in text(pilot)
        await keyed(pilot, "1", "right", "ctrl+s")
        assert "Dropping A-2 wants a reason" in text(pilot)
        await keyed(pilot, *"too late", "ctrl+s", "1", "left", "ctrl+s")
        assert "name the goal that goes on with it" in text(pilot)
        await keyed(pilot, *"Loyalty card", "enter", "ctrl+s")
        assert "carried over (1)" in text(pilot)
    assert (record(way, "CI-3").key_result, record(way, "CI-3").value) == ("KR-3", 7)
    assert (record(way, "A-1").state, record(way, "A-2").reason, record(way, "A-3").goal) == ("done", "too late", CARD)


async def test_a_retrospective_and_its_lessons_meet_the_evaluation_and_the_goal_closes(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, OUTLET, "s", "1", "ctrl+s")
        assert "R-3 added" in text(pilot)
        await keyed(pilot, "1")
        assert "Start" in text(pilot)
        await keyed(pilot, "escape")
        meanwhile(pilot, way, "bo", retro.move, "R-3", "closed", "no time")
        assert "a retrospective that is closed" not in text(pilot)
        await keyed(pilot, "1", *"Count twice", "ctrl+s")
        assert "the gate wants nothing more" in text(pilot)
        await keyed(pilot, ">", "right", "enter")
        assert "Q-1 Prices for the out" in text(pilot)  # it is still open: what becomes of it
        await keyed(pilot, "right", "right", "ctrl+s")
        assert "G-6 is at the step Closed" in text(pilot)
        assert record(way, "Q-1").state == "withdrawn"
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
        await go(pilot, STOCK, "s", "j", "j")
        meanwhile(pilot, way, "bo", consensus.take_stance, STOCK, LOG, "agrees")
        assert "Without a stance" not in text(pilot)
        assert "> 2  FIN   Finance" in text(pilot)
        await keyed(pilot, "3")
        assert "There are 2 things" in text(pilot)


async def test_without_what_is_wanted_it_goes_on_only_with_the_reason(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, STOCK, "s", ">", "enter")
        assert "This is needed" in text(pilot)
        assert record(way, STOCK).step == "meet"
        await keyed(pilot, *"the fair begins", "enter")
        assert "G-5 is at the step Plan" in text(pilot).splitlines()[-1]
        assert board(pilot).pane.chosen == STOCK
        await keyed(pilot, "enter")
        assert "meet without all it wants (a meeting, Logistics, Finance): the fair begins" in " ".join(
            text(pilot).split()
        )
    passage = record(way, STOCK).passed["meet"]
    assert (passage.why, passage.by, passage.lacking) == (
        "the fair begins",
        "ana",
        (f"meeting {STOCK}", f"value {LOG}", f"answer {FIN}"),
    )


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
        assert "Without a day (1)" in text(pilot)
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
