"""Each thing that keeps people out of a shared workspace is found, with the command that mends it."""

import os
import pwd
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from store.engine.journal import absence
from tests.tui.cli.conftest import Concord
from tests.tui.cli.machine_logins import GROUP, NUMBERS, Office
from tests.tui.cli.machine_logins import office as the_office
from tui.terminal import byte_code

IN = (GROUP,)


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """One that others than root come through."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield place
    shutil.rmtree(place)


@pytest.fixture
def office(tmp_path: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch) -> Office:
    """See `machine_logins.office`."""
    return the_office(tmp_path, concord, monkeypatch)


def wrong(office: Office, login: str, *words: str, groups: tuple[int, ...] = ()) -> str:
    """What the doctor finds wrong, and what mends it; the same things in Chinese."""
    english, chinese = (office.run(login, "doctor", *words, "--lang", lang, groups=groups) for lang in ("en", "zh"))
    found = [re.findall("^!!.*(?:\n    .*)*", ran.out, re.MULTILINE) for ran in (english, chinese)]
    assert len(found[0]) == len(found[1]), (english, chinese)
    assert english.code == chinese.code == (1 if found[0] else 0), english
    said = office.run(login, "doctor", *words, "--json", groups=groups)
    assert len([each for each in said.objects if not each["fine"]]) == len(found[0])
    return "\n".join(found[0])


def test_nothing_is_wrong_for_who_is_in_the_group(office: Office):
    office.group.append("bo")
    assert wrong(office, "ana", groups=IN) == ""
    assert wrong(office, "root") == ""


def test_who_is_not_in_the_group_is_told_who_takes_them_in(office: Office):
    found = wrong(office, "bo")
    assert "sudo usermod -aG acme bo, then log in anew" in found


def test_who_came_into_the_group_after_the_login_logs_in_anew(office: Office):
    found = wrong(office, "ana")
    assert "Log in anew, or for this shell alone: newgrp acme" in found
    assert "usermod" not in found


@pytest.mark.parametrize("mode", [0o700, 0o750, 0o770])
def test_a_folder_made_by_root_is_given_to_the_group(office: Office, mode: int):
    for path in (office.folder, *office.folder.iterdir()):
        os.chown(path, 0, 0)
    office.folder.chmod(mode)
    found = wrong(office, "ana", groups=IN)
    assert f"sudo chgrp -R acme {office.folder} && " in found
    assert f"sudo chmod 2770 {office.folder}" in found


def test_one_that_anybody_reads_and_nobody_writes_too(office: Office):
    for path in (office.folder, *office.folder.iterdir()):
        os.chown(path, 0, 0)
        path.chmod(0o755)
    assert f"sudo chgrp -R acme {office.folder} && " in wrong(office, "ana", groups=IN)


def test_what_root_has_left_in_the_folder_is_named(office: Office):
    (office.folder / "checkpoint").touch()
    os.chown(office.folder / "checkpoint", 0, 0)
    office.group.append("bo")
    found = wrong(office, "ana", groups=IN)
    assert "checkpoint" in found
    assert f"sudo chgrp -R acme {office.folder}" in found


def only_the_journal_is_root_s(folder: Path) -> Path:
    (folder / "journal").chmod(0o600)
    return folder


def root_s_but_open(folder: Path) -> Path:
    for path in (folder, folder / "journal"):
        os.chown(path, 0, 0)
    folder.chmod(0o755)
    return folder


def of_another_machine_s_group(folder: Path) -> Path:
    os.chown(folder, 0, 4242)
    return folder


def below(folder: Path, mode: int) -> Path:
    above = folder.with_name("above")
    above.mkdir()
    above.chmod(mode)
    return folder.rename(above / "acme")


def below_closed(folder: Path) -> Path:
    return below(folder, 0o700)


def below_closed_to_others(folder: Path) -> Path:
    return below(folder, 0o750)


def by_a_link(folder: Path) -> Path:
    link = folder.with_name("link")
    link.symlink_to(below_closed(folder))
    return link


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (only_the_journal_is_root_s, "sudo chgrp -R acme {folder} && "),
        (root_s_but_open, "sudo chgrp -R acme {folder} && "),
        (of_another_machine_s_group, "sudo chgrp -R acme {folder} && "),
        (below_closed, "sudo chmod a+x {above}"),
        (below_closed_to_others, "sudo chmod a+x {above}"),
        (by_a_link, "sudo chmod a+x {above}"),
    ],
)
def test_what_is_said_opens_it(office: Office, made: Callable[[Path], Path], wanted: str):
    folder = made(office.folder)
    found = wrong(office, "ana", "--workspace", str(folder), groups=IN)
    assert wanted.format(folder=folder, above=office.folder.with_name("above")) in found
    assert "take you" not in found, "into a group of root's, or one that has no name"
    office.group.append("bo")
    assert wrong(office, "root", "--workspace", str(folder)), "whoever can mend it sees it as well"
    typed = found.replace("sudo ", "").replace("-R acme ", f"-R {GROUP} ")
    for each in re.findall(r"(?:chgrp|chmod) [^&\n]*", typed):
        subprocess.run(each.split(), check=True)
    assert wrong(office, "ana", "--workspace", str(folder), groups=IN) == ""


def test_a_folder_that_is_only_one_s_own_is_fine(office: Office):
    for path, mode in ((office.folder, 0o700), (office.folder / "journal", 0o600)):
        os.chown(path, NUMBERS["ana"], NUMBERS["ana"])
        path.chmod(mode)
    assert wrong(office, "ana") == ""


def test_a_disk_without_room_or_to_be_read_only_is_named(office: Office, monkeypatch: pytest.MonkeyPatch):
    office.group.append("bo")
    disk = list(os.statvfs(office.folder))
    disk[4] = 0
    monkeypatch.setattr(os, "statvfs", lambda _path: os.statvfs_result(disk))
    assert f"The disk of {office.folder} is full" in wrong(office, "ana", groups=IN)
    disk[8] |= os.ST_RDONLY
    office.folder.chmod(0o2550)
    assert re.fullmatch("!!.*\n    sudo mount -o remount,rw /.*", wrong(office, "ana", groups=IN).split("\n!!")[0])


def test_a_path_that_no_system_takes_is_a_finding_too(office: Office):
    assert "File name too long" in wrong(office, "ana", "--workspace", "/" + "x" * 5000, groups=IN)


def test_what_is_not_compiled_is_compiled_with_what_lies_beside_it(office: Office, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(byte_code, "uncompiled", lambda: ["/usr/lib/x/msgspec", "/usr/lib/x/tui"])
    office.group.append("bo")
    found = wrong(office, "ana", groups=IN)
    assert found.endswith(f"/usr/lib/x/tui\n    sudo {sys.executable} -m compileall -q /usr/lib/x")


def test_a_disk_that_is_not_mounted_is_mounted(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "fstab").write_text(f"/dev/sdb1 {tmp_path}/disk ext4 defaults 0 2\n")
    monkeypatch.setattr(absence, "FSTAB", str(tmp_path / "fstab"))
    found = wrong(office, "ana", "--workspace", f"{tmp_path}/disk/acme", groups=IN)
    assert f"sudo mount {tmp_path}/disk" in found
    assert "concord init" not in found


def test_a_journal_that_is_gone_is_repaired(office: Office, concord: Concord):
    concord("compact")
    (office.folder / "journal").unlink()
    assert "concord check --repair" in wrong(office, "ana", groups=IN)


def test_a_configuration_of_the_machine_that_is_closed_is_opened(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    shut = tmp_path / "etc" / "concord"
    monkeypatch.setattr("tui.config.MACHINE", str(shut / "config.toml"))
    shut.mkdir(parents=True)
    (shut / "config.toml").write_text(f'workspace = "{office.folder}"\n')
    shut.chmod(0o700)
    assert f"sudo chmod a+rX {shut} {shut}/config.toml" in wrong(office, "ana", groups=IN)
    for words in (("list", "action"), ("today",), ("config",), ("config", "get", "theme"), ()):
        ran = office.run("ana", *words, groups=IN)
        assert (ran.code, f"sudo chmod a+rX {shut} " in ran.err) == (1, True), "nobody goes past it"


def test_one_s_own_that_is_closed_is_opened(office: Office, tmp_path: Path):
    shut = tmp_path / "home" / "ana" / ".config"
    shut.mkdir()
    os.chown(shut, NUMBERS["ana"], 0)
    shut.chmod(0o600)
    assert f"chmod u+rwx {shut}" in wrong(office, "ana", groups=IN)
    assert f"chmod u+rwx {shut}" in office.run("ana", "list", "action", groups=IN).err


@pytest.mark.parametrize(
    ("text", "line"), [('langauge = "zh"\n', 'language = "zh"'), ('theme = "drak"', 'theme = "dark"'), ("theme: x", "")]
)
def test_a_key_that_is_misspelt_is_written_right(office: Office, tmp_path: Path, text: str, line: str):
    file = tmp_path / "home" / "ana" / ".config" / "concord" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    found = wrong(office, "ana", groups=IN)
    assert f"{file}, line 1: " in found
    assert f"Write there: {line}" in found if line else "not TOML" in found


def test_a_workspace_that_is_called_almost_so_is_named_right(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("CONCORD_WORKSPACE", f"{office.folder}e")
    assert f"\n    export CONCORD_WORKSPACE={office.folder}" in wrong(office, "ana", groups=IN)
    monkeypatch.delenv("CONCORD_WORKSPACE")
    own, machine = tmp_path / "home" / "ana" / ".config" / "concord" / "config.toml", tmp_path / "machine.toml"
    monkeypatch.setattr("tui.config.MACHINE", str(machine))
    machine.write_text(f'workspace = "{office.folder}e"\n')
    command = f"concord config set workspace {office.folder}"
    assert f"\n    sudo {command} --machine" in wrong(office, "ana", groups=IN)
    own.parent.mkdir(parents=True)
    machine.rename(own)
    assert wrong(office, "ana", groups=IN).endswith(f"\n    {command}")


def test_a_workspace_without_an_admin_is_given_one(office: Office, concord: Concord):
    concord("edit", "ana", "--role", "admin")
    concord("edit", "PN-1", "--login", "somebody-else")
    del office.users["ana"]
    found = wrong(office, "cy", groups=IN)
    assert f"sudo -u root concord init {office.folder} --admin bo" in found


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("root's", "sudo chown ana {home}"),
        ("closed", "chmod u+rwx {home}"),
        ("missing", "sudo install -d -m 700 -o ana {home}"),
        ("below closed", "sudo chmod a+x {above}"),
        ("/", "export XDG_STATE_HOME=/var/tmp/ana"),
        ("a file below it", "mv {home}/.local {home}/.local.old"),
    ],
)
def test_a_home_in_which_nothing_can_be_kept_is_opened(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str, wanted: str
):
    home = tmp_path / "home" / "ana"
    if kind == "root's":
        os.chown(home, 0, 0)
        home.chmod(0o755)
    elif kind == "closed":
        home.chmod(0o500)
    elif kind == "missing":
        home.rmdir()
    elif kind == "below closed":
        home.parent.chmod(0o700)
    elif kind == "/":
        office.users["ana"] = pwd.struct_passwd((*office.users["ana"][:5], "/", "/bin/sh"))
        monkeypatch.setenv("TESTED_HOME", "/")
    else:
        (home / ".local").touch()
    found = wrong(office, "ana", groups=IN)
    assert wanted.format(home=home, above=home.parent) in found
    assert "chown ana /\n" not in f"{found}\n"


def test_a_home_that_is_somebody_else_s_is_named(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "home" / "root").chmod(0o700)
    monkeypatch.setenv("TESTED_HOME", "/dev/null")
    assert f"export HOME={tmp_path}/home/ana" in wrong(office, "ana", groups=IN)
    monkeypatch.setenv("TESTED_HOME", str(tmp_path / "home" / "root"))
    assert f"export HOME={tmp_path}/home/ana" in wrong(office, "ana", groups=IN)
    ran = office.run("ana", "list", "action", groups=IN)
    assert (ran.code, f"export HOME={tmp_path}/home/ana" in ran.err) == (1, True)


@pytest.mark.parametrize("joining", ["ask", "closed"])
def test_who_does_not_join_by_themselves_is_not_sent_to_the_screen(office: Office, concord: Concord, joining: str):
    assert "Open the screen once" in wrong(office, "cy", groups=IN)
    assert concord("edit", "WS-1", "--joining", joining).code == 0
    office.group.append("bo")
    assert wrong(office, "cy", groups=IN).endswith("for this: concord add person cy --login cy")
    ran = office.run("ana", "doctor", groups=IN)
    assert "not among the people yet: cy\n    concord add person cy --login cy\n" in ran.out
    concord("edit", "PN-3", "--login", "CY")
    assert 'has the login "CY" here, and the system says "cy"' in wrong(office, "cy", groups=IN)


def test_it_says_how_many_get_in_and_who_does_not(office: Office, tmp_path: Path):
    ran = office.run("ana", "doctor", groups=IN)
    assert "Logins that may get in: 3 (ana, cy, root). People of the workspace among them: 2" in ran.out
    assert "Not in the group acme, so they do not get in: bo\n    sudo usermod -aG acme bo\n" in ran.out
    assert (
        "not among the people yet: cy\n    They come in when they open the screen, or: concord add person cy" in ran.out
    )
    tmp_path.chmod(0o700)
    assert f"sudo chmod a+x {tmp_path}" in office.run("root", "doctor").out.replace("chmod a+x", "sudo chmod a+x")


def test_the_machine_s_file_is_changed_by_whoever_looks_after_it(office: Office, tmp_path: Path):
    for words in (("theme", "light"), ("workspace", "/srv/my acme")):
        ran = office.run("ana", "config", "set", *words, "--machine", groups=IN)
        assert ran.code == 4
    assert "sudo concord config set workspace '/srv/my acme' --machine" in ran.err
    assert not (tmp_path / "machine.toml").exists()
    assert office.run("ana", "config", "set", "theme", "light", groups=IN).code == 0
    assert office.run("ana", "config", "get", "theme", groups=IN).out == "light\n"


def test_what_root_sets_in_somebody_s_home_stays_theirs(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("TESTED_HOME", str(tmp_path / "home" / "ana"))
    assert office.run("root", "config", "set", "theme", "light").code == 0
    monkeypatch.delenv("TESTED_HOME")
    assert office.run("ana", "config", "get", "theme", groups=IN).out == "light\n"
