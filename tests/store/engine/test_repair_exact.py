"""What a repair saves and what it says is lost: exactly what the damage leaves, for every damage and wherever it is.

The damages are made of whole lines and of bytes, so that it is known without reading which entries can be saved.
"""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from store.engine import checkup
from store.engine.journal.entry import HEAD, frame
from store.engine.journal.survivors import survivors
from store.engine.ledger import Ledger
from store.engine.repair import repair
from store.engine.transaction import Transaction

COUNT = 9
#: The text of each note has letters that one bit makes the end of a line.
TEXT = "Jam * Jar "
CHANGES = [{"t": "note", "n": 3, "new": {"text": "not ours"}}]


class Damaged(NamedTuple):
    """The bytes behind the first line, and the entries that they cost."""

    name: str
    data: bytes
    gone: set[int]


#: The damages of one sort to these lines.
Damages = Callable[[list[bytes]], Iterator[Damaged]]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, list[bytes]]:
    """The first line, and the lines of nine entries: each makes a note, and changes the one before."""
    place = tmp_path_factory.mktemp("exact") / "w"
    Ledger.create(place, "Test")

    def command(n: int):
        def run(transaction: Transaction) -> None:
            transaction.write("note", n, {"text": TEXT, "n": n})
            if n > 1:
                transaction.write("note", n - 1, {"text": TEXT, "n": 100 + n})

        return run

    with Ledger(place, "ana") as ledger:
        for n in range(1, COUNT + 1):
            ledger.commit(command(n))
    head, *lines = (place / "journal").read_bytes().rstrip(b"\0").splitlines(keepends=True)
    assert len(lines) == COUNT
    return head, lines


def joined(lines: list[bytes]) -> bytes:
    return b"".join(lines)


def flips(lines: list[bytes]) -> Iterator[Damaged]:
    """One bit of one line: a body costs its entry; what is round it does not, if something vouches for the body."""
    dice = random.Random(1)
    for at, line in enumerate(lines):
        newlines = [place for place in range(HEAD, len(line) - 1) if line[place] in b"*J"]
        places = [
            (place, dice.randrange(8)) for place in [*range(HEAD), len(line) - 1, *dice.sample(range(len(line)), 6)]
        ]
        for place, bit in [*places, *((place, 5 if line[place] == 0x2A else 6) for place in newlines[:2])]:
            changed = bytearray(line)
            changed[place] ^= 1 << bit
            in_body = HEAD <= place < len(line) - 1
            alone = place < 8 and at == len(lines) - 1 and changed[:8].lower() != line[:8]
            gone = {at + 1} if in_body or alone else set[int]()
            yield Damaged(
                f"bit {bit} of byte {place} of {at + 1}", joined([*lines[:at], bytes(changed), *lines[at + 1 :]]), gone
            )


def whole_lines(lines: list[bytes]) -> Iterator[Damaged]:
    """Lines that are missing, that stand there twice, that are of something else."""
    foreign, _chain = frame(
        msgspec.json.encode({"v": 1, "seq": 3, "op": "x", "at": "", "who": "", "what": {}, "changes": CHANGES}), 77
    )
    for at in range(len(lines)):
        for many in (1, 2, 3):
            rest = lines[at + many :]
            missing = set(range(at + 1, min(at + many, COUNT) + 1))
            # The line behind a gap needs one before it, and one that goes on from it.
            unproven = {at + many + 1} if rest and (not at or len(rest) == 1) else set[int]()
            yield Damaged(f"{many} missing from {at + 1}", joined([*lines[:at], *rest]), missing | unproven)
        yield Damaged(f"{at + 1} twice", joined([*lines[: at + 1], *lines[at:]]), set())
        for name, other in (
            ("foreign", foreign),
            ("words", b"some words\n"),
            ("nothing", b"\n"),
            ("odd", b"\xff\xfe\n"),
        ):
            for many in (1, 20):
                data = joined([*lines[:at], *[other] * many, *lines[at:]])
                yield Damaged(f"{many} lines of {name} before {at + 1}", data, set())


def cuts(lines: list[bytes]) -> Iterator[Damaged]:
    """Bytes that are missing, or zeros, from within one line to within another."""
    dice = random.Random(2)
    for first in range(1, COUNT - 1):
        for last in range(first, min(first + 3, COUNT - 1)):
            begin, end = (
                dice.randrange(HEAD + 20, len(lines[first]) - 2),
                dice.randrange(HEAD + 20, len(lines[last]) - 1),
            )
            if first == last:
                begin, end = sorted((begin, end + (begin == end)))
            before, after = joined(lines[:first]) + lines[first][:begin], lines[last][end:] + joined(lines[last + 1 :])
            gone = set(range(first + 1, last + 2))
            unproven = {last + 2} if first != last and last + 2 == COUNT else set[int]()
            yield Damaged(f"cut from {first + 1} to {last + 1}", before + after, gone | unproven)
            if end > begin or last > first:
                size = len(joined(lines)) - len(before) - len(after)
                yield Damaged(f"zeros from {first + 1} to {last + 1}", before + bytes(size) + after, gone)
    for at in range(1, COUNT):
        yield Damaged(f"ends with {at}", joined(lines[:at]), set(range(at + 1, COUNT + 1)))
        yield Damaged(f"ends within {at + 1}", joined(lines[:at]) + lines[at][:40], set(range(at + 1, COUNT + 1)))


def held_to(place: Path, journal: tuple[bytes, list[bytes]], damaged: Damaged) -> None:
    """Repair it, and hold what is stored and what is said to what can be saved."""
    place.mkdir()
    head, _lines = journal
    (place / "journal").write_bytes(head + damaged.data)
    outcome = repair(str(place))
    saved = set(range(1, COUNT + 1)) - damaged.gone
    with Ledger(place, "reader") as ledger:
        entries = list(ledger.entries())
        notes = {number: msgspec.json.decode(raw) for number, raw in ledger.items("note")}
    assert {entry.seq for entry in entries if entry.changes} == saved, damaged.name
    assert [entry.seq for entry in entries] == list(range(1, max(saved, default=0) + 1)), damaged.name
    assert outcome.entries == len(saved), damaged.name
    assert outcome.lost == sorted(seq for seq in damaged.gone if seq < max(saved)), damaged.name
    expected = {n: {"text": TEXT, "n": 100 + n + 1 if n + 1 in saved else n} for n in saved}
    assert notes == expected, damaged.name
    assert {n for _table, n in outcome.gone} <= damaged.gone | {n - 1 for n in damaged.gone}, damaged.name
    assert outcome.back == outcome.found == outcome.left == [], damaged.name
    assert checkup.verify(str(place)).clean


@pytest.mark.parametrize("kind", [flips, whole_lines, cuts])
def test_exactly_what_can_be_saved_is(tmp_path: Path, journal: tuple[bytes, list[bytes]], kind: Damages):
    for at, damaged in enumerate(kind(journal[1])):
        held_to(tmp_path / str(at), journal, damaged)


def test_two_damages_cost_what_each_does(tmp_path: Path, journal: tuple[bytes, list[bytes]]):
    """Also side by side: what is damaged vouches for nothing."""
    for first in range(COUNT):
        for second in range(first + 1, COUNT):
            lines = [bytearray(line) for line in journal[1]]
            for at in (first, second):
                lines[at][lines[at].index(b"Jam")] ^= 1
            held_to(
                tmp_path / f"{first}-{second}",
                journal,
                Damaged(f"{first} {second}", joined(list(map(bytes, lines))), {first + 1, second + 1}),
            )


def test_a_line_that_is_there_twice_is_nothing_lost(journal: tuple[bytes, list[bytes]]):
    head, lines = journal
    for at in range(COUNT):
        found = survivors(joined([head, *lines[: at + 1], *lines[at:]]), len(head), int(head[:8], 16))
        assert ([entry.seq for entry in found.entries], found.lost, found.mended) == ([*range(1, COUNT + 1)], [], 1)
