"""A real sshd: each key is one person, with pipes and a terminal, and there is nothing but Concord behind it."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import psutil
import pytest

import tests.sshd
from tests.service.conftest import make_workspace
from tests.sshd import Sshd, program
from tests.terminal.pseudo import Terminal

pytestmark = pytest.mark.skipif(bool(tests.sshd.why_not()), reason=tests.sshd.why_not())


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    """Two people with a key each, which the workspace knows; a key of hers that starts what is his; one unknown."""
    folder = tmp_path_factory.mktemp("sshd")
    with tests.sshd.running(folder) as running:
        make_workspace(running.home / "acme")
        known: list[str] = []
        for key, login in (("ana", "ana"), ("bo", "bo"), ("crossed", "bo"), ("unknown", "bo")):
            public = running.let_in(key, f"{program()} serve {login} --workspace {running.home}/acme")
            known += [f"{'ana' if key == 'crossed' else login} {public}\n"] if key != "unknown" else []
        (running.home / "acme" / "keys").write_text("".join(known))
        yield running


def serving(sshd: Sshd) -> list[psutil.Process]:
    """The sessions that there are."""
    found: list[psutil.Process] = []
    for process in psutil.process_iter(["cmdline"]):
        words = process.info["cmdline"] or []
        if "serve" in words and f"{sshd.home}/acme" in words:
            found.append(process)
    return found


def gone(sshd: Sshd) -> bool:
    """Whether all of them have ended, soon."""
    end = time.monotonic() + 20
    while serving(sshd) and time.monotonic() < end:
        time.sleep(0.05)
    return not serving(sshd)


def test_two_people_with_two_keys_are_each_themselves_with_pipes_and_exit_codes(sshd: Sshd):
    made = sshd.ssh(
        "ana", "add", "action", "--from-json", "-", "--json", stdin=b'{"title": "\xe6\xb5\xb7\xe6\x8a\xa5"}\n'
    )
    assert (made.returncode, made.stderr) == (0, b"")
    assert msgspec.json.decode(made.stdout)["made_by"] == "ana"
    assert sshd.ssh("bo", "comment A-1 -", stdin=b"seen; $(really)\n").returncode == 0
    told = sshd.ssh("bo", "history --json").stdout.splitlines()
    assert [msgspec.json.decode(line)["who"] for line in told][:2] == ["bo", "ana"]
    refused = sshd.ssh("bo", "add person Eve --login eve --role admin")
    assert (refused.returncode, refused.stdout) == (4, b"")
    assert refused.stderr.startswith(b"concord: ")
    chinese = sshd.ssh("bo", "config", options=("-o", "SendEnv=LANG"), env={"LANG": "zh_CN.UTF-8"})
    assert "此处不提供“config”" in chinese.stderr.decode()


def test_a_key_opens_the_door_of_whom_it_is_and_no_other(sshd: Sshd):
    crossed, unknown = sshd.ssh("crossed", "version"), sshd.ssh("unknown", "version")
    assert (crossed.returncode, unknown.returncode) == (4, 4)
    assert b"is not that of bo" in crossed.stderr
    listed = subprocess.run(["ssh-keygen", "-lf", sshd.folder / "unknown.pub"], capture_output=True, check=True)
    assert listed.stdout.split()[1] in unknown.stderr


def test_there_is_nothing_behind_a_key_but_concord(sshd: Sshd, tmp_path: Path):
    (tmp_path / "file").write_text("x")
    asked: list[tuple[str, ...]] = [("sh",), ("list action; touch pwned",), ("-s", "sftp")]
    assert [(ran.returncode, ran.stdout) for ran in (sshd.ssh("bo", *words) for words in asked)] == [(2, b"")] * 3
    assert sshd.ssh("bo", stdin=b"touch pwned\n").returncode == 2
    copy = sshd.command("bo")[1:-1]
    copy[copy.index("-p")] = "-P"
    copy += [str(tmp_path / "file"), f"{tests.sshd.ACCOUNT}@127.0.0.1:stolen"]
    assert subprocess.run(["scp", *copy], capture_output=True, check=False, timeout=60).returncode != 0
    back = ("-o", "ExitOnForwardFailure=yes", "-R", f"127.0.0.1:0:127.0.0.1:{sshd.port}")
    assert sshd.ssh("bo", "version", options=back).returncode == 255
    through = sshd.ssh("bo", options=("-W", f"127.0.0.1:{sshd.port}"))
    assert (through.returncode != 0, b"SSH-2.0" in through.stdout) == (True, False)
    left = {path.name for path in sshd.home.iterdir()}
    assert left <= {"acme", ".local"}


def test_what_a_client_sets_is_not_obeyed(sshd: Sshd, tmp_path: Path):
    sent = {"CONCORD_WORKSPACE": str(tmp_path), "CONCORD_LANG": "zh", "XDG_STATE_HOME": str(tmp_path)}
    sent |= {"TEXTUAL_LOG": str(tmp_path / "log"), "XDG_CONFIG_HOME": str(tmp_path)}
    ran = sshd.ssh(
        "bo", "lsit", options=("-o", f"SetEnv={' '.join(f'{name}={value}' for name, value in sent.items())}")
    )
    assert ran.stderr == b'concord: There is no command "lsit". Did you mean "list"?\n'
    assert list(tmp_path.iterdir()) == []


def test_a_terminal_has_the_screen_that_nothing_stops_and_that_ends_with_the_line(sshd: Sshd):
    command = sshd.command("bo", options=("-tt",))
    with Terminal(command, columns=100, rows=30, env={"LANG": "C.UTF-8"}) as terminal:
        terminal.wait_for(r"\? keys", 60)
        assert "bo (MKT)" in terminal.text()
        terminal.send(b"\x1a")
        terminal.wait_for("no shell|not for whoever", 30)  # what is typed before a refusal is seen is dropped
        terminal.send(b"\x1c?")
        terminal.wait_for("Esc", 30)
        (session,) = serving(sshd)
        assert session.status() not in (psutil.STATUS_STOPPED, psutil.STATUS_ZOMBIE)
        os.kill(terminal.pid, 9)
        assert gone(sshd)


def test_a_line_that_drops_leaves_no_process_and_no_half_of_what_was_to_come(sshd: Sshd):
    with subprocess.Popen(
        sshd.command("bo", "import csv -"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as client:
        assert client.stdin is not None
        client.stdin.write(b"title\nHalf a table\n")
        client.stdin.flush()
        end = time.monotonic() + 30
        while not any(process.num_threads() > 1 for process in serving(sshd)) and time.monotonic() < end:
            time.sleep(0.05)  # it watches its line, and waits for the rest
        client.kill()
    assert gone(sshd)
    assert b"Half a table" not in sshd.ssh("bo", "list action").stdout
