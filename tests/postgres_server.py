"""A PostgreSQL server of the tests' own: on loopback, in a folder that goes with it, without a care for durability."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from glob import glob
from itertools import count
from pathlib import Path
from typing import Any

#: Where distributions put what starts a server, the newest last.
_FOLDERS = "/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin"


def program(name: str) -> str | None:
    """Where that program of the server is; None where there is none."""
    found = sorted((path for each in _FOLDERS for path in glob(f"{each}/{name}")), key=lambda path: (len(path), path))
    return found[-1] if found else shutil.which(name)


def why_not() -> str:
    """Why there can be no server here; empty where there can."""
    try:
        import psycopg  # noqa: F401 (late: an extra)
    except ImportError:
        return "psycopg is not installed"
    return "" if program("initdb") and program("postgres") else "PostgreSQL is not installed"


class Server:
    """Running; ``settings`` are those of `postgresql.conf`."""

    def __init__(self, folder: Path, settings: dict[str, object] | None = None) -> None:
        self.folder = folder
        self.port = _free_port()
        self._settings = {"fsync": "off", "listen_addresses": "127.0.0.1", "max_connections": 60} | (settings or {})
        self._as: dict[str, Any] = _other_user()
        self._numbers = count(1)
        self._process: subprocess.Popen[bytes] | None = None

    def make(self) -> None:
        """Make its folder: `initdb` takes a second, a copy of what it has made a fifth of one."""
        subprocess.run(["cp", "-a", _made_once(), self.folder], check=True)

    def make_anew(self) -> None:
        """The same, by `initdb`."""
        self.folder.mkdir()
        if self._as:
            os.chown(self.folder, self._as["user"], self._as["group"])
        initdb = [str(program("initdb")), "-D", str(self.folder), "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        self._run([*initdb, "--locale=C", "--no-sync"])

    def _run(self, command: list[str]) -> None:
        done = subprocess.run(command, capture_output=True, cwd="/", check=False, **self._as)
        assert done.returncode == 0, done.stderr.decode()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        told = [f"-c{name}={value}" for name, value in self._settings.items()]
        command = [str(program("postgres")), "-D", str(self.folder), f"-p{self.port}", "-k", "", *told]
        log = (self.folder.parent / f"{self.folder.name}.log").open("ab")
        self._process = subprocess.Popen(command, stdout=log, stderr=log, cwd="/", **self._as)
        log.close()
        self.run("SELECT 1", tries=200)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """``SIGINT`` ends it, ``SIGQUIT`` kills it in the midst of what it does."""
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(30)
            self._process = None

    def run(self, statement: str, *values: object, database: str = "postgres", tries: int = 1) -> list[Any]:
        """The rows of a statement, as the superuser."""
        import psycopg

        for left in reversed(range(tries)):
            try:
                with psycopg.connect(self.url("postgres", database), autocommit=True, connect_timeout=2) as connection:
                    cursor = connection.execute(statement, values or None)
                    return cursor.fetchall() if cursor.description is not None else []
            except psycopg.OperationalError:
                if not left:
                    raise
                _pause()
        return []

    def workspace(self, name: str, title: str, people: Sequence[str], database: str = "acme") -> Callable[[str], str]:
        """Make a workspace in a database, into which these roles are let under their names; its address by role.

        Its name is taken to be another for each that is made.
        """
        from store.engine.home.postgres.address import address_of
        from store.engine.home.postgres.connection import Connection
        from store.engine.home.postgres.new_schema import create, let_all_in

        name = f"{name}_{next(self._numbers)}"
        address = address_of(self.url("postgres", database, name))
        create(address, title, "2026-11-23T09:00:00.000Z")
        with closing(Connection(address)) as connection, connection.transaction():
            let_all_in(connection, {role: role for role in people})
        return lambda role: self.url(role, database, name)

    def without_functions(self) -> str:
        """A database that has no language to write any in."""
        if not self.run("SELECT 1 FROM pg_database WHERE datname = 'plain'"):
            self.run("CREATE DATABASE plain")
            self.run("DROP EXTENSION plpgsql", database="plain")
        return "plain"

    def empty(self, database: str = "acme") -> str:
        """An address where no workspace is yet, as the owner of the database sees it."""
        return self.url("postgres", database, f"e{next(self._numbers)}")

    def url(self, role: str, database: str, workspace: str = "") -> str:
        """The address of a database, or of a workspace in it."""
        return f"postgresql://{role}@127.0.0.1:{self.port}/{database}{workspace and f'?workspace={workspace}'}"


@cache
def _made_once() -> Path:
    """The folder of a server as it is made, once a process; it is copied, never started."""
    above = Path(_PLACE.name)
    above.chmod(0o711)
    Server(above / "data").make_anew()
    return above / "data"


_PLACE = tempfile.TemporaryDirectory(prefix="concord-postgres-")


def _other_user() -> dict[str, Any]:
    """PostgreSQL does not run as root."""
    if os.getuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        try:
            account = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return {}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return found.getsockname()[1]


def _pause() -> None:
    from time import sleep

    sleep(0.05)


@contextmanager
def server(settings: dict[str, object] | None = None) -> Iterator[Server]:
    """One that runs, and is gone afterwards."""
    above = Path(tempfile.mkdtemp(prefix="concord-postgres-"))
    above.chmod(0o711)
    made = Server(above / "data", settings)
    try:
        made.make()
        made.start()
        yield made
    finally:
        made.stop(signal.SIGQUIT)
        shutil.rmtree(above, ignore_errors=True)
