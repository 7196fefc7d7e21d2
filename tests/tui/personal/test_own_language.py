"""The language that is chosen on the screen stays the person's; the workspace's is spoken where nobody says one."""

import re
from pathlib import Path

import pytest
from textual.pilot import Pilot

from store import commands
from store.workspace import open_workspace
from tests.tui.conftest import Opened, text, typed
from tui import i18n
from tui.personal import own_language

CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(autouse=True)
def unsaid(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment and a configuration that say no language."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "CONCORD_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setattr("tui.config.MACHINE", str(tmp_path / "machine.toml"))
    i18n.use(own_language.wanted)


async def command(pilot: Pilot[int], name: str) -> None:
    await pilot.press("colon")
    await typed(pilot, name)
    await pilot.press("enter")


async def test_the_choice_is_the_persons_until_it_is_given_up(folder: Path, opened: Opened):
    async with opened(folder) as pilot:
        await command(pilot, "chinese")
        assert "添加" in text(pilot)
        assert own_language.wanted() == "zh", "of the next session, on any workspace, and of the command line"
        await command(pilot, "english")
        assert own_language.wanted() == "en"
        await command(pilot, "as my environment")
        assert (own_language.wanted(), i18n.lang()) == ("", "en")
        await pilot.press("colon")
        await typed(pilot, "as my environment")
        assert "No command is called that" in text(pilot), "nothing is left to give up"


async def test_what_cannot_be_kept_is_said(folder: Path, opened: Opened, tmp_path: Path):
    (tmp_path / "state").write_text("in the way")
    async with opened(folder) as pilot:
        await command(pilot, "chinese")
        assert "只保留到退出" in text(pilot)
        assert i18n.lang() == "zh"


async def test_a_session_of_somebody_without_a_language_follows_the_workspaces(folder: Path, opened: Opened):
    with open_workspace(str(folder), "ana") as workspace:
        workspace.do(commands.add, "workspace", {"name": "Acme", "language": "zh"})
    async with opened(folder) as pilot:
        own_language.otherwise_of(pilot.app.desk.workspace)  # type: ignore[attr-defined]
        pilot.app.screen.retell()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "添加" in text(pilot)
        with open_workspace(str(folder), "ana") as workspace:
            workspace.do(commands.edit, "WS-1", {"language": "en"})
        pilot.app.desk.news.deliver()  # type: ignore[attr-defined]
        await pilot.pause()
        assert "添加" not in text(pilot)
        assert " add " in text(pilot)
