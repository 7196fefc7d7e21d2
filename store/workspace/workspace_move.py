"""A workspace that moves between a folder and a database, and who has no way into it there yet."""

from contextlib import closing, suppress

from store.engine.home.home_at import is_address, opened
from store.engine.journal_move import move, named
from store.engine.ledger import Ledger
from store.errors import ConcordError
from store.kinds import columns
from store.kinds.person import Person
from store.records import Records

__all__ = ["left_outside", "move", "named"]


def left_outside(place: str) -> list[str]:
    """The logins of the people of a workspace in a database that no role has there; none for a folder.

    What was read for it is kept in the database, where one may: whoever comes new reads that and not every entry.
    """
    if not is_address(place):
        return []
    with closing(opened(place)) as home:
        ledger = Ledger(home, home.login)
        ledger.columns = columns
        with suppress(ConcordError, OSError):  # a cache: what was moved is moved
            ledger.checkpoint()
        people = [each.login for each in Records(ledger).all(Person) if each.login and each.left_on is None]
        return [login for login in people if not home.has_account(login)]
