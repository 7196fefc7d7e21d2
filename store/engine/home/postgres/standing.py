"""What stands in a database under the name of a workspace, and what whoever asks may do about it."""

from shlex import quote
from typing import NamedTuple

from store.engine.home.postgres.connection import Connection, sqlstate_of
from store.engine.home.postgres.out_of_reach import gone
from store.engine.home.postgres.schema import VERSION
from store.errors import ConcordError, Failed
from store.words import Words


class Standing(NamedTuple):
    """Its version and header, the login that was given to the role of the session ("" for none), and that role.

    ``gone_to`` is where it was moved to, or, as long as it is being made, where it comes from; "" where it is open.
    ``functions`` says whether entries are appended by one of the schema, ``only_read`` and ``follows`` what
    `EntryRows` has under these names, ``newest`` of which sequence the checkpoint in the database is.
    """

    version: int
    header: bytes
    login: str
    role: str
    gone_to: str
    functions: bool
    only_read: bool
    follows: bool
    newest: int | None


class Schema(NamedTuple):
    """A workspace's schema: its name, whose it is, whether that is who asks, and whether they may look into it."""

    name: str
    owner: str
    own: bool
    open: bool


def look(connection: Connection) -> Standing:
    """What is there. Raises `Failed` where nothing is, where it is closed, and where a later version made it."""
    if not connection.inside:  # else an error would end the transaction
        try:
            return _read(connection)
        except ConcordError as error:
            if sqlstate_of(error) not in _CLOSED:
                raise
    address, found = connection.address, schemas(connection)
    schema = found.get(address.name)
    if schema is None:
        words = Words("There is no workspace at {place}", "no-workspace", path=address.shown, place=address.shown)
        raise gone("missing", words, there=[address.beside(name) for name in found])
    if not schema.open:
        role = str(connection.run("SELECT session_user::text")[0][0])
        words = Words(
            "Your role {role} is not let into {place}. Whoever has the role {owner} does that: {command}",
            role=role,
            place=address.shown,
            owner=schema.owner,
            command=f"concord init {quote(address.public)} --people {quote(role)}",
        )
        raise gone("closed", words)
    return _read(connection)


def _read(connection: Connection) -> Standing:
    version, header, login, role, gone_to, *rest = connection.run(_ABOUT)[0]
    if version > VERSION:
        place = connection.address.shown
        raise Failed("{place} was made by a newer Concord. Update yours", "newer-version", place=place)
    return Standing(version, header, login or "", role, gone_to or "", *rest)


def schemas(connection: Connection) -> dict[str, Schema]:
    """The workspaces of the database, by their names."""
    return {row[0]: Schema(*row) for row in connection.run(_SCHEMAS)}


#: No such table, no such schema, no privilege: which of them it is, and what there is instead, is asked then.
_CLOSED = ("42P01", "3F000", "42501")
_SCHEMAS = """
SELECT substr(nspname, 9), pg_get_userbyid(nspowner)::text, pg_has_role(session_user, nspowner, 'MEMBER'),
    has_schema_privilege(nspname, 'USAGE')
FROM pg_namespace
WHERE starts_with(nspname, 'concord_')
    AND EXISTS (SELECT FROM pg_class WHERE relnamespace = pg_namespace.oid AND relname = 'about')
ORDER BY nspname
"""
_ABOUT = """
SELECT version, header, (SELECT login FROM {schema}.person WHERE role = session_user), session_user::text, moved_to,
    functions, current_setting('transaction_read_only')::boolean, pg_is_in_recovery(),
    (SELECT max(seq) FROM {schema}.checkpoint)
FROM {schema}.about, {schema}.head
"""
