"""Whether a session is told of what others append: not through a pooler that gives each transaction a connection."""

import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from time import sleep

import pytest

pytest.importorskip("psycopg", reason="psycopg is not installed")

from store.engine.home.postgres import watch
from store.engine.home.postgres.address import address_of
from store.engine.home.postgres.connection import Connection
from store.engine.home.postgres.new_schema import let_in
from store.engine.home.postgres.server_facts import server_facts
from store.engine.ledger import Ledger
from store.errors import Failed, ReadOnly
from tests.postgres_server import Server, _free_port, _other_user
from tests.store.engine.notes import add

#: One connection to the server, so that whoever asks twice in a row has the same one.
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
logfile = {folder}/log
"""


@pytest.fixture
def pooled(postgres: Server) -> Iterator[str]:
    """The address of a workspace behind such a pooler."""
    program = shutil.which("pgbouncer") or shutil.which("pgbouncer", path="/usr/sbin")
    if program is None:
        pytest.skip("pgbouncer is not installed")
    direct, port = postgres.workspace("told", "Told", ("ana",))("ana"), _free_port()
    folder = Path(tempfile.mkdtemp(prefix="concord-pooler-"))  # whoever runs it gets in there
    folder.chmod(0o777)
    (folder / "ini").write_text(POOLER.format(to=postgres.port, port=port, folder=folder))
    (folder / "users").write_text('"ana" ""\n')
    process = subprocess.Popen([program, "-q", str(folder / "ini")], cwd="/", **_other_user())
    place = direct.replace(f":{postgres.port}/", f":{port}/")
    try:
        for _ in range(100):
            with closing(Connection(address_of(place))) as connection:
                try:
                    connection.run("SELECT 1")
                    break
                except Failed:
                    sleep(0.05)
        yield place
    finally:
        process.kill()
        process.wait()
        shutil.rmtree(folder, ignore_errors=True)


def test_a_word_to_oneself_is_no_proof_that_the_words_of_others_come(pooled: str):
    facts = server_facts(pooled)
    assert (facts.pooled, facts.told) == (True, False)


def test_the_server_itself_tells(postgres: Server):
    facts = server_facts(postgres.workspace("told", "Told", ("ana",))("ana"))
    assert (facts.pooled, facts.told) == (False, True)


PREPARED = "SELECT count(*)::int FROM pg_prepared_statements"


def test_what_is_asked_again_is_prepared_where_words_come(postgres: Server):
    with closing(Connection(address_of(postgres.workspace("told", "Told", ("ana",))("ana")))) as connection:
        assert connection.listen()
        assert [connection.run(PREPARED)[0][0] for _ in range(3)] == [0, 1, 1]
        connection.script("DEALLOCATE ALL")  # as if another connection had it
        assert [connection.run(PREPARED)[0][0] for _ in range(3)] == [0, 0, 0]


def test_nothing_is_prepared_behind_a_pooler(pooled: str):
    with closing(Connection(address_of(pooled))) as connection:
        assert not connection.listen()
        assert [connection.run(PREPARED)[0][0] for _ in range(3)] == [0, 0, 0]


def test_what_is_interrupted_is_not_worked_at_any_more(postgres: Server):
    with closing(Connection(address_of(postgres.workspace("told", "Told", ("ana",))("ana")))) as connection:
        signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 0.2)
        with pytest.raises(KeyboardInterrupt):
            connection.run("SELECT pg_sleep(30)")
        assert connection.run("SELECT 1") == [(1,)]
        while postgres.run("SELECT FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%' AND state = 'active'"):
            sleep(0.01)


@pytest.fixture
def looking(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who gets in is looked at all the time."""
    monkeypatch.setattr(watch, "EVERY", 0.0)
    monkeypatch.setattr(watch, "TOLD", 0.05)
    monkeypatch.setattr(watch, "CALM", 0.0)


@pytest.mark.usefixtures("looking")
def test_who_is_let_in_meanwhile_counts_although_nobody_writes(postgres: Server):
    """Where no admin gets in everybody may only read: the owner lets one in, and nobody has to leave and come again."""
    place = postgres.workspace("let", "Let", ("ana", "bo"))
    with Ledger(place("ana")) as ana:
        ana.home.watch(ana.position)
        assert not ana.home.has_account("eve")
        let_in(address_of(place("postgres")), "bo", "eve")
        assert until(lambda: ana.home.has_account("eve"))


@pytest.mark.usefixtures("looking")
def test_whoever_is_given_another_login_is_told_before_anything_is_typed(postgres: Server):
    place = postgres.workspace("given", "Given", ("ana", "bo"))
    with Ledger(place("bo")) as bo:
        bo.home.watch(bo.position)
        bo.commit(add("as bo"))
        assert bo.read_only is None
        let_in(address_of(place("postgres")), "bo", "eve")
        assert until(lambda: bo.read_only is not None)
        with pytest.raises(ReadOnly, match="your role bo has another login by now"):
            bo.commit(add("as nobody"))
        let_in(address_of(place("postgres")), "bo", "bo")
        assert until(lambda: bo.read_only is None)


def until(holds: Callable[[], bool]) -> bool:
    for _ in range(400):
        if holds():
            return True
        sleep(0.02)
    return False


def test_what_the_driver_remarks_is_not_written_over_the_screen():
    typed = "import store.engine.home.postgres.connection, logging; logging.getLogger('psycopg').warning('ignored')"
    ran = subprocess.run([sys.executable, "-c", typed], capture_output=True, check=True, cwd=Path(__file__).parents[3])
    assert ran.stderr == b""
