"""What the room reads of its meeting: how far it is, what comes before the items, how long it takes."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from store.kinds import meeting_opening as opening
from store.kinds.agenda_item import QUEUED, AgendaItem, agenda
from store.kinds.meeting import Meeting, is_quorate
from store.kinds.meeting_rights import AHEAD
from store.words import Words

if TYPE_CHECKING:
    from store.records import Records

#: The keys of the rows that are no items.
PREPARED, ACTIONS, MINUTES, NUMBERS, VALUES, CONSENT, AFTER = (
    "~prepared",
    "~actions",
    "~minutes",
    "~numbers",
    "~values",
    "~consent",
    "~after",
)
#: States of an item that count for the time which the agenda wants.
COUNTED = (QUEUED, "discussed")
#: An elapsed time is shown up to so many seconds.
LONGEST = 5999


class Step(NamedTuple):
    """A row before the items: what it is, how much of it is left, how much there is."""

    key: str
    label: Words
    left: int = 0
    total: int = 0


class MeetingView:
    """Of the meeting with that id, as it is now. Raises `NotFound`."""

    def __init__(self, records: "Records", id: str) -> None:
        self.records = records
        self.meeting = records.one(Meeting, id)
        self.items = agenda(records, id)
        self.steps = self._steps()

    @property
    def running(self) -> bool:
        """It is held now."""
        return self.meeting.state == "running"

    @property
    def ahead(self) -> bool:
        """It is still to be held."""
        return self.meeting.state in AHEAD

    @property
    def going_on(self) -> bool:
        """It is still to be held, or held now."""
        return self.running or self.ahead

    @property
    def number(self) -> int:
        """The number of the item that it is at, 0 where it is at none."""
        ids = [each.id for each in self.items]
        return ids.index(self.meeting.current) + 1 if self.meeting.current in ids else 0

    @property
    def here(self) -> str:
        """The key of the row that it is at: an item, or what is to be gone through before."""
        if self.meeting.current:
            return self.meeting.current
        left = next((step.key for step in self.steps if step.left), "")
        return left or (self.steps[0].key if self.steps else self.items[-1].id if self.items else "")

    @property
    def over(self) -> bool:
        """It runs, and nothing is left to be talked about."""
        left = any(each.state == QUEUED for each in self.items)
        return self.running and not self.meeting.current and not left

    def item(self, key: str) -> AgendaItem | None:
        """The item of that row."""
        return next((each for each in self.items if each.id == key), None)

    # Time

    @property
    def planned(self) -> int:
        """The minutes that the items want."""
        return sum(each.minutes or 0 for each in self.items if each.state in COUNTED)

    @property
    def too_long(self) -> bool:
        """They want more than there is, while something can still be done about it."""
        return self.ahead and bool(self.meeting.length) and self.planned > (self.meeting.length or 0)

    def elapsed(self, now: datetime) -> int:
        """Seconds since it began."""
        return _between(self.meeting.begun, self.meeting.closed or now)

    def on_item(self, now: datetime) -> int:
        """Seconds that the item took which it is at; those before the first item where it is at none."""
        item = self.item(self.meeting.current or "")
        return (0 if item is None else item.spent) + _between(self.meeting.since, now)

    def beyond(self, now: datetime) -> bool:
        """The item takes longer than was planned."""
        item = self.item(self.meeting.current or "")
        return item is not None and bool(item.minutes) and self.on_item(now) > (item.minutes or 0) * 60

    # Before the items

    def _steps(self) -> list[Step]:
        if self.ahead:
            return [Step(PREPARED, Words("Preparation"))]
        if not self.running:
            return [Step(AFTER, Words("Minutes and what comes next"))]
        records, meeting = self.records, self.meeting
        actions = opening.last_actions(records, meeting)
        values = opening.key_results(records, meeting)
        minutes = opening.to_confirm(records, meeting)
        agreed = opening.undisputed(records, meeting.id)
        open_actions = [each for each in actions if not opening.is_looked_at(meeting, each)]
        unsaid = [each for each in values if not opening.is_checked_in(records, meeting, each.id)]
        steps = [Step(ACTIONS, Words("Last time's actions"), len(open_actions), len(actions))] if actions else []
        if minutes:
            label = Words("Minutes of {id} to confirm", id=minutes[0].id)
            if len(minutes) > 1:
                label = Words("Minutes of {n} meetings to confirm", n=len(minutes))
            waits = sum(each.confirmed_at is None for each in minutes)
            steps.append(Step(MINUTES, label, waits, len(minutes)))
        steps += [Step(NUMBERS, Words("Numbers"))] if opening.numbers(records, meeting) else []
        steps += [Step(VALUES, Words("Check-ins"), len(unsaid), len(values))] if values else []
        label = Words("Undisputed, by consent")
        return [*steps, *([Step(CONSENT, label, len(agreed), len(agreed))] if agreed else [])]

    @property
    def quorate(self) -> bool:
        """It may decide."""
        return is_quorate(self.meeting)

    @property
    def wants_quorum(self) -> bool:
        """It says who or how many have to be there."""
        return bool(self.meeting.quorum or self.meeting.quorum_of)


def _between(since: datetime | None, now: datetime) -> int:
    return 0 if since is None else max(0, min(LONGEST, int((now - since).total_seconds())))


def minutes_of(seconds: int) -> int:
    """In whole minutes, one at least where it took any time."""
    return max(1, round(seconds / 60)) if seconds else 0
