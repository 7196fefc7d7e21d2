"""A workspace, looked at from outside: why there is nothing to open, who gets in, what lies about."""

from store.engine.home.home_at import is_address, opened
from store.engine.home.postgres.address import address_of, without_passwords
from store.engine.identity import group_name, has_account, os_user, user_name
from store.engine.journal.absence import Absence, absence, barrier, is_mounted, unmounted
from store.engine.journal.sharing import Access, access
from store.engine.journal.stray import stray

__all__ = [
    "Absence",
    "Access",
    "absence",
    "access",
    "address_of",
    "barrier",
    "group_name",
    "has_account",
    "is_address",
    "is_mounted",
    "look_at",
    "os_user",
    "stray",
    "unmounted",
    "user_name",
    "without_passwords",
]


def look_at(address: str) -> None:
    """Raise `Failed` where there is nothing to open at an address."""
    opened(address).close()
