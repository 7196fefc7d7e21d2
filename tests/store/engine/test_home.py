"""What every home of a journal promises to the ledger: one suite over all of them."""

from collections.abc import Callable
from pathlib import Path
from threading import Thread

import msgspec
import pytest

from store.engine.home import Diverged, Home, Known, Overtook
from store.engine.home.folder import FolderHome
from store.engine.journal.entry import Entry
from store.engine.ledger import Ledger
from store.engine.transaction import Transaction
from store.errors import ReadOnly, Refused
from tests.postgres_server import Server
from tests.store.engine import raw
from tests.store.engine.memory import Journal, MemoryHome
from tests.store.engine.notes import add, texts_of

#: Opens the same journal once more, for another session; and takes its last entry back, as a failed write does.
Place = tuple[Callable[..., Home], Callable[[], None]]


@pytest.fixture(params=["folder", "memory", "postgres", "plain"])
def place(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    if request.param == "memory":
        journal = Journal()
        return (lambda _who="ana": MemoryHome(journal)), (lambda: journal.bodies.pop() and None)
    if request.param in ("postgres", "plain"):
        return _in_a_database(request.getfixturevalue("postgres"), plain=request.param == "plain")
    Ledger.create(tmp_path / "w", "Folder")
    return (lambda _who="ana": FolderHome(str(tmp_path / "w"))), (lambda: raw.take_back(tmp_path / "w"))


def _in_a_database(server: Server, *, plain: bool) -> Place:
    from store.engine.home.postgres.database import DatabaseHome

    database = server.without_functions() if plain else "acme"
    place = server.workspace("w", "Database", ("ana", "bo", "eva", "reader"), database)
    schema = "concord_" + place("ana").rpartition("=")[2]

    def taken_back() -> None:
        last = f"(SELECT max(seq) FROM {schema}.entry)"
        server.run(f"DELETE FROM {schema}.entry WHERE seq = {last}", database=database)
        if not plain:
            begin = f"SELECT 0, {DatabaseHome(place('ana')).begin().chain}"
            last = f"SELECT seq, chain FROM {schema}.entry UNION {begin} ORDER BY seq DESC LIMIT 1"
            server.run(f"UPDATE {schema}.head SET (seq, chain) = ({last})", database=database)

    return (lambda who="ana": DatabaseHome(place(who))), taken_back


def entry(seq: int, op: str) -> tuple[Entry, bytes]:
    made = Entry(1, seq, op, "2026-11-23T10:00:00.000Z", "ana", {"verb": "write"})
    return made, msgspec.json.encode(made)


def test_what_one_appends_another_reads(place: Place):
    one, other = place[0](), place[0]()
    begin = one.begin()
    with one.turn(1):
        first = one.append(*entry(1, "aa"), begin)
    assert not isinstance(first, Overtook | Known)
    assert other.moved(other.begin())
    assert [(found.op, position.seq) for found, position in other.read(other.begin())] == [("aa", 1)]
    assert not one.moved(first)
    assert list(one.read(first)) == []


def test_who_expects_another_end_has_lost(place: Place):
    one, other = place[0](), place[0]()
    begin = other.begin()
    with one.turn(1):
        one.append(*entry(1, "aa"), one.begin())
    with other.turn(1):
        assert isinstance(other.append(*entry(1, "bb"), begin), Overtook)
        (_found, position), *_rest = other.read(begin)
        assert not isinstance(other.append(*entry(2, "bb"), position), Overtook)
    assert [found.op for found, _position in one.read(one.begin())] == ["aa", "bb"]


def test_what_is_sent_twice_is_there_once(place: Place):
    home = place[0]()
    begin = home.begin()
    with home.turn(1):
        home.append(*entry(1, "aa"), begin)
        assert home.append(*entry(1, "aa"), begin) == Known(1)


def test_a_position_that_was_taken_back_stands_no_more(place: Place):
    home = place[0]()
    with home.turn(1):
        position = home.append(*entry(1, "aa"), home.begin())
    place[1]()
    assert not isinstance(position, Overtook | Known)
    assert home.moved(position)
    with pytest.raises(Diverged):
        list(home.read(position))


def test_both_ways_through_the_past(place: Place):
    with Ledger(place[0]("ana"), "ana") as ledger:
        for text in ("one", "two", "three"):
            ledger.commit(add(text))
        assert [found.seq for found in ledger.entries(1)] == [2, 3]
        assert [found.seq for found in ledger.backwards(1)] == [3, 2]
        assert [found.seq for found in ledger.backwards(0, (b'"two"',))] == [2]


def test_a_session_follows_another(place: Place):
    with Ledger(place[0]("ana"), "ana") as ana, Ledger(place[0]("bo"), "bo") as bo:
        ana.commit(add("one"))
        assert bo.moved()
        bo.commit(add("two"))
        ana.catch_up()
        assert texts_of(ana) == texts_of(bo) == ["one", "two"]
        assert [found.who for found in ana.news()] == ["ana", "bo"]
        place[1]()
        ana.catch_up()
        assert (texts_of(ana), ana.epoch) == (["one"], 1)
        if bo.folder.startswith("postgresql"):  # nothing is taken back there: it went back
            with pytest.raises(ReadOnly, match="went back: 1 change"):
                bo.commit(add("three"))
            assert bo.vanished is not None
            bo.vanished.accept()
        assert bo.commit(add("three")) == 2
        assert texts_of(bo) == ["one", "three"]


def test_a_checkpoint_is_read_instead_of_what_it_is_of(place: Place):
    with Ledger(place[0]("ana"), "ana") as ana:
        for text in ("one", "two"):
            ana.commit(add(text))
        ana.checkpoint()
        ana.commit(add("three"))
    with Ledger(place[0]("bo"), "bo") as bo:
        assert texts_of(bo) == ["one", "two", "three"]
        assert bo.commit(add("four")) == 4


def test_a_checkpoint_of_what_was_taken_back_is_named(place: Place):
    with Ledger(place[0]("ana"), "ana") as ana:
        ana.commit(add("one"))
        ana.commit(add("two"))
        ana.checkpoint()
    place[1]()
    with Ledger(place[0]("bo"), "bo") as bo:
        if bo.folder.startswith("postgresql"):
            assert texts_of(bo) == ["one"]
            assert "went back" in str(bo.read_only)
            return
        assert texts_of(bo) == ["one", "two"]
        assert "cut" in str(bo.read_only)


def test_many_at_once_lose_nothing(place: Place):
    def work(who: str) -> None:
        with Ledger(place[0](who), who, wait=30) as ledger:
            for n in range(20):
                ledger.commit(add(f"{who} {n}"))

    threads = [Thread(target=work, args=(who,)) for who in ("ana", "bo", "eva")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Ledger(place[0](), "reader") as ledger:
        assert sorted(texts_of(ledger)) == sorted(f"{who} {n}" for who in ("ana", "bo", "eva") for n in range(20))
        assert ledger.numbers("note") == list(range(1, 61))


def test_a_command_runs_again_where_others_were_first():
    journal, runs = Journal(), []
    with Ledger(MemoryHome(journal), "ana") as ana, Ledger(MemoryHome(journal), "bo") as bo:

        def command(transaction: Transaction) -> int:
            runs.append(1)
            if len(runs) < 3:
                bo.commit(add("first"))
            if len(transaction.numbers("note")) > 5:
                raise Refused("too many")
            return add("mine")(transaction)

        assert ana.commit(command) == 3
        assert len(runs) == 3
        assert texts_of(ana) == ["first", "first", "mine"]


def test_what_is_refused_or_left_as_it_is_was_decided_on_the_latest(place: Place):
    def reply(transaction: Transaction) -> int:
        if not transaction.numbers("note"):
            raise Refused("nothing to reply to")
        return add("reply")(transaction)

    def if_any(transaction: Transaction) -> int:
        return add("another")(transaction) if len(transaction.numbers("note")) > 2 else 0

    with Ledger(place[0]("ana"), "ana") as ana, Ledger(place[0]("bo"), "bo") as bo:
        with pytest.raises(Refused):
            bo.commit(reply)
        ana.commit(add("one"))
        assert bo.commit(reply) == 2
        assert bo.commit(if_any) == 0
        ana.commit(add("three"))
        assert bo.commit(if_any) == 4
        assert texts_of(bo) == ["one", "reply", "three", "another"]
