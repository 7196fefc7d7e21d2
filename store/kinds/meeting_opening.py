"""What a meeting begins with before its items: last time's actions, minutes, numbers, check-ins, what nobody disputes.

Nothing of it is stored: it is read from the meeting before it and from what the agenda is about.
"""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from store.kinds.action import OPEN, Action
from store.kinds.agenda_item import QUEUED, AgendaItem, agenda
from store.kinds.check_in import CheckIn
from store.kinds.goal import Goal, is_open
from store.kinds.key_result import KeyResult
from store.kinds.meeting import Meeting, of_series
from store.kinds.metric import Metric
from store.kinds.series import Series

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.records import Records

#: So many meetings back minutes are offered to be confirmed.
MOST = 12


def previous(records: Records, meeting: Meeting) -> Meeting | None:
    """The last one that was held before it: of its series, else of its goal, else of those that it is a copy of."""
    return max(_held(records, meeting), key=_when, default=None)


def _held(records: Records, meeting: Meeting) -> list[Meeting]:
    if meeting.series:
        found = of_series(records, meeting.series)
    elif meeting.goal:
        found = list(records.pointing(Meeting, "goal", meeting.goal))
    else:
        found = _copied(records, meeting)
    return [each for each in found if each.state == "closed" and each.id != meeting.id and not _after(each, meeting)]


def _copied(records: Records, meeting: Meeting) -> list[Meeting]:
    found: list[Meeting] = []
    while (meeting := records.maybe(Meeting, meeting.copied_from) or meeting) not in found and len(found) < MOST:
        found.append(meeting)
    return found


def _when(meeting: Meeting) -> tuple[str, str, int]:
    return (str(meeting.on or ""), meeting.time, int(meeting.id.partition("-")[2] or 0))


def _after(other: Meeting, meeting: Meeting) -> bool:
    return bool(meeting.on and other.on and _when(other) > _when(meeting))


def came_of(records: Records, meeting: str) -> Iterator[Action]:
    """The actions that came of it and of its items."""
    items = [each.id for each in records.pointing(AgendaItem, "meeting", meeting)]
    for source in (*items, meeting):
        yield from records.pointing(Action, "source", source)


def last_actions(records: Records, meeting: Meeting) -> list[Action]:
    """What the meeting before it has left: its actions, and those that it had carried itself."""
    before = previous(records, meeting)
    if before is None:
        return []
    carried = (records.maybe(Action, id) for id, what in before.actions.items() if what == "carried")
    found = [*(each for each in carried if each is not None), *came_of(records, before.id)]
    return list({each.id: each for each in found}.values())


def is_looked_at(meeting: Meeting, action: Action) -> bool:
    """Said in this meeting what became of it, or over by itself."""
    return action.id in meeting.actions or action.state not in OPEN


def to_confirm(records: Records, meeting: Meeting) -> list[Meeting]:
    """Those held before it since the last one whose minutes were confirmed, the latest first; what it confirms itself
    stays among them.
    """
    latest = sorted(_held(records, meeting), key=_when, reverse=True)[:MOST]
    return [*takewhile(lambda each: each.confirmed_at is None or each.confirmed_in == meeting.id, latest)]


def key_results(records: Records, meeting: Meeting) -> list[KeyResult]:
    """Those of the open goals that it, or an item of it, is about."""
    about = dict.fromkeys((meeting.goal, *(each.goal for each in agenda(records, meeting.id))))
    goals = (records.maybe(Goal, id) for id in about if id)
    return [
        each
        for goal in goals
        if goal is not None and is_open(goal)
        for each in records.pointing(KeyResult, "goal", goal.id)
    ]


def numbers(records: Records, meeting: Meeting) -> list[Metric]:
    """The metrics that those key results follow, then those of the departments that it is for."""
    found = [records.maybe(Metric, each.metric) for each in key_results(records, meeting)]
    series = records.maybe(Series, meeting.series)
    for id in meeting.departments or (series.departments if series is not None else ()):
        found += records.pointing(Metric, "department", id)
    return list({each.id: each for each in found if each is not None and each.state != "retired"}.values())


def is_checked_in(records: Records, meeting: Meeting, key_result: str) -> bool:
    """It got a value since the meeting began, or of its day."""
    found = records.pointing(CheckIn, "key_result", key_result)
    begun, day = meeting.begun, meeting.on
    return any((begun and each.made_at and each.made_at >= begun) or (day and each.on == day) for each in found)


def undisputed(records: Records, meeting: str) -> list[AgendaItem]:
    """The items that can be taken by consent in one step, and have not been talked about."""
    return [each for each in agenda(records, meeting) if each.undisputed and each.state == QUEUED]


def wants_opening(records: Records, meeting: Meeting) -> bool:
    """Whether there is anything to be gone through before the first item."""
    return (
        any(not is_looked_at(meeting, each) for each in last_actions(records, meeting))
        or any(each.confirmed_at is None for each in to_confirm(records, meeting))
        or bool(undisputed(records, meeting.id))
        or any(not is_checked_in(records, meeting, each.id) for each in key_results(records, meeting))
    )
