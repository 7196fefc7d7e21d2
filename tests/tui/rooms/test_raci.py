"""The RACI matrix: letters set in place, one A that moves, faults as they arise, live for everyone who is in it."""

from pathlib import Path

import pytest

from store import commands
from store.kinds import raci
from tests.tui.board.test_board import board, record
from tests.tui.conftest import Opened, text
from tests.tui.way import ANA, BO, CARD, EVA, FIN, LOG, MKT, OPS, SPRING, furnished, go, helped, keyed, lines, meanwhile
from tui import i18n
from tui.rooms.raci import RaciRoom

__all__ = ["furnished"]


async def test_letters_are_set_in_place_and_taken_away(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, SPRING, "r", "c")
        assert record(way, SPRING).raci[MKT] == "C"
        assert "Marketing: consulted" in text(pilot)
        await keyed(pilot, "j", "l", "i")
        assert record(way, "KR-1").raci == {LOG: "A", OPS: "I"}
        await keyed(pilot, "x", "k", "x")
        assert "OPS" in text(pilot)
    assert record(way, "KR-1").raci == {LOG: "A"}
    assert OPS not in record(way, SPRING).raci


async def test_the_a_moves_and_never_goes(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, SPRING, "r", "l", "a")
        assert (record(way, SPRING).raci[OPS], record(way, SPRING).raci[ANA]) == ("A", "R")
        await keyed(pilot, "x")
        assert "nobody is accountable" in text(pilot)
        assert record(way, SPRING).raci[OPS] == "A"


async def test_the_first_letter_gives_the_owner_the_a(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, CARD, "r", "r")
        assert "Nothing is missing" in text(pilot)
    assert record(way, CARD).raci == {BO: "A", MKT: "R"}


async def test_faults_are_listed_as_they_arise(way: Path, opened: Opened):
    async with opened(way, size=(80, 24)) as pilot:
        await go(pilot, SPRING, "r")
        assert "KR-1: LOG is accountable (A) and has no lead" in text(pilot)
        await keyed(pilot, "l", "x")
        assert "nobody is responsible for the work (R)" in text(pilot)
        meanwhile(pilot, way, "bo", commands.edit, LOG, {"lead": EVA})
        assert "has no lead" not in text(pilot)
        await keyed(pilot, "r")
        assert "Nothing is missing" in text(pilot)


async def test_a_party_is_added_and_gets_its_letter(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, SPRING, "r", "+", *"eva", "enter")
        assert "Eva: no part in it" in text(pilot)
        await keyed(pilot, "c")
    assert record(way, SPRING).raci[EVA] == "C"


async def test_a_colleague_s_letter_appears_and_the_cursor_stays(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, SPRING, "r", "j", "l")
        meanwhile(pilot, way, "bo", raci.assign, SPRING, {MKT: "I"})
        row = next(line for line in text(pilot).splitlines() if "G-1 " in line and "Spring" in line)
        assert row.split()[-5:] == ["I", "R", "C", "I", "A"]
        assert "> KR-1" in text(pilot)
        assert "Operations: no part in it" in text(pilot)


async def test_u_takes_the_letter_back_without_leaving(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, SPRING, "r", "c", "u")
        assert MKT not in record(way, SPRING).raci
        assert "Marketing: no part in it" in text(pilot)
        await keyed(pilot, "U")
        assert record(way, SPRING).raci[MKT] == "C"
        await keyed(pilot, "escape")
        assert board(pilot).is_current


async def test_from_a_key_result_it_opens_on_its_row(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, "KR-2", "r")
        assert "> KR-2" in text(pilot)
        assert "G-1 " in text(pilot)


async def test_keys_of_the_board_work_on_the_row_where_they_are_no_letters(way: Path, opened: Opened):
    async with opened(way) as pilot:
        await go(pilot, SPRING, "r", "j", "j", "j", "t", *"fri", "enter", *"the shops ask", "enter")
        assert "MS-3 is due Fri 27 Nov" in text(pilot)
        await keyed(pilot, "A")
    assert record(way, "MS-3").raci == {MKT: "A"}
    assert str(record(way, "MS-3").due) == "2026-11-27"


async def test_many_departments_go_sideways_and_nothing_is_cut(way: Path, opened: Opened):
    def many(changes):
        more = [commands.add(changes, "department", {"name": f"Shop {n}", "code": f"SH{n}"}).id for n in range(14)]
        commands.edit(changes, SPRING, {"departments": (MKT, OPS, FIN, *more)})

    async with opened(way, size=(80, 24)) as pilot:
        meanwhile(pilot, way, "bo", many)
        await go(pilot, SPRING, "r")
        head = lines(pilot)[2]
        assert ("MKT" in head, "SH13" in head, head.endswith(" >")) == (True, False, True)
        await keyed(pilot, *("l",) * 15, "r")
        head, row = lines(pilot)[2:4]
        assert ("MKT" in head, "SH12" in head, "<" in head) == (False, True, True)
        room = pilot.app.screen
        assert isinstance(room, RaciRoom)
        last = row.rindex("R", 0, head.index("SH12") + 4)
        assert last == head.index("SH12") + 3
    assert record(way, SPRING).raci["DP-18"] == "R"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize("lang", ["en", "zh"])
async def test_nothing_is_cut_and_help_has_its_own_keys_first(
    way: Path, opened: Opened, lang: str, size: tuple[int, int]
):
    i18n.use(lang)
    async with opened(way, size=size) as pilot:
        await go(pilot, SPRING, "r")
        shown = await helped(pilot)
        assert i18n.t("Ask another department") not in text(pilot)
    assert shown[0].split()[:5] == [">", "h", "j", "k", "l"]
    assert shown[1].split()[:4] == ["r", "a", "c", "i"]
