"""A standby promoted in the midst of people who write: a synchronous one has lost nothing that was acknowledged.

What another one has lost is noticed, counted, named, and nothing is written before somebody says so.
"""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

import pytest

from store.engine.home.postgres import accepting, connection, database
from store.engine.ledger import Ledger
from store.errors import Busy, OutcomeUnknown, ReadOnly
from tests import postgres_server
from tests.postgres_faults import both, follow, standby_of
from tests.postgres_server import Server
from tests.store.campaign.travels import PEOPLE, Travels
from tests.store.engine.notes import add, texts_of


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for kind in ("STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind))


@pytest.fixture
def pair() -> Iterator[tuple[Server, Server]]:
    """A server, and a standby that follows it."""
    why = postgres_server.why_not()
    if why:
        pytest.skip(why)
    if postgres_server.program("pg_basebackup") is None:
        pytest.skip("pg_basebackup is not installed")
    with postgres_server.server() as primary:
        primary.run("CREATE DATABASE acme")
        with standby_of(primary) as standby:
            yield primary, standby


def until_it_has_all(primary: Server, standby: Server) -> None:
    end = primary.run("SELECT pg_current_wal_lsn()::text")[0][0]
    while not standby.run("SELECT pg_last_wal_replay_lsn() >= %s::pg_lsn", end)[0][0]:
        time.sleep(0.02)


def fail_over(primary: Server, standby: Server) -> None:
    primary.stop(signal.SIGQUIT)
    standby.run("SELECT pg_promote()")


def cut_off(standby: Server) -> None:
    """It hears nothing more of what it follows."""
    standby.run("ALTER SYSTEM SET primary_conninfo = ''")
    standby.run("SELECT pg_reload_conf()")
    while standby.run("SELECT 1 FROM pg_stat_wal_receiver"):
        time.sleep(0.02)


def test_a_synchronous_standby_is_promoted_and_nothing_is_lost(pair: tuple[Server, Server], tmp_path: Path):
    primary, standby = pair
    follow(primary, wait=True)
    direct = primary.workspace("sync", "Sync", PEOPLE)
    travels = Travels(lambda who: both(direct(who), primary, standby), tmp_path)
    try:
        travels.saved_some()
        fail_over(primary, standby)
        travels.saved_some()
        travels.stop()
        assert len(travels.check()) > len(PEOPLE) * 3
        assert not [each for who in PEOPLE for each in travels.told[who] if each["did"] == "gone"]
    finally:
        travels.end()


def test_what_an_asynchronous_standby_lacks_is_named_and_not_written_over(pair: tuple[Server, Server], tmp_path: Path):
    primary, standby = pair
    direct = primary.workspace("async", "Async", PEOPLE)
    travels = Travels(lambda who: both(direct(who), primary, standby), tmp_path)
    try:
        travels.saved_some()
        until_it_has_all(primary, standby)
        cut_off(standby)
        travels.saved_some(3)
        fail_over(primary, standby)
        travels.saved_some()
        travels.stop()
        with Ledger(travels.address(PEOPLE[0]), PEOPLE[0]) as fresh:
            lost = travels.notes("saved") - set(texts_of(fresh))
        assert len(lost) >= len(PEOPLE) * 3
        travels.check(lost)
        for who in PEOPLE:
            told = travels.told[who]
            gone = {text for each in told if each["did"] == "gone" for text in each["texts"]}
            assert {each["text"] for each in told if each.get("said") == "saved"} & lost <= gone
            first = next(n for n, each in enumerate(told) if each["did"] == "gone")
            assert told[first]["count"] >= len(told[first]["texts"]) > 0
    finally:
        travels.end()


@contextmanager
def lost_three(pair: tuple[Server, Server]) -> Iterator[str]:
    """An address where three notes are gone, that somebody has seen."""
    primary, standby = pair
    address = both(primary.workspace("lost", "Lost", ["ana", "bo"])("ana"), primary, standby)
    with Ledger(address, "ana") as ledger:
        ledger.commit(add("kept"))
        until_it_has_all(primary, standby)
        cut_off(standby)
        for text in ("one", "two", "three"):
            ledger.commit(add(text))
        fail_over(primary, standby)
        with pytest.raises(ReadOnly, match="3 changes that you had seen are gone"):
            ledger.commit(add("never"))
        assert texts_of(ledger) == ["kept"]
    yield address


def test_it_is_noticed_while_open_and_when_opened(pair: tuple[Server, Server]):
    with lost_three(pair) as address, Ledger(address, "ana") as ledger, Ledger(address, "ana") as other:
        assert ledger.vanished is not None
        assert [entry.changes[0]["new"]["text"] for entry in ledger.vanished.entries] == ["one", "two", "three"]
        with pytest.raises(ReadOnly):
            ledger.commit(add("never"))
        with Ledger(address.replace("ana@", "bo@"), "bo") as bo:
            assert bo.vanished is not None, "it is the same person on the same machine"
        kept = Path(ledger.vanished.accept()).read_text()
        assert '"three"' in kept
        ledger.commit(add("after"))
        assert other.read_only is None, "it was said in another session"
        other.commit(add("too"))
        assert texts_of(other) == ["kept", "after", "too"]
    with Ledger(address, "ana") as fresh:
        assert fresh.read_only is None


def test_others_may_have_gone_on(pair: tuple[Server, Server], tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Whoever had not seen what is gone knows nothing of it; the journal is longer than it was by then."""
    with lost_three(pair) as address:
        with monkeypatch.context() as elsewhere:
            for kind in ("STATE", "CACHE"):
                elsewhere.setenv(f"XDG_{kind}_HOME", str(tmp_path / "elsewhere"))
            with Ledger(address.replace("ana@", "bo@"), "bo") as bo:
                for n in range(10):
                    bo.commit(add(f"bo {n}"))
        with Ledger(address, "ana") as ana:
            assert ana.vanished is not None
            assert ana.vanished.count == 3


def test_a_standby_is_read_and_says_that_it_is_one(pair: tuple[Server, Server]):
    primary, standby = pair
    direct = primary.workspace("read", "Read", ["ana"])("ana")
    following = direct.replace(f":{primary.port}/", f":{standby.port}/")
    with Ledger(direct, "ana") as ana:
        ana.commit(add("one"))
        until_it_has_all(primary, standby)
        with Ledger(following, "ana") as ledger:
            assert texts_of(ledger) == ["one"]
            with pytest.raises(ReadOnly, match="only follows another one"):
                ledger.commit(add("never"))
            cut_off(standby)
            ana.commit(add("two"))
            ana.checkpoint()
        with Ledger(following, "ana") as behind:
            assert (texts_of(behind), behind.vanished, behind.damage) == (["one"], None, None)
            fail_over(primary, standby)
            behind.catch_up()
            with pytest.raises(ReadOnly, match="1 change that you had seen is gone"):
                behind.commit(add("never"))


def test_a_commit_that_a_standby_may_not_have_is_not_told_to_be_saved(pair: tuple[Server, Server]):
    """Somebody ends the waiting for it: the server says that it is done, with a warning."""
    primary, standby = pair
    address = primary.workspace("waits", "Waits", ["ana"])("ana")
    with Ledger(address, "ana", wait=0) as ledger:
        ledger.commit(add("one"))
        follow(primary, wait=True)
        standby.stop(signal.SIGQUIT)
        while primary.run("SELECT 1 FROM pg_stat_replication"):
            time.sleep(0.02)
        ended = "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND usename = 'ana'"
        Timer(0.5, lambda: primary.run(ended)).start()
        with pytest.raises(OutcomeUnknown, match="saved on one server"):
            ledger.commit(add("two"))
        ledger.catch_up()
        assert texts_of(ledger) == ["one", "two"]


def test_what_survived_on_one_server_alone_is_not_told_to_be_saved(
    pair: tuple[Server, Server], monkeypatch: pytest.MonkeyPatch
):
    """A server that waits for its standby dies, and has the entry when it is there again."""
    primary, standby = pair
    address = primary.workspace("alone", "Alone", ["ana"])("ana")
    monkeypatch.setattr(database, "LEAST", 2.0)
    for module in (accepting, connection, database):
        monkeypatch.setattr(module, "ANSWER", 0.7)
    with Ledger(address, "ana", wait=0) as ledger:
        ledger.commit(add("one"))
        follow(primary, wait=True)
        standby.stop(signal.SIGQUIT)
        again = Timer(0.3, lambda: (primary.stop(signal.SIGQUIT), primary.start()))
        again.start()
        with pytest.raises(OutcomeUnknown):
            ledger.commit(add("two"))
        again.join()
        ledger.catch_up()
        assert texts_of(ledger) == ["one", "two"]


def test_a_standby_that_is_away_is_not_waited_for_for_ever(
    pair: tuple[Server, Server], monkeypatch: pytest.MonkeyPatch
):
    primary, standby = pair
    address = primary.workspace("away", "Away", ["ana", "bo"])
    for name, seconds in (("ANSWER", 1.0), ("LEAST", 0.3), ("KEPT_WAITING", 0.1)):
        monkeypatch.setattr(database, name, seconds)
    with Ledger(address("ana"), "ana", wait=0) as ana, Ledger(address("bo"), "bo", wait=0) as bo:
        ana.commit(add("one"))
        follow(primary, wait=True)
        standby.stop(signal.SIGQUIT)
        with pytest.raises(OutcomeUnknown):
            ana.commit(add("two"))
        with pytest.raises(Busy):
            bo.commit(add("never"))
        follow(primary, wait=False)
        bo.wait = 10
        bo.commit(add("three"))
        assert texts_of(bo) == ["one", "two", "three"]
