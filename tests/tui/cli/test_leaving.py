"""What leaves a workspace is as closed as the workspace, whatever the umask, and never lands inside one."""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tui import config
from tui.cli import crash
from tui.personal.session_state import SessionState
from tui.rooms.standup import digest_page

Concord = Callable[..., Any]

#: Every verb that writes a file, with FILE in its place.
VERBS = (
    "backup FILE",
    "export json FILE",
    "export csv FILE --kind goal",
    "export tinydb FILE",
    "digest FILE",
    "digest FILE --week",
    "plan G-1 FILE",
    "plan G-1 FILE --json",
)


@pytest.fixture(params=[0o000, 0o022, 0o077, 0o777], ids="{:04o}".format)
def umask(request: pytest.FixtureRequest, acme: Path, concord: Concord) -> Iterator[None]:
    assert concord("add", "goal", "Spring", "--departments", "MKT,FIN").code == 0
    before = os.umask(request.param)
    yield
    os.umask(before)


def mode(path: str | Path) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


def words(verb: str, path: Path, *more: str) -> list[str]:
    return [str(path) if word == "FILE" else word for word in verb.split()] + list(more)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.usefixtures("umask")
def test_a_file_is_for_whoever_makes_it(tmp_path: Path, concord: Concord, verb: str):
    file = tmp_path / "out"
    assert concord(*words(verb, file)).code == 0
    assert mode(file) == 0o600
    content = file.read_bytes()
    assert content
    again = concord(*words(verb, file))
    assert (again.code, str(file) in again.err, "--force" in again.err) == (1, True, True)
    for there, more, found in (
        (0o666, (), 0o600),
        (0o644, (), 0o600),
        (0o400, (), 0o400),
        (0o600, ("--public",), 0o644),
        (0o666, ("--public",), 0o644),
    ):
        file.chmod(there)
        assert concord(*words(verb, file, "--force", *more)).code == 0
        assert mode(file) == found
    assert concord(*words(verb, tmp_path / "page", "--public")).code == 0
    assert mode(tmp_path / "page") == 0o644


@pytest.mark.usefixtures("umask")
def test_in_a_shared_folder_of_the_workspaces_group_the_group_reads(tmp_path: Path, acme: Path, concord: Concord):
    shared = tmp_path / "shared"
    shared.mkdir()
    for folder_mode, workspace_mode, found in (
        (0o2770, 0o2770, 0o640),
        (0o2775, 0o2770, 0o640),
        (0o0770, 0o2770, 0o600),
        (0o2770, 0o2700, 0o600),
    ):
        shared.chmod(folder_mode)
        acme.chmod(workspace_mode)
        assert concord("export", "csv", str(shared / "out"), "--force").code == 0
        assert mode(shared / "out") == found
        (shared / "out").unlink()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives folders away")
def test_a_shared_folder_of_another_group_opens_nothing_to_it(tmp_path: Path, acme: Path, concord: Concord):
    shared = tmp_path / "shared"
    shared.mkdir()
    os.chown(shared, -1, os.stat(acme).st_gid + 1)
    shared.chmod(0o2770)
    assert concord("export", "csv", str(shared / "out")).code == 0
    assert mode(shared / "out") == 0o600


@pytest.mark.usefixtures("umask")
def test_logs_drafts_and_the_digest_of_a_room_are_for_one_person(acme: Path, tmp_path: Path):
    crash.report(RuntimeError("x"))
    SessionState("0123", "ana").keep_draft("edit A-1", {"title": "half a sent"})
    state = Path(config.state_folder())
    found = {each: mode(each) for each in [state, *state.rglob("*")]}
    assert len(found) == 4
    assert {each.name: bits for each, bits in found.items() if bits != (0o700 if each.is_dir() else 0o600)} == {}
    digest_page.write(str(tmp_path / "standup.md"), "# Digest", str(acme))
    assert mode(tmp_path / "standup.md") == 0o600


@pytest.mark.parametrize("verb", VERBS)
def test_no_file_lands_inside_a_workspace(tmp_path: Path, acme: Path, concord: Concord, verb: str):
    assert concord("add", "goal", "Spring", "--departments", "MKT,FIN").code == 0
    assert concord("compact").code == 0
    other = tmp_path / "other"
    assert concord("init", str(other)).code == 0
    (acme / "notes").mkdir()
    (tmp_path / "link").symlink_to(acme / "journal")
    (tmp_path / "door").symlink_to(acme)
    before = {each: each.read_bytes() for each in acme.rglob("*") if each.is_file()}
    for path in (
        acme / "journal",
        acme / "checkpoint",
        acme / "new",
        acme / "notes" / "new",
        tmp_path / "link",
        tmp_path / "door" / "journal",
        acme / "notes" / ".." / "journal",
        other / "journal",
    ):
        refused = concord(*words(verb, path, "--force"))
        assert (refused.code, "inside the workspace" in refused.err) == (1, True), path
    assert {each: each.read_bytes() for each in acme.rglob("*") if each.is_file()} == before
    (acme / "journal").unlink()
    assert "inside the workspace" in concord("export", "csv", str(acme / "x"), "--workspace", str(other)).err


def test_a_file_that_is_only_called_journal_makes_no_workspace(tmp_path: Path, acme: Path, concord: Concord):
    (tmp_path / "log" / "journal").mkdir(parents=True)
    (tmp_path / "diary").mkdir()
    (tmp_path / "diary" / "journal").write_text("Monday: rain")
    for path in (tmp_path / "log" / "out", tmp_path / "log" / "journal" / "out", tmp_path / "diary" / "out"):
        assert concord("export", "csv", str(path)).code == 0


def test_a_workspace_is_not_restored_into_another(tmp_path: Path, acme: Path, concord: Concord):
    file = str(tmp_path / "b.concord")
    assert concord("backup", file).code == 0
    for place in (acme / "again", acme / "segments"):
        assert "inside the workspace" in concord("restore", file, str(place)).err
        assert not place.exists()
