"""What somebody has set for a role, a database or an address does not harm what is written there."""

from threading import Thread
from time import monotonic

import psycopg
import pytest

from store.engine.ledger import Ledger
from store.errors import Busy, Failed, ReadOnly
from tests.postgres_server import Server
from tests.store.engine.notes import add, texts_of

HEAD = "SELECT 1 FROM {schema}.head FOR UPDATE"


def schema_of(address: str) -> str:
    return "concord_" + address.rpartition("=")[2]


@pytest.mark.parametrize("level", ["serializable", "repeatable read"])
def test_where_transactions_are_stricter(postgres: Server, level: str):
    people = [f"{level[:6]}{n}" for n in range(3)]
    place = postgres.workspace("strict", "Strict", people)
    for role in people:
        postgres.run(f"ALTER ROLE {role} SET default_transaction_isolation = '{level}'")

    def work(who: str) -> None:
        with Ledger(place(who), who, wait=30) as ledger:
            for n in range(15):
                ledger.commit(add(f"{who} {n}"))

    threads = [Thread(target=work, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Ledger(place(people[0]), people[0]) as ledger:
        assert sorted(texts_of(ledger)) == sorted(f"{who} {n}" for who in people for n in range(15))


@pytest.mark.parametrize("wait", [0.0, 0.5])
def test_a_head_that_somebody_holds_is_waited_for_no_longer_than_one_wants(postgres: Server, wait: float):
    address = postgres.workspace("held", "Held", ["ana"])("ana")
    with Ledger(address, "ana", wait=wait) as ledger, psycopg.connect(postgres.url("postgres", "acme")) as holding:
        ledger.commit(add("one"))
        holding.execute(HEAD.format(schema=schema_of(address)))
        begin = monotonic()
        with pytest.raises(Busy):
            ledger.commit(add("never"))
        assert monotonic() - begin < 4, "it is not waited for as long as others are"
        holding.rollback()
        ledger.commit(add("two"))
        assert texts_of(ledger) == ["one", "two"]


def test_a_time_limit_of_the_role_refuses_what_takes_longer(postgres: Server):
    address = postgres.workspace("limit", "Limit", ["hasty"])("hasty")
    postgres.run("ALTER ROLE hasty SET statement_timeout = '200ms'")
    with Ledger(address, "hasty") as ledger, psycopg.connect(postgres.url("postgres", "acme")) as holding:
        ledger.commit(add("one"))
        holding.execute(HEAD.format(schema=schema_of(address)))
        with pytest.raises(Failed, match="statement timeout"):
            ledger.commit(add("never"))
        holding.rollback()
        ledger.commit(add("two"))
        assert texts_of(ledger) == ["one", "two"]


def test_a_role_that_may_only_read_is_told_so_beforehand(postgres: Server):
    address = postgres.workspace("only", "Only", ["reading"])("reading")
    postgres.run("ALTER ROLE reading SET default_transaction_read_only = on")
    with Ledger(address, "reading") as ledger:
        assert "lets you only read" in str(ledger.read_only)
        with pytest.raises(ReadOnly):
            ledger.commit(add("never"))


def test_who_holds_the_head_and_does_nothing_is_put_out_by_the_database(postgres: Server):
    address = postgres.workspace("idle", "Idle", ["ana"])("ana")
    with psycopg.connect(address.partition("?")[0]) as idle:
        idle.execute(f"SELECT {schema_of(address)}.hold()")
        assert idle.execute("SHOW idle_in_transaction_session_timeout").fetchone() == ("20s",)


def test_what_an_address_says_of_the_connection_holds(postgres: Server):
    address = postgres.workspace("named", "Named", ["ana"])("ana") + "&application_name=mine"
    with Ledger(address, "ana"):
        assert postgres.run("SELECT 1 FROM pg_stat_activity WHERE application_name = 'mine'") == [(1,)]
