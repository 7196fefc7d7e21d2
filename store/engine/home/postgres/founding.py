"""Making a workspace in a database, and letting roles into one; as the owner of the schema."""

import os

import msgspec

from store.engine.home.postgres.address import Address
from store.engine.home.postgres.connection import Connection
from store.engine.home.postgres.schema import CLOSED, FUNCTIONS, GRANTS, TABLES, VERSION
from store.engine.journal.entry import frame
from store.engine.journal.header import Header
from store.errors import Failed


def create(address: Address, name: str, made: str) -> None:
    """A new journal there, in one transaction. Raises `Failed` where there is one already."""
    connection = Connection(address)
    header = msgspec.json.encode(Header(workspace=os.urandom(8).hex(), name=name, made=made))
    _line, chain = frame(header, 0)
    try:
        with connection.transaction():
            if connection.run("SELECT to_regclass(%s) IS NOT NULL", [f"{address.schema}.about"])[0][0]:
                raise Failed("There is a workspace at {place} already", place=address.shown)
            connection.run(f"CREATE SCHEMA {address.schema}")
            connection.script(TABLES + FUNCTIONS + CLOSED)
            connection.run("INSERT INTO {schema}.about (version, header) VALUES (%s, %s)", [VERSION, header])
            connection.run("INSERT INTO {schema}.head (seq, chain) VALUES (0, %s)", [chain])
    finally:
        connection.close()


def let_in(address: Address, role: str, login: str) -> None:
    """Let a role of the database commit in the name of that login, and read; it may do nothing else."""
    connection = Connection(address)
    try:
        with connection.transaction():
            quoted = '"' + role.replace('"', '""') + '"'
            connection.script(GRANTS.replace("{role}", quoted))
            connection.run(
                "INSERT INTO {schema}.person (role, login) VALUES (%s, %s) "
                "ON CONFLICT (role) DO UPDATE SET login = excluded.login",
                [role, login],
            )
    finally:
        connection.close()
