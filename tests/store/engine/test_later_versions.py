"""A newer format is read as far as it is understood, and nothing is written, repaired, rotated or made anew there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from store.engine import checkup
from store.engine.journal import rotation
from store.engine.journal.entry import frame, scan
from store.engine.ledger import Ledger
from store.engine.repair import repair
from store.engine.transaction import Transaction
from store.errors import Failed, ReadOnly
from tests.store.engine import raw

Change = Callable[[dict[str, Any]], object]


def put(number: int) -> Callable[[Transaction], None]:
    return lambda transaction: transaction.write("pears", number, {"n": number})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A journal of six pears."""
    place = tmp_path / "w"
    Ledger.create(place, "Orchard")
    with Ledger(place, "ana") as ledger:
        for number in range(1, 7):
            ledger.commit(put(number))
    return place


def rewrite(path: Path, at: int, change: Change) -> None:
    """Change the body of a line, 0 being the header, with right checksums from there on."""
    data = path.read_bytes()
    lines = [next(scan(data, 0, 0))]
    lines += scan(data, lines[0].end, lines[0].chain)
    written, chain = b"", 0
    for number, line in enumerate(lines):
        body = line.body
        if number == at:
            document = msgspec.json.decode(body)
            change(document)
            body = msgspec.json.encode(document)
        framed, chain = frame(body, chain)
        written += framed
    path.write_bytes(written + bytes(4096))


NEWER: dict[str, Change] = {
    "version": lambda entry: entry.update(v=2),
    "part of an entry": lambda entry: entry.update(signed="x"),
    "part of a change": lambda entry: entry["changes"][0].update(of=1),
    "way to change": lambda entry: entry.update(changes=[{"t": "pears", "n": 4, "move": 9}]),
    "way to change a table": lambda entry: entry.update(changes=[{"t": "pears", "n": 0, "did": "rename"}]),
    "shape": lambda entry: entry.update(changes={"pears": [4]}),
    "part that is missing": lambda entry: entry.pop("op"),
}


def refuses_everything(folder: Path, pears: list[int]) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with Ledger(folder, "ana") as ledger:
        assert str(ledger.read_only) == "it was written by a newer Concord. Update yours"
        assert (ledger.numbers("pears"), ledger.damage, ledger.moved()) == (pears, None, False)
        for act in (lambda: ledger.commit(put(9)), ledger.rotate, ledger.checkpoint):
            with pytest.raises(ReadOnly):
                act()
        assert [entry.seq for entry in ledger.backwards()] == list(reversed(pears))
    with pytest.raises(ReadOnly, match="newer Concord"):
        repair(str(folder))
    with pytest.raises(Failed):
        Ledger.create(folder, "Orchard")
    report = checkup.verify(str(folder))
    assert (report.clean, report.entries) == (True, 6)
    assert any("newer Concord" in str(finding.words) for finding in report.findings)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("what", NEWER)
def test_a_newer_entry_ends_what_is_read(folder: Path, what: str):
    rewrite(folder / "journal", 4, NEWER[what])
    refuses_everything(folder, [1, 2, 3])


def test_a_newer_header_is_read_and_not_written_to(folder: Path):
    rewrite(folder / "journal", 0, lambda header: header.update(format=2, home="elsewhere"))
    refuses_everything(folder, [1, 2, 3, 4, 5, 6])


def test_a_newer_header_without_what_is_needed_is_not_called_damaged(folder: Path):
    rewrite(folder / "journal", 0, lambda header: (header.update(format=2), header.pop("made")))
    for act in (lambda: Ledger(folder), lambda: repair(str(folder)), lambda: checkup.verify(str(folder))):
        with pytest.raises(ReadOnly, match="newer Concord"):
            act()


def test_a_newer_entry_in_a_segment_is_not_missing(folder: Path):
    with Ledger(folder, "ana") as ledger:
        ledger.rotate()
        ledger.commit(put(7))
    segment = Path(rotation.paths(str(folder))[0])
    rewrite(segment, 4, NEWER["version"])
    with Ledger(folder, "ana") as ledger:
        assert ledger.numbers("pears") == [1, 2, 3]
        with pytest.raises(ReadOnly):
            ledger.commit(put(9))


@pytest.mark.parametrize("what", NEWER)
def test_a_session_that_is_open_goes_no_further(folder: Path, what: str):
    with Ledger(folder, "ana") as ledger, Ledger(folder, "bo") as other:
        other.commit(put(7))
        entry = msgspec.to_builtins(next(other.backwards()))
        raw.take_back(folder)
        NEWER[what](entry)
        raw.append(folder, entry)
        with pytest.raises(ReadOnly):
            ledger.commit(put(8))
        ledger.catch_up()
        assert (ledger.numbers("pears"), ledger.moved()) == ([1, 2, 3, 4, 5, 6], False)
    assert len(list(scan(*_scanned(folder)))) == 7


def _scanned(folder: Path) -> tuple[bytes, int, int]:
    data = (folder / "journal").read_bytes()
    header = next(scan(data, 0, 0))
    return data, header.end, header.chain


def test_a_newer_checkpoint_is_only_a_cache(folder: Path):
    with Ledger(folder, "ana") as ledger:
        ledger.checkpoint()
    path = folder / "checkpoint"
    head, _, rest = path.read_bytes().partition(b"\n")
    framed, _chain = frame(head[18:].replace(b'"format":1', b'"format":2'), 0)
    path.write_bytes(framed + rest)
    with Ledger(folder, "ana") as ledger:
        assert (ledger.numbers("pears"), ledger.read_only) == ([1, 2, 3, 4, 5, 6], None)
