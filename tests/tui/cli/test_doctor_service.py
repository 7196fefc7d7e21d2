"""What lets somebody past the account of the service is found: in sshd, the home, the folder, the program."""

import os
import pwd
from pathlib import Path

import pytest

from tests.for_each import for_each
from tui.cli.diagnoses import of_service, of_sshd
from tui.i18n import t

ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files to others")
NOBODY = 65_534
#: As `sshd -T -C user=…` tells of an account that is set up as README says.
SAFE = """
permittty yes
permituserrc no
disableforwarding yes
exposeauthinfo yes
passwordauthentication no
kbdinteractiveauthentication no
hostbasedauthentication no
gssapiauthentication no
permitemptypasswords no
permituserenvironment no
x11forwarding yes
allowtcpforwarding yes
allowagentforwarding yes
allowstreamlocalforwarding yes
permittunnel no
forcecommand none
trustedusercakeys none
authorizedkeysfile none
authorizedkeyscommand /bin/sh %t %k
acceptenv LANG
acceptenv LC_*
"""


def account(home: Path | str = "/var", shell: str = "/bin/sh", uid: int = NOBODY) -> pwd.struct_passwd:
    return pwd.struct_passwd(("concord", "x", uid, NOBODY, "", str(home), shell))


def told(text: str) -> list[str]:
    found = of_sshd.judged(of_sshd.settings(text), account(), "/srv/acme")
    return [t(each.words) for each in found if not each.fine]


def test_nothing_is_open_where_it_is_set_up_as_it_should_be():
    assert told(SAFE) == []


@for_each(
    "setting, instead, said",
    [
        ("exposeauthinfo yes", "exposeauthinfo no", "which key has logged in"),
        ("authorizedkeysfile none", "authorizedkeysfile .ssh/authorized_keys", "Other keys"),
        ("trustedusercakeys none", "trustedusercakeys /etc/ssh/ca.pub", "Other keys"),
        ("passwordauthentication no", "passwordauthentication yes", "without a key"),
        ("kbdinteractiveauthentication no", "kbdinteractiveauthentication yes", "without a key"),
        ("hostbasedauthentication no", "hostbasedauthentication yes", "without a key"),
        ("gssapiauthentication no", "gssapiauthentication yes", "without a key"),
        ("permitemptypasswords no", "permitemptypasswords yes", "without a key"),
        ("permituserenvironment no", "permituserenvironment yes", "Files of the home"),
        ("permituserenvironment no", "permituserenvironment LANG,LC_*", "Files of the home"),
        ("permituserrc no", "permituserrc yes", "Files of the home"),
        ("permittty yes", "permittty no", "no terminal"),
        ("forcecommand none", "forcecommand internal-sftp", "another command"),
        ("disableforwarding yes", "disableforwarding no", "other machines and ports"),
        ("acceptenv LC_*", "acceptenv PYTHONPATH", "variables"),
        ("acceptenv LC_*", "acceptenv *", "variables"),
        ("acceptenv LC_*", "acceptenv LC_* TEXTUAL*", "TEXTUAL*"),
        ("authorizedkeyscommand /bin/sh %t %k", "authorizedkeyscommand none", "does not ask"),
        ("authorizedkeyscommand /bin/sh %t %k", "authorizedkeyscommand /nowhere/keys", "is not there"),
        ("exposeauthinfo yes\n", "", "which key has logged in"),
        ("authorizedkeysfile none\n", "", "Other keys"),
    ],
)
def test_each_setting_that_leaves_something_open_is_named(setting: str, instead: str, said: str):
    found = told(SAFE.replace(setting, instead))
    assert found, instead
    assert all(said in each for each in found), found


def test_forwarding_may_be_forbidden_one_by_one():
    text = SAFE.replace("disableforwarding yes", "disableforwarding no")
    for name in ("allowtcpforwarding", "allowagentforwarding", "allowstreamlocalforwarding", "x11forwarding"):
        text = text.replace(f"{name} yes", f"{name} no")
    assert told(text) == []
    (found,) = told(text.replace("permittunnel no", "permittunnel point-to-point"))
    assert "permittunnel" in found


@ROOT
def test_a_script_that_others_may_change_is_no_gate(tmp_path: Path):
    tmp_path.chmod(0o755)
    script = tmp_path / "keys"
    script.touch(0o755)
    os.chown(script, NOBODY, 0)
    text = SAFE.replace("/bin/sh", str(script))
    assert any(str(script) in each for each in told(text))
    os.chown(script, 0, 0)
    script.chmod(0o775)
    assert any(str(script) in each for each in told(text))


@ROOT
def test_what_the_account_may_change_on_the_way_is_named(tmp_path: Path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    for each in (tmp_path, inner, inner.parent):
        each.chmod(0o755)
    who = account()
    assert of_service.writable(str(inner), who) == ""
    os.chown(inner.parent, NOBODY, 0)
    assert of_service.writable(str(inner), who) == str(inner.parent)
    os.chown(inner.parent, 0, NOBODY)
    assert of_service.writable(str(inner), who) == ""
    inner.parent.chmod(0o775)
    assert of_service.writable(str(inner), who) == str(inner.parent)
    inner.parent.chmod(0o1777)
    assert of_service.writable(str(inner), who) == ""
    inner.chmod(0o777)
    assert of_service.writable(str(inner), who) == str(inner)
    inner.parent.chmod(0o755)
    inner.chmod(0o755)
    (tmp_path / "link").symlink_to(inner)
    os.chown(inner, NOBODY, 0)
    assert of_service.writable(str(tmp_path / "link"), who) == str(inner)


@for_each(
    "shell, fine",
    [("/bin/sh", True), ("", True), ("/bin/bash", True), ("/usr/sbin/nologin", False), ("/bin/zsh", False)],
)
def test_only_a_shell_that_reads_nothing_of_its_own_will_do(shell: str, fine: bool):
    assert [each.fine for each in of_service.shell(account(shell=shell))] == [fine]


@ROOT
def test_a_home_in_which_the_account_writes_is_a_way_out(tmp_path: Path):
    tmp_path.chmod(0o755)
    home = tmp_path / "home"
    home.mkdir(mode=0o755)
    assert [each.fine for each in of_service.home(account(home))] == [True]
    rc = home / ".bashrc"
    rc.touch()
    assert [each.fine for each in of_service.home(account(home))] == [True]
    os.chown(rc, NOBODY, 0)
    assert [each.fine for each in of_service.home(account(home))] == [True, False]
    os.chown(home, NOBODY, 0)
    assert [each.fine for each in of_service.home(account(home))] == [False, False]


@ROOT
def test_a_folder_that_others_write_needs_no_key(tmp_path: Path):
    folder = tmp_path / "acme"
    folder.mkdir(mode=0o700)
    os.chown(folder, NOBODY, NOBODY)
    assert [each.fine for each in of_service.closed(str(folder), account())] == [True]
    (folder / "journal").touch()
    assert "journal" in t(next(of_service.closed(str(folder), account())).words)
    os.chown(folder / "journal", NOBODY, NOBODY)
    folder.chmod(0o2770)
    assert [each.fine for each in of_service.closed(str(folder), account())] == [False]
