"""The columns of a checkpoint are a copy of what its documents say: with and without them, all reads the same."""

import shutil
import sys
import tempfile
from array import array
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from store.engine.checkup import verify
from store.engine.journal import checkpoint, value_columns
from store.engine.journal.frames import FrameFile
from store.engine.ledger import Ledger
from store.engine.repair import repair
from store.engine.transaction import Transaction
from store.fields import unknown
from tests.for_each import for_each
from tests.store.engine.notes import texts

Document = dict[str, Any]
KEPT = ("who", "due", "n", "tags", "map")


class Item(msgspec.Struct, gc=False):
    so: bool = False


class All(msgspec.Struct, gc=False):
    who: str | None = None
    due: date | None = None
    n: float = 1
    tags: tuple[str, ...] = ()
    map: dict[str, Item] = {}


class Needs(msgspec.Struct, gc=False):
    n: float
    due: date | None = None


class Renamed(msgspec.Struct, gc=False, rename={"at": "who"}):
    at: Any = None


class Named(msgspec.Struct, kw_only=True):
    who: str | None = None


class Beyond(msgspec.Struct):
    who: str | None = None
    text: str = ""


class Without(msgspec.Struct):
    pass


KINDS: tuple[Any, ...] = (All, Needs, Renamed, Named, Beyond, Without)


def ledger(folder: Path, who: str = "ana") -> Ledger:
    made = Ledger(folder, who)
    made.columns = lambda: {"note": KEPT, "none": ("who",)}
    return made


def write(number: int, document: Document | None) -> Callable[[Transaction], None]:
    def command(transaction: Transaction) -> None:
        if document is not None:
            transaction.write("note", number, document)
        elif transaction.read("note", number) is not None:
            transaction.delete("note", number)

    return command


def fresh(folder: Path) -> list[Any]:
    """What a session reads that is opened now."""
    with Ledger(folder, "eva") as eva:
        return read(eva)


def read(opened: Ledger) -> list[Any]:
    return [[pair for rows in unknown.decoded(opened, "note", kind) for pair in rows.items()] for kind in KINDS]


def both(folder: Path) -> tuple[list[Any], list[Any]]:
    """What is read with the columns, and without any."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(value_columns, "rows", lambda *_values: None)
        without = fresh(folder)
    return fresh(folder), without


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "w", "Test")
    return tmp_path / "w"


@pytest.fixture
def bodies(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is read of checkpoints."""
    real, read = FrameFile.body, list[Any]()
    monkeypatch.setattr(FrameFile, "body", lambda file, place: read.append(type(place)) or real(file, place))
    return read


def filled(folder: Path, documents: list[Document]) -> None:
    def command(transaction: Transaction) -> None:
        for number, document in enumerate(documents, 1):
            transaction.write("note", number, document)

    with ledger(folder) as ana:
        ana.commit(command)
        ana.checkpoint()


# Whatever is written

JSON = some.one_of(some.none(), some.booleans(), some.integers(-2, 300), some.sampled_from(["", "soon", "PN-1", '"\\']))
DOCUMENTS = some.fixed_dictionaries(
    {},
    optional={
        "who": some.one_of(some.sampled_from(["PN-1", "PN-2", None, "王"]), JSON),
        "due": some.one_of(some.dates().map(date.isoformat), JSON),
        "n": some.one_of(some.floats(allow_nan=False, allow_infinity=False), JSON),
        "tags": some.one_of(some.lists(some.text(max_size=3), max_size=3), JSON),
        "map": some.one_of(some.dictionaries(some.text(max_size=3), some.just({"so": True}), max_size=2), JSON),
        "text": some.text(max_size=200),
        "new": JSON,
    },
)
PLAIN = some.fixed_dictionaries({"n": some.integers(0, 9)}, optional={"who": some.sampled_from(["PN-1", "PN-2"])})
NUMBERS = some.integers(1, 9)
WRITES = some.one_of(some.tuples(NUMBERS, some.one_of(DOCUMENTS, PLAIN)), some.tuples(NUMBERS, PLAIN))
OTHERS = some.sampled_from(["checkpoint", "rotate", "copy", "put back", "reopen", "repair"])
STEPS = some.lists(some.one_of(WRITES, some.tuples(NUMBERS, some.none()), OTHERS), max_size=10)


@settings(max_examples=100)
@given(some.lists(WRITES, min_size=1, max_size=6), STEPS, some.lists(WRITES, max_size=3))
def test_whatever_is_written_reads_the_same_without_them(first: list[Any], steps: list[Any], tail: list[Any]):
    with tempfile.TemporaryDirectory() as made:
        folder, copy = Path(made) / "w", Path(made) / "copy"
        Ledger.create(folder, "Test")
        ana, bo = ledger(folder), ledger(folder, "bo")
        for step in [*first, "copy", *steps, "checkpoint", *tail, "reopen"]:
            if isinstance(step, tuple):
                bo.commit(write(*step))
            elif step == "copy":
                shutil.copy(folder / "journal", copy)
            elif step == "reopen":
                with_columns, without = both(folder)
                assert with_columns == without
                ana.close()
                ana = ledger(folder)
            elif (step == "put back" and copy.exists()) or step == "repair":
                ana.close()
                bo.close()
                if step == "repair":
                    repair(str(folder))
                else:
                    shutil.copy(copy, folder / "journal")
                    with_columns, without = both(folder)
                    assert with_columns == without
                    repair(str(folder))
                ana, bo = ledger(folder), ledger(folder, "bo")
            elif step in ("checkpoint", "rotate"):
                getattr(bo, step)()
            ana.catch_up()
            assert [dict(rows) for rows in read(ana)] == [dict(rows) for rows in read(bo)]
        ana.close()
        bo.close()


@for_each("n", [1, 254, 255, 256, 257, 65_534, 65_535, 65_536])
def test_any_number_of_different_values_is_told_apart(n: int):
    documents = {number: msgspec.json.encode({"n": number % n, "who": None}) for number in range(1, n + 3)}
    bodies = dict(value_columns.encode_columns(documents, ["n", "who", "due"]))
    places = {field: value_columns.ValueColumn("note", field, 0, 0, 0) for field in bodies}
    found = value_columns.rows(lambda column: bodies[column.field], places, Needs)
    assert found == {number: Needs(number % n) for number in documents}


# Where they are not read


def test_who_asks_for_no_more_reads_nothing_else_and_whoever_does_reads_all(folder: Path, bodies: list[Any]):
    filled(folder, [{"who": "PN-1", "n": 3, "text": "x"}, {"who": "PN-2", "n": 4}])
    for kind, used in ((All, True), (Needs, True), (Renamed, True), (Named, False), (Beyond, False), (Without, False)):
        bodies.clear()
        with Ledger(folder, "eva") as eva:
            assert sum(map(len, eva.decoded("note", kind))) == 2
        assert set(bodies) == ({value_columns.ValueColumn} if used else {checkpoint.Frame}), kind


def test_any_damage_to_them_changes_nothing(folder: Path):
    filled(folder, [{"who": "PN-1", "n": 3, "due": "2026-01-02", "text": "x"}, {"who": "PN-2", "n": 4}])
    path = folder / "checkpoint"
    data, expected = path.read_bytes(), both(folder)[1]
    begin = data.index(b"[1,2]")
    assert b'"x"' in data[:begin], "the documents stand before them"
    for at in range(begin, len(data)):
        for byte in (data[at] ^ 1, 0):
            path.write_bytes(data[:at] + bytes([byte]) + data[at + 1 :])
            assert fresh(folder) == expected, at


def test_those_of_a_machine_with_the_other_order_of_bytes_are_passed_over(
    folder: Path, monkeypatch: pytest.MonkeyPatch, bodies: list[Any]
):
    filled(folder, [{"n": n} for n in range(300)])
    expected = both(folder)[1]
    monkeypatch.setattr(sys, "byteorder", "big" if sys.byteorder == "little" else "little")
    monkeypatch.setattr(value_columns, "array", swapped)
    bodies.clear()
    assert fresh(folder) == expected
    assert value_columns.ValueColumn not in bodies


def swapped(code: Any, values: bytes) -> "array[int]":
    made = array(code, values)
    made.byteswap()
    return made


# Beside other versions


class OldIndex(msgspec.Struct, frozen=True):
    """As it was before there were columns."""

    count: int
    frames: list[checkpoint.Frame]


def test_programs_with_and_without_them_read_each_other_s_checkpoints(folder: Path):
    filled(folder, [{"n": 1}])
    path = folder / "checkpoint"
    data = path.read_bytes()
    at = int(data[-checkpoint.END :], 16)
    body = msgspec.json.encode(msgspec.json.decode(data[at + checkpoint.HEAD : -checkpoint.END - 1], type=OldIndex))
    assert b'"frames":[["note"' in body
    path.write_bytes(b"%b%08x %08x %b\n%016x\n" % (data[:at], crc32(body), len(body), body, at))
    assert verify(str(folder)).findings == []
    with ledger(folder) as ana:
        assert next(ana.decoded("note", Needs)) == {1: Needs(1)}
        assert not ana.checkpoint_due(), "it is a small one"


def test_a_large_checkpoint_without_them_is_made_anew_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch, bodies: list[Any]
):
    filled(folder, [{"n": 1}, {"n": 2}])
    with Ledger(folder, "bo") as bo:
        bo.checkpoint()  # as a repair does, which knows no fields
    monkeypatch.setattr("store.engine.ledger.MANY", 1)
    with Ledger(folder, "bo") as bo:
        assert not bo.checkpoint_due()
    with ledger(folder) as ana:
        assert ana.checkpoint_due()
    with ledger(folder) as ana:
        assert not ana.checkpoint_due()
        bodies.clear()
        assert list(ana.decoded("note", Needs)) == [{1: Needs(1), 2: Needs(2)}]
        assert set(bodies) == {value_columns.ValueColumn}
        with Ledger(folder, "bo") as bo:
            bo.checkpoint()
    with ledger(folder) as ana:
        ana.checkpoint()
        assert not ana.checkpoint_due()


def test_a_check_holds_them_against_the_documents(folder: Path, monkeypatch: pytest.MonkeyPatch):
    filled(folder, [{"n": 1, "who": "PN-1"}, {"n": 2}])
    assert verify(str(folder)).findings == []
    real = value_columns.encode_columns
    monkeypatch.setattr(checkpoint, "encode_columns", lambda documents, fields: real({**documents, 2: b"{}"}, fields))
    with ledger(folder) as ana:
        ana.checkpoint()
    monkeypatch.undo()
    assert [finding.level for finding in verify(str(folder)).findings] == ["note"]
    filled(folder, [{"n": 1, "who": "PN-1"}])
    assert verify(str(folder)).findings == []
    path = folder / "checkpoint"
    path.write_bytes(path.read_bytes().replace(b'[["PN-1"]', b'[["PN-2"]'))
    assert [finding.level for finding in verify(str(folder)).findings] == ["note"]


def test_a_table_of_other_things_than_objects_has_none(folder: Path, monkeypatch: pytest.MonkeyPatch):
    real = value_columns.encode_columns
    monkeypatch.setattr(checkpoint, "encode_columns", lambda documents, fields: real({**documents, 9: b"[1]"}, fields))
    filled(folder, [{"n": 1, "text": "one"}])
    assert both(folder)[0] == both(folder)[1]
    assert texts(folder) == ["one"]
