"""The columns of cards, whatever they are called and ask, and however many cards are in them."""

import re
from pathlib import Path

import pytest

from store import commands
from store.engine.ledger import Ledger
from store.kinds import retro
from store.workspace import open_workspace
from tests.tui.conftest import Opened, text
from tests.tui.way import go, keyed, lines
from tui import i18n

ASKED = "Held up: Where did we wait, and for whom?\n帮了忙: 什么还要再做一次？\nShop floor"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_column_of_ones_own_says_what_it_asks_until_cards_are_shown(
    folder: Path, opened: Opened, size: tuple[int, int]
):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.add, "retro", {"title": "Till", "format": "own", "columns": ASKED})
        ana.do(retro.add_card, "R-3", "Held up", "The dock on Friday")
    async with opened(folder, size=size) as pilot:
        await go(pilot, "R-3", "R")
        shown = lines(pilot)
        assert "Held up" in shown[2]
        asked = " ".join(" ".join(shown[3:5]).split())
        assert all(word in asked for word in ("Where did we wait, and", "for whom?", "什么还要再做一次？"))
        assert not [line for line in shown if ".." in line]
        await keyed(pilot, ">", "enter")
        assert "for whom?" not in text(pilot)
        assert "The dock on Friday" in text(pilot)


@pytest.mark.parametrize("format", ["4ls", "sailboat"])
async def test_where_not_all_columns_have_room_one_is_shown_and_which_one_it_is(
    folder: Path, opened: Opened, format: str
):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.add, "retro", {"title": "Till", "format": format})
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-3", "R")
        for n in range(1, 5):
            assert f"{n}/4" in text(pilot)
            await keyed(pilot, "a", f"{n}", "enter", "escape")
            assert f"> {n}" in text(pilot)
            await keyed(pilot, "l")


async def test_cards_of_one_group_stand_together_and_the_keys_stay_on_theirs(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as ana:
        for n in range(2, 6):
            ana.do(retro.add_card, "R-2", "stop", f"card {n}")
        ana.do(retro.move, "R-2", "group")
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-2", "R", "l", "space", "j", "j", "j", "space")
        assert ">+card 5" in text(pilot)
        await keyed(pilot, "n", *"Same", "enter")
        at = [line.find("card") for line in lines(pilot)]
        assert [line[each - 2 : each + 6] for line, each in zip(lines(pilot), at, strict=True) if each > 0] == [
            "  card 2", "> card 5", "  card 3", "  card 4",
        ]  # fmt: skip


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("anonymous", [False, True])
async def test_of_a_long_title_the_step_and_the_clock_are_left(
    folder: Path, opened: Opened, lang: str, *, anonymous: bool
):
    with open_workspace(str(folder), "ana") as ana:
        people = ("PN-1", "PN-2", "PN-3")
        values = {"title": "与四个部门一起 look back at spring " * 4, "people": people, "anonymous": anonymous}
        ana.do(commands.add, "retro", {**values, "minutes": {"gather": 20}})
        ana.do(retro.move, "R-3", "gather")
    i18n.use(lang)
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-3", "R")
        said = lines(pilot)[0].split("..")[-1]
        step = {"en": "gather", "zh": "收集"}[lang]
        assert said.split() == [
            "·", step, *(["·", i18n.t("anonymous")] if anonymous else []),
            *i18n.t("{n} of {total} are done", n=0, total=3).split(),
            "·", "0:00", *i18n.t("of {n} min", n=20).split(),
        ]  # fmt: skip


async def test_of_an_anonymous_card_its_writer_reads_the_words_as_long_as_the_sitting_lasts(
    folder: Path, opened: Opened
):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.add, "retro", {"title": "Till", "anonymous": True})
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-3", "R", "a", *"Nobody asks", "enter", *"half a thou", "escape")
        assert "> Nobody asks" in text(pilot)
        await keyed(pilot, "e")
        assert "only whoever said it" in text(pilot)
        assert "Ctrl-J" not in text(pilot)
        await keyed(pilot, "escape")
        await go(pilot, "R-3", "R", "a")
        assert "half a thou" in text(pilot)
        assert "Nobody asks" in text(pilot)
        assert not pilot.app.desk.personal.drafts  # type: ignore[attr-defined]
        await keyed(pilot, "enter")
        assert "> half a thou" in text(pilot)


async def test_over_many_cards_the_keys_of_lists_lead_and_the_one_under_the_cursor_is_in_sight(
    folder: Path, opened: Opened
):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.add, "retro", {"title": "Till"})
        for n in range(1, 41):
            ana.do(retro.add_card, "R-3", "start", f"card {n}")
        ana.do(retro.move, "R-3", "group")
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-3", "R")
        for key, at in (("G", 40), ("ctrl+u", 36), ("g", 1), ("ctrl+d", 5), ("end", 40), ("home", 1), ("pagedown", 5)):
            await keyed(pilot, key)
            assert re.search(rf"> card {at}\b", text(pilot)), key


async def test_each_line_that_is_pasted_is_a_note_and_a_card_s_page_says_its_column_in_words(
    folder: Path, opened: Opened
):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.add, "retro", {"title": "Till"})
        ana.do(retro.add_card, "R-3", "continue", "The call at nine")
        ana.do(retro.move, "R-3", "discuss")
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-3", "R", "i")
        pilot.app.screen.paste("first\n\nsecond")  # type: ignore[attr-defined]
        await keyed(pilot, "enter", "escape")
        assert [line.strip() for line in lines(pilot) if line.strip().startswith("- ")] == ["- first", "- second"]
        i18n.use("zh")
        await keyed(pilot, "tab", "enter")
        assert "继续做" in text(pilot)
        assert "continue" not in text(pilot)


async def test_out_of_a_step_of_a_later_version_no_key_leads_and_that_is_said(folder: Path, opened: Opened):
    with Ledger(str(folder)) as ledger:
        ledger.commit(lambda entry: entry.write("retro", 2, {**(entry.read("retro", 2) or {}), "state": "celebrate"}))
    async with opened(folder, size=(80, 24)) as pilot:
        await go(pilot, "R-2", "R")
        for key in (">", "<"):
            await keyed(pilot, key)
            assert sum("does not know that step" in line for line in lines(pilot)) == 2, key
            assert "Go on" not in text(pilot)


async def test_who_leads_a_retrospective_is_not_called_the_lead_of_a_department(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as ana:
        ana.do(commands.edit, "R-2", {"facilitator": "PN-1"})
    async with opened(folder, size=(80, 24)) as pilot:
        i18n.use("zh")
        await go(pilot, "R-2", "enter")
        assert "主持人" in text(pilot)
        assert "部门负责人" not in text(pilot)
