"""`concord today --brief` where a login meets it: whatever is the matter it says a line at most, and ends well."""

import fcntl
import os
import pty
import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import msgspec
import pytest

from store import commands
from store.engine import identity
from store.engine.journal.absence import Absence
from store.engine.ledger import Ledger
from store.words import Words
from tests.store.old_workspaces import unpack
from tests.tui.cli.conftest import Concord
from tests.tui.cli.logins import ADMIN, COMMAND, NOTHING, ROOT, Login
from tests.tui.cli.office import Office

#: A disk that does not answer.
SLOW = """
import os, time
opened = os.open

def waited_for(path, *args, **values):
    if str(path).endswith("/journal"):
        time.sleep(60)
    return opened(path, *args, **values)

os.open = waited_for
"""


@pytest.fixture
def login(tmp_path: Path) -> Login:
    return Login(tmp_path)


def gone(login: Login) -> None:
    shutil.rmtree(login.folder)


def damaged(login: Login) -> None:
    path = login.folder / "journal"
    data = path.read_bytes()
    (login.folder / "checkpoint").unlink(missing_ok=True)
    path.write_bytes(data.replace(b"Office", b"oFFICE"))


def without_a_first_line(login: Login) -> None:
    (login.folder / "journal").write_bytes(bytes(4096))


def a_folder_for_a_journal(login: Login) -> None:
    (login.folder / "journal").unlink()
    (login.folder / "journal").mkdir()


def a_pipe_for_a_journal(login: Login) -> None:
    (login.folder / "journal").unlink()
    os.mkfifo(login.folder / "journal")


def leads_in_circles(login: Login) -> None:
    shutil.rmtree(login.folder)
    login.folder.symlink_to(login.folder)


def broken_settings(login: Login) -> None:
    del login.env["CONCORD_WORKSPACE"]
    (login.home / ".config" / "concord").mkdir(parents=True)
    (login.home / ".config" / "concord" / "config.toml").write_text("workspace = ")


def a_url(login: Login) -> None:
    login.env["CONCORD_WORKSPACE"] = "postgresql://db/acme"


def no_disk(login: Login) -> None:
    login.env["CONCORD_WORKSPACE"] = "/mnt/not-there/concord/acme"


def a_name_that_is_none(login: Login) -> None:
    login.env["CONCORD_WORKSPACE"] = "x" * 5_000


def records_that_do_not_read(login: Login) -> None:
    """Somebody's script wrote past the rules."""
    login.join()
    with Ledger(login.folder, ADMIN) as ledger:
        ledger.commit(lambda transaction: transaction.write("workspace", 1, {"id": "W-1", "language": 7, "zone": []}))


@pytest.mark.parametrize(
    "matter",
    [gone, damaged, without_a_first_line, a_folder_for_a_journal, a_pipe_for_a_journal, leads_in_circles,
     broken_settings, a_url, no_disk, a_name_that_is_none, records_that_do_not_read],
)  # fmt: skip
def test_what_is_the_matter_is_one_sentence(login: Login, matter: Callable[[Login], None]):
    matter(login)
    before = login.files()
    code, out, err = login.run()
    assert (code, out) == (0, "")
    assert err.startswith("concord: ")
    assert err.count("\n") == 1, err
    assert login.files() == before


def no_workspace(login: Login) -> None:
    del login.env["CONCORD_WORKSPACE"]


def no_home_either(login: Login) -> None:
    no_workspace(login)
    del login.env["HOME"]
    login.env["XDG_DATA_HOME"] = str(login.home / "data")


def settings_that_nobody_may_read(login: Login) -> None:
    no_workspace(login)
    login.env["XDG_CONFIG_HOME"] = login.env["XDG_STATE_HOME"] = "/proc/1/nothing"


@pytest.mark.parametrize("matter", [no_workspace, no_home_either, settings_that_nobody_may_read])
def test_where_no_workspace_is_named_it_is_silent(login: Login, matter: Callable[[Login], None]):
    matter(login)
    before = login.files()
    assert login.run() == (0, "", "")
    assert login.files() == before


def an_empty_environment(login: Login) -> None:
    login.env = {"PYTHONPATH": str(ROOT), "CONCORD_WORKSPACE": str(login.folder)}


def a_home_that_is_a_file(login: Login) -> None:
    login.env["HOME"] = str(login.folder / "journal")


def a_closed_home(login: Login) -> None:
    login.env["HOME"] = "/proc/1/nothing"


def no_terminal_to_speak_of(login: Login) -> None:
    login.env["TERM"] = "dumb"


def a_locale_that_nobody_knows(login: Login) -> None:
    login.env |= {"LANG": "xx_YY.nothing", "LC_ALL": "qq"}


def posix(login: Login) -> None:
    login.env |= {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


def a_lock_that_is_held(login: Login) -> None:
    held.append(os.open(login.folder / "journal", os.O_RDWR))
    fcntl.flock(held[-1], fcntl.LOCK_EX)


def a_torn_end(login: Login) -> None:
    path = login.folder / "journal"
    path.write_bytes(path.read_bytes().rstrip(b"\0") + b"0123abcd 0000")


def a_checkpoint_that_is_being_written(login: Login) -> None:
    (login.folder / "checkpoint").write_bytes(b"half")
    (login.folder / "checkpoint.0123").write_bytes(b"half of one")


def nothing(_login: Login) -> None:
    """All is well."""


held: list[int] = []


@pytest.mark.parametrize("member", [True, False], ids=["member", "stranger"])
@pytest.mark.parametrize(
    "matter",
    [an_empty_environment, a_home_that_is_a_file, a_closed_home, no_terminal_to_speak_of, a_locale_that_nobody_knows,
     posix, a_lock_that_is_held, a_torn_end, a_checkpoint_that_is_being_written, nothing],
)  # fmt: skip
def test_what_is_no_matter_is_not_mentioned(login: Login, matter: Callable[[Login], None], member: bool):
    if member:
        login.join()
    matter(login)
    before = login.files()
    code, out, err = login.run()
    while held:
        os.close(held.pop())
    assert (code, err) == (0, "")
    assert out == NOTHING if member else "`concord`" in out
    assert out.count("\n") == 1
    if not member:
        assert login.files() == before


@pytest.mark.parametrize(
    "fields",
    [{"role": "viewer"}, {"left_on": date(2026, 1, 1)}, {"role": "admin"}, {"name": "[b]\u202eMe", "role": "viewer"}],
)
def test_every_role_has_its_line(login: Login, fields: dict[str, object]):
    login.join(**fields)
    assert login.run() == (0, NOTHING, "")


@pytest.mark.parametrize(
    ("joining", "said"), [("open", "`concord`"), ("ask", "coordinator"), ("closed", "Nobody joins")]
)
def test_a_stranger_is_told_in_one_line_how_to_join(login: Login, joining: str, said: str):
    login.work(lambda workspace: workspace.do(commands.edit, "WS-1", {"joining": joining}))
    before = login.files()
    code, out, err = login.run()
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert said in out
    assert identity.os_user() in out
    code, out, err = login.run("--lang", "zh")
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert msgspec.json.decode(login.run("--json")[1])["joining"] == joining
    assert login.files() == before


@pytest.mark.parametrize("before", [">&-; ", "2>&-; ", "</dev/null >&- 2>&- <&-; ", ">/dev/full; ", "2>/dev/full; "])
@pytest.mark.parametrize("matter", [Login.join, nothing, gone, damaged])
def test_where_nobody_listens_it_ends_as_well(login: Login, matter: Callable[[Login], None], before: str):
    matter(login)
    ended = login.run(before=f"exec {before}")
    assert ended[0] == 0
    assert "Traceback" not in ended[1] + ended[2]


def test_a_reader_who_has_gone_is_nothing_to_it(login: Login):
    login.join()
    read, write = os.pipe()
    os.close(read)
    ran = subprocess.run(COMMAND, env=login.env, cwd=ROOT, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.parametrize("words", [("x",), ("--nonsense",), ("--who", "nobody-here"), ("--wait", "long")])
def test_wrong_words_are_said_so(login: Login, words: tuple[str, ...]):
    login.join()
    code, out, err = login.run(*words)
    assert (code, out) == (2, "")
    assert err.startswith("concord: ")


def test_for_scripts_the_exit_codes_stay(login: Login):
    gone(login)
    code, out, err = login.run("--json")
    assert (code, out) == (1, "")
    assert msgspec.json.decode(err)["error"] == "failed"


def test_a_login_writes_no_checkpoint(login: Login, monkeypatch: pytest.MonkeyPatch, concord: Concord):
    """Not even where one is due: that is for whoever works here."""
    monkeypatch.setenv("CONCORD_WORKSPACE", str(login.folder))
    monkeypatch.setattr("store.engine.home.folder.TAIL_BYTES", 10)
    (login.folder / "checkpoint").unlink(missing_ok=True)
    assert concord("today", "--brief").code == 0
    login.join()
    (login.folder / "checkpoint").unlink()
    assert concord("today", "--brief").out == NOTHING
    assert not (login.folder / "checkpoint").exists()
    concord("list", "action")
    assert (login.folder / "checkpoint").exists()


def test_where_nobody_is_admin_any_more_it_is_no_matter_of_a_login(login: Login):
    """Everybody only reads, and nobody joins."""
    login.work(lambda workspace: workspace.do(commands.edit, "PN-1", {"login": "nobody-has-this"}))
    code, out, err = login.run()
    assert (code, err) == (0, "")
    assert "Ask a coordinator" in out


def test_a_login_that_differs_and_one_that_a_terminal_would_obey(
    concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    office = Office(concord, monkeypatch, str(tmp_path / "office")).found()
    said = office("BO", "today", "--brief")
    assert (said.err, said.out.count("\n")) == ("", 1)
    assert '"bo"' in said.out
    said = office("x\x1b[31m\u202e y", "today", "--brief")
    assert said.out.removesuffix("\n").isprintable()
    assert office("ana", "today", "--brief", "--who", "bo").out == "Concord today: nothing presses\n"


@pytest.mark.parametrize(("named_by", "lines"), [("machine", 0), ("environment", 1)])
def test_what_the_machine_names_and_is_closed_is_nothing_to_them(
    concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, named_by: str, lines: int
):
    (tmp_path / "machine.toml").write_text('workspace = "/srv/concord/theirs"\n')
    if named_by == "environment":
        monkeypatch.setenv("CONCORD_WORKSPACE", "/srv/concord/theirs")
    monkeypatch.setattr("store.workspace.surroundings.absence", lambda _: Absence("closed", Words("It is closed")))
    said = concord("today", "--brief")
    assert (said.code, said.out, said.err.count("\n")) == (0, "", lines)


def test_a_later_version_is_read_as_far_as_it_is_understood(login: Login):
    shutil.rmtree(login.folder)
    unpacked = next(path.parent for path in unpack("later", login.place / "later").rglob("journal"))
    login.env["CONCORD_WORKSPACE"] = str(unpacked)
    code, out, err = login.run()
    assert (code, err, out.count("\n")) == (0, "", 1)


def test_what_does_not_answer_is_given_up_in_silence(login: Login):
    slow = login.place / "slow"
    slow.mkdir()
    (slow / "sitecustomize.py").write_text(SLOW)
    login.env["PYTHONPATH"] = f"{slow}:{ROOT}"
    assert login.run() == (0, "", "")


def test_a_pipe_in_the_place_of_the_settings_is_not_waited_for(login: Login):
    broken_settings(login)
    (login.home / ".config" / "concord" / "config.toml").unlink()
    os.mkfifo(login.home / ".config" / "concord" / "config.toml")
    code, out, err = login.run()
    assert (code, out, err.count("\n")) == (0, "", 1)
    assert "is not a file" in err


def test_on_a_terminal_it_is_the_same_line(login: Login):
    login.join()
    controller, terminal = pty.openpty()
    ran = subprocess.run(COMMAND, env=login.env, cwd=ROOT, stdout=terminal, stderr=terminal, timeout=60, check=False)
    os.close(terminal)
    assert ran.returncode == 0
    assert os.read(controller, 1000) == NOTHING.replace("\n", "\r\n").encode()
    os.close(controller)
