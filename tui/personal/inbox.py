"""What somebody has not read yet: what others changed since they last looked."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from store.kinds import KINDS

if TYPE_CHECKING:
    from store import Glance, Ledger
    from store.insight.notifications import Notice
    from store.workspace import Workspace
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


def looked_at(workspace: "Workspace", personal: "SessionState") -> int:
    """Up to which entry somebody has looked; the first time, up to what is older than some days."""
    if personal.seen is None:
        personal.look(first_seen(workspace.ledger, workspace.today))
    return personal.seen or 0


def notices(workspace: "Workspace", personal: "SessionState", held: "Callable[[str], object]") -> "list[Notice]":
    """What others did since I last looked that concerns me by name, the newest first, a line for each record.

    ``held`` says whether something holds up the record of an id.
    """
    records, who = workspace.records, workspace.who
    me = records.person_of(who)
    found: dict[str, Notice] = {}
    seen = looked_at(workspace, personal)
    if me is None or seen >= workspace.ledger.seq:
        return []
    from store.history import since  # late: ids are counted without it, and mostly nothing is new
    from store.insight.notifications import told  # late: as above

    for entry in since(workspace.ledger, seen, MOST, but=who):
        for notice in told(entry, records, held):
            if notice.to == me.id and personal.read.get(notice.id, 0) < entry.seq:
                found.setdefault(notice.id, notice)
    # Whoever changed a record last knows how it stands.
    return [each for each in found.values() if getattr(records.find(each.id), "changed_by", "") != who]


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
