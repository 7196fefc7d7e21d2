"""Which home a place names: a folder, or an address of a database."""

import os
from importlib import import_module

from store import clock
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
    need_driver()
    from store.engine.home.postgres.database import DatabaseHome  # late: it needs psycopg, an extra of 90 ms

    return DatabaseHome(str(place))


def as_it_was(place: str | os.PathLike[str]) -> Home | None:
    """What is known of what is at an address, to be looked at until that is opened; None where nothing is."""
    if not is_address(place):
        return None
    from store.engine.home.postgres import as_it_was  # late: a place is one or the other

    return as_it_was.as_it_was(str(place))


def make_sure(place: str | os.PathLike[str]) -> None:
    """Make a journal without a name there, if there is none. Raises `Failed` where none can be made."""
    made = clock.stamp(clock.now())
    if is_address(place):
        need_driver()
        from store.engine.home.postgres.new_schema import make_sure_at  # late: it needs psycopg

        make_sure_at(str(place), made)
        return
    from store.engine.journal import creating  # late: once in the life of a folder

    journal = os.path.join(place, "journal")
    if not os.path.lexists(journal):
        try:
            creating.create(os.path.abspath(place), "", made)
        except Failed:
            if not os.path.lexists(journal):  # else somebody made it in the same moment
                raise


def need_driver() -> None:
    """Raise `Failed` where what speaks to databases is not installed."""
    try:
        import_module("psycopg")
    except ImportError:
        raise Failed("To work on a database psycopg has to be installed: pip install '.[postgres]'") from None
