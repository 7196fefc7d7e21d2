"""Where a workspace is looked for, how one is made, what the doctor says, what goes in and out as files."""

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from store.engine import identity
from tui import config
from tui.terminal import environment

Concord = Callable[..., Any]
QUARTER = b"goal,goal_owner,department,key_result,progress\nLaunch,Li,Sales,Orders,40\nLaunch,Li,Ops,Feed,\n"


def test_the_order_in_which_a_workspace_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def found(option: str | None = None) -> tuple[str, str]:
        return tuple(config.find_workspace(option, os.environ))

    assert found() == (str(tmp_path / "data" / "concord" / "workspace"), "default")
    (tmp_path / "machine.toml").write_text('workspace = "/srv/machine"\n')
    assert found() == ("/srv/machine", "machine")
    person = tmp_path / "config" / "concord"
    person.mkdir(parents=True)
    (person / "config.toml").write_text('workspace = "mine"\nlanguage = "zh"\n')
    assert found() == (str(person / "mine"), "person")
    monkeypatch.setenv("CONCORD_WORKSPACE", "/srv/environment")
    assert found() == ("/srv/environment", "environment")
    assert found("~/mine") == (os.path.expanduser("~/mine"), "option")
    assert config.language() == "zh"


@pytest.mark.parametrize("text", ["workspace = ", 'workspace = ["a"]', "\xff"])
def test_a_configuration_that_cannot_be_read_is_named(concord: Concord, tmp_path: Path, text: str):
    person = tmp_path / "config" / "concord"
    person.mkdir(parents=True)
    (person / "config.toml").write_bytes(text.encode("latin-1"))
    ran = concord("list", "action")
    assert ran.code == 1
    assert str(person / "config.toml") in ran.err
    assert concord("--version").code == 0


def test_the_setting_and_the_option_choose_the_language(
    concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tui.i18n._catalogues", {"en": {}, "zh": {"Opens the screen": "打开界面"}})
    assert "打开界面" in concord("--help", "--lang", "zh").out
    assert "Opens the screen" in concord("--help").out
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "打开界面" in concord("--help").out
    (tmp_path / "machine.toml").write_text('language = "en"\n')
    assert "Opens the screen" in concord("--help").out


def test_init_makes_whoever_runs_it_admin(concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    ran = concord("init", str(tmp_path / "new"), "--name", "Acme", "--json")
    assert ran.objects[0]["zone"] == "Asia/Shanghai"
    people = concord("list", "person", "--json", "--workspace", str(tmp_path / "new")).objects
    assert [(each["login"], each["role"]) for each in people] == [(ran.objects[0]["who"], "admin")]
    assert concord("show", "WS-1", "--json", "--workspace", str(tmp_path / "new")).objects[0]["name"] == "Acme"
    assert concord("init", str(tmp_path / "new")).code == 1


def test_the_doctor_says_whether_drafts_can_be_kept(
    concord: Concord, acme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    assert "is kept in" in concord("doctor").out
    assert not (tmp_path / "state").exists(), "looking makes nothing"
    state = tmp_path / "state" / "concord"
    state.mkdir(parents=True)
    assert concord("doctor").code == 0
    assert list(state.iterdir()) == []
    state.chmod(0o777)
    open_to_all = concord("doctor")
    assert (open_to_all.code, f"chmod go= {state}" in open_to_all.out) == (1, True)
    if os.geteuid() == 0:
        state.chmod(0o700)
        os.chown(state, 65534, -1)
        assert f"chown {identity.os_user()} {state}" in concord("doctor").out
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", Path("/proc/sys")):
        monkeypatch.setenv("XDG_STATE_HOME", str(path))
        refused = concord("doctor")
        assert (refused.code, "cannot be kept" in refused.out) == (1, True)


def test_the_doctor_finds_what_is_wrong_and_says_what_to_do(concord: Concord, acme: Path):
    well = concord("doctor", "--json")
    assert {"workspace", "locale", "permissions", "person"} <= {each["about"] for each in well.objects}
    assert (well.code, [each for each in well.objects if not each["fine"]]) == (0, [])
    acme.chmod(0o777)
    ill = concord("doctor")
    assert ill.code == 1
    assert f"chmod o= {acme}" in ill.out
    assert concord("doctor", "--workspace", str(acme / "nothing")).code == 1


def test_check_and_compact(concord: Concord, acme: Path):
    assert concord("check").code == 0
    assert concord("compact").code == 0
    assert (acme / "checkpoint").exists()
    clean = concord("check", "--json").objects[0]
    assert (clean["clean"], {each["level"] for each in clean["findings"]}) == (True, {"lacking"})
    concord("edit", "FIN", "--lead", "ana")
    concord("edit", "MKT", "--lead", "ana")
    concord("edit", "PN-1", "--department", "MKT")
    assert "All is well" in concord("check").err


def test_check_names_a_record_that_points_to_nothing(concord: Concord, acme: Path):
    from store.engine.ledger import Ledger

    with Ledger(acme) as ledger:
        ledger.commit(lambda transaction: transaction.write("action", 1, {"title": "x", "owner": "PN-77"}))
    ran = concord("check")
    assert ran.code == 5
    assert "A-1 owner" in ran.out
    assert "PN-77" in ran.out


def test_an_import_says_what_it_would_do_does_it_and_does_it_once(concord: Concord, acme: Path, tmp_path: Path):
    file = tmp_path / "quarter.csv"
    file.write_bytes(QUARTER)
    dry = concord("import", "goals", str(file), "--dry-run", "--json").objects[0]
    assert dry["makes"] == {"department": 2, "person": 1, "goal": 1, "key-result": 2, "check-in": 1}
    assert concord("list", "goal").out == ""
    strict = concord("import", "goals", str(file), "--strict")
    assert (strict.code, concord("list", "goal").out) == (4, "")
    assert strict.err.splitlines()[1:] == [f"  concord import goals {file}"]
    made = concord("import", "goals", str(file))
    assert made.code == 0
    assert {"G-1", "KR-1", "KR-2", "CI-1"} <= set(made.out.split())
    again = concord("import", "goals", str(file))
    assert (again.code, again.out) == (0, "")


@pytest.mark.parametrize(
    "data", [b"", b"a,b\n1,2\n", QUARTER + b"\xff,\n", QUARTER + b"one,two\n", QUARTER + b'"open\n']
)
def test_a_malformed_file_changes_nothing(concord: Concord, acme: Path, tmp_path: Path, data: bytes):
    file = tmp_path / "quarter.csv"
    file.write_bytes(data)
    before = (acme / "journal").read_bytes()
    ran = concord("import", "goals", str(file))
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("concord: ")
    assert ran.err.count("\n") <= 2, "the fault, and what may meet it"
    assert (acme / "journal").read_bytes() == before
    assert concord("import", "goals", str(tmp_path / "none.csv")).code == 1


def test_exports_are_read_by_others(concord: Concord, acme: Path, tmp_path: Path):
    concord("add", "action", "=1+1", "--owner", "ana")
    rows = list(csv.DictReader(io.StringIO(concord("export", "csv").out)))
    assert (rows[0]["title"], rows[0]["owner"]) == ("'=1+1", "ana")
    assert len(concord("export", "csv", "--kind", "department").out.splitlines()) == 3
    everything = [json.loads(line) for line in concord("export", "json").out.splitlines()]
    assert {"A-1", "DP-1", "PN-2", "WS-1"} <= {each["id"] for each in everything}
    file = tmp_path / "out.json"
    assert concord("export", "tinydb", str(file)).code == 0
    with TinyDB(file) as documents:
        assert documents.table("action").get(doc_id=1)["title"] == "=1+1"
    assert concord("export", "tinydb", str(file)).code == 1
    assert concord("export", "tinydb", str(file), "--force").code == 0


def test_what_a_login_carries_does_not_reach_textual():
    environ = {
        "TEXTUAL": "devtools",
        "TEXTUAL_DRIVER": "evil:Driver",
        "TEXTUAL_LOG": "/tmp/log",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_PRESS": "q",
        "TEXTUAL_ANIMATIONS": "none",
        "COLUMNS": "100000",
        "LINES": "100000",
        "HOME": "/home/ana",
    }
    environment.scrub(environ)
    assert environ == {"TEXTUAL_ANIMATIONS": "none", "HOME": "/home/ana", "TEXTUAL_DISABLE_KITTY_KEY": "1"}
    asked = {"TEXTUAL_DISABLE_KITTY_KEY": "0"}
    environment.scrub(asked)
    assert asked == {"TEXTUAL_DISABLE_KITTY_KEY": "0"}
