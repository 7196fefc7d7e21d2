"""What somebody has not read yet: what others changed since they last looked."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from store.kinds import KINDS

if TYPE_CHECKING:
    from store.engine.journal.entry import Entry
    from store.engine.ledger import Ledger
    from tui.personal import Personal

#: What happened in so many days is new to whoever looks for the first time.
RECENT = 4
#: So many entries back it is looked for what is new.
NEWS = 2_000
#: So many entries of others are new at most.
MOST = 500


def first_seen(ledger: "Ledger", today: date) -> int:
    """Up to which entry somebody has looked who never has: up to what is older than `RECENT` days."""
    first = (today - timedelta(RECENT)).isoformat()
    return next((entry.seq for entry in islice(ledger.backwards(), NEWS) if entry.at[:10] < first), 0)


def entries(ledger: "Ledger", seen: int, who: str) -> "Iterator[Entry]":
    """What others did since that entry, the newest first."""
    from store.history import since

    return iter(since(ledger, seen, MOST, but=who))


def ids(ledger: "Ledger", personal: "Personal", seen: int, who: str) -> set[str]:
    """The ids of the records that others changed since that entry and that were not read one by one."""
    return {
        id
        for entry in entries(ledger, seen, who)
        for table, number in entry.touched()
        if table in KINDS and number > 0
        for id in (KINDS[table].id(number),)
        if personal.read.get(id, 0) < entry.seq
    }
