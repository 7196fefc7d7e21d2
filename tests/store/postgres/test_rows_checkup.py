"""Looking at every row of a journal in a database: what does not verify is named, kept out of backups and repaired."""

from pathlib import Path

import pytest

pytest.importorskip("psycopg", reason="psycopg is not installed")

from store.engine.home.postgres.address import address_of
from store.engine.home.postgres.new_schema import let_in
from store.engine.ledger import Ledger
from store.errors import Busy, Damaged, Forbidden
from store.interop import archive
from store.workspace import upkeep
from tests.postgres_server import Server
from tests.store.engine.notes import add, texts_of

TEXTS = ["one", "two", "drei 三", "four"]
END = "UPDATE {s}.head SET (seq, chain) = (SELECT seq, chain FROM {s}.entry ORDER BY seq DESC LIMIT 1)"
#: What somebody does to the tables, what a check says of it, and which notes a repair brings back without a checkpoint.
DAMAGE = {
    "a body": (
        "UPDATE {s}.entry SET body = overlay(body PLACING 'tWo' FROM position('two'::bytea IN body)) WHERE seq = 2",
        ["entry 2 does not verify", "it changed note 2"],
        ["one", "drei 三", "four"],
    ),
    "a checksum": (
        "UPDATE {s}.entry SET chain = 7 WHERE seq = 3",
        ["entry 3 does not verify", "it changed note 3", "entry 4 does not verify", "it changed note 4"],
        TEXTS,
    ),
    "rows": ("DELETE FROM {s}.entry WHERE seq IN (2, 3)", ["entries 2 to 3 are missing"], ["one", "four"]),
    "what is no entry": (
        "DELETE FROM {s}.entry WHERE seq = 3; UPDATE {s}.entry SET body = 'no entry' WHERE seq = 4",
        ["entries 3 to 3 are missing"],
        TEXTS[:2],
    ),
    "the last row": ("DELETE FROM {s}.entry WHERE seq = 4", ["entries 4 to 4 are missing"], TEXTS[:3]),
    "the end": (
        "UPDATE {s}.head SET seq = 3",
        ["the journal ends with entry 3, and there are some behind it"],
        TEXTS,
    ),
    "its checksum": (
        "UPDATE {s}.head SET chain = 7",
        ["the journal does not end with the checksum of entry 4"],
        TEXTS,
    ),
    "an id": (
        "UPDATE {s}.entry SET op = 'x' WHERE seq = 1",
        ["entry 1 is not the one that its row says it is"],
        TEXTS,
    ),
}


class Place:
    """A workspace of four notes: the address of whoever owns it, and what its schema is called."""

    def __init__(self, server: Server) -> None:
        self.member = server.workspace("rows", "Rows", ("ana",))("ana")
        self.owner = self.member.replace("ana@", "postgres@")
        let_in(address_of(self.owner), "postgres", "eva")
        self.schema = f"concord_{self.owner.rpartition('=')[2]}"
        self._server = server
        with Ledger(self.member, "ana") as ledger:
            for text in TEXTS:
                ledger.commit(add(text))

    def run(self, statements: str) -> list[tuple[object]]:
        done = [self._server.run(each, database="acme") for each in statements.replace("{s}", self.schema).split("; ")]
        return done[-1]

    def texts(self) -> list[str]:
        with Ledger(self.member, "ana") as ledger:
            return texts_of(ledger)

    def found(self) -> list[str]:
        return [str(finding.words) for finding in upkeep.verify(self.member).findings]


@pytest.fixture
def place(postgres: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Place(postgres)


def test_nothing_is_found_where_all_is_well(place: Place):
    with Ledger(place.owner, "ana") as ledger:
        ledger.checkpoint()
    report = upkeep.verify(place.member)
    assert (report.entries, report.documents, report.findings) == (4, 4, [])
    assert upkeep.repaired(place.owner).nothing
    assert place.texts() == TEXTS


@pytest.mark.parametrize("what", DAMAGE)
def test_damage_is_named_kept_out_of_backups_and_repaired(what: str, place: Place, tmp_path: Path):
    statement, said, back = DAMAGE[what]
    before = place.run("SELECT array_agg(entry ORDER BY seq)::text FROM {s}.entry")
    place.run(statement)
    damaged = place.run("SELECT array_agg(entry ORDER BY seq)::text FROM {s}.entry")
    assert place.found() == said
    if what != "an id":  # in a file there are no rows
        with pytest.raises(Damaged):
            archive.backup(place.member, tmp_path / "b")
        assert not (tmp_path / "b").exists()
    outcome = upkeep.repaired(place.owner)
    assert place.found() == []
    assert place.texts() == back
    assert place.run(f"SELECT array_agg(entry ORDER BY seq)::text FROM {outcome.kept} AS entry") == damaged
    assert (what in ("the end", "its checksum")) == (before == damaged)
    with Ledger(place.member, "ana") as ledger:
        ledger.commit(add("and on"))
    assert place.found() == []


def test_what_is_lost_comes_back_from_the_checkpoint(place: Place):
    with Ledger(place.owner, "ana") as ledger:
        ledger.checkpoint()
    place.run("DELETE FROM {s}.entry WHERE seq = 2")
    outcome = upkeep.repaired(place.owner)
    assert (outcome.lost, outcome.back) == ([2], [("note", 2)])
    assert sorted(place.texts()) == sorted(TEXTS)


def test_whoever_is_in_it_goes_on_with_what_was_repaired(place: Place):
    with Ledger(place.member, "ana") as ledger:
        place.run("DELETE FROM {s}.entry WHERE seq = 2")
        upkeep.repaired(place.owner)
        ledger.catch_up()
        ledger.commit(add("five"))
        assert texts_of(ledger) == ["one", "drei 三", "four", "five"]
    assert place.found() == []


def test_a_checkpoint_that_is_of_other_entries_tells_that_it_went_back(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with Ledger(place.member, "ana") as ledger:
        ledger.checkpoint()
    place.run("DELETE FROM {s}.entry WHERE seq = 4")
    place.run(END)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "other"))  # else what was seen tells that it went back
    with monkeypatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path / "other"))
        with Ledger(place.member, "ana") as ledger:
            ledger.commit(add("instead"))
    assert [words.partition(",")[0] for words in place.found()] == ["what you had seen is not there any more"]


def test_only_whoever_owns_the_tables_repairs_and_nobody_while_others_write(place: Place):
    with pytest.raises(Forbidden, match="Only postgres, who owns"):
        upkeep.repaired(place.member)
    from store.engine.home.home_at import opened

    home = opened(place.member)
    with home.alone(1), pytest.raises(Busy):
        upkeep.repaired(place.owner, 0.1)
    home.close()
