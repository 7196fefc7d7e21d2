"""A real sshd of the tests' own: on loopback, for an account of its own, whose keys are given by `let_in`.

The account is whoever runs the tests, root, by another name and with another home: only for this sshd, by an
`/etc` that is mounted over the machine's for it alone.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
ACCOUNT = "concordkeeper"
SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
#: What sshd writes down of logins, elsewhere than here.
_NOTED = ("/var/log/lastlog", "/var/log/wtmp", "/var/log/btmp", "/run/utmp")
#: What a program wants of `/etc`.
_OF_THE_MACHINE = "/etc/group", "/etc/nsswitch.conf", "/etc/hosts", "/etc/localtime", "/etc/ld.so.cache"
#: The exchange of keys is the quickest: it takes half of a login otherwise.
_CONFIG = """
ListenAddress 127.0.0.1
Port {port}
HostKey {folder}/host
AuthorizedKeysFile {folder}/authorized_keys
PidFile none
UsePAM no
UseDNS no
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin forced-commands-only
ExposeAuthInfo yes
MaxStartups 100
KexAlgorithms curve25519-sha256
Subsystem sftp internal-sftp
AcceptEnv LANG LC_* COLORTERM NO_COLOR CONCORD_* TEXTUAL* XDG_*
"""


def why_not() -> str:
    """Why there can be no sshd here; empty where there can."""
    if SSHD is None or shutil.which("ssh") is None or shutil.which("ssh-keygen") is None:
        return "OpenSSH is not installed"
    if os.geteuid() != 0:
        return "only root gives sshd an account of its own"
    tried = subprocess.run(
        ["unshare", "-m", "mount", "--bind", "/dev/null", "/etc/passwd"], check=False, capture_output=True
    )
    return "" if tried.returncode == 0 else "nothing can be mounted here"


class Sshd:
    """Running on ``port``; the home of the account is ``home``."""

    def __init__(self, folder: Path, more: str = "") -> None:
        """``more`` comes before its configuration."""
        self.folder = folder
        self.home = folder / "home"
        self.home.mkdir()
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._make_key("host")
        (folder / "authorized_keys").write_text("")
        line = f"{ACCOUNT}:x:{os.geteuid()}:{os.getegid()}::{self.home}:/bin/sh\n"
        (folder / "etc").mkdir()
        for name in filter(os.path.exists, _OF_THE_MACHINE):
            shutil.copy(name, folder / "etc")
        (folder / "etc" / "passwd").write_text(line + Path("/etc/passwd").read_text())
        (folder / "sshd_config").write_text(more + _CONFIG.format(port=self.port, folder=folder))

    def start(self) -> None:
        """Start it, and wait until it answers."""
        mounts = [("etc", "/etc")] + [("/dev/null", name) for name in _NOTED if os.path.exists(name)]
        typed = ["mkdir -p -m 755 /run/sshd", *(f"mount --bind {what} {where}" for what, where in mounts)]
        typed.append(f"exec {SSHD} -D -e -f {self.folder}/sshd_config")
        with (self.folder / "log").open("ab") as log:
            command = ["unshare", "-m", "--propagation", "private", "sh", "-c", " && ".join(typed)]
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder)
        for _ in range(200):
            with socket.socket() as tried:
                if tried.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.02)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.terminate()
            self._process.wait(30)

    def let_in(self, name: str, command: str) -> str:
        """Give a new key called ``name`` the one command; its line in a file that ends in .pub."""
        public = self._make_key(name)
        with (self.folder / "authorized_keys").open("a") as file:
            file.write(f'restrict,pty,command="{command}" {public}\n')
        return public

    def _make_key(self, name: str) -> str:
        path = self.folder / name
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", path], check=True)
        return (self.folder / f"{name}.pub").read_text().strip()

    def command(self, name: str, *words: str, options: Sequence[str] = ()) -> list[str]:
        """The words of `ssh` by which that key asks for something."""
        known = ["StrictHostKeyChecking=no", "UserKnownHostsFile=/dev/null", "IdentitiesOnly=yes", "LogLevel=ERROR"]
        said = [word for each in known for word in ("-o", each)]
        by = ["-i", str(self.folder / name), "-p", str(self.port)]
        return ["ssh", "-F", "none", *said, *by, *options, f"{ACCOUNT}@127.0.0.1", *words]

    def ssh(
        self, name: str, *words: str, stdin: bytes = b"", options: Sequence[str] = (), env: dict[str, str] | None = None
    ) -> "subprocess.CompletedProcess[bytes]":
        """What came of it."""
        command = self.command(name, *words, options=options)
        sent = {"PATH": os.environ["PATH"], **(env or {})}
        return subprocess.run(command, input=stdin, capture_output=True, timeout=60, env=sent, check=False)


def program() -> str:
    """How the line of a key starts this Concord."""
    return f"env PYTHONPATH={ROOT} {sys.executable} -m tui"


@contextmanager
def running(folder: Path, more: str = "") -> Iterator[Sshd]:
    """One in that folder, which is there for it."""
    sshd = Sshd(folder, more)
    sshd.start()
    try:
        yield sshd
    finally:
        sshd.stop()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]
