"""Keys where people change: with whoever has a new login, and never with a login that was another's before."""

import sys
from pathlib import Path

import pytest

from store import commands
from store.commands.merging import merge
from store.engine.journal import system
from store.records import Changes
from store.workspace import Workspace, key_lines, keys
from tests.store.workspace.public_keys import ed25519

PROGRAM = (sys.executable,)


@pytest.fixture
def folder(organisation: Workspace) -> str:
    """One in which bo, PN-2, has a key, as ana has."""
    for number, login in enumerate(("ana", "bo"), 1):
        keys.add(organisation, login, ed25519(number), PROGRAM)
    return organisation.ledger.folder


def owners(folder: str) -> list[str]:
    return [key.login for key in keys.of(folder)]


def told(folder: str) -> list[str]:
    """Whom sshd lets in."""
    lines = Path(folder, key_lines.PREPARED).read_text().splitlines()
    return [line.partition(" serve ")[2].split()[0] for line in lines if " serve " in line]


def test_keys_go_with_a_person_to_a_new_login(organisation: Workspace, folder: str):
    organisation.do(commands.edit, "PN-2", {"login": "bob"})
    assert owners(folder) == told(folder) == ["ana", "bob"]
    assert [note.did for note in keys.key_notes.notes(folder)[2:]] == ["remove", "add"]


def test_a_login_that_cannot_stand_in_a_line_has_no_keys(folder: str):
    """Nor brings another line with it."""
    keys.rename(folder, {"bo": f"ana {ed25519(3)}"})
    assert owners(folder) == ["ana"]


def test_two_who_change_logins_keep_their_keys(organisation: Workspace, folder: str):
    mine = {key.login: key.blob for key in keys.of(folder)}

    def swap(changes: Changes) -> None:
        for id, login in (("PN-2", ""), ("PN-1", "bo"), ("PN-2", "ana")):
            commands.edit(changes, id, {"login": login})

    organisation.do(swap)
    assert {key.login: key.blob for key in keys.of(folder)} == {"bo": mine["ana"], "ana": mine["bo"]}


def test_nobody_gets_the_keys_of_who_is_gone(organisation: Workspace, folder: str):
    organisation.do(commands.drop, "PN-2", "made twice")
    assert owners(folder) == told(folder) == ["ana"]
    organisation.do(commands.add, "person", {"name": "Bo Lund", "login": "bo"})
    assert owners(folder) == told(folder) == ["ana"]


def test_nor_where_they_could_not_be_taken_away(organisation: Workspace, folder: str, monkeypatch: pytest.MonkeyPatch):
    def full(*_words: object) -> None:
        raise OSError(28, "full")

    with monkeypatch.context() as patch:
        patch.setattr(system, "rename", full)
        organisation.do(commands.drop, "PN-2", "made twice")
    assert owners(folder) == ["ana", "bo"]
    organisation.do(commands.add, "person", {"name": "Bo Lund", "login": "bo"})
    assert owners(folder) == told(folder) == ["ana"]


def test_two_who_are_made_one_keep_the_keys_of_the_one(organisation: Workspace, folder: str):
    organisation.do(merge, "PN-2", "PN-1")
    assert owners(folder) == told(folder) == ["ana"]


def test_sshd_hears_at_once_of_who_leaves_and_who_comes_back(organisation: Workspace, folder: str):
    organisation.do(commands.edit, "PN-2", {"left_on": organisation.today})
    assert (owners(folder), told(folder)) == (["ana", "bo"], ["ana"])
    organisation.do(commands.edit, "PN-2", {"left_on": None})
    assert told(folder) == ["ana", "bo"]


def test_a_workspace_without_keys_gets_no_file_of_them(organisation: Workspace):
    organisation.do(commands.edit, "PN-2", {"left_on": organisation.today, "login": "bob"})
    assert not {keys.NAME, keys.key_notes.LOG, key_lines.PREPARED} & {
        path.name for path in Path(organisation.ledger.folder).iterdir()
    }
