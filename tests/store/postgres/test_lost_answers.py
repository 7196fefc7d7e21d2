"""A connection that ends anywhere between a commit and its answer: what is told to be saved is, once."""

import os
import time
from collections.abc import Callable, Iterator, Sequence

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from store.engine.home.postgres import connection, database
from store.engine.home.postgres.connection import Connection
from store.engine.home.postgres.database import DatabaseHome
from store.engine.home.postgres.patient import Patient
from store.engine.ledger import Ledger
from store.errors import Failed, OutcomeUnknown
from tests.postgres_server import Server
from tests.proxy import Proxy
from tests.store.engine.notes import add, texts_of

LONG = bool(os.environ.get("CONCORD_LONG"))


@pytest.fixture
def proxy(postgres: Server) -> Iterator[Proxy]:
    made = Proxy(postgres.port)
    yield made
    made.close()


@pytest.fixture
def through(postgres: Server, proxy: Proxy) -> str:
    """The address of a workspace behind the proxy, for ana."""
    return postgres.workspace("cut", "Cut", ["ana"])("ana").replace(f":{postgres.port}/", f":{proxy.port}/")


@pytest.mark.parametrize("held", [False, True], ids=["free", "held"])
@pytest.mark.parametrize("back", [False, True], ids=["said", "answered"])
def test_cut_after_each_byte(through: str, proxy: Proxy, back: bool, held: bool):
    home = DatabaseHome(through)
    with Ledger(home, "ana") as ledger:
        told: list[str] = []
        after, step = 0, 1 if LONG else 7 if back else 41
        while True:
            home._lost = database.LOST if held else 0
            proxy.cut(b"cut %d." % after, after, back=back)
            ledger.commit(add(f"cut {after}."))
            told.append(f"cut {after}.")
            if not proxy.was_cut:
                break
            after += step
        assert len(told) > 5
        assert texts_of(ledger) == told
        assert [entry.seq for entry in ledger.entries()] == list(range(1, len(told) + 1))
    with Ledger(through, "ana") as fresh:
        assert texts_of(fresh) == told


@pytest.mark.parametrize("held", [False, True], ids=["free", "held"])
@pytest.mark.parametrize("arrived", [False, True], ids=["not arrived", "arrived"])
def test_what_cannot_be_settled_is_said_and_shown_later(
    through: str, proxy: Proxy, arrived: bool, held: bool, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(database, "LEAST", 0.3)
    home = DatabaseHome(through)
    with Ledger(home, "ana", wait=0) as ledger:
        ledger.commit(add("first"))
        home._lost = database.LOST if held else 0
        proxy.cut(b"lost", 3, back=arrived)
        proxy.refusing = True
        with pytest.raises(OutcomeUnknown):
            ledger.commit(add("lost"))
        assert texts_of(ledger) == ["first"]
        with pytest.raises(Failed):
            ledger.commit(add("away"))
        proxy.refusing = False
        ledger.catch_up()
        there = ["first", "lost"] if arrived and not held else ["first"]
        assert texts_of(ledger) == there
        ledger.commit(add("after"))
        assert (texts_of(ledger), ledger.epoch) == ([*there, "after"], 0)


def test_a_server_that_says_nothing_is_lost_after_a_while(through: str, proxy: Proxy, monkeypatch: pytest.MonkeyPatch):
    for module in (database, connection):
        monkeypatch.setattr(module, "ANSWER", 0.3)
    monkeypatch.setattr(database, "LEAST", 0.3)
    monkeypatch.setitem(connection.USUAL, "connect_timeout", 2)
    with Ledger(through, "ana", wait=0) as ledger:
        ledger.commit(add("first"))
        home = ledger.home
        position, entry = ledger.position, next(ledger.backwards())
        assert isinstance(home, DatabaseHome)
        proxy.silent = True
        body = b'{"v":1,"seq":2,"op":"aa","at":"%s","who":"ana","what":{}}' % entry.at.encode()
        with pytest.raises(OutcomeUnknown):
            home.append(type(entry)(1, 2, "aa", entry.at, "ana", {}), body, position)
        proxy.silent = False
        ledger.catch_up()
        assert ledger.seq == 2


class Silent:
    """A connection over which nothing is heard any more; ``passes`` has that many seconds go by."""

    closed, broken, limit = False, True, 0.0

    def __init__(self, passes: Callable[[float], None]) -> None:
        self._passes = passes

    def close(self) -> None: ...

    def __getattr__(self, name: str) -> object:
        self._passes(self.limit)
        raise psycopg.OperationalError("it does not answer")


@pytest.mark.parametrize("wait", [0.0, 3.0, 10.0])
def test_nobody_waits_much_longer_than_they_want(through: str, wait: float, monkeypatch: pytest.MonkeyPatch):
    """Each time that something is asked in vain takes as long as it may."""
    begin = now = time.monotonic()

    def passes(seconds: float) -> None:
        nonlocal now
        now += seconds

    def no_answer(conninfo: str, **_how: object) -> None:
        passes(float(str(conninfo_to_dict(conninfo)["connect_timeout"])))
        raise psycopg.OperationalError("connection timeout expired")

    home = DatabaseHome(through)
    with Ledger(home, "ana", wait=wait) as ledger, monkeypatch.context() as patch:
        ledger.commit(add("first"))
        home._connection._made = Silent(passes)  # type: ignore[assignment]
        patch.setattr(time, "monotonic", lambda: now)
        patch.setattr(time, "sleep", passes)
        patch.setattr(Patient, "connect", no_answer)
        with pytest.raises(OutcomeUnknown):
            ledger.commit(add("perhaps"))
        assert max(wait, database.LEAST) <= now - begin <= max(wait, database.LEAST) + database.LEAST + 1


def test_what_an_opening_asks_is_given_up_soon(through: str, monkeypatch: pytest.MonkeyPatch):
    """Behind a pooler one is connected at once, to a server that says nothing."""
    asked: dict[str, float] = {}

    def noted(self: Connection, statement: str, values: Sequence[object], within: float) -> object:
        asked[statement] = within
        return run(self, statement, values, within)

    run = Connection._run
    monkeypatch.setattr(Connection, "_run", noted)
    for _ in range(2):
        with Ledger(through, "ana") as ledger:
            ledger.commit(add("first"))
            ledger.checkpoint()
    assert len(asked) > 5
    assert {statement: within for statement, within in asked.items() if within > connection.ANSWER} == {}


def test_where_nothing_is_heard_it_is_said_so(through: str, monkeypatch: pytest.MonkeyPatch):
    def lost(*_values: object) -> None:
        raise connection.Lost("The connection to {place} was lost", place=through)

    monkeypatch.setattr(Connection, "_run", lost)
    with pytest.raises(Failed, match=r"does not answer\. Is the server running") as found:
        Ledger(through, "ana")
    assert found.value.details["why"] == "away"


def test_a_server_started_again_between_two_commands_is_not_noticed(postgres: Server, through: str):
    with Ledger(through, "ana") as ledger:
        ledger.commit(add("first"))
        postgres.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ana'")
        ledger.commit(add("second"))
        assert texts_of(ledger) == ["first", "second"]


@pytest.mark.parametrize("held", [False, True], ids=["free", "held"])
def test_a_connection_ended_by_the_server_in_the_midst(postgres: Server, through: str, held: bool):
    """As where a transaction was idle too long: an administrator, or a timeout, ends it while the command runs."""
    home, ran = DatabaseHome(through), 0
    with Ledger(home, "ana") as ledger:
        home._lost = database.LOST if held else 0

        def command(transaction: object) -> int:
            nonlocal ran
            ran += 1
            postgres.run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'ana'")
            return add("once")(transaction)  # type: ignore[arg-type]

        ledger.commit(command)
        assert (texts_of(ledger), ran) == (["once"], 1)
