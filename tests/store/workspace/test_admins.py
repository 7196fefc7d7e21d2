"""A workspace none of whose admins can log in is only read, until the owner of its folder makes somebody admin."""

import os
from pathlib import Path

import pytest

from store import commands
from store.engine import identity
from store.engine.ledger import Ledger
from store.errors import ReadOnly, Refused
from store.kinds.person import Person
from store.workspace import open_workspace
from store.workspace.founding import appoint, found_workspace
from tests.store.begun import past

ME = identity.os_user()


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """As a restore on another machine leaves it: its admin and a member have no account here."""
    place = str(tmp_path / "w")
    with found_workspace(place, "Acme", "gone-admin") as workspace:
        workspace.do(commands.add, "person", {"name": "Member", "login": "gone-member"})
        workspace.do(commands.add, "action", {"title": "Hers"})
    return place


def test_all_may_only_read_until_the_owner_makes_an_admin(folder: str):
    with open_workspace(folder) as session:
        assert session.read_only is not None
        assert "gone-admin" in str(session.read_only)
        with pytest.raises(ReadOnly) as refused:
            session.do(commands.add, "action", {"title": "Mine"})
        assert refused.value.reason == session.read_only.reason == "no-admin"
        with pytest.raises(ReadOnly):
            session.do(commands.add, "person", {"name": "Me", "login": ME, "role": "admin"})
        seq = session.ledger.seq
        appoint(folder, ME)
        assert session.ledger.catch_up() == 1
        assert session.ledger.seq == seq + 1
        assert session.read_only is None
        session.do(commands.add, "action", {"title": "Mine"})
    with pytest.raises(Refused, match="has an admin"):
        appoint(folder, ME)


def test_a_person_who_is_there_is_raised_and_not_made_twice(folder: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(identity, "has_account", lambda login: login in (ME, "gone-member"))
    appoint(folder, "gone-member")
    with open_workspace(folder) as workspace:
        roles = {person.login: person.role for person in workspace.records.all(Person)}
    assert roles == {"gone-admin": "admin", "gone-member": "admin"}


def test_only_the_owner_of_the_folder_appoints_and_only_who_can_come(folder: str, monkeypatch: pytest.MonkeyPatch):
    with pytest.raises(Refused, match="no-such-login"):
        appoint(folder, "no-such-login")
    monkeypatch.setattr(os, "geteuid", lambda: os.stat(folder).st_uid + 1)
    with pytest.raises(Refused, match="Only"):
        appoint(folder, ME)
    with open_workspace(folder) as workspace:
        assert len(list(workspace.records.all(Person))) == 2


def test_an_admin_whose_account_cannot_be_looked_up_is_not_locked_out(folder: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(identity, "os_user", lambda: "gone-admin")
    with open_workspace(folder) as workspace:
        assert workspace.read_only is None
        workspace.do(commands.add, "action", {"title": "His"})


def test_where_the_directory_of_users_does_not_answer_nobody_is_missing(folder: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(identity, "os_user", lambda: str(os.getuid()))
    with open_workspace(folder) as workspace:
        assert not workspace.orphaned


def test_one_admin_with_an_account_is_enough(folder: str):
    with open_workspace(folder, "gone-admin") as workspace:
        workspace.do(commands.add, "person", {"name": "Me", "login": ME, "role": "admin"})
    with open_workspace(folder) as workspace:
        assert workspace.read_only is None


def test_without_any_admin_nobody_makes_oneself_one(folder: str):
    with open_workspace(folder, "gone-admin") as workspace:
        workspace.do(past(commands.edit), "PN-1", {"role": "member"})
    with open_workspace(folder) as workspace:
        assert "it has no admin" in str(workspace.read_only)
        with pytest.raises(ReadOnly):
            workspace.do(commands.add, "person", {"name": "Me", "login": ME, "role": "admin"})


def test_a_person_who_does_not_read_locks_nobody_out_of_reading(folder: str):
    with Ledger(folder) as ledger:
        ledger.commit(lambda transaction: transaction.write("person", 2, {"login": "x"}))
    with open_workspace(folder) as workspace:
        assert workspace.read_only is None
        assert workspace.records.get("A-1")


def test_whoever_says_who_it_is_vouches_for_all(folder: str):
    with open_workspace(folder, "gone-member") as workspace:
        workspace.do(commands.add, "action", {"title": "Vouched for"})
