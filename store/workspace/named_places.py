"""Addresses of workspaces in databases, for whoever names one: what is one, what it says, and what is there."""

from store.engine.home.home_at import is_address, opened
from store.engine.home.postgres.address import address_of, without_passwords

__all__ = ["address_of", "is_address", "look_at", "without_passwords"]


def look_at(address: str) -> None:
    """Raise `Failed` where there is nothing to open at an address."""
    opened(address).close()
