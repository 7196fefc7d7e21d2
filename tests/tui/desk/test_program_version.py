"""A session left open over an update says so once, in the footer, and a late import that fails is a sentence."""

import os
import sys
from pathlib import Path

import msgspec
import pytest

from store import commands
from store.engine.ledger import Ledger
from store.workspace import open_workspace
from tests.store.engine import raw
from tests.tui.cli.conftest import (
    Concord,
    concord,  # noqa: F401 (a fixture)
)
from tests.tui.conftest import Opened, text
from tui import i18n
from tui.desk import news
from tui.terminal import environment


@pytest.mark.parametrize(("lang", "said"), [("en", "Concord was updated; leave"), ("zh", "Concord 已更新，请退出")])
async def test_an_update_is_said_once(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch, lang: str, said: str
):
    monkeypatch.setattr(news, "DAY_LOOKS", 1)
    i18n.use(lang)
    async with opened(folder, (80, 24)) as pilot:
        desk = pilot.app.screen.desk
        desk.news._look()
        await pilot.pause()
        assert said not in text(pilot)
        monkeypatch.setattr(environment, "_stamp", lambda: None)
        desk.news._look()
        await pilot.pause()
        assert said in text(pilot)
        desk.say("something else")
        desk.news._look()
        await pilot.pause()
        assert said not in text(pilot)


async def test_a_link_that_was_moved_is_an_update(
    folder: Path, tmp_path: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    """Each version has a folder of its own, and a link says which: the files of this one stay as they are."""
    link = tmp_path / "concord"
    for version in ("1", "2"):
        (tmp_path / version).write_text("")
    link.symlink_to(tmp_path / "1")
    monkeypatch.setattr(news, "DAY_LOOKS", 1)
    monkeypatch.setattr(environment, "_CALLED", str(link))
    monkeypatch.setattr(environment, "_LED_TO", environment._file(str(link)))
    async with opened(folder, (80, 24)) as pilot:
        for target, said in (("1", False), ("gone", False), ("2", True)):
            link.unlink()
            link.symlink_to(tmp_path / target)
            pilot.app.screen.desk.news._look()
            await pilot.pause()
            assert ("Concord was updated; leave" in text(pilot)) == said
        assert not environment.updated()


async def test_what_a_newer_one_writes_is_said_once(folder: Path, opened: Opened):
    async with opened(folder, (80, 24)) as pilot:
        desk = pilot.app.screen.desk
        for field in ("mood", "colour"):
            with open_workspace(str(folder), "ana") as ordinary:
                ordinary.do(commands.edit, "A-1", {"note": field})
            desk.news.deliver()
            await pilot.pause()
            assert "A newer Concord" not in text(pilot)
            with Ledger(folder, "bo") as other:
                other.commit(lambda tr: tr.write("action", 1, {**(tr.read("action", 1) or {}), field: 1}))  # noqa: B023
            desk.news.deliver()
            await pilot.pause()
            assert ("A newer Concord writes here" in text(pilot)) == (field == "mood")
            desk.say("something else")
        with Ledger(folder, "bo") as other:
            entry = msgspec.to_builtins(next(other.backwards())) | {"v": 2}
            raw.append(folder, entry)
        desk.news.deliver()
        await pilot.pause()
        assert "it was written by a newer Concord" in text(pilot)
        assert "read only" in text(pilot)


def test_what_fails_after_an_update_is_a_sentence(
    concord: Concord,  # noqa: F811
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    def gone(*_words: object) -> None:
        raise ImportError("cannot import name 'x' from 'store.y'")

    monkeypatch.setattr("tui.cli.verbs.reading.Objects", gone, raising=False)
    monkeypatch.setattr("tui.cli.call.Call.folder", gone)
    monkeypatch.setattr(environment, "_stamp", lambda: None)
    ran = concord("list", "goal", "--workspace", str(folder))
    assert (ran.code, ran.err.count("\n")) == (1, 1)
    assert "Concord was updated while it was running" in ran.err
    assert not any(name.startswith("crash") for _top, _folders, names in os.walk(folder.parent) for name in names)


async def test_a_key_whose_module_was_replaced_says_so_and_the_session_goes_on(
    folder: Path, opened: Opened, monkeypatch: pytest.MonkeyPatch
):
    async with opened(folder, (80, 24)) as pilot:
        monkeypatch.setitem(sys.modules, "tui.board.navigation", None)
        monkeypatch.delattr("tui.board.navigation", raising=False)  # where an earlier test has loaded it
        monkeypatch.setattr(environment, "_stamp", lambda: None)
        await pilot.press("2", "j")
        assert "Concord was updated; leave" in text(pilot)
        assert pilot.app.is_running
