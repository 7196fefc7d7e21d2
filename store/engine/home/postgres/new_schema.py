"""Making a workspace in a database, and letting roles into one; as the owner of the schema."""

import os

import msgspec

from store.engine.home.postgres.address import Address
from store.engine.home.postgres.connection import Connection
from store.engine.home.postgres.entry_rows import begin_of
from store.engine.home.postgres.schema import CLOSED, FUNCTIONS, GRANTS, TABLES, VERSION
from store.engine.journal.header import Header
from store.errors import Failed


def create(address: Address, name: str, made: str) -> None:
    """A new journal there, in one transaction. Raises `Failed` where there is one already."""
    connection = Connection(address)
    try:
        with connection.transaction():
            make(connection, msgspec.json.encode(Header(workspace=os.urandom(8).hex(), name=name, made=made)))
    finally:
        connection.close()


def make(connection: Connection, header: bytes, moved_to: str | None = None) -> None:
    """The tables of a journal with that header; ``moved_to`` keeps it closed. What was begun and is closed goes first.

    Raises `Failed` where there is an open one.
    """
    schema = connection.address.schema
    if connection.run("SELECT to_regclass(%s) IS NOT NULL", [f"{schema}.about"])[0][0]:
        begun = connection.run("SELECT moved_to FROM {schema}.head")
        if moved_to is None or begun != [(moved_to,)]:
            raise Failed("There is a workspace at {place} already", place=connection.address.shown)
        connection.script("DROP SCHEMA {schema} CASCADE")
    connection.script("CREATE SCHEMA {schema}" + ";" + TABLES + FUNCTIONS + CLOSED)
    connection.run("INSERT INTO {schema}.about (version, header) VALUES (%s, %s)", [VERSION, header])
    connection.run(
        "INSERT INTO {schema}.head (seq, chain, moved_to) VALUES (%s, %s, %s)", [*begin_of(header), moved_to]
    )


def let_in(address: Address, role: str, login: str) -> None:
    """Let a role of the database commit in the name of that login, and read; it may do nothing else."""
    connection = Connection(address)
    try:
        with connection.transaction():
            quoted = '"' + role.replace('"', '""') + '"'
            connection.script(GRANTS.replace("{role}", quoted))
            connection.run(_LET_IN, [role, login])
    finally:
        connection.close()


_LET_IN = """
INSERT INTO {schema}.person (role, login) VALUES (%s, %s) ON CONFLICT (role) DO UPDATE SET login = excluded.login
"""
