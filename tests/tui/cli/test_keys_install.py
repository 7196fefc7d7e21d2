"""What `concord keys install` writes: into a place of the tests' own, tried by a real sshd where there is one."""

import os
import subprocess
from pathlib import Path

import pytest

from store.errors import Failed
from store.workspace import key_lines
from tests.for_each import for_each
from tests.store.workspace.public_keys import ed25519
from tests.tui.cli.conftest import Concord
from tui.cli.sshd import installing
from tui.cli.sshd.installing import SshdPlace, install, planned
from tui.cli.sshd.key_script import script
from tui.cli.sshd.sshd_block import block, includes, settings, with_block

#: Tells of the configuration what it has written into `told`, or refuses it in words.
SSHD = """\
#!/bin/sh
grep -q Refuse "$2" "$(dirname "$2")"/sshd_config.d/* 2>/dev/null && echo "line 1: Bad word" >&2 && exit 255
case " $* " in *" -T "*) cat "$(dirname "$0")/told" ;; esac
"""


def told(place: SshdPlace) -> str:
    """What sshd says where all holds."""
    wanted = [(name, value) for name, value in settings("acme", place.script("acme")) if name != "AcceptEnv"]
    taken = [("acceptenv", each) for each in ["LANG", "LC_ALL", "LC_MESSAGES", "COLORTERM"]]
    return "".join(f"{name.lower()} {value}\n" for name, value in [*wanted, *taken])


@pytest.fixture
def place(tmp_path: Path) -> SshdPlace:
    folder = tmp_path / "ssh"
    (folder / "sshd_config.d").mkdir(parents=True)
    (folder / "sshd_config").write_text("# mine\nInclude sshd_config.d/*.conf\nX11Forwarding yes\n")
    place = SshdPlace(str(folder), str(tmp_path / "sshd"))
    Path(place.program).write_text(SSHD)
    Path(place.program).chmod(0o755)
    (tmp_path / "told").write_text(told(place))
    return place


def written(place: SshdPlace) -> dict[str, tuple[int, str]]:
    files = (path for path in Path(place.folder).rglob("*") if path.is_file())
    return {str(path.relative_to(place.folder)): (path.stat().st_mode & 0o777, path.read_text()) for path in files}


def files(place: SshdPlace, lines: str = "/srv/acme/authorized_keys"):
    return planned(place, "acme", lines, key_lines.unknown(["/usr/local/bin/concord"]))


def test_it_writes_a_script_and_a_block_and_nothing_the_second_time(place: SshdPlace):
    before = written(place)
    done = install(place, "acme", files(place))
    after = written(place)
    assert [os.path.relpath(path, place.folder) for path in done] == ["concord-keys.acme", "sshd_config.d/concord.conf"]
    assert after["sshd_config"] == before["sshd_config"]
    assert (after["concord-keys.acme"][0], after["sshd_config.d/concord.conf"][0]) == (0o755, 0o644)
    assert "Match User acme\n" in after["sshd_config.d/concord.conf"][1]
    assert install(place, "acme", files(place)) == []
    assert written(place) == after


@pytest.mark.parametrize("wrong", ["refused", "otherwise", "killed"])
@pytest.mark.parametrize("again", [False, True])
def test_what_sshd_does_not_take_is_taken_back(
    place: SshdPlace, wrong: str, again: bool, monkeypatch: pytest.MonkeyPatch
):
    if again:
        install(place, "acme", files(place))
    before = written(place)
    other = files(place, "/srv/other/authorized_keys")
    if wrong == "refused":
        other = [*other[:1], installing.SshdFile(other[1].path, "Refuse\n", 0o644)]
    elif wrong == "otherwise":
        Path(place.program).with_name("told").write_text(told(place).replace("permituserrc no", "permituserrc yes"))
    else:
        real, asked = installing._asked, []

        def interrupted(*words: object):
            asked.append(words)
            if len(asked) == 2:
                raise KeyboardInterrupt
            return real(*words)  # type: ignore[arg-type]

        monkeypatch.setattr(installing, "_asked", interrupted)
    with pytest.raises((Failed, KeyboardInterrupt)) as refused:
        install(place, "acme", other)
    assert written(place) == before
    said = {"refused": "Bad word", "otherwise": "PermitUserRC no", "killed": ""}
    assert said[wrong] in str(refused.value)


def test_a_configuration_that_is_broken_already_is_left_alone(place: SshdPlace):
    Path(place.config).write_text("Refuse\n")
    before = written(place)
    with pytest.raises(Failed) as refused:
        install(place, "acme", files(place))
    assert "as it is now: line 1: Bad word" in str(refused.value)
    assert written(place) == before


def test_without_an_include_it_stands_between_marks_of_its_own(place: SshdPlace):
    mine = "# mine\nX11Forwarding yes\nMatch User git\n    PermitTTY no"
    Path(place.config).write_text(mine)
    install(place, "acme", files(place))
    text = Path(place.config).read_text()
    assert text.startswith(mine + "\n# >>> concord acme: ")
    Path(place.config).write_text(text + "Match User later\n    PermitTTY no\n")
    assert install(place, "acme", files(place)) == []
    install(place, "acme", files(place, "/srv/moved/authorized_keys"))
    assert Path(place.config).read_text() == text + "Match User later\n    PermitTTY no\n"


def test_two_accounts_have_a_block_each():
    both = with_block(with_block("", "acme", block("acme", "/a")), "beifeng", block("beifeng", "/b"))
    assert both.count("Match User") == 2
    assert with_block(both, "acme", block("acme", "/a")) == both
    assert with_block(both, "acme", "") == block("beifeng", "/b")


@for_each(
    "text, reads",
    [
        ("Include /etc/ssh/sshd_config.d/*.conf\n", True),
        ("  include sshd_config.d/*.conf # all\n", True),
        ('Include="/etc/ssh/sshd_config.d/concord.conf"\n', True),
        ("Include /etc/other/*.conf /etc/ssh/sshd_config.d/*\n", True),
        ("#Include /etc/ssh/sshd_config.d/*.conf\n", False),
        ("Include /etc/ssh/*/*.conf\n", True),
        ("Include /etc/ssh/*.conf\n", False),
        ("Include /etc/ssh/sshd_config.d/*.cfg\n", False),
        ("Match User git\nInclude /etc/ssh/sshd_config.d/*.conf\n", False),
        ('Include "\n', False),
        ("\n", False),
    ],
)
def test_whether_a_file_beside_it_is_read(text: str, reads: bool):
    assert includes(text, "/etc/ssh/sshd_config.d/concord.conf", "/etc/ssh") is reads


@pytest.mark.skipif(not os.path.exists("/usr/sbin/sshd"), reason="there is no sshd")
@pytest.mark.parametrize(
    "text", ["Include {folder}/sshd_config.d/*.conf\n", "AcceptEnv FOO\nPasswordAuthentication yes\n"]
)
def test_a_real_sshd_takes_it(tmp_path: Path, text: str):
    folder = tmp_path / "ssh"
    (folder / "sshd_config.d").mkdir(parents=True)
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / "host")], check=True)
    place = SshdPlace(str(folder))
    Path(place.config).write_text(f"HostKey {folder}/host\n{text.format(folder=folder)}")
    if installing._asked(place, "-t")[1]:
        pytest.skip("this sshd takes no configuration here: " + installing._asked(place, "-t")[1])
    assert len(install(place, "acme", files(place))) == 2
    before = Path(place.config).read_text()
    Path(place.config).write_text("Match User acme\n    PermitTTY no\nMatch all\n" + before)
    with pytest.raises(Failed) as refused:
        install(place, "acme", files(place))
    assert "PermitTTY yes" in str(refused.value)


# The script, as sshd runs it


def asked(path: Path, *words: str) -> str:
    env = {"PATH": "/usr/bin:/bin", "LANG": "zh_CN.UTF-8"}
    return subprocess.run(["/bin/sh", path, *words], env=env, capture_output=True, text=True, check=True).stdout


@pytest.fixture(params=["acme", 'it\'s "100%" $(touch x) `y` \\', "北风"])
def answered(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Path, Path]:
    """The script, and the prepared lines: of two keys, and of one whose comment has another's key in it."""
    folder = tmp_path / str(request.param)
    folder.mkdir()
    lines = folder / "authorized_keys"
    odd = f"x {' '.join(ed25519(1).split()[:2])} y"
    held = [f"A {ed25519(1)}", f"B {ed25519(2, '李雷')}", f"C {ed25519(3, odd)}", "D ssh-rsa AAAA.*+ z"]
    lines.write_text("\n".join(["#program x", *held, ""]))
    path = tmp_path / "keys"
    path.write_text(script("acme", str(lines), key_lines.unknown(["/usr/local/bin/concord"])))
    subprocess.run(["/bin/sh", "-n", path], check=True)
    return path, lines


def test_the_script_gives_a_keys_line_and_that_of_an_unknown_key(answered: tuple[Path, Path]):
    path, lines = answered
    assert asked(path, *ed25519(2).split()[:2]) == f"B {ed25519(2, '李雷')}\n"
    assert asked(path, *ed25519(1).split()[:2]).splitlines()[0] == f"A {ed25519(1)}"  # sshd holds each to the key
    new = " ".join(ed25519(9).split()[:2])
    unknown = f'restrict,command="/usr/local/bin/concord serve --unknown" {new}\n'
    assert asked(path, *new.split()) == unknown
    lines.unlink()
    assert asked(path, *new.split()) == unknown
    path.write_text(script("acme", str(lines), ""))
    assert asked(path, *new.split()) == ""


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("ssh-ed25519",),
        ("ssh-ed25519", ""),
        ("", "AAAA"),
        ("ssh-ed25519", "."),
        ("ssh-ed25519", ".*"),
        ("ssh-rsa", "AAAA.*+"),
        ("ssh-ed25519", "AAAA BBBB"),
        ("ssh-ed25519", "AAAA\nBBBB"),
        ("ssh-ed25519", 'AAAA" x'),
        ("$(touch pwned)", "AAAA"),
        ("ssh-ed25519", "`touch pwned`"),
        ("-e", "-f"),
        ("ssh ed25519", "AAAA"),
        ("ssh-ed25519\nx", "AAAA"),
        ("ssh-ed25519", "äöü"),
    ],
)
def test_the_script_says_nothing_to_what_is_no_key(answered: tuple[Path, Path], words: tuple[str, ...]):
    said = asked(answered[0], *words)
    assert said == "" or words == ("-e", "-f")  # letters that a key could have: still nobody's
    assert not Path("pwned").exists()


def test_only_root_installs_and_anybody_may_look(
    acme: Path, concord: Concord, place: SshdPlace, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("tui.cli.sshd.keys_install.PLACE", place)
    monkeypatch.setattr("tui.cli.sshd.installing.user_name", lambda _uid: "acme")
    monkeypatch.setattr("tui.cli.sshd.installing.ROOT", -1)
    before = written(place)
    ran = concord("keys", "install", "--dry-run")
    assert (ran.code, f"==> {place.script('acme')} (755)" in ran.out, "Match User acme" in ran.out) == (0, True, True)
    assert [each["mode"] for each in concord("keys", "install", "--dry-run", "--json").objects] == ["755", "644"]
    assert "--unknown" not in concord("keys", "install", "--dry-run", "--only-known").out
    assert written(place) == before
    concord("keys", "add", "ana", *ed25519().split())
    ran = concord("keys", "install")
    assert (ran.code, "once it is reloaded" in ran.err) == (0, True)
    assert asked(Path(place.script("acme")), *ed25519().split()[:2]).endswith(f"{ed25519()}\n")
    assert "was told already" in concord("keys", "install").err
    monkeypatch.setattr("os.access", lambda _path, _mode: False)
    assert "sudo" in concord("keys", "install").err


def test_what_root_owns_is_not_let_in(acme: Path, concord: Concord, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("tui.cli.sshd.installing.ROOT", os.stat(acme).st_uid)
    assert concord("keys", "install", "--dry-run").code == 1
    monkeypatch.setattr("tui.cli.sshd.installing.ROOT", -1)
    monkeypatch.setattr("tui.cli.sshd.installing.user_name", lambda _uid: "*")
    assert concord("keys", "install", "--dry-run").code == 1
