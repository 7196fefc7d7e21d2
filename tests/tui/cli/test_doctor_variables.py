"""What a login carries from its variables that keeps Concord from working is found, with what puts it right."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from tui.cli.diagnoses import of_machine

ROOT = Path(__file__).parents[3]


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("LC_ALL", "C", "export LC_ALL=C.UTF-8"),
        ("LANG", "POSIX", "export LANG=C.UTF-8"),
        ("LANG", "xx_YY.GBK", "export LANG=C.UTF-8"),
        ("LANG", "zh_CN.GBK", "export LANG=zh_CN.UTF-8"),
        ("PYTHONIOENCODING", "latin-1", "unset PYTHONIOENCODING"),
        ("PYTHONPYCACHEPREFIX", "/dev/null", "unset PYTHONPYCACHEPREFIX"),
        ("CONCORD_LANGUAGE", "en", "export CONCORD_LANG=en && unset CONCORD_LANGUAGE"),
        ("TERM", "dumb", "export TERM=xterm-256color"),
        ("TERM", "", "export TERM=xterm-256color"),
        ("TERM", "xterm-256colour", "export TERM=xterm-256color"),
        ("PYTHONPATH", "store.py", "unset PYTHONPATH"),
        ("PYTHONPATH", "tui/__init__.py", "unset PYTHONPATH"),
    ],
)
def test_what_a_login_carries_is_put_right(acme: Path, tmp_path: Path, name: str, value: str, wanted: str):
    env = {"LANG": "C.UTF-8", "TERM": "xterm", "HOME": str(tmp_path), "CONCORD_WORKSPACE": str(acme)}
    env |= {"PATH": os.environ["PATH"], "XDG_CONFIG_HOME": str(tmp_path / "config"), "PYTHONPATH": str(ROOT)}
    if name == "PYTHONPATH":
        (tmp_path / "other" / value).parent.mkdir(parents=True)
        (tmp_path / "other" / value).touch()
        value = f"{tmp_path}/other:{ROOT}"
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    command = [sys.executable, "-c", "import concord_start; concord_start.start()", "doctor"]
    env[name] = value
    process = subprocess.Popen(command, env=env, cwd=tmp_path, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    said = b""
    try:
        while more := os.read(ours, 4096):
            said += more
    except OSError:
        pass  # so a terminal ends
    os.close(ours)
    assert process.wait() == 1, said.decode()
    lines = said.decode("utf-8", "replace").split("\r\n")
    assert wanted in [line.strip() for line in lines], said.decode()
    assert lines[[line.strip() for line in lines].index(wanted) - 1].startswith("!!")


def test_another_store_that_was_taken_for_ours_is_named_with_the_way_out(tmp_path: Path):
    (tmp_path / "store.py").write_text("raise SystemExit('it runs')")
    for lang, said in (("C.UTF-8", "is in the way"), ("zh_CN.UTF-8", "挡住了路")):
        env = {"LANG": lang, "PYTHONPATH": f"{tmp_path}:{ROOT}", "PATH": os.environ["PATH"]}
        command = [sys.executable, "-X", "utf8", "-m", "tui", "doctor"]
        ran = subprocess.run(command, env=env, cwd="/", capture_output=True, check=False)
        assert ran.returncode == 1
        assert said in ran.stderr.decode()
        assert f"{tmp_path}" in ran.stderr.decode()
        assert "unset PYTHONPATH" in ran.stderr.decode()


@pytest.mark.parametrize(
    ("name", "files", "part"),
    [
        ("Other-Store", {"RECORD": "store/__init__.py,,\nstore/a.py,,\n"}, "store"),
        ("shop", {"RECORD": 'shop.py,,\n"tui.py",,\n'}, "tui"),
        ("legacy", {"top_level.txt": "legacy\ntui\n", "RECORD": "legacy/a.py,,\n"}, "tui"),
        ("stores", {"RECORD": "stores/a.py,,\nstore_of/a.py,,\na/store/b.py,,\n"}, ""),
        ("concord_workspace", {"RECORD": "store/__init__.py,,\n"}, ""),
        ("broken", {}, ""),
    ],
)
def test_a_package_that_brings_what_is_called_as_ours_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, files: dict[str, str], part: str
):
    installed = tmp_path / f"{name}-1.dist-info"
    installed.mkdir()
    for file, text in {"METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n", **files}.items():
        (installed / file).write_text(text)
    for path in files.get("RECORD", "").replace('"', "").split(",,\n")[:-1]:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    monkeypatch.delenv("PYTHONPATH", raising=False)
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    said = [str(each.words) for each in of_machine._in_the_way()]
    assert said == ([f"The package {name} is installed beside Concord and brings another `{part}`"] if part else [])
