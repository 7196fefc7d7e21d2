"""A person's role of the database does what Concord does with it, and nothing past that; in nobody else's name."""

from collections.abc import Callable, Iterator
from zlib import crc32

import psycopg
import pytest

from store.engine.ledger import Ledger
from tests.postgres_server import Server
from tests.store.engine.notes import add, texts_of

REFUSED = (
    "INSERT INTO {s}.entry VALUES (9, 'x', 1, 'x')",
    "UPDATE {s}.head SET seq = 0",
    "DELETE FROM {s}.entry",
    "TRUNCATE {s}.entry",
    "COPY {s}.entry FROM STDIN",
    "UPDATE {s}.person SET login = 'bo' WHERE role = 'ana'",
    "INSERT INTO {s}.checkpoint VALUES (9, 1, 1, 'x')",
    "SELECT 1 FROM {s}.head FOR UPDATE",
    "CREATE TABLE {s}.x()",
    "DROP SCHEMA {s} CASCADE",
    "SET ROLE bo",
)
#: What stands in an entry behind its beginning, which is in one's own name.
FORGED = {
    "another one's name": '"who":"bo","what":{},"changes":[]}',
    "the same, spelt otherwise": r'"\u0077ho":"bo","what":{},"changes":[]}',
    "nobody's name": '"who":"","what":{},"changes":[]}',
    "another number": '"seq":7,"what":{},"changes":[]}',
    "another operation": '"op":"x","what":{},"changes":[]}',
    "another moment": '"at":"2020-01-01T00:00:00.000Z","what":{},"changes":[]}',
    "no JSON": '"what":{},"changes":[',
}
AT = "2026-11-23T10:00:00.000Z"


@pytest.fixture
def address(postgres: Server) -> Callable[[str], str]:
    return postgres.workspace("forged", "Forged", ("ana", "bo"))


@pytest.fixture
def by_ana(address: Callable[[str], str]) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    with Ledger(address("ana"), "ana") as ledger:
        ledger.commit(add("one"))
    with psycopg.connect(address("ana").partition("?")[0], autocommit=True) as connection:
        yield connection


def test_a_role_may_not_write_past_the_function(
    address: Callable[[str], str], by_ana: psycopg.Connection[tuple[object, ...]]
):
    schema = "concord_" + address("ana").rpartition("=")[2]
    for statement in REFUSED:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            by_ana.execute(statement.replace("{s}", schema).encode())


@pytest.mark.parametrize("rest", FORGED.values(), ids=FORGED)
def test_an_entry_is_what_its_beginning_says(
    address: Callable[[str], str], by_ana: psycopg.Connection[tuple[object, ...]], rest: str
):
    schema = "concord_" + address("ana").rpartition("=")[2]

    def append(body: str) -> object:
        row = by_ana.execute(f"SELECT seq, chain FROM {schema}.head".encode()).fetchone()
        assert row is not None
        seq, chain = row
        sent = [seq, chain, "op1", crc32(body.encode(), int(str(chain))), AT, "ana", body.encode()]
        found = by_ana.execute(f"SELECT {schema}.append(%s, %s, %s, %s, %s, %s, %s)".encode(), sent).fetchone()
        return found and found[0]

    own = f'{{"v":1,"seq":2,"op":"op1","at":"{AT}","who":"ana",'
    for who in ("ana", "bo"):
        with pytest.raises(psycopg.Error):
            append(own.replace("ana", who) + rest)
    with Ledger(address("bo"), "bo") as ledger:
        assert texts_of(ledger) == ["one"]
    assert append(own + r'"what":{"said":"\u0000 \\u0000"},"changes":[]}') == 2
