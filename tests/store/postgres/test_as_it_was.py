"""A workspace in a database is shown as it was seen last; what was done meanwhile comes with the database itself."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store import commands
from store.engine.home.home_at import as_it_was
from store.engine.home.postgres.database import DatabaseHome
from store.engine.home.postgres.watch import copy_of
from store.errors import ConcordError, Failed, ReadOnly
from store.kinds.action import Action
from store.kinds.workspace import found
from store.workspace import Workspace, open_workspace
from tests.postgres_server import Server


@pytest.fixture
def place(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Ana's workspace, which has one action; by whom it is opened."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    place = postgres.workspace("was", "Acme", ("ana", "bo"))
    with open_workspace(place("ana")) as ana:
        ana.do(found, "Acme", "UTC", "en", "ana", "Ana", "All")
        ana.do(commands.add, "person", {"name": "Bo", "login": "bo"})
        ana.do(commands.add, "action", {"title": "One"})
    return place


def followed(address: str) -> Workspace:
    """As the screen has it: with a copy of the entries."""
    workspace = open_workspace(address)
    home = workspace.ledger.home
    assert isinstance(home, DatabaseHome)
    home.watch(workspace.ledger.position)
    while copy_of(home._watch) is None:
        time.sleep(0.01)
    return workspace


def titles(workspace: Workspace) -> list[str]:
    return [action.title for action in workspace.records.all(Action)]


def test_what_was_done_here_and_seen_here_is_there_before_the_database(place: Callable[[str], str]):
    with followed(place("ana")) as ana:
        ana.do(commands.add, "action", {"title": "Two"})
    with open_workspace(place("bo")) as bo:
        bo.do(commands.add, "action", {"title": "Not seen yet"})
    with open_workspace(place("ana"), at_once=True) as ana:
        assert (titles(ana), ana.who, ana.read_only is None) == (["One", "Two"], "ana", False)
        with pytest.raises(ReadOnly, match="the database has not answered yet"):
            ana.do(commands.add, "action", {"title": "Too early"})
        assert ana.arrive is not None
        assert ana.arrive()
        assert titles(ana) == ["One", "Two", "Not seen yet"]
        assert [entry.who for entry in ana.ledger.news()] == ["bo"]
        assert [entry.who for entry in ana.ledger.backwards()] == ["bo", "ana", "ana", "ana", "ana"]
        ana.do(commands.add, "action", {"title": "Three"})
        assert (ana.arrive, ana.read_only) == (None, None)


def test_a_checkpoint_and_what_the_copy_has_behind_it(place: Callable[[str], str], tmp_path: Path):
    with followed(place("ana")) as ana:
        ana.do(commands.add, "action", {"title": "Two"})
        ana.ledger.checkpoint()
        ana.do(commands.add, "action", {"title": "Three"})
    with open_workspace(place("ana"), at_once=True) as ana:
        assert titles(ana) == ["One", "Two", "Three"]
    (copy,) = tmp_path.glob("cache/concord/*/entries")
    copy.write_bytes(copy.read_bytes().replace(b"Three", b"Threx"))  # what does not verify is not shown
    with open_workspace(place("ana"), at_once=True) as ana:
        assert titles(ana) == ["One", "Two"]
        assert ana.arrive is not None
        assert ana.arrive()
        assert titles(ana) == ["One", "Two", "Three"]


@pytest.mark.parametrize("how", ["never", "cache", "other name", "another server", "spoiled", "checkpoint"])
def test_what_is_not_known_is_asked_of_the_database(
    place: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
):
    followed(place("ana")).close()
    address, known = place("ana"), next(tmp_path.glob("cache/concord/addresses/*"))
    assert as_it_was(address) is not None
    assert known.stat().st_mode & 0o777 == 0o600
    if how == "never":
        address = place("bo")
    elif how == "cache":
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
    elif how == "other name":
        monkeypatch.setenv("PGUSER", "bo")
    elif how == "another server":
        monkeypatch.setenv("PGHOSTADDR", "127.0.0.1")
    elif how == "spoiled":
        known.write_bytes(known.read_bytes()[:-9])
    else:
        next(tmp_path.glob("cache/concord/*/entries")).unlink()  # and there is no checkpoint
    assert as_it_was(address) is None
    with open_workspace(address, at_once=True) as opened:
        assert opened.arrive is None
        assert titles(opened) == ["One"]


def test_no_password_is_kept(place: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PGPASSWORD", "hunter2")
    monkeypatch.setenv("PGSSLPASSWORD", "hunter3")
    followed(place("ana")).close()
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        assert b"hunter" not in path.read_bytes(), path


def test_whoever_is_let_in_no_more_sees_nothing_of_it_from_then_on(place: Callable[[str], str], postgres: Server):
    followed(place("bo")).close()
    schema = "concord_" + place("bo").rpartition("=")[2]
    postgres.run(f"ALTER SCHEMA {schema} RENAME TO {schema}_away", database="acme")
    try:
        with open_workspace(place("bo"), at_once=True) as bo:
            assert bo.arrive is not None
            with pytest.raises(Failed, match="There is no workspace"):
                bo.arrive()
        assert as_it_was(place("bo")) is None
    finally:
        postgres.run(f"ALTER SCHEMA {schema}_away RENAME TO {schema}", database="acme")


def test_a_server_that_is_away_takes_nothing_of_what_is_known(place: Callable[[str], str]):
    followed(place("bo")).close()
    elsewhere = place("bo")
    with open_workspace(elsewhere, at_once=True) as bo, pytest.MonkeyPatch.context() as patch:
        patch.setattr("store.engine.home.postgres.connection.Connection.run", _away)
        assert bo.arrive is not None
        with pytest.raises(ConcordError):
            bo.arrive()
        assert titles(bo) == ["One"]
    assert as_it_was(elsewhere) is not None


def _away(*_given: object, **_named: object) -> None:
    error = Failed("away")
    error.details["why"] = "away"
    raise error


def test_another_workspace_in_its_place_is_another_one(place: Callable[[str], str], postgres: Server):
    followed(place("ana")).close()
    other = postgres.workspace("was", "Other", ("ana",))
    one, two = ("concord_" + each("ana").rpartition("=")[2] for each in (place, other))
    with open_workspace(place("ana"), at_once=True) as ana:
        postgres.run(f"ALTER SCHEMA {one} RENAME TO {one}_away", database="acme")
        postgres.run(f"ALTER SCHEMA {two} RENAME TO {one}", database="acme")
        assert ana.arrive is not None
        assert ana.arrive() is False
        assert titles(ana) == ["One"]


def test_a_login_that_was_taken_away_is_another_person(place: Callable[[str], str], postgres: Server):
    followed(place("bo")).close()
    schema = "concord_" + place("bo").rpartition("=")[2]
    with open_workspace(place("bo"), at_once=True) as bo:
        postgres.run(f"UPDATE {schema}.person SET login = 'bob' WHERE role = 'bo'", database="acme")
        assert bo.arrive is not None
        assert bo.arrive() is False


def test_a_database_that_went_back_is_shown_as_it_is(place: Callable[[str], str], postgres: Server):
    schema = "concord_" + place("ana").rpartition("=")[2]
    with followed(place("ana")) as ana:
        ana.do(commands.add, "action", {"title": "Two"})
        kept = ana.ledger.seq - 1
    seq, chain = postgres.run(f"SELECT seq, chain FROM {schema}.entry WHERE seq = {kept}", database="acme")[0]
    postgres.run(f"DELETE FROM {schema}.entry WHERE seq > {seq}", database="acme")
    postgres.run(f"UPDATE {schema}.head SET (seq, chain) = ({seq}, {chain})", database="acme")
    with open_workspace(place("ana"), at_once=True) as ana:
        assert titles(ana) == ["One", "Two"]
        assert ana.arrive is not None
        assert ana.arrive()
        assert titles(ana) == ["One"]
        assert ana.ledger.vanished is not None
        assert ana.read_only is not None
        assert "went back" in ana.read_only.template
