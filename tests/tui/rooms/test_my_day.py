"""My day: what presses, by sections; Enter goes there, the keys of the board work there, what is done stays."""

from datetime import date
from pathlib import Path

import pytest

from store import commands
from store.kinds.consensus import answer
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text
from tests.tui.way import BO, LOG, MKT, OPS, OUTLET, SPRING, furnished, go, keyed, lines, meanwhile, opened_by
from tui import i18n

__all__ = ["furnished"]


async def test_the_sections_stand_in_the_order_in_which_they_press(way: Path):
    async with opened_by(way, "bo", (80, 24)) as pilot:
        await keyed(pilot, "m")
        shown = lines(pilot)
    heads = ["Late", "My department is asked", "I have a part in"]
    assert [line.strip() for line in shown if line.strip() in heads] == heads
    row = next(line for line in shown if "A-1 " in line)
    assert row.startswith("  > A-1    Stock feed to the shops")
    assert row.endswith("2 days late")
    assert next(line for line in shown if "MS-3" in line).endswith("3 days late")


async def test_what_is_done_stays_in_its_row_so_that_one_works_down(way: Path):
    async with opened_by(way, "bo", (80, 24)) as pilot:
        await keyed(pilot, "m")
        before = [line[4:].split()[:1] for line in lines(pilot)]
        await keyed(pilot, "d")
        assert text(pilot).count("A-1 done; u takes it back") == 1
        assert ">xA-1 " in text(pilot)
        await keyed(pilot, "j", "d")
        assert (record(way, "A-1").state, record(way, "MS-3").done is None) == ("done", False)
        assert [" xA-1 " in text(pilot), ">xMS-3" in text(pilot)] == [True, True]
        till = before.index(["MS-3"]) + 1
        assert [line[4:].split()[:1] for line in lines(pilot)][:till] == before[:till]
        await keyed(pilot, "u")
        assert "> MS-3" in text(pilot)
        await keyed(pilot, "k", "d")
        assert "A-1 is done already. Reopen it?" in text(pilot)
        await keyed(pilot, "escape", "escape", "m")
        assert "Stock feed" not in text(pilot)
        assert "> MS-3" in text(pilot)


async def test_where_all_of_a_section_is_done_its_heading_stays(way: Path):
    async with opened_by(way, "bo", (80, 24)) as pilot:
        await keyed(pilot, "m", "d", "j", "d")
        shown = lines(pilot)
        at = next(at for at, line in enumerate(shown) if line.strip() == "Late")
        assert [line[3:8].strip() for line in shown[at + 1 : at + 3]] == ["xA-1", "xMS-3"]
        assert shown[at + 3] == ""
        meanwhile(pilot, way, "bo", commands.comment, "A-2", "This redraws it")
        assert lines(pilot)[at : at + 4] == shown[at : at + 4]


async def test_requests_are_answered_and_resources_granted_there(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await keyed(pilot, "m", "j", "j", "j", "v", "ctrl+s")
        assert "Q-1 is accepted and has become A-10" in text(pilot)
        await keyed(pilot, "j", "j", "j", "v")
        assert "It would be too much: 7 of 5 days a week" in text(pilot)
        await keyed(pilot, "escape", "j", "v")
        assert "There is enough: 5 of 5 days a week" in text(pilot)
        await keyed(pilot, "ctrl+s")
        assert "AL-3 is granted" in text(pilot)
        assert "Card design" not in text(pilot)
    assert (record(way, "AL-3").state, record(way, "AL-2").state) == ("granted", "asked")


async def test_enter_goes_to_the_record_and_escape_leaves_things_as_they_were(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, OUTLET, "m", "j", "j", "j", "j", "enter")
        assert board(pilot).pane.chosen == "Q-2"
        await keyed(pilot, "m", "escape")
        assert board(pilot).pane.chosen == "Q-2"
        board(pilot).desk.say("on the board")
        await pilot.pause()
        assert text(pilot).splitlines()[-1].strip() == "on the board"


async def test_what_a_colleague_gives_me_appears(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await keyed(pilot, "m", "j", "j", "j", "j")
        meanwhile(pilot, way, "bo", commands.add, "request", {"title": "Posters", "department": MKT, "asker": LOG})
        assert "Posters" in text(pilot)
        assert "> Q-2" in text(pilot)


async def test_an_objection_waits_for_whoever_answers_for_the_goal(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await keyed(pilot, "m")
        first = "    G-1    Spring promotion                  an answer to the objection of OPS"
        assert lines(pilot)[2:7:2] == ["  Late", "", first]
        assert lines(pilot)[5] == "  Others wait for me"
        meanwhile(pilot, way, "ana", answer, SPRING, OPS, "two help")
        assert "the objection of OPS" not in text(pilot)


async def test_a_next_step_and_an_escalation_concern_me(way: Path):
    def concern(changes):
        commands.edit(changes, "B-1", {"next_step": "call the bank", "next_owner": BO, "next_by": date(2026, 11, 30)})

    async with opened_by(way, "bo") as pilot:
        meanwhile(pilot, way, "ana", concern)
        await keyed(pilot, "m")
        assert next(line for line in lines(pilot) if "B-1" in line).endswith("next step: call the bank")


async def test_a_long_reason_stands_below_in_full(way: Path, opened: Opened):
    async with opened(way, size=(80, 28)) as pilot:
        await keyed(pilot, "m")
        shown = lines(pilot)
    at = next(at for at, line in enumerate(shown) if "Summer outlet" in line)
    assert shown[at + 1].strip() == "MKT has not answered Q-1 for 6 working days, it promises 3"
    assert next(line for line in shown if "A-3 " in line).endswith("2 Dec")


async def test_it_says_so_when_nothing_waits_for_me(way: Path):
    async with opened_by(way, "kim", (80, 24)) as pilot:
        await keyed(pilot, "m")
        assert "Nothing waits for you today" in text(pilot)
        await keyed(pilot, "d", "enter", "m")
        assert board(pilot).is_current


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_nothing_is_cut_and_help_has_its_own_keys_first(
    way: Path, opened: Opened, lang: str, size: tuple[int, int]
):
    i18n.use(lang)
    async with opened(way, size=size) as pilot:
        await keyed(pilot, "m")
        assert i18n.t("My department is asked") in text(pilot)
        assert not [line for line in lines(pilot) if line.endswith("..")]
        await keyed(pilot, "G", "g", "?")
        shown = lines(pilot)
    first = next(at for at, line in enumerate(shown) if i18n.t("In this room") in line)
    assert [line.split()[0] for line in shown[first + 1 : first + 4]] == [">", "Enter", "Esc"]
