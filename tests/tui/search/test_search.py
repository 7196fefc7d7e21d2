"""The search as a place to work: what is found, going there, acting on it, completions, earlier and kept searches."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from store import commands
from store.kinds import workspace as settings
from store.workspace import open_workspace
from tests.tui.board.test_board import board, press
from tests.tui.conftest import Opened, same_as_golden, text, typed
from tests.tui.parts.test_conflict import until
from tui import i18n


@pytest.fixture
def folder(folder: Path) -> Path:
    """With the workspace's own record, which holds what is kept for everyone."""
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(settings.found, "Nordwind Retail")
    return folder


async def search(pilot: Pilot[int], words: str) -> Any:
    """The search with these words typed, all records known to it."""
    await press(pilot, "/")
    await until(pilot, lambda: type(pilot.app.screen).__name__ == "SearchScreen")
    screen: Any = pilot.app.screen
    await until(pilot, lambda: board(pilot).desk.index.at_rest)
    await typed(pilot, words)
    return screen


def found(screen: Any) -> list[str]:
    return [row.key for row in screen.rows if row.key]


def record(folder: Path, id: str) -> Any:
    with open_workspace(str(folder), "reader") as workspace:
        return workspace.records.get(id)


async def test_enter_opens_the_record_with_the_panes_narrowed_around_it(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await search(pilot, "shelf")
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is board(pilot))
        assert board(pilot).pane.chosen == "A-3"
        assert board(pilot).narrowing.goal == "G-1"
        assert board(pilot).panes[1].chosen == "G-1"
        assert list(board(pilot).pane.ids) == ["A-1", "A-2", "A-3"]


async def test_the_record_is_written_once_however_many_panes_follow(opened: Opened, folder: Path, monkeypatch: Any):
    async with opened(folder) as pilot:
        screen = await search(pilot, "Loyalty card")
        detail, asked = board(pilot).detail, list[int]()
        source = detail.source
        monkeypatch.setattr(detail, "source", lambda width: asked.append(width) or source(width))
        assert found(screen)[0] == "G-2"
        await press(pilot, "enter")
        assert "G-2  Loyalty card" in text(pilot)
        assert len(asked) == 1


async def test_records_are_read_in_between_the_keys(opened: Opened, folder: Path, monkeypatch: Any):
    async with opened(folder) as pilot:
        desk, answering = board(pilot).desk, True
        monkeypatch.setattr(desk, "is_typing", lambda: answering)
        desk.indexing.begin(lambda: None)
        await pilot.pause(0.1)
        assert len(desk.index) == 0
        answering = False
        await until(pilot, lambda: desk.index.at_rest)
        assert len(desk.index) > 10


async def test_hits_stand_by_kind_with_mark_owner_and_day(opened: Opened, folder: Path):
    async with opened(folder, size=(100, 30)) as pilot:
        screen = await search(pilot, "owner:bo")
        shown = text(pilot)
        assert set(found(screen)) == {"G-2", "A-1", "A-5"}
        assert shown.index("Goals") < shown.index("Actions") or shown.index("Actions") < shown.index("Goals")
        (late,) = [line for line in shown.splitlines() if "A-1" in line]
        assert "!" in late
        assert "Bo" in late
        assert "2 days late" in late


async def test_in_the_list_the_keys_work_on_the_marked_records_as_one_step(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        screen = await search(pilot, "type:action is:open dept:MKT")
        assert sorted(found(screen)) == ["A-3", "A-4"]
        await press(pilot, "tab", "space", "space", "d")
        await until(pilot, lambda: "2 done" in text(pilot))
        assert sorted(found(screen)) == ["A-3", "A-4"], "what I have finished stays until something else is searched"
        with open_workspace(str(folder), "reader") as workspace:
            assert {workspace.records.get(id).state for id in ("A-3", "A-4")} == {"done"}  # type: ignore[attr-defined]
        await press(pilot, "escape", "escape", "escape", "u")
        await until(pilot, lambda: record(folder, "A-3").state == "todo")
        assert record(folder, "A-4").state == "todo"


async def test_what_i_finish_stays_in_its_row_so_that_one_works_down(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        screen = await search(pilot, "type:action is:open")
        before = found(screen)
        await press(pilot, "tab", "d")
        await until(pilot, lambda: f"{before[0]} done; u takes it back" in text(pilot))
        await press(pilot, "j", "d")
        await until(pilot, lambda: f"{before[1]} done; u takes it back" in text(pilot))
        assert found(screen) == before
        assert screen.chosen == before[1]
        assert all(f" x {id}" in text(pilot) for id in before[:2])
        await press(pilot, "u")
        await until(pilot, lambda: record(folder, before[1]).state == "todo")
        assert found(screen) == before
        await press(pilot, "tab", "backspace", "n")
        assert found(screen) == before[1:], "searched anew it is gone"


async def test_a_due_day_is_set_from_the_list(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await search(pilot, "print the card")
        await press(pilot, "tab", "t")
        await until(pilot, lambda: "A-4 is due" in text(pilot))
        await typed(pilot, "2026-12-04")
        await press(pilot, "enter")
        await until(pilot, lambda: record(folder, "A-4").due == date(2026, 12, 4))
        await until(pilot, lambda: "A-4 is due Fri 4 Dec" in text(pilot))


async def test_keys_that_do_nothing_there_say_so(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        screen = await search(pilot, "spring")
        await press(pilot, "tab")
        while screen.chosen != "G-1":
            await press(pilot, "j")
        await press(pilot, "a")
        assert "does nothing in this list" in text(pilot)
        await press(pilot, "d")
        assert "a goal is closed with its outcome" in text(pilot)


async def test_enter_in_a_list_that_has_become_empty_does_nothing(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        screen = await search(pilot, "is:overdue")
        await press(pilot, "tab")
        with open_workspace(str(folder), "bo") as bo:
            bo.do(commands.done, "A-1")
        board(pilot).desk.news.deliver()
        await until(pilot, lambda: found(screen) == [])
        await press(pilot, "enter", "space", "d", "escape")
        assert pilot.app.screen is screen


async def test_marks_of_several_kinds_are_not_changed_together(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        screen = await search(pilot, "owner:bo")
        await press(pilot, "tab", *["space"] * len(found(screen)), "t")
        assert "of several kinds" in text(pilot)
        await press(pilot, "escape")
        assert not screen.results.marks
        assert screen.in_list


async def test_a_name_is_completed_with_right(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        screen = await search(pilot, "feed own")
        assert "owner:" in text(pilot)
        await press(pilot, "right")
        await typed(pilot, "bo")
        await press(pilot, "right")
        assert screen.typing.text == "feed owner:bo"
        assert found(screen)[0] == "A-1"


async def test_what_is_not_understood_is_said_at_once(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await search(pilot, "onwer:bo")
        assert '"onwer:" is no word that narrows' in text(pilot)


async def test_the_last_searches_come_back_with_up(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        for words in ("lease", "shelf"):
            await search(pilot, words)
            await press(pilot, "enter")
            await until(pilot, lambda: pilot.app.screen is board(pilot))
        screen = await search(pilot, "")
        assert "Last searches" in text(pilot)
        await press(pilot, "up")
        assert screen.typing.text == "shelf"
        await press(pilot, "up")
        assert screen.typing.text == "lease"
        await press(pilot, "down")
        assert screen.typing.text == "shelf"


@pytest.mark.parametrize("whose", ["mine", "everyone"])
async def test_a_search_is_kept_and_opened_with_one_key(opened: Opened, folder: Path, whose: str):
    async with opened(folder) as pilot:
        await search(pilot, "is:overdue dept:OPS")
        await press(pilot, "ctrl+s")
        await until(pilot, lambda: "Keep this search" in text(pilot))
        await typed(pilot, "Late in OPS")
        await press(pilot, *(["tab", "right"] if whose == "everyone" else []), "ctrl+s")
        await until(pilot, lambda: 'Kept as "Late in OPS"' in text(pilot))
        await press(pilot, "escape", "escape")
        await until(pilot, lambda: pilot.app.screen is board(pilot))
        await press(pilot, "V", "1")
        await until(pilot, lambda: "A-1" in text(pilot) and "2 days late" in text(pilot))
        assert pilot.app.screen.in_list  # type: ignore[attr-defined]
        assert record(folder, "WS-1").views == ({"Late in OPS": "is:overdue dept:OPS"} if whose == "everyone" else {})
        await press(pilot, "escape", "escape", "escape")
        await until(pilot, lambda: pilot.app.screen is board(pilot))
        await press(pilot, "V", "ctrl+x")
        await until(pilot, lambda: "kept no more" in text(pilot))
        assert record(folder, "WS-1").views == {}


async def test_what_others_do_is_found_while_one_looks(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        screen = await search(pilot, "zeppelin")
        assert found(screen) == []
        with open_workspace(str(folder), "bo") as bo:
            bo.do(commands.add, "action", {"title": "Book the zeppelin", "owner": "PN-2"})
            bo.do(settings.keep_view, "Bo's", "owner:bo")
        board(pilot).desk.news.deliver()
        await until(pilot, lambda: found(screen) == ["A-7"])


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("feed", ["A-1"]),
        ("is:overdue", ["A-1"]),
        ("owner:me is:open", ["A-3", "A-4"]),
        ("-owner:me is:open", ["A-1", "A-6", "A-2"]),
        ("due:<=today", ["A-1", "A-6"]),
        ("sfs", ["A-1"]),
    ],
)
async def test_a_pane_is_filtered_by_the_same_words(opened: Opened, folder: Path, words: str, ids: list[str]):
    async with opened(folder) as pilot:
        await press(pilot, "3", "f")
        await typed(pilot, words)
        await until(pilot, lambda: list(board(pilot).pane.ids) == ids)
        await press(pilot, "enter", "escape")
        assert len(board(pilot).pane.ids) == 6


async def test_a_filter_follows_what_others_do(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await press(pilot, "3", "f")
        await typed(pilot, "is:blocked")
        await until(pilot, lambda: list(board(pilot).pane.ids) == ["A-2"])
        await press(pilot, "enter")
        with open_workspace(str(folder), "bo") as bo:
            bo.do(commands.done, "B-1")
        board(pilot).desk.news.deliver()
        await until(pilot, lambda: list(board(pilot).pane.ids) == [])


async def test_an_owner_is_picked_by_pinyin_and_a_command_by_its_initials(opened: Opened, folder: Path):
    async with opened(folder) as pilot:
        await press(pilot, "3", "o")
        await until(pilot, lambda: "Owner of" in text(pilot))
        await typed(pilot, "ll")
        await until(pilot, lambda: "李雷" in text(pilot) and "Bo" not in text(pilot))
        await press(pilot, "escape", "escape", ":")
        await until(pilot, lambda: "Commands" in text(pilot))
        await typed(pilot, "tbmlc")
        assert "Take back my last change" in text(pilot)
        assert "Check in" not in text(pilot)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["wide", "folded"])
@pytest.mark.parametrize("name", ["typed", "list", "earlier", "kept"])
async def test_the_search_looks_as_it_did(folder: Path, opened: Opened, name: str, size: tuple[int, int], lang: str):
    with open_workspace(str(folder), "bo") as bo:
        bo.do(settings.keep_view, "Late in Operations", "is:overdue dept:OPS")
    async with opened(folder, size=size) as pilot:
        i18n.use(lang)
        board(pilot).retell()
        board(pilot).desk.personal.keep_view("Mine", "owner:me is:open")
        board(pilot).desk.personal.have_searched("stock feed")
        board(pilot).desk.look(board(pilot).desk.workspace.ledger.seq)
        if name == "kept":
            await press(pilot, "V")
        else:
            await search(pilot, {"typed": "pri", "list": "type:action is:open", "earlier": ""}[name])
        if name == "list":
            await press(pilot, "tab", "space")
        await pilot.pause(0.3)
        shown = text(pilot) + "\n"
    same_as_golden(f"search-{name}-{size[0]}-{lang}", shown, size[0])


async def test_enter_finds_what_has_not_been_read_in_yet(opened: Opened, folder: Path, monkeypatch: Any):
    """All of it typed in one burst, before a record was read in."""
    monkeypatch.setattr("tui.search.screen.WITH_KEY", 0)
    async with opened(folder) as pilot:
        monkeypatch.setattr(board(pilot).desk, "is_typing", lambda: True)
        await press(pilot, "/")
        await typed(pilot, "lease")
        assert "Reading the records" in text(pilot)
        await press(pilot, "enter")
        assert (board(pilot).pane.kind, board(pilot).pane.chosen) == ("action", "A-6")


async def test_a_meeting_that_was_found_is_gone_to_from_the_list_and_back(opened: Opened, folder: Path):
    with open_workspace(str(folder), "ana") as ana:
        for title in ("Tills", "Dock"):
            ana.do(commands.add, "meeting", {"title": title, "on": date(2026, 11, 24)})
    async with opened(folder, size=(80, 24)) as pilot:
        screen = await search(pilot, "dock")
        await press(pilot, "tab")
        assert "M meeting   e edit" in text(pilot)
        await press(pilot, "M")
        await until(pilot, lambda: getattr(pilot.app.screen, "about", "") == "M-2")
        await press(pilot, "escape")
        assert (pilot.app.screen, screen.chosen) == (screen, "M-2")
