"""What leads out elsewhere, by a real sshd that allows everything: only the line of the key stands between.

What the loader and the interpreter obey before Concord runs (LD_*, PYTHON*) sshd alone keeps out: see `AcceptEnv` in
`tui/cli/sshd/sshd_block.py`, and what the doctor says of more.
"""

import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import textual.constants

import tests.sshd
from tests.service.conftest import make_workspace
from tests.sshd import ROOT, Sshd, program
from tests.terminal.pseudo import Terminal

pytestmark = pytest.mark.skipif(bool(tests.sshd.why_not()), reason=tests.sshd.why_not())
ALL = "AcceptEnv *\nPermitUserEnvironment yes\nX11Forwarding yes\nGatewayPorts yes\n"
#: What Concord, Textual, Rich, Python's library and what it might start obey.
NAMES = f"""
CONCORD_WORKSPACE CONCORD_CHARACTERS CONCORD_LONG {
    " ".join(sorted(set(re.findall(r"TEXTUAL_[A-Z_]+", Path(textual.constants.__file__).read_text()))))
} ESCDELAY FORCE_COLOR TTY_COMPATIBLE TTY_INTERACTIVE JUPYTER_COLUMNS JUPYTER_LINES COLUMNS LINES
XDG_STATE_HOME XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR XDG_CONFIG_DIRS XDG_DATA_DIRS
HOME TMPDIR TEMP TMP TZ TZDIR LANGUAGE LC_CTYPE LC_TIME TERMINFO TERMINFO_DIRS TERMCAP NETRC SSL_CERT_FILE
BROWSER EDITOR VISUAL PAGER SHELL ENV BASH_ENV MAIL USER LOGNAME TMUX STY DISPLAY WAYLAND_DISPLAY SSH_AUTH_SOCK
PGHOST PGSERVICEFILE PGPASSFILE PGSSLROOTCERT PGUSER http_proxy VIRTUAL_ENV CLICOLOR INPUTRC HISTFILE
""".split()
#: What a shell of a login reads.
LOGIN = (".profile", ".bashrc", ".bash_profile")


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """One key of bo's, and one of his whose session notes what it opens."""
    folder = tmp_path_factory.mktemp("sshd")
    with tests.sshd.running(folder, ALL) as running:
        make_workspace(running.home / "acme")
        served = f"serve bo --workspace {running.home}/acme"
        (folder / "notes").write_text("")
        noted = f"env PYTHONPATH={ROOT} {sys.executable} -m tests.service.noted {folder}/notes"
        lines = [running.let_in("bo", f"{program()} {served}"), running.let_in("noted", f"{noted} {served}")]
        (running.home / "acme" / "keys").write_text("".join(f"bo {line}\n" for line in lines))
        yield running


def opened(sshd: Sshd, *options: str) -> set[str]:
    """What a command opens, and the screen; what differs each time apart."""
    notes = sshd.folder / "notes"
    notes.write_text("")
    assert sshd.ssh("noted", "list action", options=options).returncode == 0
    with Terminal(sshd.command("noted", options=("-tt", *options)), columns=100, rows=30) as terminal:
        terminal.wait_for(r"\? keys", 60)
        terminal.settle()
        terminal.send("q")
        assert terminal.wait(30) == 0
    return {re.sub(r"\d{3,}|sshauth\..*", "…", line) for line in notes.read_text().splitlines()}


def test_what_is_sent_along_changes_no_file_that_is_opened(sshd: Sshd, tmp_path: Path):
    plain = opened(sshd)
    (tmp_path / "x").write_text("")
    sent = opened(sshd, "-o", "SetEnv=" + " ".join(f"{name}={tmp_path}/x" for name in NAMES))
    assert not [path for path in sent if str(tmp_path) in path]
    assert sent - plain == set()
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


def test_files_of_the_account_for_a_login_are_not_run_nor_read(sshd: Sshd):
    own = sshd.home / ".ssh"
    own.mkdir()
    for name, text in (("rc", "touch ../ran; echo ran"), ("environment", "CONCORD_LANG=zh\nLANG=zh_CN.UTF-8\n")):
        (own / name).write_text(text)
    for name in LOGIN:
        (sshd.home / name).write_text(f"touch {sshd.home}/ran\n")
    ran = sshd.ssh("bo", "version")
    shutil.rmtree(own)
    assert ran.returncode == 0
    assert ran.stdout.startswith(b"concord ")
    assert {path.name for path in sshd.home.iterdir()} == {"acme", ".local", *LOGIN}


def test_no_command_is_more_than_its_words(sshd: Sshd):
    for asked, said in (
        ("list action\ntouch pwned", b"There is no shell here"),
        ("list action > pwned", b"There is no shell here"),
        ("list \udcff\udcfe", b"is not UTF-8"),
        ("comment A-1 " + "x" * 100_000, b"There is no A-1"),
        ("comment A-1 " + "x" * 120_000 + " " + "x" * 120_000, b""),  # the system starts nothing by so much
    ):
        ran = sshd.ssh("bo", *asked.split(" "))
        assert (ran.returncode != 0, ran.stdout, said in ran.stderr) == (True, b"", True), ran.stderr
    assert {path.name for path in sshd.home.iterdir()} <= {"acme", ".local", *LOGIN}
    assert sshd.ssh("bo", *["x" * 100_000] * 10).returncode != 0


def test_a_key_lets_a_terminal_in_and_one_command_and_nothing_else(sshd: Sshd):
    """Neither agent, X11, ports, sockets nor files of a login."""
    ran = sshd.ssh("bo", "version", options=("-A", "-X", "-o", "LogLevel=VERBOSE", "-v"))
    assert ran.returncode == 0
    assert re.search(rb"Remote: .* key options: command pty(?: restrict)?\r?\n", ran.stderr), ran.stderr
    back = ("-o", "ExitOnForwardFailure=yes", "-R", f"{sshd.home}/socket:127.0.0.1:{sshd.port}")
    assert sshd.ssh("bo", "version", options=back).returncode == 255
    assert not (sshd.home / "socket").exists()


@pytest.mark.parametrize("to", ["127.0.0.1:{port}", "{home}/acme/socket", None])
def test_a_line_without_a_command_leads_nowhere(sshd: Sshd, tmp_path: Path, to: str | None):
    """`ssh -N` with ports of one's own that lead to another port there, to a socket, or wherever is asked for (-D)."""
    here = tmp_path / "here"
    where = ("-D", "127.0.0.1:1") if to is None else ("-L", f"{here}:{to.format(port=sshd.port, home=sshd.home)}")
    if to is None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            where = ("-D", f"127.0.0.1:{free.getsockname()[1]}")
    with subprocess.Popen(sshd.command("bo", options=("-N", *where)), stderr=subprocess.PIPE) as line:
        try:
            assert talk(here, where[1], sshd.port) == b""
        finally:
            line.kill()


def talk(here: Path, where: str, port: int) -> bytes:
    """What answers behind a port of one's own, once that is there."""
    by_socks = not where.startswith(str(here))
    with socket.socket(socket.AF_INET if by_socks else socket.AF_UNIX) as end:
        address = ("127.0.0.1", int(where.split(":")[1])) if by_socks else str(here)
        for _ in range(500):
            if end.connect_ex(address) == 0:
                break
            time.sleep(0.02)
        end.settimeout(20)
        if by_socks:  # version 5, no name: to that address (RFC 1928, 3 and 4)
            end.sendall(b"\x05\x01\x00")
            assert end.recv(2) == b"\x05\x00"
            end.sendall(b"\x05\x01\x00\x01\x7f\x00\x00\x01" + port.to_bytes(2, "big"))
        try:
            return end.recv(100)
        except ConnectionResetError:
            return b""


@pytest.mark.parametrize("words", [("scp", "-O"), ("sftp", "-b", "/dev/null")])
def test_no_file_goes_over_the_line(sshd: Sshd, tmp_path: Path, words: tuple[str, ...]):
    by = sshd.command("bo")[1:-1]
    by[by.index("-p")] = "-P"
    there = f"{tests.sshd.ACCOUNT}@127.0.0.1"
    asked = [*words, *by, *((f"{there}:acme/keys", str(tmp_path)) if words[0] == "scp" else (there,))]
    assert subprocess.run(asked, capture_output=True, check=False, timeout=60).returncode != 0
    assert list(tmp_path.iterdir()) == []
