"""`concord` at a fixed moment as somebody else: `python -m tests.terminal.still WHO [WORDS…]`."""

import sys
from datetime import UTC, datetime

from store import clock
from store.engine import identity

#: A Monday, that of the workspace in `tests/tui/conftest.py`.
MORNING = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def main() -> None:
    """As the command; everybody has an account here."""
    who = sys.argv.pop(1)
    identity.os_user = lambda: who
    identity.has_account = lambda _login: True
    clock.now = lambda: MORNING
    from tui.__main__ import start

    start()


if __name__ == "__main__":
    main()
