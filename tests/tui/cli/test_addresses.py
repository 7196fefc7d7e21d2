"""The command line on a database: named in every way, made, let into, moved there and back, and what may be wrong."""

from collections.abc import Callable
from pathlib import Path

import pytest

from store import Workspace, open_workspace
from store.commands import add
from store.engine.home.postgres import new_schema, standing
from store.errors import ReadOnly
from store.workspace.surroundings import os_user
from tests.postgres_server import Server
from tests.tui.cli.conftest import CHINESE, Concord


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


@pytest.fixture
def at(postgres: Server, concord: Concord) -> Callable[[str], str]:
    """The address of a new workspace by the role that opens it: ana, who is its admin, and bo as robert."""
    owner = postgres.empty()
    assert concord("init", owner, "--people", "ana,bo=robert", "--name", "Acme").code == 0
    return lambda role: owner.replace("postgres@", f"{role}@")


def test_whoever_is_let_in_works_in_their_own_name(at: Callable[[str], str], concord: Concord):
    assert concord("add", "department", "Marketing", "--code", "MKT", "--workspace", at("ana")).out == "DP-1\n"
    assert concord("add", "person", "Bob", "--login", "robert", "--workspace", at("ana")).code == 0
    assert concord("comment", "DP-1", "hello", "--workspace", at("bo")).code == 0
    assert "robert" in concord("history", "DP-1", "--workspace", at("bo")).out
    assert concord("list", "department", "--workspace", at("bo")).out == "DP-1  MKT  Marketing\n"
    assert "DP-1" in concord("complete", "--", "--workspace", at("bo"), "show", "DP-").out


def test_init_may_be_given_again_and_lets_more_in(at: Callable[[str], str], concord: Concord):
    ran = concord("init", at("postgres"), "--people", "eva")
    assert (ran.code, "already, and up to date" in ran.err) == (0, True)
    assert concord("list", "person", "--workspace", at("eva")).code == 0
    assert concord("init", at("postgres"), "--json").objects[0]["new"] is False
    ran = concord("init", at("ana"), "--people", "tom")
    assert (ran.code, "owns the schema" in ran.err) == (4, True)
    for words in (("--admin", "ana"), ("--group", "ana"), ("--people", "=x"), ("--people", "x=")):
        assert concord("init", at("postgres"), *words).code == 2
    assert concord("init", "here", "--people", "ana").code == 2
    assert concord("demo", "--keep", at("postgres")).code == 2


def test_all_of_it_is_made_or_nothing(postgres: Server, concord: Concord):
    postgres.run("CREATE ROLE maker LOGIN")
    postgres.run("GRANT CREATE ON DATABASE acme TO maker")
    place = postgres.empty().replace("postgres@", "maker@")
    ran = concord("init", place, "--people", "maker,odd-one")
    assert (ran.code, 'CREATE ROLE "odd-one" LOGIN' in ran.err) == (4, True)
    assert "There is no workspace" in concord("list", "goal", "--workspace", place).err
    assert concord("init", place).code == 0
    assert concord("add", "department", "Odd", "--workspace", place).code == 0


def test_a_schema_of_another_version(at: Callable[[str], str], concord: Concord, monkeypatch: pytest.MonkeyPatch):
    for module in (new_schema, standing):
        monkeypatch.setattr(module, "VERSION", 2)
    monkeypatch.setattr(new_schema, "STEPS", ("ALTER TABLE {schema}.about ADD COLUMN more text;",))
    assert "brought up to date" in concord("init", at("postgres")).err
    assert "already, and up to date" in concord("init", at("postgres")).err
    assert concord("list", "person", "--workspace", at("ana")).code == 0
    monkeypatch.undo()
    for words in (("list", "person", "--workspace", at("ana")), ("init", at("postgres"))):
        ran = concord(*words)
        assert (ran.code, "made by a newer Concord" in ran.err) == (1, True)


def test_the_configuration_names_one(at: Callable[[str], str], concord: Concord, monkeypatch: pytest.MonkeyPatch):
    assert concord("config", "set", "workspace", at("ana")).code == 0
    assert concord("config", "get", "workspace").out == f"{at('ana')}\n"
    assert concord("list", "person").out == "PN-1  ana  Admin  ana\n"
    assert concord("config", "check").code == 0
    assert concord("today", "--brief").out == "Concord today: nothing presses\n"
    monkeypatch.setenv("CONCORD_WORKSPACE", at("ana") + "x")
    ran = concord("config", "check")
    assert (ran.code, f"Did you mean {at('ana')}?" in ran.out) == (1, True)


#: What follows the role and the host, whose server the place of the port is; and what is said.
WRONG = {
    "nobody there": ("ana@127.0.0.1:1/acme", "cannot be reached", "Is the server running"),
    "no such host": ("ana@nowhere.invalid/acme", "cannot be reached", "nowhere.invalid"),
    "no such database": ("ana@127.0.0.1:{port}/acm?workspace=w", "CREATE DATABASE acm",),
    "no such role": ("No-one@127.0.0.1:{port}/acme?workspace=w", 'CREATE ROLE "No-one" LOGIN'),
    "no such workspace": ("ana@127.0.0.1:{port}/acme?workspace=zzzzz", "concord init 'postgresql://ana@127.0.0.1:"),
    "what libpq does not know": ("ana@127.0.0.1:{port}/acme?colour=red", "not understood", "colour"),
    "a name that is none": ("ana@127.0.0.1:{port}/acme?workspace=Ac-me", '"Ac-me"', "small letters"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_is_wrong_is_said_with_what_to_do(case: str, at: Callable[[str], str], concord: Concord):
    rest, *said = WRONG[case]
    place = "postgresql://" + rest.format(port=at("ana").partition("127.0.0.1:")[2].partition("/")[0])
    ran = concord("list", "goal", "--workspace", place)
    assert ran.code in (1, 2)
    assert [text for text in said if text not in ran.err] == []
    assert ran.err.count("\n") == 1
    assert CHINESE.search(concord("list", "goal", "--workspace", place, "--lang", "zh").err)


def test_who_is_not_let_in_is_told_who_does_that(
    at: Callable[[str], str], postgres: Server, concord: Concord, tmp_path: Path
):
    postgres.run("DO $$ BEGIN CREATE ROLE stranger LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    ran = concord("list", "goal", "--workspace", at("stranger"))
    assert (ran.code, "--people stranger" in ran.err, "postgres" in ran.err) == (1, True, True)
    (tmp_path / "machine.toml").write_text(f'workspace = "{at("stranger")}"\n')
    ran = concord("today", "--brief")
    assert (ran.out, ran.err) == ("", "")
    ran = concord("add", "department", "X", "--workspace", at("postgres"))
    assert (ran.code, "let in under no login" in ran.err) == (1, True)


def test_without_an_admin_who_can_log_in_it_is_only_read(at: Callable[[str], str], postgres: Server, concord: Concord):
    concord("add", "person", "Bob", "--login", "robert", "--workspace", at("ana"))
    postgres.run("ALTER ROLE ana NOLOGIN")
    try:
        ran = concord("comment", "PN-1", "hello", "--workspace", at("bo"))
        assert (ran.code, "--people ana" in ran.err) == (1, True)
        assert "postgresql://bo@" not in ran.err, "it is not bo who does that"
        concord("init", at("postgres"), "--people", "eve=ana")
        assert concord("comment", "PN-1", "hello", "--workspace", at("bo")).code == 0
    finally:
        postgres.run("ALTER ROLE ana LOGIN")


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("json", [(), ("--json",)])
def test_a_password_in_an_address_is_refused_and_shown_nowhere(
    lang: str, json: tuple[str, ...], concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    place, more = "postgresql://ana:geheim@db/acme", ("--lang", lang, *json)
    calls = [
        ("list", "goal", "--workspace", place),
        ("list", place),
        ("show", place),
        ("init", place),
        ("init", "here", place),
        ("move", "here", place),
        ("move", place, "here"),
        ("config", "set", "workspace", place),
        ("config", "--workspace", place),
        ("doctor", "--workspace", place),
        ("today", "--brief", "--workspace", place),
        ("list", "goal", "--workspace", "postgresql://db/acme?password=geheim"),
        ("list", "goal", "--workspace", place, "--debug", str(tmp_path / "log")),
    ]
    for words in calls:
        ran = concord(*words, *more)
        assert ran.code != 0
        assert "geheim" not in ran.out + ran.err, words
    file = tmp_path / "config" / "concord" / "config.toml"
    file.parent.mkdir(parents=True)
    for line in (f'workspace = "{place}"', f"workspace = {place}", f'wokspace = "{place}"', f'theme = "{place}"'):
        file.write_text(line + "\n")
        for words in (("list", "goal"), ("config",), ("config", "check"), ("doctor",)):
            ran = concord(*words, *more)
            assert "geheim" not in ran.out + ran.err, (line, words)
    file.unlink()
    for variable in ("CONCORD_WORKSPACE", "CONCORD_WORKSPACES"):
        monkeypatch.setenv(variable, place)
        for words in (("list", "goal"), ("config",), ("doctor",)):
            ran = concord(*words, *more)
            assert "geheim" not in ran.out + ran.err, (variable, words)
    left = [path for path in tmp_path.rglob("*") if path.is_file() and b"geheim" in path.read_bytes()]
    assert left == []


def test_a_password_comes_from_libpqs_own_places(
    at: Callable[[str], str], postgres: Server, concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    rules = postgres.folder / "pg_hba.conf"
    before = rules.read_text()
    postgres.run("SET password_encryption = 'scram-sha-256'")
    postgres.run("DO $$ BEGIN CREATE ROLE pia LOGIN; EXCEPTION WHEN duplicate_object THEN END $$")
    postgres.run("ALTER ROLE pia PASSWORD 'geheim'")
    concord("init", at("postgres"), "--people", "pia")
    rules.write_text(f"host all pia all scram-sha-256\n{before}")
    try:
        postgres.run("SELECT pg_reload_conf()")
        monkeypatch.setenv("PGPASSFILE", str(tmp_path / "pgpass"))
        words = ("list", "person", "--workspace", at("pia"))
        assert "wants a password" in concord(*words).err
        (tmp_path / "pgpass").write_text("*:*:*:pia:wrong\n")
        (tmp_path / "pgpass").chmod(0o600)
        ran = concord(*words)
        assert ("does not take the password" in ran.err, str(tmp_path / "pgpass") in ran.err) == (True, True)
        assert "wrong" not in ran.err
        monkeypatch.setenv("PGPASSWORD", "geheim")
        assert concord(*words).out == "PN-1  ana  Admin  ana\n"
    finally:
        rules.write_text(before)
        postgres.run("SELECT pg_reload_conf()")


def test_without_psycopg_it_is_said_how_to_install_it(concord: Concord, acme: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    place = "postgresql://db/acme"
    for words in (("list", "goal", "--workspace", place), ("init", place), ("move", str(acme), place)):
        ran = concord(*words)
        assert (ran.code, "pip install '.[postgres]'" in ran.err) == (1, True)


def test_two_workspaces_share_a_database(at: Callable[[str], str], postgres: Server, concord: Concord):
    other = postgres.empty()
    assert concord("init", other, "--people", "eva").code == 0
    assert concord("list", "person", "--workspace", at("ana")).out == "PN-1  ana  Admin  ana\n"
    assert concord("list", "person", "--workspace", other.replace("postgres@", "eva@")).out == "PN-1  eva  Admin  eva\n"
    assert "not let into" in concord("list", "person", "--workspace", other.replace("postgres@", "ana@")).err


def _told(workspace: Workspace, why: str) -> bool:
    """Whether a session that looks hears that it can be written, or not and why."""
    workspace.ledger.moved()
    workspace.ledger.catch_up()
    return str(workspace.read_only) == why


def _note(workspace: Workspace, name: str) -> None:
    workspace.ledger.catch_up()
    workspace.do(add, "department", {"name": name})


def test_what_has_come_to_a_database_is_ready_for_whoever_comes_new(
    acme: Path, postgres: Server, concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """Its owner works in nobody's name there: the checkpoint is kept all the same, and anew where they say so."""
    people = "".join(f"Person {n},p{n}\n" for n in range(25))
    (tmp_path / "people.csv").write_text(f"name,login\n{people}")
    assert concord("import", "csv", str(tmp_path / "people.csv"), "--kind", "person").code == 0
    assert concord("backup", str(tmp_path / "one.concord")).code == 0
    for words in (("move", str(acme)), ("restore", str(tmp_path / "one.concord"))):
        place = postgres.empty()
        for kind in ("STATE", "CACHE"):
            monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / words[0] / kind))  # nothing was seen of it here
        ran = concord(*words, place)
        assert ran.code == 0
        assert "p17, … (" in ran.err
        assert ",p24" in ran.err
        kept = f"SELECT max(seq) FROM concord_{place.rpartition('=')[2]}.checkpoint"
        before = postgres.run(kept, database="acme")[0][0]
        assert before > 2
        concord("init", place, "--people", f"ana,eve={os_user()}")
        assert concord("add", "action", "More", "--workspace", place.replace("postgres@", "ana@")).code == 0
        assert concord("compact", "--workspace", place).code == 0
        assert postgres.run(kept, database="acme")[0][0] > before


def test_moved_there_and_back_while_somebody_is_in_it(acme: Path, postgres: Server, concord: Concord):
    place, folder = postgres.empty(), str(acme)
    (acme / "notes.txt").write_text("mine")
    with open_workspace(folder) as in_folder:
        ran = concord("move", folder, place)
        assert (ran.code, "--people" in ran.err, "only read from now on" in ran.err) == (0, True, True)
        in_folder.ledger.catch_up()
        assert "moved to postgresql://127.0.0.1" in str(in_folder.read_only)
        with pytest.raises(ReadOnly):
            _note(in_folder, "Lost")
        assert concord("init", place, "--people", f"ana,boss={os_user()}").code == 0
        with open_workspace(place.replace("postgres@", "boss@")) as in_database:
            in_database.ledger.news()
            _note(in_database, "Kept")
            assert concord("move", place, folder).code == 0
            assert _told(in_database, f"it was moved to {folder}")
            with pytest.raises(ReadOnly):
                _note(in_database, "Lost")
            in_folder.ledger.catch_up()
            assert in_folder.read_only is None
            _note(in_folder, "Back")
            assert in_folder.ledger.epoch == 0
            assert concord("move", folder, place).code == 0
            assert _told(in_database, "None")
            assert in_database.ledger.epoch == 0
            _note(in_database, "Again")
    assert (acme / "notes.txt").read_text() == "mine"
    out = concord("list", "department", "--workspace", place.replace("postgres@", "ana@")).out
    assert [name for name in ("Kept", "Back", "Again", "Lost") if name in out] == ["Kept", "Back", "Again"]
    assert concord("move", folder, postgres.empty()).code == 1
    assert concord("move", place.replace("postgres@", "ana@"), folder).code == 4
    assert concord("move", folder, folder).code == 1
