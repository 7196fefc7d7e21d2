"""The verbs that care for a workspace, on one in a database: as on a folder, or in words what is otherwise there."""

import re
from pathlib import Path

import pytest

pytest.importorskip("psycopg", reason="psycopg is not installed")

from store.engine.home.postgres.address import address_of
from store.engine.home.postgres.new_schema import let_in
from store.kinds.workspace import found
from store.workspace import open_workspace
from tests.postgres_server import Server
from tests.tui.cli.conftest import CHINESE, Concord


@pytest.fixture
def ana(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Where Ana, its admin, gets in; she has written an action."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = postgres.workspace("verbs", "Acme", ("ana",))("ana")
    with open_workspace(place) as workspace:
        workspace.do(found, "Acme", "UTC", "en", "ana", "Ana Lund", "Marketing")
    monkeypatch.setenv("CONCORD_WORKSPACE", place)
    return place


@pytest.fixture
def owner(ana: str) -> str:
    """The same as whoever owns the tables."""
    place = ana.replace("ana@", "postgres@")
    let_in(address_of(place), "postgres", "eva")
    return place


def schema(place: str) -> str:
    return f"concord_{place.rpartition('=')[2]}"


def test_what_is_saved_is_told_where_it_could_be_lost(ana: str, concord: Concord, postgres: Server):
    said = concord("add", "action", "Ring the supplier")
    assert said.out == "A-1\n"
    assert said.err.splitlines()[1:] == [
        "If the database's server fails, what was saved last may be lost: fsync is off"  # as the tests' server is
    ]
    assert "fsync 已关闭" in concord("add", "action", "Ask again", "--lang", "zh").err
    assert concord("list", "action").err == ""
    assert concord("add", "action", "Once more", "--json").err == ""


def test_check_and_compact(ana: str, owner: str, concord: Concord):
    concord("add", "action", "Ring the supplier")
    ran = concord("check")
    assert (ran.code, "4 records were looked at" in ran.err) == (0, True)
    assert concord("compact", "--workspace", owner, "--json").objects == [{"records": 4, "seq": 2}]
    assert concord("check", "--json").objects[0]["clean"] is True


def test_damage_is_named_and_repaired_by_whoever_owns_it(ana: str, owner: str, concord: Concord, postgres: Server):
    concord("add", "action", "Ring the supplier")
    postgres.run(f"UPDATE {schema(ana)}.entry SET chain = 7 WHERE seq = 1", database="acme")
    ran = concord("check")
    assert ran.code == 5
    assert "entry 1 does not verify" in ran.out
    assert concord("backup", "b.concord").code == 5
    assert "Only postgres, who owns" in concord("check", "--repair", "--yes").err
    ran = concord("check", "--repair", "--yes", "--workspace", owner)
    assert ran.code == 0
    assert f"The old rows are in the table {schema(ana)}.damaged_" in ran.err
    assert "There is nothing to repair" in concord("check", "--repair", "--yes", "--workspace", owner).err
    assert concord("check").code == 0
    assert concord("list", "action").out.startswith("A-1")


def test_a_backup_comes_back_into_a_database_and_into_a_folder(
    ana: str, owner: str, concord: Concord, postgres: Server, tmp_path: Path
):
    concord("add", "action", "Ring the supplier")
    file, folder = tmp_path / "b.concord", tmp_path / "again"
    assert concord("backup", str(file), "--tried").code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    assert concord("restore", str(file), str(folder)).code == 0
    place = postgres.empty()
    ran = concord("restore", str(file), place)
    assert (ran.code, f"To let them in: concord init '{place}' --people ana" in ran.err) == (0, True)
    for each in (place, str(folder)):
        assert concord("list", "action", "--workspace", each).out == concord("list", "action").out
    ran = concord("restore", str(file), place)
    assert (ran.code, "already" in ran.err) == (1, True)
    assert concord("restore", str(file), postgres.empty(), "--group", "staff").code == 2
    found = concord("restore", str(file), postgres.empty(), "--json").objects[0]
    assert (found["entries"], found["outside"]) == (2, ["ana"])


def test_a_backup_a_day(ana: str, concord: Concord, tmp_path: Path):
    (tmp_path / "backups").mkdir()
    for _ in range(2):
        assert concord("backup", f"{tmp_path}/backups/", "--tried", "--keep", "7d").code == 0
    name = f"{ana.rpartition('=')[2]}-"
    assert [each.name.startswith(name) for each in (tmp_path / "backups").iterdir()] == [True]


def test_export_import_undo_and_history(ana: str, concord: Concord, tmp_path: Path):
    concord("add", "action", "Ring the supplier")
    file = tmp_path / "actions.csv"
    assert concord("export", "csv", str(file)).code == 0
    assert file.stat().st_mode & 0o777 == 0o600
    file.write_text("title\nAsk the bank\n")
    assert concord("import", "csv", str(file)).code == 0
    assert concord("list", "action").out.count("A-") == 2
    assert concord("undo").code == 0
    assert concord("list", "action").out.count("A-") == 1
    assert "Ring the supplier" in concord("history").out


def test_the_doctor_tells_what_holds_in_both_languages(ana: str, owner: str, concord: Concord, postgres: Server):
    postgres.run("CREATE ROLE kay LOGIN")
    try:
        postgres.run(f"GRANT UPDATE ON {schema(ana)}.entry TO kay", database="acme")
        english, chinese = (concord("doctor", "--lang", lang) for lang in ("en", "zh"))
        json = concord("doctor", "--json").objects
    finally:
        postgres.run("DROP OWNED BY kay", database="acme")
        postgres.run("DROP ROLE kay")
    wrong = [
        each for each in json if not each["fine"] and each["about"] in ("durability", "rights", "people", "standby")
    ]
    assert [each["message"] for each in wrong] == [
        "If the database's server fails, what was saved last may be lost: fsync is off",
        "The role kay may change the tables past all rules: UPDATE",
    ]
    assert f"REVOKE UPDATE ON ALL TABLES IN SCHEMA {schema(ana)} FROM kay" in english.out
    assert "you get in as the role ana" in english.out
    assert "No standby follows" in english.out
    assert len(english.out.splitlines()) == len(chinese.out.splitlines())
    told = chinese.out.splitlines()[english.out.splitlines().index(next(filter(_is_ours, english.out.splitlines()))) :]
    assert all(CHINESE.search(line) for line in told if not re.match(" +concord ", line)), told


def _is_ours(line: str) -> bool:
    return "It is PostgreSQL" in line
