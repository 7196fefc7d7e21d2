"""The first run: an example, or a workspace of one's own in three fields."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

import store
from store.workspace.founding import appoint, found_workspace
from tests.tui.conftest import painted, text
from tui.app import ConcordApp
from tui.board.screen import BoardScreen
from tui.config import Options
from tui.desk.desk import Desk
from tui.personal import own_language
from tui.welcome import FirstChoice, WelcomeApp


async def type_in(pilot: Pilot[object], words: str) -> None:
    await pilot.press(*words, "enter")
    await pilot.pause()


async def test_three_fields_make_a_workspace(tmp_path: Path):
    folder = tmp_path / "concord" / "workspace"
    app = WelcomeApp(Options(), str(folder))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        for words in ("Acme", "Ana", "Marketing"):
            await type_in(pilot, words)
    assert app.return_value == FirstChoice("own", str(folder))
    with store.open_workspace(str(folder)) as workspace:
        assert workspace.records.settings.name == "Acme"
        person = next(iter(workspace.records.of_kind("person")))
        assert (person.name, person.role) == ("Ana", "admin")  # type: ignore[attr-defined]
        assert workspace.records.get(person.department).name == "Marketing"  # type: ignore[attr-defined]


async def test_the_language_is_one_key_away_and_that_of_the_workspace_and_the_person(tmp_path: Path):
    folder = tmp_path / "workspace"
    app = WelcomeApp(Options(), str(folder))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("l")
        await pilot.pause()
        assert "离开" in text(pilot)
        await pilot.press("n")
        await pilot.pause()
        assert "工作区" in text(pilot), "what is asked for, too"
        for words in ("Acme", "Ana", ""):
            await type_in(pilot, words)
    with store.open_workspace(str(folder)) as workspace:
        assert workspace.records.settings.language == own_language.wanted() == "zh"


async def test_a_missing_name_is_asked_for_and_nothing_is_made(tmp_path: Path):
    folder = tmp_path / "workspace"
    app = WelcomeApp(Options(), str(folder))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        for words in ("Acme", "", ""):
            await type_in(pilot, words)
        assert app.focused is not None
        assert app.focused.id == "field-1"
        assert not folder.exists()
        await pilot.press("escape", "q")
    assert app.return_value == FirstChoice("leave")


@pytest.mark.parametrize(("key", "case"), [("1", "launch"), ("2", "promotion"), ("２", "promotion")])
async def test_the_examples_are_one_key_away(tmp_path: Path, key: str, case: str):
    app = WelcomeApp(Options(), str(tmp_path / "workspace"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
    assert app.return_value == FirstChoice("demo", case)


async def test_nothing_is_begun_over_what_is_left_and_the_page_says_so(tmp_path: Path):
    folder = tmp_path / "w"
    folder.mkdir()
    (folder / "checkpoint").touch()
    app = WelcomeApp(Options(), str(folder))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("n")
        for words in ("Acme", "Ana", ""):
            await type_in(pilot, words)
        assert "check --repair" in " ".join(text(pilot).split())
        await pilot.press("escape", "q")
    assert [path.name for path in folder.iterdir()] == ["checkpoint"]


async def test_a_workspace_whose_admins_are_elsewhere_is_read_only_on_the_board(tmp_path: Path):
    folder = str(tmp_path / "w")
    found_workspace(folder, "Acme", "gone-admin").close()
    desk = Desk(store.open_workspace(folder), Options())
    try:
        async with ConcordApp(desk).run_test(size=(80, 24)) as pilot:
            await pilot.pause()
            await painted(pilot)
            assert isinstance(pilot.app.screen, BoardScreen)
            shown = " ".join(text(pilot).split())
            assert "read only" in shown
            assert "gone-admin" in shown
            appoint(folder, desk.who)
            desk.news.deliver()
            await pilot.pause()
            assert "read only" not in text(pilot)
    finally:
        desk.close()
