"""A workspace that moves between a folder and a database, and who has no way into it there yet."""

from contextlib import closing

from store.engine.home.home_at import is_address, opened
from store.engine.journal_move import move, named
from store.engine.ledger import Ledger
from store.kinds.person import Person
from store.records import Records

__all__ = ["left_outside", "move", "named"]


def left_outside(place: str) -> list[str]:
    """The logins of the people of a workspace in a database that no role has there; none for a folder."""
    if not is_address(place):
        return []
    with closing(opened(place)) as home:
        ledger = Ledger(home, home.login)
        return [each.login for each in Records(ledger).all(Person) if each.login and not home.has_account(each.login)]
