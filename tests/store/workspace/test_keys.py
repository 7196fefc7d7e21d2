"""The keys of a workspace: whose they are, who gives them, and what is left of a writing that was cut off."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from store import commands
from store.engine import identity
from store.engine.journal import system
from store.errors import ConcordError, Failed, Forbidden, Refused, WrongWords
from store.workspace import Workspace, key_lines, keys, open_workspace
from tests.for_each import for_each
from tests.store.workspace.public_keys import ed25519

ROOT = Path(__file__).parents[3]
PROGRAM = (sys.executable,)


def give(workspace: Workspace, login: str, number: int = 1, comment: str = "laptop") -> keys.AccessKey:
    return keys.add(workspace, login, ed25519(number, comment), PROGRAM)[0]


def file(workspace: Workspace, name: str = keys.NAME) -> Path:
    return Path(workspace.ledger.folder, name)


def test_a_key_is_somebodys_and_a_person_may_have_several(organisation: Workspace):
    one, other = give(organisation, "ana"), give(organisation, "ana", 2)
    assert keys.add(organisation, "ana", ed25519(comment="again"), PROGRAM) == (one, False)
    with pytest.raises(Refused) as refused:
        give(organisation, "bo")
    assert refused.value.reason == "key-taken"
    assert keys.of(organisation.ledger.folder) == [one, other]
    assert [note.did for note in keys.key_notes.notes(organisation.ledger.folder)] == ["add", "add"]


@pytest.mark.parametrize("who", ["bo", "fay", "nobody"])
def test_only_an_admin_gives_keys_and_takes_them_away(organisation: Workspace, who: str):
    key = give(organisation, "ana")
    with open_workspace(organisation.ledger.folder, who) as other:
        with pytest.raises(Forbidden):
            give(other, who, 2)
        with pytest.raises(Forbidden):
            keys.remove(other, [key], PROGRAM)
    assert keys.of(organisation.ledger.folder) == [key]


def test_whoever_is_at_home_in_the_account_that_has_the_folder_need_not_be_an_admin(organisation: Workspace):
    key, folder = give(organisation, "ana"), organisation.ledger.folder
    with open_workspace(folder) as own:
        assert own.records.person_of(own.who) is None
        give(own, "bo", 2)
        assert keys.remove(own, [key], PROGRAM) == [key]
    assert [each.login for each in keys.of(folder)] == ["bo"]


def test_an_admin_who_comes_by_a_key_can_log_in(organisation: Workspace, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(identity, "has_account", lambda _login: False)
    with open_workspace(organisation.ledger.folder) as own:
        assert own.orphaned
    give(organisation, "ana")
    with open_workspace(organisation.ledger.folder) as own:
        assert not own.orphaned


def test_an_admin_who_has_left_gives_none(organisation: Workspace):
    organisation.do(commands.edit, "PN-2", {"role": "admin"})
    organisation.do(commands.edit, "PN-1", {"left_on": organisation.today})
    with pytest.raises(Forbidden) as refused:
        give(organisation, "bo")
    assert refused.value.reason == "you-left"


@pytest.mark.parametrize("login", ["", "-x", "#ana", "a b", "a\nb", "a\x1bb", "x" * 65])
def test_a_login_that_cannot_stand_in_a_line_gets_none(organisation: Workspace, login: str):
    with pytest.raises(WrongWords):
        give(organisation, login)


def test_one_broken_line_keeps_nobody_else_out(organisation: Workspace):
    key = give(organisation, "ana")
    whole = file(organisation).read_bytes()
    odd = b"\n# remark\n\xff\xfe\x00\nbo ssh-dss AAAA\nbo\nbo " + ed25519().encode() + b"\n-x " + ed25519(3).encode()
    file(organisation).write_bytes(odd + b"\n" + whole.replace(b"ana ", b"fay ", 1) + b"\n")
    held, broken = keys.read(organisation.ledger.folder)
    assert [(each.login, each.blob) for each in held] == [("bo", key.blob)]
    assert [each.line for each in broken] == [3, 4, 5, 7, 8]
    added = give(organisation, "fay", 4)
    assert keys.remove(organisation, held, PROGRAM) == held
    assert keys.of(organisation.ledger.folder) == [added]
    assert b"\xff\xfe\x00\nbo ssh-dss AAAA\n" in file(organisation).read_bytes()


def test_a_key_in_anothers_comment_takes_nothing_with_it(organisation: Workspace):
    key = give(organisation, "ana")
    other = give(organisation, "bo", 2, key.blob)
    assert other.comment == key.blob
    keys.remove(organisation, [key], PROGRAM)
    assert keys.of(organisation.ledger.folder) == [other]


def test_what_a_word_means(organisation: Workspace):
    one, other = give(organisation, "ana"), give(organisation, "ana", 2)
    folder = organisation.ledger.folder
    assert keys.meant(folder, "ana") == [one, other]
    assert keys.meant(folder, one.fingerprint[:13]) == keys.meant(folder, one.fingerprint[7:13]) == [one]
    assert keys.meant(folder, "SHA256:") == keys.meant(folder, "SHA256:abc") == keys.meant(folder, "zzzzzz") == []


def test_sshd_is_answered_from_lines_of_those_who_are_there(organisation: Workspace):
    ana, bo = give(organisation, "ana"), give(organisation, "bo", 2, "")
    give(organisation, keys.WALL, 3)
    lines = file(organisation, key_lines.PREPARED).read_text().splitlines()
    folder = organisation.ledger.folder
    assert lines[1] == f"#program {shlex.join(PROGRAM)}"
    begin = f'restrict,pty,command="{shlex.join(PROGRAM)} serve'
    assert lines[2] == f'{begin} ana --workspace {folder}" {ana.type} {ana.blob} laptop'
    assert lines[3] == f'{begin} bo --workspace {folder}" {bo.type} {bo.blob} bo'
    assert lines[4].startswith(f"{begin} --wall --workspace {folder}")
    organisation.do(commands.edit, "PN-2", {"left_on": organisation.today})
    keys.prepare(organisation, PROGRAM)
    assert "serve bo" not in file(organisation, key_lines.PREPARED).read_text()


def test_the_lines_keep_the_program_that_was_installed(organisation: Workspace, tmp_path: Path):
    keys.prepare(organisation, ["/bin/sh", "-c"])
    give(organisation, "ana")
    assert '"/bin/sh -c serve ana' in file(organisation, key_lines.PREPARED).read_text()
    keys.prepare(organisation, [str(tmp_path / "gone")])
    give(organisation, "bo", 2)
    assert f'"{shlex.join(PROGRAM)} serve bo' in file(organisation, key_lines.PREPARED).read_text()


def dequoted(line: str) -> str:
    """The command of a line as OpenSSH's `opt_dequote` reads it."""
    text, found = line.partition('command="')[2], ""
    while text[:1] != '"':
        text = text[1:] if text.startswith('\\"') else text
        found, text = found + text[0], text[1:]
    assert text.startswith('" ssh-ed25519 ')
    return found


@pytest.mark.parametrize(
    "folder", ["/srv/a b", "/srv/it's", '/srv/"a"', "/srv/%u%%", "/srv/a\\", '/srv/\\"', "/srv/$(x)`y`;&|", "/srv/北风"]
)
def test_a_shell_gets_the_folder_as_it_is_called(folder: str):
    key = keys.AccessKey("ana", *ed25519().split()[:2])
    command = dequoted(key.line(key_lines.command(["/usr/local/bin/concord"], "it's", folder)))
    ran = subprocess.run(["/bin/sh", "-c", f"printf '%s\\n' {command}"], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["/usr/local/bin/concord", "serve", "it's", "--workspace", folder]


@for_each("folder", ["/srv/a\nb", "/srv/a\rb", "/srv/\x1b", "/srv/\udcff", "/srv/\u2028"])
def test_a_folder_that_cannot_be_said_is_refused(folder: str):
    with pytest.raises(Failed):
        key_lines.command(["concord"], "ana", folder)


def test_a_place_in_a_database_has_no_keys():
    with pytest.raises(Failed):
        keys.refuse_address("postgresql://db.example.org/acme?workspace=acme")


ADD = """
import sys
from store.workspace import keys, open_workspace
from tests.store.workspace.public_keys import ed25519
first = int(sys.argv[2])
with open_workspace(sys.argv[1], "ana") as workspace:
    for number in range(first, first + 10):
        keys.add(workspace, "ana", ed25519(number), [sys.executable])
"""


def test_two_who_write_at_once_both_write(organisation: Workspace):
    folder = organisation.ledger.folder
    both = [subprocess.Popen([sys.executable, "-c", ADD, folder, str(first)], cwd=ROOT) for first in (1, 101)]
    assert [process.wait() for process in both] == [0, 0]
    assert len(keys.of(folder)) == len(keys.key_notes.notes(folder)) == 20
    assert file(organisation, key_lines.PREPARED).read_text().count("serve ana") == 20


class Killed(BaseException):
    """The process is no more."""


@pytest.mark.parametrize("name", ["write", "fsync", "rename", "sync_folder"])
@pytest.mark.parametrize("nth", [0, 1, 2])
def test_killed_at_any_step_the_file_is_as_before_or_as_after(
    organisation: Workspace, monkeypatch: pytest.MonkeyPatch, name: str, nth: int
):
    give(organisation, "ana")
    real: Callable[..., object] = getattr(system, name)
    calls = 0

    def die(*values: object) -> object:
        nonlocal calls
        calls += 1
        if calls > nth:
            raise Killed
        return real(*values)

    with monkeypatch.context() as patched:
        patched.setattr(system, name, die)
        with suppress(Killed):
            give(organisation, "bo", 2)
    before = [each.login for each in keys.of(organisation.ledger.folder)]
    assert before in (["ana"], ["ana", "bo"])
    give(organisation, "bo", 2)  # what was cut off is done again, whole
    assert [each.login for each in keys.of(organisation.ledger.folder)] == ["ana", "bo"]
    assert file(organisation, key_lines.PREPARED).read_text().count("restrict,pty") == 2
    assert not list(Path(organisation.ledger.folder).glob("*.new"))


def test_a_full_disk_is_told_and_takes_nothing_away(organisation: Workspace, monkeypatch: pytest.MonkeyPatch):
    key = give(organisation, "ana")
    with monkeypatch.context() as patched:
        patched.setattr(system, "write", lambda _fd, data: len(data) // 2)
        with pytest.raises(ConcordError):
            give(organisation, "bo", 2)
    assert keys.of(organisation.ledger.folder) == [key]


def test_the_last_use_is_known_and_hinders_nobody(organisation: Workspace):
    key, folder = give(organisation, "ana"), organisation.ledger.folder
    assert keys.key_notes.last_used(folder, key.fingerprint) is None
    keys.used(folder, key.fingerprint)
    assert keys.key_notes.last_used(folder, key.fingerprint) is not None
    keys.remove(organisation, [key], PROGRAM)
    assert os.listdir(file(organisation, "key-uses")) == []
    keys.used(os.path.join(folder, "no-such-folder"), key.fingerprint)


# What is done by a key


def test_the_journal_says_which_key_a_commit_came_by_and_takes_none_after_it(organisation: Workspace):
    key, folder = give(organisation, "bo"), organisation.ledger.folder
    with open_workspace(folder, "bo", key=key.fingerprint) as workspace:
        workspace.do(commands.add, "action", {"title": "Posters"})
        assert next(workspace.ledger.backwards()).what["key"] == key.fingerprint
        keys.remove(organisation, [key], PROGRAM)
        for commit in (workspace.do, workspace.do_ahead):
            with pytest.raises(Forbidden) as refused:
                commit(commands.add, "action", {"title": "Price list"})
            assert refused.value.reason == "key-taken-away"
        give(organisation, "fay")
        with pytest.raises(Forbidden):
            workspace.do(commands.add, "action", {"title": "Price list"})
    organisation.do(commands.add, "action", {"title": "Price list"})
    assert "key" not in next(organisation.ledger.backwards()).what


def test_of_an_anonymous_card_the_key_is_not_told(organisation: Workspace):
    key = give(organisation, "ana")
    organisation.do(commands.add, "retro", {"title": "Spring", "departments": ["DP-1"], "anonymous": True})
    with open_workspace(organisation.ledger.folder, "ana", key=key.fingerprint) as workspace:
        from store.kinds import retro

        workspace.do(retro.add_card, "R-1", "start", "Ask earlier")
        entry = next(workspace.ledger.backwards())
    assert (entry.who, "key" in entry.what) == ("", False)
    assert key.fingerprint.encode() not in file(organisation, "journal").read_bytes()
