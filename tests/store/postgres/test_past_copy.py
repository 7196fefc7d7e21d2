"""The copy of what happened: all of it is read from a file of one's own, and never another past than the database's."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from store.engine.home.postgres import database_reader
from store.engine.home.postgres.cache_folder import ENTRIES
from store.engine.home.postgres.database import DatabaseHome
from store.engine.home.postgres.database_position import DatabasePosition
from store.engine.home.postgres.past_copy import Body, PastCopy
from store.engine.home.postgres.watch import copy_of
from store.engine.later_versions import entry_of
from store.engine.ledger import Ledger
from tests.postgres_server import Server
from tests.store.engine.notes import add, texts_of
from tests.store.engine.test_home import entry

HEADER = b'{"workspace":"0011223344556677","name":"W","made":"2026-11-23T09:00:00.000Z"}'


def bodies(count: int, prefix: str = "op") -> list[Body]:
    found, chain = list[Body](), crc32(HEADER)
    for seq in range(1, count + 1):
        body = entry(seq, f"{prefix}{seq}")[1]
        chain = crc32(body, chain)
        found.append((body, DatabasePosition(seq, chain)))
    return found


def ops(copy: PastCopy, end: DatabasePosition, down_to: int = 0, *needles: bytes) -> list[str]:
    found = copy.backwards(end, entry_of, down_to, needles)
    assert found is not None
    return [each.op for each in found]


def test_what_was_taken_is_there_for_the_next_session(tmp_path: Path):
    all_of_it = bodies(1_200)
    PastCopy(str(tmp_path), HEADER).take(all_of_it)
    copy = PastCopy(str(tmp_path), HEADER)
    assert copy.end == all_of_it[-1][1]
    assert ops(copy, all_of_it[-1][1], 1_197) == ["op1200", "op1199", "op1198"]
    assert ops(copy, all_of_it[1][1]) == ["op2", "op1"], "what came later is passed over"
    assert ops(copy, all_of_it[-1][1], 0, b'"op7"') == ["op7"]


def test_two_sessions_append_to_one_file_and_each_reads_on_from_where_it_is(tmp_path: Path):
    one, other = PastCopy(str(tmp_path), HEADER), PastCopy(str(tmp_path), HEADER)
    begin, all_of_it = other.begin, bodies(6)
    one.take(all_of_it[:3])
    other.take(all_of_it[:5])
    one.take(all_of_it)
    other.take(all_of_it[5:])
    for copy in (one, other):
        assert list(copy.behind(all_of_it[2][1]) or ()) == all_of_it[3:]
        assert list(copy.behind(begin) or ()) == all_of_it
    assert (tmp_path / ENTRIES).stat().st_mode & 0o777 == 0o600


def test_what_one_that_died_has_begun_is_written_over(tmp_path: Path):
    all_of_it = bodies(3)
    PastCopy(str(tmp_path), HEADER).take(all_of_it)
    whole = (tmp_path / ENTRIES).read_bytes()
    for cut in range(len(whole) - 40, len(whole)):
        (tmp_path / ENTRIES).write_bytes(whole[:cut])
        copy = PastCopy(str(tmp_path), HEADER)
        copy.take(all_of_it if copy.end == copy.begin else all_of_it[2:])
        assert copy.end == all_of_it[-1][1]
    assert ops(PastCopy(str(tmp_path), HEADER), all_of_it[-1][1]) == ["op3", "op2", "op1"]


def test_another_past_takes_its_place(tmp_path: Path):
    PastCopy(str(tmp_path), HEADER).take(bodies(3))
    other = bodies(4, "x")
    copy = PastCopy(str(tmp_path), HEADER)
    copy.take(other)
    assert copy.end == copy.begin
    copy.take(other)
    assert ops(copy, other[-1][1]) == ["x4", "x3", "x2", "x1"]
    copy = PastCopy(str(tmp_path), HEADER.replace(b"W", b"V"))
    assert copy.end == copy.begin


def test_without_a_place_for_it_the_session_has_one_of_its_own(tmp_path: Path):
    (tmp_path / "file").write_text("")
    copy = PastCopy(str(tmp_path / "file" / "below"), HEADER)
    copy.take(bodies(2))
    assert ops(copy, bodies(2)[-1][1]) == ["op2", "op1"]


@pytest.fixture
def place(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return postgres.workspace("past", "Past", ("ana", "bo"))


def followed(address: str, who: str) -> Ledger:
    ledger = Ledger(address, who)
    ledger.home.watch(ledger.position)
    assert isinstance(ledger.home, DatabaseHome)
    while copy_of(ledger.home._watch) is None:
        time.sleep(0.01)
    return ledger


def test_nobody_waits_until_the_copy_is_there(place: Callable[[str], str], monkeypatch: pytest.MonkeyPatch):
    """A last entry as long as an import takes a while to be verified; the first look at the board does not need it."""
    may, opened = threading.Event(), database_reader.PastCopy

    def slowly(*given: str) -> PastCopy:
        may.wait(60)
        return opened(*given)

    monkeypatch.setattr(database_reader, "PastCopy", slowly)
    with Ledger(place("ana"), "ana") as ana, Ledger(place("bo"), "bo") as bo:
        ana.commit(add("before"))
        bo.home.watch(bo.position)
        bo.catch_up()
        bo.commit(add("while it is opened"))
        assert texts_of(bo) == ["before", "while it is opened"]
        assert [each.who for each in bo.backwards()] == ["bo", "ana"]
        assert isinstance(bo.home, DatabaseHome)
        assert copy_of(bo.home._watch) is None
        may.set()
        while copy_of(bo.home._watch) is None:
            time.sleep(0.01)
        copy = copy_of(bo.home._watch)
        assert copy is not None
        assert copy.end == bo.position


def test_what_is_read_here_is_what_the_database_has(place: Callable[[str], str], tmp_path: Path):
    with Ledger(place("ana"), "ana") as ana, followed(place("bo"), "bo") as bo:
        for n in range(30):
            (ana if n % 3 else bo).commit(add(f"note {n}"))
        bo.commit(add("last"))
        ana.catch_up()
        assert list(bo.backwards()) == list(ana.backwards())
        assert len(list(bo.backwards())) == 31
        seven = (b'"note 7"',)
        assert list(bo.backwards(3, seven)) == list(ana.backwards(3, seven))
        assert (tmp_path / "cache" / "concord" / bo.header.workspace / ENTRIES).exists()


def test_what_went_back_is_begun_anew(
    place: Callable[[str], str], postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    schema = "concord_" + place("ana").rpartition("=")[2]
    with followed(place("ana"), "ana") as ana:
        for text in ("one", "two", "three"):
            ana.commit(add(text))
    begin = ana.home.begin()
    first = postgres.run(f"SELECT seq, chain FROM {schema}.entry WHERE seq = 1", database="acme")[0]
    postgres.run(f"DELETE FROM {schema}.entry WHERE seq > 1", database="acme")
    postgres.run(f"UPDATE {schema}.head SET (seq, chain) = ({first[0]}, {first[1]})", database="acme")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "of bo"))  # who has seen nothing of what is gone
    with Ledger(place("bo"), "bo") as bo:
        bo.commit(add("other"))
    with followed(place("ana"), "ana") as ana:
        assert ana.home.begin() == begin
        assert texts_of(ana) == ["one", "other"]
        assert [each.seq for each in ana.backwards()] == [2, 1]
        assert [each.who for each in ana.backwards()] == ["bo", "ana"]


def test_a_copy_that_was_changed_is_not_believed(tmp_path: Path):
    all_of_it = bodies(3)
    PastCopy(str(tmp_path), HEADER).take(all_of_it)
    path = tmp_path / ENTRIES
    path.write_bytes(path.read_bytes().replace(b"op2", b"opX"))
    copy = PastCopy(str(tmp_path), HEADER)
    assert ops(copy, all_of_it[-1][1]) == ["op3"]
    assert copy.end == copy.begin, "all of it is to be fetched again"
