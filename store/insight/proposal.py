"""What is proposed for the agenda of a meeting, and what concerns a meeting."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from store.kinds.agenda_item import AgendaItem
from store.kinds.goal import Goal
from store.kinds.meeting import Meeting
from store.kinds.meeting_line import MeetingLine, Reason
from store.records.names import title
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.records import Records

#: The minutes that are proposed for an item of each sort.
MINUTES = {"inform": 5, "discuss": 8, "decide": 10}
#: What is proposed, by code: what most needs the meeting first.
CODES: dict[str, Words] = {
    "blocker": Words("Blockers that want a decision"),
    "objection": Words("Objections without an answer"),
    "confirm": Words("Decisions to confirm"),
    "circulating": Words("Decisions that go round"),
    "red": Words("Key results in red"),
    "request": Words("Late requests"),
    "resource": Words("Over-committed"),
    "late": Words("Milestones that are late"),
    "stance": Words("Stances missing"),
    "last": Words("Actions of last time"),
    "left": Words("Not reached before"),
    "backlog": Words("Backlog"),
    "amber": Words("Key results in amber"),
    "review": Words("Decisions due for review"),
    "near": Words("Milestones within 14 days"),
    "lesson": Words("Lessons that fit"),
}


class Proposal(NamedTuple):
    """``heading`` is one of `CODES`; ``question`` the item as it would stand on the agenda, with the ``name`` of what
    it is about still to be filled in (`title`), ``why`` says why it should.

    ``about`` are the records to read before; ``presses`` tells among those under one heading what comes first.
    """

    heading: str
    reason: Reason
    question: Words
    why: Words
    sort: str = "discuss"
    presents: str | None = None
    goal: str | None = None
    about: tuple[str, ...] = ()
    presses: float = 0
    #: Where it is an agenda item already; otherwise what is usual for its sort.
    own_minutes: int | None = None

    @property
    def minutes(self) -> int:
        """The minutes for it."""
        return self.own_minutes or MINUTES.get(self.sort, MINUTES["discuss"])

    def title(self, records: Records) -> Words:
        """The question with the name of the record in it."""
        return self.question.filled(name=title(records, self.reason.id))

    @property
    def key(self) -> str:
        """What tells it from the others of a meeting."""
        return str(self.reason)


class Concern:
    """What a meeting is about, and what the overview knows of that on its day."""

    def __init__(self, overview: Overview, line: MeetingLine) -> None:
        self.overview = overview
        self.line = line
        self.goal, self.departments = line.goal, frozenset(line.departments)
        self._used = line.used()
        self._goals: dict[str | None, bool] = {}
        self._over: dict[str | None, bool] = {}
        self._here: dict[str | None, bool] = {}

    def has_goal(self, id: str | None) -> bool:
        """It is about that goal, or the departments share it."""
        found = self._goals.get(id)
        if found is None:
            row = self.overview.goals.get(id) if id else None
            mine = id == self.goal if self.goal else not self.departments.isdisjoint(row.departments if row else ())
            found = self._goals[id] = mine or not (self.goal or self.departments)
        return found

    def has(self, goal: str | None, *parties: str | None) -> bool:
        """It is about what is of that goal, or of one of these departments, or of people of them."""
        return self.has_goal(goal) or (
            not self.goal and any(party and self._home(party) in self.departments for party in parties)
        )

    def _home(self, party: str) -> str | None:
        return self.overview.home_of(party) or party

    def work_of(self, id: str) -> tuple[str | None, str | None]:
        """The goal of an action, a key result or a goal, and whose work it is."""
        record = self.overview.reading.find(id)
        goal = record.id if isinstance(record, Goal) else getattr(record, "goal", None)
        return goal, getattr(record, "department", None) or getattr(record, "owner", None)

    def meeting_of(self, source: str | None) -> Meeting | None:
        """The meeting that something came of, or of an item of which it came."""
        item = self.overview.reading.maybe(AgendaItem, source)
        return self.overview.reading.maybe(Meeting, item.meeting if item else source)

    def made_here(self, source: str | None) -> bool:
        """It came of a meeting of the series."""
        meeting = self.meeting_of(source)
        return meeting is not None and meeting.id in self.line.others

    def is_over(self, goal: str | None) -> bool:
        """The goal is closed, and with it what is of it."""
        found = self._over.get(goal)
        if found is None:
            row = self.overview.goals.get(goal) if goal else None
            found = self._over[goal] = row is not None and not row.is_open
        return found

    def here(self, party: str | None) -> str | None:
        """That party, where it is still there to present something."""
        if party not in self._here:
            self._here[party] = party is not None and self._is_here(party)
        return party if self._here[party] else None

    def _is_here(self, party: str) -> bool:
        person, department = self.overview.people.get(party), self.overview.departments.get(party)
        if person is not None:
            return person.left_on is None or person.left_on > self.overview.today
        return department is not None and department.active

    def reason(self, code: str, id: str, episodes: Iterable[str]) -> Reason | None:
        """The reason with what of it was on no agenda yet; None where all of it was."""
        used = self._used.get((code, id), ())
        new = tuple(each for each in dict.fromkeys(episodes) if each not in used)
        return Reason(code, id, new) if new else None
