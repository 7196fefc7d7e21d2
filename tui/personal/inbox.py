"""What somebody has not read yet: what others changed since they last looked."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from store.kinds import KINDS

if TYPE_CHECKING:
    from store import Glance, Ledger
    from store.insight.notifications import Notice
    from tui.desk.desk import Desk
    from tui.personal.session_state import SessionState

#: What happened in so many days is new to whoever looks for the first time.
RECENT = 4
#: So many entries back it is looked for what is new.
NEWS = 2_000
#: So many entries of others are new at most.
MOST = 500
#: What is said every morning is heard at the stand-up, and not counted as unread.
SAID = ("standup", "round")


def first_seen(ledger: "Ledger", today: date) -> int:
    """Up to which entry somebody has looked who never has: up to what is older than `RECENT` days."""
    first = (today - timedelta(RECENT)).isoformat()
    return next((entry.seq for entry in islice(ledger.glances(), NEWS) if entry.at[:10] < first), 0)


def entries(ledger: "Ledger", seen: int, who: str) -> "Iterator[Glance]":
    """What others did since that entry, the newest first."""
    return islice((each for each in ledger.glances(seen) if each.who != who), MOST)


def notices(desk: "Desk") -> "list[Notice]":
    """What others did since I last looked that concerns me by name, the newest first, a line for each record."""
    from store.history import since  # late: ids are counted without it
    from store.insight.notifications import told  # late: ids are counted without it

    me = desk.records.person_of(desk.who)
    found: dict[str, Notice] = {}
    if me is None:
        return []
    read = desk.personal.read
    for entry in since(desk.workspace.ledger, desk.seen, MOST, but=desk.who):
        for notice in told(entry, desk.records, desk.overview.blocked_by):
            if notice.to == me.id and read.get(notice.id, 0) < entry.seq:
                found.setdefault(notice.id, notice)
    return list(found.values())


def ids(ledger: "Ledger", personal: "SessionState", seen: int, who: str) -> set[str]:
    """The ids of the records that others changed since that entry and that were not read one by one."""
    return {
        id
        for entry in entries(ledger, seen, who)
        for table, number in entry.touched()
        if table in KINDS and number > 0 and table not in SAID
        for id in (KINDS[table].id(number),)
        if personal.read.get(id, 0) < entry.seq
    }
