"""The proposed agenda of a meeting: what of all there is wants to be talked about, why, and what most needs it first.

What it concerns: the goal that it is about, else what the departments have a part in that it is for (none named: all),
by themselves or by a goal that they share; and what its series has left. Each proposal has a **reason** with its
*episodes* (`store.kinds.meeting_line`). Once a reason was on an agenda of the series it is not proposed again, be it
that it was dropped there; a new episode is a new reason. Each source says what its episodes are. What somebody has put
on its agenda by hand is not proposed either.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from store.engine.garbage import uncollected
from store.insight import proposed_earlier, proposed_goals, proposed_metrics, proposed_updates, proposed_work
from store.insight.proposal import CODES, Concern, Proposal
from store.kinds.agenda_item import QUEUED, agenda
from store.kinds.meeting import Meeting
from store.kinds.meeting_line import MeetingLine
from store.kinds.meeting_rights import AHEAD

if TYPE_CHECKING:
    from store.insight.overview import Overview

SOURCES = (proposed_goals, proposed_metrics, proposed_work, proposed_updates, proposed_earlier)


@uncollected()
def of(overview: Overview, meeting_id: str) -> list[Proposal]:
    """What is proposed for a meeting, what most needs it first; nothing for one that is over. Raises `NotFound`."""
    meeting = overview.reading.one(Meeting, meeting_id)
    if meeting.state not in (*AHEAD, "running"):
        return []
    concern = Concern(overview, MeetingLine(overview.reading, meeting))
    order = {code: at for at, code in enumerate(CODES)}
    there = by_hand(overview, meeting_id)
    found = [each for source in SOURCES for each in source.proposals(concern) if each.id not in there]
    found.sort(key=lambda each: (order[each.heading], -each.presses, _number(each.id)))
    return found


def by_hand(overview: Overview, meeting_id: str) -> set[str]:
    """What somebody has put on its agenda by themselves; of a goal there is more than one thing to be said."""
    items = agenda(overview.reading, meeting_id)
    about = (each.about for each in items if not each.proposed and each.state in (QUEUED, "discussed"))
    return {id for ids in about for id in ids if overview.goals.get(id) is None}


def fitting(proposals: Iterable[Proposal], minutes: int) -> Iterator[Proposal]:
    """Those of them that fit into so many minutes, as far as they go in their order."""
    for each in proposals:
        if each.minutes > minutes:
            return
        minutes -= each.minutes
        yield each


def _number(id: str) -> int:
    return int(id.rpartition("-")[2])
