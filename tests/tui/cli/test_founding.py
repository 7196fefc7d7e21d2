"""What a person is told of a folder with no workspace, with what is left of one, or whose admins cannot log in here."""

import os
import shutil
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.engine import identity
from store.engine.journal import absence
from store.engine.ledger import Ledger
from store.workspace.founding import found_workspace
from tui import config

Concord = Callable[..., Any]
ME = identity.os_user()
READING = (("today",), ("list", "action"), ("check",), ("compact",), ("doctor",))


def test_what_is_left_of_a_workspace_is_neither_well_nor_made_over(concord: Concord, acme: Path, tmp_path: Path):
    concord("compact")
    backup = str(tmp_path / "b")
    concord("backup", backup)
    journal = (acme / "journal").read_bytes()
    (acme / "journal").unlink()
    held = (acme / "checkpoint").read_bytes()
    for words in (*READING, ("init", str(acme)), ("demo", "--keep", str(acme)), ("restore", backup, str(acme))):
        ran = concord(*words)
        assert ran.code in (1, 5), words
        assert "check --repair" in ran.out + ran.err, words
        assert "All is well" not in ran.err
        assert os.listdir(acme) == ["checkpoint"]
    (acme / "journal").write_bytes(journal)
    (acme / "checkpoint").write_bytes(held)
    assert "Nothing is damaged" in concord("check").err


def test_a_checkpoint_beside_which_another_workspace_was_made_is_kept(concord: Concord, acme: Path, tmp_path: Path):
    concord("add", "action", "Dear to somebody")
    concord("compact")
    held = (acme / "checkpoint").read_bytes()
    other = tmp_path / "other"
    found_workspace(other, "Other").close()
    shutil.copy(other / "journal", acme / "journal")
    for words in (("check",), ("compact",), ("check",)):
        ran = concord(*words)
        assert "another workspace" in ran.out + ran.err
        assert "All is well" not in ran.err
        assert held in [path.read_bytes() for path in acme.iterdir() if path.is_file()]
    saved = tmp_path / "saved"
    saved.mkdir()
    next(path for path in acme.iterdir() if path.name.startswith("checkpoint.")).rename(saved / "checkpoint")
    assert concord("check", "--repair", "--yes", "--workspace", str(saved)).code == 0
    assert "Dear to somebody" in concord("list", "action", "--workspace", str(saved)).out


def test_only_what_is_not_there_is_offered_to_be_made(
    concord: Concord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "fstab").write_text(f"server:/x {tmp_path}/share nfs\n")
    monkeypatch.setattr(absence, "FSTAB", str(tmp_path / "fstab"))
    for place, kind in ((tmp_path / "missing", "missing"), (tmp_path / "share" / "acme", "unmounted")):
        (tmp_path / "machine.toml").write_text(f'workspace = "{place}"\n')
        for words in READING:
            ran = concord(*words)
            assert ran.code == 1, words
            assert ("concord init" in ran.out + ran.err) == (kind == "missing"), words
        assert concord("list", "action", "--json").error["why"] == kind


def test_the_first_run_is_offered_only_where_one_s_own_workspace_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    place = config.find_workspace(None, os.environ)
    assert place.named_by == "default"
    found = place.absence
    assert found is not None
    assert found.kind == "astray"
    Path(place.folder).mkdir(parents=True)
    found = config.WorkspacePlace(place.folder, "default").absence
    assert found is not None
    assert found.kind == "missing"
    (Path(place.folder) / "checkpoint").touch()
    assert place.absence is None


def test_init_and_restore_say_who_gets_in_and_give_it_to_a_group(concord: Concord, tmp_path: Path):
    group = identity.group_name(os.getegid())
    backup = str(tmp_path / "b")
    for words in (("init", str(tmp_path / "one")), ("restore", backup, str(tmp_path / "two"))):
        folder = Path(words[-1])
        refused = concord(*words, "--group", "no-such-group")
        assert refused.code == 2
        assert group in refused.err
        assert not folder.exists()
        made = concord(*words, "--group", group)
        assert made.code == 0
        assert f"group {group}" in made.err
        assert stat.S_IMODE(folder.stat().st_mode) == 0o2770
        concord("backup", backup, "--workspace", str(tmp_path / "one"))
    (tmp_path / "there").mkdir(mode=0o700)
    assert "Only" in concord("init", str(tmp_path / "there")).err
    assert concord("doctor", "--workspace", str(tmp_path / "there")).code == 0


def test_a_workspace_whose_admins_are_elsewhere_says_what_to_do(concord: Concord, tmp_path: Path):
    folder = str(tmp_path / "w")
    found_workspace(folder, "Acme", "gone-admin").close()
    for words in (("doctor",), ("check",), ("list", "action")):
        ran = concord(*words, "--workspace", folder)
        assert f"concord init --admin LOGIN {folder}" in ran.out + ran.err
        assert "All is well" not in ran.err
    refused = concord("add", "action", "x", "--workspace", folder, "--json")
    assert (refused.code, refused.error["error"]) == (1, "read-only")
    assert concord("init", "--admin", ME, folder, "--name", "x").code == 2
    assert concord("init", "--admin", "no-such-login", folder).code == 4
    assert concord("init", "--admin", ME, str(tmp_path / "none")).code == 1
    assert concord("init", "--admin", ME, folder, "--json").objects == [{"folder": folder, "admin": ME, "id": "PN-2"}]
    assert concord("add", "action", "x", "--workspace", folder).code == 0
    assert concord("init", "--admin", ME, folder).code == 4


def test_a_workspace_made_by_hand_is_begun_by_whoever_comes_first(concord: Concord, tmp_path: Path):
    folder = str(tmp_path / "w")
    Ledger.create(folder, "Acme")
    assert concord("add", "person", "Me", "--login", ME, "--role", "admin", "--workspace", folder).code == 0
