"""What befalls a PostgreSQL server of the tests' own: paused, followed by a standby, reached through a pooler."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.postgres_server import Server, _free_port, _other_user, program


def processes(server: Server) -> list[int]:
    """Those of the server, itself first."""
    assert server._process is not None
    first = server._process.pid
    return [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]


def tell(server: Server, what: signal.Signals) -> None:
    """``SIGSTOP`` pauses all of it, ``SIGCONT`` lets it go on."""
    for pid in processes(server):
        with suppress(ProcessLookupError):
            os.kill(pid, what)


@contextmanager
def standby_of(primary: Server) -> Iterator[Server]:
    """A server that follows another one, until `promoted`."""
    above = Path(tempfile.mkdtemp(prefix="concord-standby-"))
    above.chmod(0o711)
    made = Server(above / "data")
    made.folder.mkdir(0o700)
    if made._as:
        os.chown(made.folder, made._as["user"], made._as["group"])
    try:
        source = f"postgresql://postgres@127.0.0.1:{primary.port}/postgres?application_name=standby"
        copy = [str(program("pg_basebackup")), "-D", str(made.folder), "-R", "--no-sync", "-c", "fast", "-d", source]
        made._run(copy)
        made.start()
        yield made
    finally:
        made.stop(signal.SIGQUIT)
        shutil.rmtree(above, ignore_errors=True)


def follow(primary: Server, *, wait: bool) -> None:
    """Whether a commit waits until a standby has it."""
    primary.run(f"ALTER SYSTEM SET synchronous_standby_names = '{'*' if wait else ''}'")
    primary.run("SELECT pg_reload_conf()")


def both(address: str, primary: Server, standby: Server) -> str:
    """The address of whichever of them can be written."""
    hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
    return address.replace(f"127.0.0.1:{primary.port}", hosts) + "&target_session_attrs=read-write"


POOLER = """
[databases]
acme = host=127.0.0.1 port={to} dbname=acme
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 2
max_client_conn = 100
server_login_retry = 1
logfile = {folder}/log
"""


class Pooler:
    """pgbouncer in transaction mode in front of a server."""

    def __init__(self, folder: Path, server: Server, people: Sequence[str]) -> None:
        self.port = _free_port()
        self._account: dict[str, Any] = _other_user()
        self._file = folder / "pooler.ini"
        self._process: subprocess.Popen[bytes] | None = None
        self._file.write_text(POOLER.format(to=server.port, port=self.port, folder=folder))
        (folder / "users").write_text("".join(f'"{each}" ""\n' for each in people))
        folder.chmod(0o777)

    def start(self) -> None:
        command = [str(shutil.which("pgbouncer") or "/usr/sbin/pgbouncer"), "-q", str(self._file)]
        self._process = subprocess.Popen(command, stderr=subprocess.DEVNULL, cwd="/", **self._account)

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None


@contextmanager
def pooler(server: Server, people: Sequence[str]) -> Iterator[Pooler]:
    """One that runs, and is gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="concord-pooler-"))
    made = Pooler(folder, server, people)
    try:
        made.start()
        yield made
    finally:
        made.kill()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def small_disk(mebibytes: int, server: Server) -> Iterator[Path]:
    """A folder of the server's on a file system of that size. Raises PermissionError where none may be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="concord-disk-"))
    folder.chmod(0o711)
    place = folder / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "none", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        shutil.rmtree(folder)
        raise PermissionError(mounted.stderr.decode())
    try:
        if server._as:
            os.chown(place, server._as["user"], server._as["group"])
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=False)
        shutil.rmtree(folder, ignore_errors=True)
