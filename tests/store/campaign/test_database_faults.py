"""A database server killed, started again, paused, behind a pooler, without room, under people who write: nothing that
was acknowledged is lost, nothing is there twice."""

import shutil
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from store.engine.ledger import Ledger
from store.errors import Failed
from tests import postgres_server
from tests.postgres_faults import pooler, small_disk, tell
from tests.postgres_server import Server
from tests.store.campaign.travels import LONG, PEOPLE, ROUNDS, Travels
from tests.store.engine.notes import add, texts_of

#: Seconds of a pause; longer than an answer may take, in the long form.
PAUSE = 8.0 if LONG else 0.5


@pytest.fixture(scope="module")
def mortal() -> Iterator[Server]:
    """A server that may be killed."""
    why = postgres_server.why_not()
    if why:
        pytest.skip(why)
    with postgres_server.server() as server:
        server.run("CREATE DATABASE acme")
        yield server


def killed(server: Server) -> None:
    server.stop(signal.SIGQUIT)
    server.start()


def restarted(server: Server) -> None:
    server.stop(signal.SIGINT)
    server.start()


def paused(server: Server) -> None:
    tell(server, signal.SIGSTOP)
    time.sleep(PAUSE)
    tell(server, signal.SIGCONT)


def test_a_server_that_is_killed_restarted_and_paused(mortal: Server, tmp_path: Path):
    travels = Travels(mortal.workspace("faults", "Faults", PEOPLE), tmp_path)
    try:
        for _ in range(ROUNDS):
            for fault in (killed, restarted, paused):
                travels.saved_some()
                fault(mortal)
        travels.saved_some()
        travels.stop()
        assert len(travels.check()) > len(PEOPLE) * 5
    finally:
        travels.end()


def test_behind_a_pooler_that_gives_each_transaction_another_connection(mortal: Server, tmp_path: Path):
    if shutil.which("pgbouncer") is None and not Path("/usr/sbin/pgbouncer").exists():
        pytest.skip("pgbouncer is not installed")
    direct = mortal.workspace("pooled", "Pooled", PEOPLE)
    with pooler(mortal, PEOPLE) as between:
        travels = Travels(lambda who: direct(who).replace(f":{mortal.port}/", f":{between.port}/"), tmp_path)
        try:
            for _ in range(ROUNDS):
                travels.saved_some()
                between.kill()
                between.start()
                travels.saved_some()
                killed(mortal)
            travels.saved_some()
            travels.stop()
            assert len(travels.check()) > len(PEOPLE) * 3
        finally:
            travels.end()


def test_without_room(mortal: Server):
    address = mortal.workspace("full", "Full", ["ana"])("ana")
    schema = "concord_" + address.rpartition("=")[2]
    try:
        with small_disk(2, mortal) as place:
            mortal.run(f"CREATE TABLESPACE tight LOCATION '{place}'")
            mortal.run(f"ALTER TABLE {schema}.entry SET TABLESPACE tight", database="acme")
            told: list[str] = []
            with Ledger(address, "ana") as ledger:
                with pytest.raises(Failed, match="Make room, then try again"):
                    fill(ledger, told)
                assert texts_of(ledger) == told
                mortal.run(f"ALTER TABLE {schema}.entry SET TABLESPACE pg_default", database="acme")
                ledger.commit(add("after"))
            with Ledger(address, "ana") as fresh:
                assert texts_of(fresh) == [*told, "after"]
            mortal.run("DROP TABLESPACE tight")
    except PermissionError:
        pytest.skip("no small disk may be mounted here")


def fill(ledger: Ledger, told: list[str]) -> None:
    """With what does not grow less when it is packed."""
    for n in range(1000):
        text = f"{n} {Random(n).getrandbits(160_000):x}"
        ledger.commit(add(text))
        told.append(text[:1000])
