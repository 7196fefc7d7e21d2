"""Who came in by a key stays as long as the key is listed and they are among the people."""

from pathlib import Path

import pytest

from store import commands
from store.workspace import Workspace, keys, open_workspace
from tests.store.workspace.public_keys import ed25519
from tui.desk.admission import Admission
from tui.served import Served

PROGRAM = ("/bin/true",)


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.desk.admission.PAUSE", 0.0)


@pytest.fixture
def workspace(folder: Path):
    with open_workspace(str(folder), "ana") as workspace:
        yield workspace


def test_it_ends_with_the_key_and_not_with_anothers(workspace: Workspace):
    mine, other = (keys.add(workspace, "bo", ed25519(number), PROGRAM)[0] for number in (1, 2))
    admission = Admission(workspace, Served("bo", mine.fingerprint))
    assert admission.ended() is None
    keys.remove(workspace, [other], PROGRAM)
    assert admission.ended() is None
    keys.remove(workspace, [mine], PROGRAM)
    ended = admission.ended()
    assert ended is not None
    assert ended.reason == "key-taken-away"


def test_a_key_that_is_given_to_somebody_else_is_theirs_alone(workspace: Workspace):
    key = keys.add(workspace, "bo", ed25519(), PROGRAM)[0]
    assert Admission(workspace, Served("li", key.fingerprint)).ended() is not None


def test_it_ends_with_who_leaves_or_is_nobody(workspace: Workspace):
    admission = Admission(workspace, Served("bo"))  # by a key that sshd does not name
    assert admission.ended() is None
    workspace.do(commands.edit, "PN-2", {"left_on": workspace.today})
    assert admission.ended() is not None
    assert Admission(workspace, Served("nobody")).ended() is not None
    assert Admission(workspace, Served("", wall=True)).ended() is None


def test_the_file_is_read_once_as_long_as_it_stays(workspace: Workspace, monkeypatch: pytest.MonkeyPatch):
    key = keys.add(workspace, "bo", ed25519(), PROGRAM)[0]
    admission = Admission(workspace, Served("bo", key.fingerprint))
    reads: list[str] = []
    real = keys.is_listed
    monkeypatch.setattr(keys, "is_listed", lambda *words: reads.append(words[0]) or real(*words))
    assert [admission.ended() for _ in range(5)] == [None] * 5
    assert len(reads) == 1
