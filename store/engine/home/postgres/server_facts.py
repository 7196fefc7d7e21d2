"""What a server tells about itself, for whoever looks for what is wrong with it: who follows it, who may do what."""

from contextlib import closing
from ipaddress import ip_address
from typing import Any, NamedTuple

from store.engine.home.postgres.address import address_of
from store.engine.home.postgres.connection import Connection, Lost
from store.engine.home.postgres.durability import Durability, durability
from store.errors import ConcordError


class Standby(NamedTuple):
    """One that follows; empty where one may not see it. ``behind`` are bytes, -1 where that is not known."""

    name: str
    state: str
    sync: str
    behind: int


class TooWide(NamedTuple):
    """A role that may write past the one function; ``through`` are the roles that give it that, none where it is given
    by itself. ``role`` is empty for everybody."""

    role: str
    rights: list[str]
    through: list[str]


class RoleOf(NamedTuple):
    """A role that is let in under a login. ``owns`` if the database refuses it nothing."""

    role: str
    login: str
    can_log_in: bool
    owns: bool


class ServerFacts(NamedTuple):
    """All of it, as of one look."""

    version: str
    role: str
    schema: str
    database: str
    durability: Durability
    #: Where each of those settings comes from, as PostgreSQL calls it.
    sources: dict[str, str]
    standbys: list[Standby]
    promoting: list[str]
    #: Another program passes connections on; what is told on one comes through.
    pooled: bool
    told: bool
    #: What is sent can be read on its way.
    open: bool
    used: int
    most: int
    #: Whoever is let in inserts entries, for want of functions: the database looks at nothing but their order.
    plain: bool
    wide: list[TooWide]
    roles: list[RoleOf]


def server_facts(place: str) -> ServerFacts:
    """Ask the server at that address; what it does not let one see is left out. Raises `Failed`."""
    with closing(Connection(address_of(place))) as connection:
        version, role, database, pid = connection.run(_SERVER)[0]
        info = connection.info
        used, most = _asked(connection, _CONNECTIONS, [(0, 0)])[0]
        return ServerFacts(
            version=version,
            role=role,
            schema=connection.address.schema.replace('"', ""),
            database=database,
            durability=durability(connection),
            sources=dict(_asked(connection, _SOURCES)),
            standbys=[Standby(*row) for row in _asked(connection, _STANDBYS)],
            promoting=[name for (name,) in _asked(connection, _PROMOTING)],
            pooled=info.backend_pid != pid,
            told=_told(connection),
            open=not info.pgconn.ssl_in_use and not _is_here(info.hostaddr, info.host),
            used=used,
            most=most,
            plain=bool(_asked(connection, _PLAIN, [(False,)])[0][0]),
            wide=_wide(_asked(connection, _WIDE)),
            roles=[RoleOf(*row) for row in _asked(connection, _ROLES)],
        )


def _asked(connection: Connection, statement: str, otherwise: list[Any] | None = None) -> list[Any]:
    """The rows; none where the server does not know what that is, or does not say it."""
    try:
        return connection.run(statement)
    except Lost:
        raise
    except ConcordError:
        return otherwise or []


def _told(connection: Connection) -> bool:
    """Whether what one tells comes through; a standby lets nobody listen."""
    try:
        return connection.listen()
    except Lost:
        raise
    except ConcordError:
        return False


def _wide(rows: list[Any]) -> list[TooWide]:
    """What everybody may is said once."""
    found = [TooWide(*row) for row in rows]
    of_all = {may for each in found if not each.role for may in each.rights}
    rest = [each._replace(rights=[may for may in each.rights if not each.role or may not in of_all]) for each in found]
    return [each for each in rest if each.rights]


def _is_here(address: str, host: str) -> bool:
    """Whether what is sent stays on this machine."""
    return host.startswith(("/", "@")) or (bool(address) and ip_address(address).is_loopback)


_SERVER = """
SELECT current_setting('server_version'), session_user::text, current_database()::text, pg_backend_pid()
"""
_CONNECTIONS = """
SELECT (SELECT sum(numbackends)::int FROM pg_stat_database), current_setting('max_connections')::int
"""
_SOURCES = """
SELECT name, source FROM pg_settings
WHERE name IN ('fsync', 'full_page_writes', 'synchronous_commit', 'synchronous_standby_names')
"""
_STANDBYS = """
SELECT coalesce(nullif(application_name, ''), host(client_addr), ''), coalesce(state, ''), coalesce(sync_state, ''),
    coalesce(CASE WHEN pg_is_in_recovery() THEN NULL
        ELSE greatest(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0) END, -1)::bigint
FROM pg_stat_replication WHERE state IS DISTINCT FROM 'backup'
    AND pid NOT IN (SELECT active_pid FROM pg_replication_slots WHERE slot_type = 'logical' AND active_pid IS NOT NULL)
ORDER BY 1
"""
_PROMOTING = """
SELECT rolname::text FROM pg_roles
WHERE rolcanlogin AND has_function_privilege(oid, 'pg_promote(boolean, integer)', 'EXECUTE') ORDER BY 1
"""
#: A right to a column is one to write; whoever may become the owner may do all.
_WIDE = """
WITH owner AS (SELECT relowner AS id, relnamespace AS space FROM pg_class WHERE oid = '{schema}.entry'::regclass),
inserting AS (SELECT relkind = 'v' AS plain FROM pg_class WHERE oid = '{schema}.head'::regclass),
entered AS (
    SELECT oid, rolname::text AS name FROM pg_roles
    WHERE NOT rolsuper AND oid <> (SELECT id FROM owner) UNION ALL SELECT 0, 'public'
),
allowed AS (
    SELECT entered.oid, may FROM entered, pg_class AS one,
        unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER']) AS may
    WHERE one.relnamespace = (SELECT space FROM owner)
        AND one.relkind = 'r' AND NOT (may = 'INSERT' AND one.relname = 'entry' AND (SELECT plain FROM inserting))
        AND (has_table_privilege(entered.name, one.oid, may)
        OR (may IN ('INSERT', 'UPDATE') AND has_any_column_privilege(entered.name, one.oid, may)))
    UNION SELECT oid, 'CREATE' FROM entered WHERE has_schema_privilege(name, (SELECT space FROM owner), 'CREATE')
    UNION SELECT oid, 'SET ROLE' FROM entered WHERE oid <> 0 AND pg_has_role(name, (SELECT id FROM owner), 'MEMBER')
)
SELECT CASE WHEN oid = 0 THEN '' ELSE name END, array_agg(DISTINCT may ORDER BY may), ARRAY(
    SELECT above.rolname::text FROM pg_auth_members AS of JOIN pg_roles AS above ON above.oid = of.roleid
    WHERE of.member = entered.oid AND (above.rolsuper OR above.oid IN (SELECT id FROM owner)
        OR above.oid IN (SELECT oid FROM allowed)) ORDER BY 1
)
FROM entered JOIN allowed USING (oid)
WHERE oid = 0 OR (SELECT rolcanlogin FROM pg_roles WHERE oid = entered.oid) GROUP BY entered.oid, name ORDER BY 1
"""
_PLAIN = "SELECT relkind = 'v' FROM pg_class WHERE oid = '{schema}.head'::regclass"
_ROLES = """
SELECT role::text, login, coalesce(rolcanlogin, false), coalesce(rolsuper, false) OR coalesce(
    pg_roles.oid = (SELECT relowner FROM pg_class WHERE oid = '{schema}.entry'::regclass), false)
FROM {schema}.person LEFT JOIN pg_roles ON rolname = role ORDER BY 1
"""
