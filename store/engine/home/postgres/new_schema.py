"""Making a workspace in a database, bringing one up to date, and letting roles into it; as the owner of the schema."""

import os
from collections.abc import Iterable, Mapping
from contextlib import closing

import msgspec

from store.engine.home.postgres.accepting import begin_at, grants, install
from store.engine.home.postgres.address import Address, address_of
from store.engine.home.postgres.connection import READING, Connection
from store.engine.home.postgres.database_position import begin_of
from store.engine.home.postgres.out_of_reach import identifier
from store.engine.home.postgres.schema import CLOSED, TABLES, VERSION
from store.engine.home.postgres.standing import look, schemas
from store.engine.journal.header import Header
from store.errors import Failed, Refused

#: What leads from each version of the schema to the next one, the first from 1 to 2.
STEPS: tuple[str, ...] = ()


def create(address: Address, name: str, made: str) -> None:
    """A new journal there, in one transaction. Raises `Failed` where there is one already."""
    with closing(Connection(address)) as connection, connection.transaction():
        make(connection, msgspec.json.encode(Header(workspace=os.urandom(8).hex(), name=name, made=made)))


def make_sure_at(place: str, made: str) -> None:
    """A journal without a name there, if there is none, into which the role that asks is let under its own name."""
    address = address_of(place)
    with closing(Connection(address)) as connection, connection.transaction():
        _take_turn(connection)
        if address.name not in schemas(connection):
            make(connection, msgspec.json.encode(Header(workspace=os.urandom(8).hex(), name="", made=made)))
            role = str(connection.run("SELECT session_user::text")[0][0])
            let_all_in(connection, {role: role})


def make(connection: Connection, header: bytes, moved_to: str | None = None) -> None:
    """The tables of a journal with that header; ``moved_to`` keeps it closed. In a transaction.

    What was begun and is closed, or was moved away and comes back from there, is emptied, and whoever was let in still
    is. Raises `Failed` where there is an open one, or another, `Refused` where the role may make none.
    """
    _take_turn(connection)
    schema = schemas(connection).get(connection.address.name)
    if schema is None:
        _must_be_allowed(connection)
        connection.script("CREATE SCHEMA {schema}" + ";" + TABLES)
        connection.run("INSERT INTO {schema}.about (version, header) VALUES (%s, %s)", [VERSION, header])
        connection.run("INSERT INTO {schema}.head (seq, chain) VALUES (0, 0)")
        install(connection)
        connection.script(CLOSED)
    else:
        standing = look(connection)
        if not moved_to or (standing.gone_to, standing.header) != (moved_to, header):
            raise Failed("There is a workspace at {place} already", place=connection.address.shown)
        bring_up(connection)
        connection.run("DELETE FROM {schema}.entry", within=READING)
        connection.run("DELETE FROM {schema}.checkpoint")
    begin_at(connection, *begin_of(header), moved_to)


def bring_up(connection: Connection) -> bool:
    """Bring a workspace that is there to this version, in a transaction; whether it was of an earlier one.

    Raises `Failed` where there is none, or one of a later version, `Refused` where it is somebody else's.
    """
    _take_turn(connection)
    standing, schema = look(connection), schemas(connection)[connection.address.name]
    if not schema.own:
        raise Refused(
            "Only whoever has the role {owner} changes {place}: it owns the schema, yours is {role}",
            "not-yours",
            owner=schema.owner,
            place=connection.address.shown,
            role=standing.role,
        )
    connection.script("".join(STEPS[standing.version - 1 :]))
    install(connection)
    connection.script(CLOSED)
    connection.run("UPDATE {schema}.about SET version = %s", [VERSION])
    return standing.version < VERSION


def let_in(address: Address, role: str, login: str) -> None:
    """Let a role of the database commit in the name of that login, and read; it may do nothing else."""
    with closing(Connection(address)) as connection, connection.transaction():
        let_all_in(connection, {role: login})


def let_all_in(connection: Connection, people: Mapping[str, str]) -> list[str]:
    """The same for several, each role with its login, in a transaction; those that were made for it.

    Raises `Refused` where there is no such role and one's own may make none.
    """
    missing = [role for role in people if not connection.run("SELECT FROM pg_roles WHERE rolname = %s", [role])]
    if missing and not connection.run(_MAKES_ROLES)[0][0]:
        raise Refused(
            "The server has no role {list}, and yours may make none. Whoever looks after it does: {command}",
            "no-such-role",
            list=missing,
            command=_statements(missing),
        )
    if missing:
        connection.script(_statements(missing))
    for role, login in people.items():
        connection.script(grants(connection).replace("{role}", identifier(role)))
        connection.run(_LET_IN, [role, login])
    return missing


def _statements(roles: Iterable[str]) -> str:
    return " ".join(f"CREATE ROLE {identifier(role)} LOGIN;" for role in roles)


def _take_turn(connection: Connection) -> None:
    """One at a time changes the schema, to the end of the transaction."""
    connection.run("SELECT pg_advisory_xact_lock(hashtext(%s))", [connection.address.channel], within=READING)


def _must_be_allowed(connection: Connection) -> None:
    allowed, database, role = connection.run(_MAKES_SCHEMAS)[0]
    if not allowed:
        raise Refused(
            "Your role {role} may make no workspace in the database {database}. Whoever owns it allows that: {command}",
            "not-yours",
            role=role,
            database=database,
            command=f"GRANT CREATE ON DATABASE {identifier(database)} TO {identifier(role)}",
        )


_MAKES_SCHEMAS = """
SELECT has_database_privilege(current_database(), 'CREATE'), current_database()::text, current_user::text
"""
_MAKES_ROLES = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
_LET_IN = """
INSERT INTO {schema}.person (role, login) VALUES (%s, %s) ON CONFLICT (role) DO UPDATE SET login = excluded.login
"""
