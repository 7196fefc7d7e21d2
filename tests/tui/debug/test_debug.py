"""`--debug LOG`: what it tells, that nobody's text is in it, and that it is private, complete, and costs nothing."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

import store
from store import commands
from store.engine import identity
from store.errors import NotFound
from store.kinds import KINDS
from store.words import Words
from tests.terminal.pseudo import Terminal
from tests.tui.cli.conftest import Concord, concord, nobody
from tests.tui.conftest import led, typed
from tests.tui.debug.marked import MARK, create_marked
from tests.tui.emulator import paint
from tui import keys
from tui.cli.verbs import LISTED
from tui.debug.log import DebugLog
from tui.desk.desk import Desk
from tui.logged_app import LoggedApp

__all__ = ["concord", "nobody"]
ROOT = Path(__file__).parents[3]


@pytest.fixture
def marked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a workspace full of the word, in whose own name it stands too; ana uses it."""
    folder = tmp_path / f"{MARK}-workspace"
    create_marked(folder)
    monkeypatch.setattr(identity, "os_user", lambda: "ana")
    monkeypatch.setattr(identity, "has_account", lambda _login: True)
    monkeypatch.setenv("CONCORD_WORKSPACE", str(folder))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the log goes."""
    return tmp_path_factory.mktemp("log") / "debug.log"


def lines(log: Path, what: str = "") -> list[dict[str, Any]]:
    """The lines of the log, or those of one sort."""
    found = [msgspec.json.decode(line) for line in log.read_bytes().splitlines()]
    return [line for line in found if what in ("", line["what"])]


WORDS = (
    (),
    (MARK,),
    ("A-1", MARK),
    ("action", f"{MARK} {MARK}", "--note", MARK, "--owner", "ana"),
    ("A-1", "--title", f"new {MARK}", "--why", MARK),
    ("A-1", f"--{MARK}", MARK),
    ("G-1", MARK, "--department", f"{MARK} department", "--why", MARK),
    ("KR-1", "12", "--note", MARK, "--confidence", "3"),
    ("P-1", "1", "--goal", "G-1", "--department", MARK, "--note", MARK),
    (f"owner:{MARK}", "--file", f"{MARK}.csv", "--json"),
    ("csv", f"{MARK}.csv"),
    ("json", f"{MARK}.json", "--lang", "zh"),
)


@pytest.mark.parametrize("verb", LISTED)
def test_no_command_writes_anybody_s_text_into_the_log(verb: str, marked: Path, concord: Concord, log: Path):
    for words in WORDS:
        concord(verb, *words, "--debug", str(log))
    written = log.read_text("utf-8").lower() if log.exists() else ""
    assert written.count('"verb"') > 1
    assert MARK not in written
    assert "ana" not in {word for line in lines(log) for word in map(str, line.values())}


KEYS: tuple[str | tuple[str, ...], ...] = (
    *"1234", ("j", "k", "enter", "escape"),
    "a", f"{MARK} typed", ("tab",), MARK, ("ctrl+s",), ("escape", "escape", "y"),
    "3", ("c",), f"{MARK} said", ("ctrl+s",), ("escape",),
    "3", ("e",), MARK, ("ctrl+s",), ("escape", "escape"),
    "3", ("d",), ("right",), ("ctrl+s",), ("u",), ("escape",),
    "/", MARK, ("down", "enter"), ("escape", "escape"),
    "f", MARK, ("enter",), ("escape", "escape"),
    "S", MARK, ("ctrl+s",), ("escape", "escape"),
    "h", ("escape",), "W", ("escape",), "m", ("escape",), "T", ("escape",),
    ":", MARK, ("enter",), ("escape", "escape"), "?", ("escape",),
)  # fmt: skip


async def test_no_key_on_the_screen_writes_anybody_s_text_into_the_log(marked: Path, log: Path):
    with store.open_workspace(str(marked), "ana") as other:
        await _on_the_screen(marked, log, lambda: other.documents.table("action").update({"note": MARK}, doc_ids=[1]))
    assert MARK not in log.read_text("utf-8").lower()
    named = {row.action for row in keys.KEYS} | {"text", "paste", "nothing"}
    does = {line["does"] for line in lines(log, "key")}
    assert {each for each in does - named if len(each) < 2} == set(), "a letter may be part of a text"
    assert {"add", "text", "enter", "paste", "search"} <= does


async def _on_the_screen(folder: Path, log: Path, meanwhile: Callable[[], object]) -> None:
    opened = DebugLog(str(log))
    desk = Desk(store.open_workspace(str(folder), "ana"), state=str(folder.parent / "state"))
    app = LoggedApp(desk, log=opened)
    try:
        async with app.run_test(size=(120, 36)) as pilot:
            for each in KEYS:
                if isinstance(each, tuple):
                    await pilot.press(*each)
                else:
                    await typed(pilot, each)
                await led(pilot)
            meanwhile()
            desk.news.deliver()
            desk.say(Words("{reason}", reason=MARK), "bad")
            desk.say(Words(MARK), "bad")
            with pytest.raises(NotFound):
                await desk.do(commands.done, MARK)
            from textual.events import Paste

            app.keyboard.take(Paste(f"pasted {MARK}"))
            await led(pilot)
            paint(app)
    finally:
        desk.close()
        opened.close()


async def test_it_tells_of_keys_commits_news_and_refusals_with_how_long_they_took(marked: Path, log: Path):
    await _on_the_screen(marked, log, lambda: None)
    assert lines(log, "opened")[0]["seq"] > 0
    assert lines(log, "painted")[0]["columns"] == 120
    assert [line for line in lines(log, "key") if line["does"] == "add" and line["drawn_ms"] > 0]
    commit, news = lines(log, "commit")[0], lines(log, "news")[0]
    assert min(commit["wait_ms"], commit["run_ms"], commit["write_ms"]) >= 0
    assert news["own"]
    assert set(news["tables"]) <= set(KINDS)
    assert news["ids"]
    assert [line["name"] for line in lines(log, "error")][-1] == "NotFound"
    assert [line["says"] for line in lines(log, "alarm")][:2] == ["{reason}", ""]


def test_it_tells_of_a_command_what_it_touched_and_why_it_failed(marked: Path, concord: Concord, log: Path):
    assert concord("done", "A-1", "--rest", "done", "--debug", str(log)).code == 0
    assert concord("done", "A-9", "--debug", str(log)).code == 1
    command, news = lines(log, "command")[0], lines(log, "news")[0]
    assert (command["verb"], command["ids"], sorted(news["ids"])) == ("done", ["A-1"], ["A-1", "B-1"])
    error = lines(log, "error")[0]
    assert (error["name"], error["code"], error["says"]) == ("NotFound", "not-found", "There is no {id}")
    assert error["where"].startswith("store.")
    assert [line["code"] for line in lines(log, "end")] == [0, 1]


# The file


def test_it_is_the_person_s_alone(marked: Path, concord: Concord, log: Path):
    before = os.umask(0)
    try:
        assert concord("today", "--debug", str(log)).code == 0
    finally:
        os.umask(before)
    assert log.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("sort", ["readable", "link", "pipe", "folder", "nowhere", "in the workspace"])
def test_where_it_cannot_be_private_or_written_nothing_is_done(sort: str, marked: Path, concord: Concord, log: Path):
    other = log.with_name("other")
    other.write_text("notes")
    other.chmod(0o600)
    if sort == "readable":
        log.write_text("notes")
        log.chmod(0o644)
    elif sort == "link":
        log.symlink_to(other)
    elif sort == "pipe":
        os.mkfifo(log)
    elif sort == "folder":
        log.mkdir()
    elif sort == "nowhere":
        log = log.parent / "missing" / "log"
    else:
        log = marked / "log"
    done = concord("add", "action", "Feed", "--debug", str(log))
    assert done.code == 1
    assert str(log) in done.err
    assert other.read_text() == "notes"
    assert "Feed" not in concord("list", "action").out


def test_where_the_log_was_put_away_a_new_one_is_begun(log: Path):
    written = DebugLog(str(log))
    written.write("before")
    log.rename(log.with_suffix(".1"))
    written.write("after")
    log.unlink()
    written.write("again")
    written.close()
    assert [line["what"] for line in lines(log.with_suffix(".1"))] == ["start", "before"]
    assert [line["what"] for line in lines(log)] == ["again"]
    assert log.stat().st_mode & 0o777 == 0o600


def test_a_log_that_cannot_go_on_stops_nobody(marked: Path, concord: Concord, log: Path, monkeypatch):
    full = OSError(28, "No space left on device")
    monkeypatch.setattr("tui.debug.log.DebugLog._follow", lambda _log: (_ for _ in ()).throw(full))
    done = concord("done", "A-1", "--rest", "done", "--debug", str(log))
    assert done.code == 0
    assert "ends early: No space left on device" in done.err


@pytest.fixture
def terminal(marked: Path, log: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    """The screen with a log, on a terminal."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    command = [sys.executable, "-m", "tests.terminal.still", "ana", "--workspace", str(marked), "--debug", str(log)]
    with Terminal(command, cwd=ROOT) as terminal:
        terminal.wait_for("Departments")
        yield terminal


def test_a_session_that_is_killed_loses_no_line(terminal: Terminal, log: Path):
    terminal.send("jk3c")
    terminal.send("well\r")
    assert terminal.until(lambda: bool(lines(log, "news")))
    os.kill(terminal.pid, signal.SIGKILL)
    terminal.wait()
    assert {"command", "opened", "painted", "key", "commit", "news"} <= {line["what"] for line in lines(log)}


def test_without_it_nothing_of_it_is_loaded(marked: Path):
    code = (
        "import sys; from tui.__main__ import main; main(['list', 'action']); import tui.app, tui.board.screen\n"
        "print([name for name in sys.modules if name.startswith('tui.debug')])"
    )
    seen = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert seen.stdout.splitlines()[-1] == "[]"
