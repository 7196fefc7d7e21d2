"""What mends a database, as it is typed there."""

from collections.abc import Iterable

from store.workspace.database_around import TooWide


def quoted(name: str) -> str:
    """A name as it is written in a statement."""
    plain = name.isascii() and name.replace("_", "").isalnum() and name == name.lower() and not name[:1].isdigit()
    return name if plain else '"' + name.replace('"', '""') + '"'


def waiting_for(standbys: Iterable[str]) -> str:
    """Has a commit wait for one of these standbys."""
    names = ", ".join(quoted(each) for each in standbys if each) or "STANDBY"
    names = names.replace("'", "''")
    return f"ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 ({names})'; SELECT pg_reload_conf()"


def narrower(found: TooWide, schema: str) -> str:
    """Takes from a role what it may beside the one function."""
    role = quoted(found.role) if found.role else "PUBLIC"
    if found.through:
        return "; ".join(f"REVOKE {quoted(each)} FROM {role}" for each in found.through)
    tables = [may for may in found.rights if may not in ("CREATE", "SET ROLE")]
    revoked = [f"REVOKE {', '.join(tables)} ON ALL TABLES IN SCHEMA {quoted(schema)} FROM {role}"] if tables else []
    revoked += [f"REVOKE CREATE ON SCHEMA {quoted(schema)} FROM {role}"] if "CREATE" in found.rights else []
    return "; ".join(revoked)
