"""Which home a place names: a folder, or an address of a database."""

import os

from store.engine.home import Home
from store.errors import Failed

#: How an address of a database begins.
SCHEMES = ("postgresql://", "postgres://")


def is_address(place: str | os.PathLike[str]) -> bool:
    """Whether a place is an address of a database, and not a folder."""
    return isinstance(place, str) and place.startswith(SCHEMES)


def opened(place: str | os.PathLike[str]) -> Home:
    """The home there, opened. Raises `Failed` or `Damaged` where there is nothing to open."""
    if not is_address(place):
        from store.engine.home.folder import FolderHome  # late: a place is one or the other

        return FolderHome(os.path.abspath(place))
    try:
        from store.engine.home.postgres.database import DatabaseHome  # late: it needs psycopg, an extra of 90 ms
    except ImportError:
        raise Failed("To work on a database psycopg has to be installed: pip install '.[postgres]'") from None
    return DatabaseHome(str(place))
