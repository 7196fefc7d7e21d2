"""A workspace, looked at from outside its folder: why there is nothing to open, who gets in, what lies about."""

from store.engine.identity import group_name, has_account, os_user, user_name
from store.engine.journal.absence import Absence, absence, barrier, is_mounted, unmounted
from store.engine.journal.sharing import Access, access
from store.engine.journal.stray import stray

__all__ = [
    "Absence",
    "Access",
    "absence",
    "access",
    "barrier",
    "group_name",
    "has_account",
    "is_mounted",
    "os_user",
    "stray",
    "unmounted",
    "user_name",
]
