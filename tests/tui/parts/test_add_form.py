"""A new record in one line: what it is understood as stands below it and goes to its fields; a list is one a line."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.events import Paste
from textual.pilot import Pilot

import store
from store.kinds.action import Action
from tests.tui.conftest import Opened, text, typed
from tests.tui.parts.test_form import actions
from tui import i18n

EN = "Call the printer @bo !high #print due:fri goal:G-2"
ZH = "致电印刷厂 ＠bo ！高 ＃印刷 截止：周五 目标：Ｇ－２"
FRI = date(2026, 11, 27)
#: Of the pilot: the keys beside the text.
Keys = tuple[str, ...]


def told(made: Any) -> tuple[Any, ...]:
    return made.title, made.owner, made.priority, made.tags, made.due, made.goal


async def paste(pilot: Pilot[int], words: str) -> None:
    pilot.app.screen.post_message(Paste(words))
    await pilot.pause()


async def test_an_action_with_owner_and_due_is_three_keys_and_its_text(opened: Opened, folder: Path):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("3")
        pressed: Keys = ("a", "ctrl+s")
        await pilot.press(pressed[0])
        await typed(pilot, "Call the printer @bo due:fri")
        await pilot.press(pressed[1])
        assert len(pressed) <= 3
        assert 'A-7 "Call the printer" is added' in text(pilot)
    assert told(actions(folder)[-1]) == ("Call the printer", "PN-2", "normal", (), FRI, None)


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
@pytest.mark.parametrize(
    ("lang", "line", "title", "tag", "facts"),
    [
        ("en", EN, "Call the printer", "print",
         "owner Bo, priority high, tag print, due Fri 27 Nov, goal G-2 Loyalty card"),
        ("zh", ZH, "致电印刷厂", "印刷", "责任人 Bo，优先级 高，标签 印刷，截止 11月27日 周五，目标 G-2 Loyalty card"),
        ("zh", EN, "Call the printer", "print", "标签 print，截止 11月27日 周五"),
        ("en", ZH, "致电印刷厂", "印刷", "owner Bo, priority high"),
    ],
)  # fmt: skip
async def test_what_the_line_is_understood_as_stands_below_it(
    opened: Opened, folder: Path, size: tuple[int, int], lang: str, line: str, title: str, tag: str, facts: str
):
    i18n.use(lang)
    async with opened(folder, size=size) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, line)
        assert facts.replace(" ", "") in "".join(text(pilot).split())
        await pilot.press("ctrl+s")
    assert told(actions(folder)[-1]) == (title, "PN-2", "high", (tag,), FRI, "G-2")


async def test_a_day_that_may_be_two_is_asked_for_as_one_types(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, "Call the printer due:1/2/2027")
        assert "may be 2027-01-02 or 2027-02-01" in " ".join(text(pilot).split())


async def test_left_it_hands_on_to_its_fields_which_may_be_changed_then(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, r"Call @bo @li #print !low \#now due:fri")
        await pilot.press("enter")
        form: Any = pilot.app.screen
        assert form.answers[0].line.text == r"Call \@li \#now"
        assert form.answer.line.text == "bo"
        await typed(pilot, "li")
        await pilot.press("enter", "up", "up", "down", "ctrl+s")
        assert "is added" in text(pilot)
    assert told(actions(folder)[-1]) == ("Call @li #now", "PN-3", "low", ("print",), FRI, None)


async def test_the_line_goes_before_what_is_filled_in_and_a_list_gets_it_besides(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("1", "g", "2", "a")
        form: Any = pilot.app.screen
        form.field("goal" if form.field("goal") else "departments").give(("DP-2",))
        await typed(pilot, "Launch departments:FIN")
        await pilot.press("ctrl+s")
        desk = pilot.app.desk  # type: ignore[attr-defined]
        assert [*desk.records.of_kind("goal")][-1].departments == ("DP-2", "DP-1")
        await pilot.press("enter", "3", "a")
        await typed(pilot, "Call goal:G-2")
        assert form is not pilot.app.screen
        await pilot.press("ctrl+s")
    assert actions(folder)[-1].goal == "G-2"


@pytest.mark.parametrize("line", ["Learn C#", "Reply @ 9", "Thank @nobody due:someday goal:G-99 #4"])
async def test_what_names_nothing_stays_as_typed(opened: Opened, folder: Path, line: str):
    async with opened(folder) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, line)
        assert "More can be said here: @owner !high #tags due:fri" in text(pilot)
        await pilot.press("enter", "ctrl+s")
    assert told(actions(folder)[-1]) == (line, None, "normal", (), None, None)


async def test_a_line_without_a_title_wants_one(opened: Opened, folder: Path):
    before = len(actions(folder))
    async with opened(folder) as pilot:
        await pilot.press("3", "a")
        await typed(pilot, "@bo")
        await pilot.press("ctrl+s")
        assert "This is needed" in text(pilot)
    assert len(actions(folder)) == before


async def test_edited_a_title_is_what_is_typed(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("3", "e")
        await typed(pilot, " @bo")
        await pilot.press("ctrl+s")
        assert "A-1" in text(pilot)
    with store.open_workspace(str(folder), "reader") as workspace:
        assert any(each.title.endswith(" @bo") for each in workspace.records.all(Action))


# A pasted list


async def test_a_pasted_list_is_a_record_a_line_in_one_commit(opened: Opened, folder: Path):
    before = len(actions(folder))
    async with opened(folder, size=(80, 24)) as pilot:
        seq = pilot.app.desk.workspace.ledger.seq  # type: ignore[attr-defined]
        await pilot.press("3", "a")
        await paste(pilot, "- Call @bo due:fri\n- Print #print\n\n- Learn C#\n")
        assert "Make 3 actions of these lines, one a line?" in text(pilot)
        await pilot.press("enter")
        assert "3 actions, one a line" in text(pilot)
        await pilot.press("up")
        assert "tag print" in text(pilot)
        await pilot.press("enter")
        await typed(pilot, "li")
        await pilot.press("ctrl+s")
        assert "3 actions are added" in text(pilot)
        assert pilot.app.desk.workspace.ledger.seq == seq + 1  # type: ignore[attr-defined]
        made = actions(folder)[before:]
        assert [(each.title, each.owner, each.due) for each in made] == [
            ("Call", "PN-2", FRI),
            ("Print", "PN-3", None),
            ("Learn C#", "PN-3", None),
        ]
        await pilot.press("u", "enter")
    assert len(actions(folder)) == before


async def test_or_all_in_one_line(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await pilot.press("3", "a")
        await paste(pilot, "Call\nthe printer")
        await pilot.press("escape")
        await pilot.press("ctrl+s")
    assert actions(folder)[-1].title == "Call the printer"


async def test_a_line_without_a_title_is_named_and_nothing_saved(opened: Opened, folder: Path):
    before = len(actions(folder))
    async with opened(folder) as pilot:
        await pilot.press("3", "a")
        await paste(pilot, "Call\n@bo")
        await pilot.press("enter", "ctrl+s")
        assert "There is no title in line 2" in text(pilot)
        assert len(actions(folder)) == before
        await typed(pilot, " Print")
        await pilot.press("ctrl+s")
    assert [(each.title, each.owner) for each in actions(folder)[before:]] == [("Call", None), ("Print", "PN-2")]


# Names of people


@pytest.mark.parametrize("keys", [("3", "c"), ("3", "a", *["down"] * 6)], ids=["comment", "note"])
async def test_an_at_and_a_beginning_offer_people(opened: Opened, folder: Path, keys: Keys):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await typed(pilot, "ask @b")
        assert "@bo  Bo" in text(pilot)
        await pilot.press("enter")
        form: Any = pilot.app.screen
        assert form.answer.line.text == "ask @bo "
        await typed(pilot, "or @lilei")
        assert "@li 李雷" in " ".join(text(pilot).split())
        await pilot.press("tab", *["left"] * 8, "backspace", "tab")
        assert (form.answer.line.text, form.answer.line.at) == ("ask @bo or @li ", 8)
        await pilot.press("backspace", "backspace", "left")
        assert "Bo" not in text(pilot)


async def test_who_is_typed_in_full_is_not_offered_and_enter_saves(opened: Opened, folder: Path):
    async with opened(folder, size=(80, 24)) as pilot:
        await pilot.press("3", "c")
        await typed(pilot, "mail a@b.c, reply @ 9, ask @bo")
        assert "@bo  Bo" not in text(pilot)
        await pilot.press("enter")
        assert "Comment saved" in text(pilot)
    with store.open_workspace(str(folder), "reader") as workspace:
        assert [*workspace.records.of_kind("comment")][-1].mentions == ("PN-2",)  # type: ignore[attr-defined]


@pytest.mark.parametrize("keys", [("3", "a"), ("3", "]", "a"), ("4", *("]",) * 6, "a")])
async def test_the_day_that_the_title_line_offers_is_understood_as_it_stands(opened: Opened, folder: Path, keys: Keys):
    async with opened(folder) as pilot:
        await pilot.press(*keys)
        await typed(pilot, "Something")
        offered = next(
            line.partition(" here: ")[2].split()[-1] for line in text(pilot).split("\n") if " here: " in line
        )
        await typed(pilot, " " + offered)
        await pilot.press("tab")
        form: Any = pilot.app.screen
        assert form.answers[0].line.text.strip() == "Something"
