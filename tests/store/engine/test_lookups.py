"""What is looked up by a key is what reading all documents finds, whatever changed them and whoever asks."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from store.engine.ledger import Ledger
from store.engine.reversal import take_back
from store.engine.transaction import Transaction, decode
from store.fields.indexes import RecordIndex

COLOURS = ("red", "green", "blue")


class Pear(msgspec.Struct):
    colours: tuple[str, ...] = ()


BY_COLOUR = RecordIndex("pear", Pear, lambda pear: pear.colours)


def found(state: Ledger | Transaction) -> dict[str, list[int]]:
    return {colour: sorted(state.numbers_with(BY_COLOUR, colour)) for colour in COLOURS}


def there(state: Ledger | Transaction) -> dict[str, list[int]]:
    pears = [(number, decode(raw).get("colours", ())) for number, raw in state.items("pear")]
    return {colour: sorted(n for n, colours in pears if colour in colours) for colour in COLOURS}


def holds(*states: Ledger | Transaction) -> None:
    for state in states:
        assert found(state) == there(state)


def some_writes(rand: random.Random, transaction: Transaction) -> None:
    for _ in range(rand.randint(1, 4)):
        number = rand.randint(1, 12)
        if rand.random() < 0.3:
            transaction.delete("pear", number)
        else:
            transaction.write("pear", number, {"colours": rand.sample(COLOURS, rand.randint(0, 3))})
        holds(transaction)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Ledger.create(tmp_path / "w", "Test")
    return tmp_path / "w"


@pytest.mark.parametrize("seed", range(6))
def test_it_follows_commits_news_undo_and_tables_that_are_emptied(folder: Path, seed: int):
    rand = random.Random(seed)
    with Ledger(folder, "ana") as ana, Ledger(folder, "bo") as bo:
        acts: list[Callable[[], object]] = [
            *([lambda: ana.commit(lambda each: some_writes(rand, each))] * 4),
            lambda: bo.commit(lambda each: some_writes(rand, each), ahead=True),
            lambda: ana.commit(lambda each: take_back(each, next(ana.backwards()))),
            lambda: ana.commit(lambda each: each.clear("pear")),
            lambda: bo.documents.drop_table("pear"),
            ana.checkpoint,
        ]
        for _ in range(40):
            rand.choice(acts)()
            ana.catch_up()
            holds(ana)
        bo.catch_up()
        with Ledger(folder, "eva") as eva:
            holds(bo, eva)
            assert found(bo) == found(eva)


def test_it_begins_anew_where_an_older_copy_is_put_back(folder: Path, tmp_path: Path):
    with Ledger(folder, "ana") as ana:
        ana.commit(lambda each: each.write("pear", 1, {"colours": ["red"]}))
        shutil.copytree(folder, tmp_path / "copy")
        ana.commit(lambda each: each.write("pear", 1, {"colours": ["blue"]}))
        assert found(ana) == {"red": [], "green": [], "blue": [1]}
        (tmp_path / "copy" / "journal").replace(folder / "journal")
        ana.catch_up()
        assert found(ana) == {"red": [1], "green": [], "blue": []}


def test_what_does_not_read_is_found_under_nothing(folder: Path):
    with Ledger(folder, "ana") as ana:
        ana.commit(lambda each: each.write("pear", 1, {"colours": 7}))
        holds_none = {colour: list[int]() for colour in COLOURS}
        assert found(ana) == holds_none
        ana.commit(lambda each: each.write("pear", 1, {"colours": ["red"]}))
        assert found(ana) == holds_none | {"red": [1]}
