"""Decisions end a blocker or answer an objection, every C heard or waived; blockers go up, and have a next step."""

from datetime import date
from pathlib import Path

import pytest

from store import commands
from store.kinds import blocker
from tests.tui.board.test_board import record
from tests.tui.conftest import Opened, text
from tests.tui.way import ANA, FIN, KIM, LI, OPS, SPRING, STOCK, desk_of, furnished, go, keyed, lines, meanwhile
from tui import i18n

__all__ = ["furnished"]

#: Typed from the question on: what is asked, nothing as options, what is chosen; the next field is that of FIN's C.
DECIDED = (*"Which code?", "tab", "tab", *"The old one", "tab")


async def test_a_decision_ends_the_blocker_once_the_c_is_heard(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        seq = desk_of(pilot).workspace.ledger.seq
        await go(pilot, "B-1", "D")
        assert "B-1  Budget code is missing: 9 days, waiting on FIN" in text(pilot)
        assert "FIN (C)" in text(pilot)
        await keyed(pilot, *DECIDED, "ctrl+s")
        assert "FIN is to be consulted (C) on G-1" in text(pilot)
        assert "The old one" in text(pilot)
        assert desk_of(pilot).workspace.ledger.seq == seq
        await keyed(pilot, "right", "ctrl+s")
        assert "D-3 is kept" in text(pilot)
    made, ended = record(way, "D-3"), record(way, "B-1")
    assert (made.chosen, made.goal, made.decided_by, made.consulted[FIN].state) == (
        "The old one",
        SPRING,
        (ANA,),
        "heard",
    )
    assert (ended.resolved, ended.resolution) == (date(2026, 11, 23), "D-3: The old one")


async def test_a_c_is_waived_with_the_reason(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "B-1", "D", *DECIDED, "left", "ctrl+s")
        assert "is waived without a reason" in text(pilot)
        assert record(way, "B-1").resolved is None
        await keyed(pilot, *"on holiday", "ctrl+s")
        assert "D-3 is kept" in text(pilot)
        await go(pilot, "D-3", "enter")
        assert "Finance waived: on holiday" in text(pilot)
    assert record(way, "D-3").consulted[FIN].why == "on holiday"


async def test_a_question_is_kept_open_without_anybody_heard(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "B-1", "D", *"Which code?", "ctrl+s")
        await go(pilot, "D-3", "enter")
        assert "to decide" in text(pilot)
        assert "Finance not heard yet" in text(pilot)
    assert record(way, "B-1").resolved is None


async def test_a_decision_answers_the_objections_of_the_goal(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, STOCK, "D")
        assert 'FIN objects: "the ledger closes in week 50"' in text(pilot)
        await keyed(pilot, *"When?", "tab", "tab", *"Week 51", "ctrl+s")
    said = record(way, STOCK).stances[FIN]
    assert (said.stance, said.answer, said.answered_by) == ("objects", "D-3: Week 51", "D-3")


@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_what_is_decided_is_decided_anew_and_says_by_which(way: Path, opened: Opened, lang: str):
    i18n.use(lang)
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, "B-1", "D", *DECIDED, "right", "ctrl+s")
        await go(pilot, "D-3", "D")
        assert {"en": "Decide anew, D-3", "zh": "重新决定 D-3"}[lang] in text(pilot)
        assert "Which code?" in text(pilot)
        await keyed(pilot, "tab", "tab", *"The new one", "tab", "right", "ctrl+s")
        await go(pilot, "D-3", "enter")
        assert {"en": "superseded", "zh": "已被取代"}[lang] in text(pilot)
        assert "D-4 Which code?" in text(pilot)
        seq = desk_of(pilot).workspace.ledger.seq
        await go(pilot, "D-3", "D")
        assert {"en": "D-3 is superseded by D-4 already", "zh": "D-3 已被 D-4 取代"}[lang] in text(pilot)
        assert desk_of(pilot).workspace.ledger.seq == seq
    old, new = record(way, "D-3"), record(way, "D-4")
    assert (old.chosen, old.superseded_by, new.chosen, new.goal) == ("The old one", "D-4", "The new one", SPRING)


@pytest.mark.parametrize("key", ["D", "v"])
async def test_an_open_decision_is_decided(way: Path, opened: Opened, key: str):
    async with opened(way) as pilot:
        await go(pilot, "D-1", key, "tab", "tab", *"Jones", "ctrl+s")
        assert "D-1 is kept" in text(pilot)
        assert "decision  decided" in text(pilot)
    made = record(way, "D-1")
    assert (made.chosen, made.decided, made.options) == ("Jones", date(2026, 11, 23), "Smith\nJones")


async def test_how_it_turned_out_is_kept(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "D-2", "v", "right", "tab", *"Sold out", "tab", *"+4w", "ctrl+s")
        assert "Better" in text(pilot)
    made = record(way, "D-2")
    assert (made.result, made.result_note, made.review_on) == ("better", "Sold out", date(2026, 12, 21))


async def test_a_blocker_goes_up_step_by_step_until_nobody_is_above(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        for name, id, way_up in (
            ("li", LI, "li, ana, kim"),
            ("ana", ANA, "li (now), ana, kim"),
            ("kim", KIM, "li, ana (now), kim"),
        ):
            await go(pilot, "B-1", "E")
            assert f"It goes up by {way_up}" in text(pilot)
            await keyed(pilot, "ctrl+s")
            assert f"B-1 is put before {name}" in text(pilot)
            assert record(way, "B-1").escalated_to == id
        await go(pilot, "B-1", "enter")
        assert "Put before  Kim, Mon 23 Nov" in text(pilot)
        await keyed(pilot, "E")
        assert "There is nobody above any more; name somebody, or decide (D)" in text(pilot)
        await keyed(pilot, "ctrl+s")
        assert "This is needed" in text(pilot)


async def test_the_next_step_says_what_by_whom_and_when(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "B-1", "n", *"Call the bank", "tab", *"li", "enter", *"fri", "ctrl+s")
        assert "Call the bank · 李雷 · Fri 27 Nov" in text(pilot)
    kept = record(way, "B-1")
    assert (kept.next_step, kept.next_owner, kept.next_by) == ("Call the bank", LI, date(2026, 11, 27))


async def test_a_blocker_s_page_counts_all_its_days_and_says_what_it_wants(way: Path, opened: Opened):
    def held(changes):
        changes.transaction.exempt = "demo"
        old = commands.add(changes, "blocker", {"title": "No ink", "holds": ("A-3",), "since": date(2026, 11, 2)})
        earlier = (blocker.Interval(date(2026, 10, 1), date(2026, 10, 6)),)
        raised = tuple(blocker.Raising(day, "bo") for day in ("2026-11-18", "2026-11-20"))
        changes.change(changes.one(blocker.Blocker, old.id), earlier=earlier, raised=raised)

    async with opened(way, size=(80, 24)) as pilot:
        meanwhile(pilot, way, "bo", held)
        await go(pilot, "B-2", "enter")
        shown = text(pilot)
    for words in ("blocker  26 days", "held once before", "2 times", "It was raised again and nothing has moved"):
        assert words in shown


async def test_a_decision_names_who_is_to_be_consulted_at_the_time(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "A-2", "D")
        assert "FIN (C)" in text(pilot)
        assert "OPS (C)" not in text(pilot)
        meanwhile(pilot, way, "bo", commands.edit, SPRING, {"raci": {ANA: "A", OPS: "C", FIN: "R"}})
        await keyed(pilot, "escape", "D")
        assert "OPS (C)" in text(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_in_chinese_too_nothing_is_cut(way: Path, opened: Opened, size: tuple[int, int]):
    i18n.use("zh")
    async with opened(way, size=size) as pilot:
        for keys in (("D",), ("escape", "E"), ("escape", "n")):
            await go(pilot, "B-1", *keys)
            assert not [line for line in lines(pilot) if ".." in line]
        await keyed(pilot, "escape", "D", *DECIDED, "ctrl+s")
        assert "G-1 应先征求 FIN 的意见（C）" in text(pilot)
