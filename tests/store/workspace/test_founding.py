"""Making a workspace is one step: whatever fails or dies in it, all or nothing is there, and the next one works."""

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from store.engine.checkup import verify
from store.engine.ledger import Ledger
from store.errors import ConcordError, Damaged, Failed, Invalid, Refused, WrongWords
from store.kinds.person import Person
from store.workspace import open_workspace
from store.workspace.founding import found_workspace

MAKING = ("mkdir", "open", "write", "pwrite", "fsync", "fdatasync", "chmod", "chown", "fchmod", "rename", "link")
CALLS = (*MAKING, "unlink", "rmdir", "listdir", "scandir", "pread", "ftruncate")
DONE, REFUSED, DIED = 0, 3, 7


def disturbed(folder: str, number: int, fault: int) -> int:
    """A workspace is made; the nth call to the system fails, or is the last of a child where ``fault`` is 0."""
    if not fault and (child := os.fork()):
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    made = 0

    def wrapped(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*values: Any, **named: Any) -> Any:
            nonlocal made
            made += 1
            if made == number:
                if not fault:
                    os._exit(DIED)
                raise OSError(fault, os.strerror(fault))
            return real(*values, **named)

        return call

    try:
        with pytest.MonkeyPatch.context() as patch:
            for name in CALLS:
                patch.setattr(os, name, wrapped(getattr(os, name)))
            try:
                found_workspace(folder, "Acme", "ana", department="Marketing").close()
                code = DONE if made < number else REFUSED
            except ConcordError:
                code = REFUSED
        if fault:
            return code
        os._exit(code)
    finally:
        if not fault:
            os._exit(1)


@pytest.mark.parametrize("there", [False, True], ids=["made", "there"])
@pytest.mark.parametrize("fault", [0, errno.EIO, errno.ENOSPC, errno.EACCES], ids=["killed", "EIO", "ENOSPC", "EACCES"])
def test_all_or_nothing(tmp_path: Path, there: bool, fault: int):
    number, nothing = 0, 0
    while True:
        number += 1
        above = tmp_path / f"{number}"
        folder = above / "w"
        (folder if there else above).mkdir(mode=0o755, parents=True)
        code = disturbed(str(folder), number, fault)
        assert code in (DONE, REFUSED, DIED)
        if not (folder / "journal").exists():
            nothing += 1
            if fault:
                assert list(above.iterdir()) == ([folder] if there else []), "something was left behind"
            found_workspace(str(folder), "Acme", "ana", department="Marketing").close()
        with open_workspace(str(folder), "ana") as workspace:
            assert [(each.login, each.role) for each in workspace.records.all(Person)] == [("ana", "admin")]
            assert workspace.records.settings.name == "Acme"
        assert verify(str(folder)).clean
        assert (list(above.iterdir()), os.listdir(folder)) == ([folder], ["journal"])
        assert stat.S_IMODE(folder.stat().st_mode) == (0o755 if there else 0o2770)
        if code == DONE:
            break
    assert nothing > 15


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path):
    for mode in (0o700, 0o1777):
        folder = tmp_path / f"{mode:o}"
        folder.mkdir()
        folder.chmod(mode)
        found_workspace(folder, "Acme", "ana").close()
        assert stat.S_IMODE(folder.stat().st_mode) == mode


LEFT = ("checkpoint", "segments/", "sessions/", "torn-3-0011aabb", "damaged-20261123-101500-ab12/", "journal.0011aabb")


@pytest.mark.parametrize("name", LEFT)
def test_nothing_is_made_over_what_is_left(tmp_path: Path, name: str):
    folder = tmp_path / "w"
    if name.endswith("/"):
        (folder / name).mkdir(parents=True)
    else:
        folder.mkdir()
        (folder / name).write_bytes(b"x")
    before = sorted(folder.iterdir())
    for make in (lambda: found_workspace(folder, "Acme", "ana"), lambda: Ledger.create(folder, "Acme")):
        with pytest.raises(Damaged, match=r"The repair brings back") as refused:
            make()
        assert name.rstrip("/") in str(refused.value)
    with pytest.raises(Damaged, match=r"The repair brings back"):
        open_workspace(str(folder), "ana")
    assert sorted(folder.iterdir()) == before


@pytest.mark.parametrize(
    ("values", "refusal"),
    [
        ({"name": "x" * 5000}, Invalid),
        ({"name": "Acme", "person": "x" * 5000}, Invalid),
        ({"name": "Acme", "department": "x" * 5000}, Invalid),
        ({"name": "Acme", "group": "no-such-group"}, WrongWords),
    ],
)
def test_what_will_not_do_is_refused_before_anything_is_made(
    tmp_path: Path, values: dict[str, str], refusal: type[ConcordError]
):
    with pytest.raises(refusal):
        found_workspace(tmp_path / "deep" / "w", **values)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []


def test_a_group_gets_a_new_folder_or_an_empty_one_and_no_other(tmp_path: Path):
    import grp

    group = grp.getgrgid(next(iter({*os.getgroups(), os.getegid()}))).gr_name
    (tmp_path / "empty").mkdir(mode=0o755)
    for name in ("new", "empty"):
        found_workspace(tmp_path / name, "Acme", "ana", group=group).close()
        for path, mode in ((tmp_path / name, 0o2770), (tmp_path / name / "journal", 0o660)):
            info = path.stat()
            assert (grp.getgrgid(info.st_gid).gr_name, stat.S_IMODE(info.st_mode)) == (group, mode)
    full = tmp_path / "full"
    full.mkdir(mode=0o755)
    (full / "notes").touch()
    with pytest.raises(Refused, match="chgrp"):
        found_workspace(full, "Acme", "ana", group=group)
    assert (os.listdir(full), stat.S_IMODE(full.stat().st_mode)) == (["notes"], 0o755)


def test_a_group_that_one_is_not_in_is_given_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    import grp

    group = grp.getgrgid(os.getegid()).gr_name
    for name in ("geteuid", "getegid"):
        monkeypatch.setattr(os, name, lambda: 54_321)
    monkeypatch.setattr(os, "getgroups", list)
    with pytest.raises(Refused, match=r"not in the group|Log in again"):
        found_workspace(tmp_path / "w", "Acme", "ana", group=group)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", [False, True], ids=["made", "there"])
def test_only_one_of_many_that_are_made_at_once_is_there(tmp_path: Path, there: bool):
    folder = tmp_path / "w"
    if there:
        folder.mkdir()
    children: list[int] = []
    for n in range(6):
        child = os.fork()
        if not child:
            try:
                found_workspace(folder, f"Number {n}", f"who{n}").close()
                os._exit(DONE)
            except ConcordError:
                os._exit(REFUSED)
            finally:
                os._exit(1)
        children.append(child)
    codes = sorted(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children)
    assert codes == [DONE, *[REFUSED] * 5]
    with open_workspace(str(folder), "who0") as workspace:
        people = list(workspace.records.all(Person))
        assert [f"Number {person.login[3:]}" for person in people] == [workspace.records.settings.name]
    assert (list(tmp_path.iterdir()), os.listdir(folder)) == ([folder], ["journal"])


def test_somebody_who_is_quicker_is_not_overwritten(tmp_path: Path):
    folder = tmp_path / "w"

    def meanwhile(_aside: str) -> None:
        found_workspace(folder, "First", "ana").close()

    with pytest.raises(Failed):
        Ledger.create(folder, "Second", begin=meanwhile)
    with open_workspace(str(folder), "ana") as workspace:
        assert workspace.records.settings.name == "First"
    assert list(tmp_path.iterdir()) == [folder]
