"""Not allowed, not mounted, not there: three different things, and only the last is a reason to make a workspace."""

import grp
import os
import pwd  # noqa: F401 (loaded late, when a stranger may not read it any more)
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.engine import identity
from store.engine.journal import absence
from store.errors import ConcordError
from store.workspace import open_workspace
from store.workspace.founding import found_workspace

NOBODY = 65_534


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that everybody can get to."""
    place = Path(tempfile.mkdtemp(prefix="concord-test-"))
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


def told_a_stranger(act: Callable[[], object]) -> str:
    """What is said to somebody who is in no group, "" where nothing is refused."""
    if os.geteuid() != 0:
        return _told(act)
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.setgroups([])
            os.setgid(NOBODY)
            os.setuid(NOBODY)
            os.write(writer, _told(act).encode())
        finally:
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as file:
        said = file.read().decode()
    os.waitpid(child, 0)
    return said


def _told(act: Callable[[], object]) -> str:
    try:
        act()
    except ConcordError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("closed", "mode", "wanted"),
    [
        ("w", 0o2070, "the group"),
        ("root's", 0o2070, "Ask there"),
        ("w", 0, "Ask there"),
        (".", 0o700, "Ask there"),
        ("w/journal", 0, "Ask there"),
    ],
)
def test_whoever_may_not_open_it_is_told_who_may(open_to_all: Path, closed: str, mode: int, wanted: str):
    folder = open_to_all / "w"
    found_workspace(folder, "Acme", "ana").close()
    if os.geteuid() == 0 and closed != "root's":
        os.chown(folder, 0, next(each.gr_gid for each in grp.getgrall() if each.gr_gid not in (0, NOBODY)))
    elif closed == "root's" and os.geteuid() != 0:
        pytest.skip("wants root, whose group it is")
    closed = closed.replace("root's", "w")
    folder.chmod(0o2775)
    (open_to_all / closed).chmod(mode if os.geteuid() == 0 else mode & 0o077)
    acts = [lambda: open_workspace(str(folder), "ana")]
    if closed != "w/journal":
        acts.append(lambda: found_workspace(folder, "Other", "ana"))
    for act in acts:
        said = told_a_stranger(act)
        assert "You may not open" in said
        assert wanted in said
        assert identity.user_name(os.geteuid()) in said
        assert "There is no workspace" not in said
    (open_to_all / closed).chmod(0o770)


@pytest.mark.parametrize("source", ["fstab", "unit"])
@pytest.mark.parametrize("point_is_there", [True, False])
@pytest.mark.parametrize("below", ["", "acme", "deep/acme"])
def test_where_nothing_is_mounted_nothing_is_offered_and_nothing_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, below: str, point_is_there: bool, source: str
):
    point = tmp_path / "the share"
    if point_is_there:
        point.mkdir()
    if source == "fstab":
        (tmp_path / "fstab").write_text(f"# a\n\nserver:/x {tmp_path}/the\\040share nfs defaults 0 0\nswap none swap\n")
    else:
        name = str(point)[1:].replace("-", r"\x2d").replace(" ", r"\x20").replace("/", "-")
        (tmp_path / f"{name}.mount").touch()
    monkeypatch.setattr(absence, "FSTAB", str(tmp_path / "fstab"))
    monkeypatch.setattr(absence, "UNITS", str(tmp_path))
    folder = str(point / below)
    found = absence.absence(folder)
    assert found is not None
    assert found.kind == "unmounted"
    assert str(point) in str(found.words)
    for act in (lambda: open_workspace(folder, "ana"), lambda: found_workspace(folder, "Acme", "ana")):
        with pytest.raises(ConcordError) as refused:
            act()
        assert "Nothing is mounted at" in str(refused.value)
        assert refused.value.reason == refused.value.code
    assert point.exists() == point_is_there


def test_only_what_is_not_there_is_offered_to_be_made(tmp_path: Path):
    found = absence.absence(str(tmp_path / "acme"))
    assert found is not None
    assert (found.kind, found.words.reason) == ("missing", "no-workspace")
    found = absence.absence(str(tmp_path / "deep" / "acme"))
    assert found is not None
    assert (found.kind, found.words.reason) == ("astray", "")
    found_workspace(tmp_path / "acme", "Acme", "ana").close()
    assert absence.absence(str(tmp_path / "acme")) is None
