"""What is proposed for the agenda of a meeting, and what concerns a meeting."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, TypeVar

import msgspec

from store.kinds import split_id
from store.kinds.agenda_item import AgendaItem
from store.kinds.meeting import Meeting
from store.kinds.meeting_line import MeetingLine, Reason, few_fields
from store.records.names import title
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.projected_fields import GoalRow
    from store.insight.projection import Groups, Projection
    from store.records import Records

Row = TypeVar("Row", bound=msgspec.Struct)

#: The minutes that are proposed for an item of each sort.
MINUTES = {"inform": 5, "discuss": 8, "decide": 10}
#: What is proposed, by code: what most needs the meeting first.
CODES: dict[str, Words] = {
    "blocker": Words("Blockers that want a decision"),
    "objection": Words("Objections without an answer"),
    "confirm": Words("Decisions to confirm"),
    "circulating": Words("Decisions that go round"),
    "red": Words("Key results in red"),
    "number": Words("Metrics in red"),
    "request": Words("Late requests"),
    "update": Words("Updates not understood by all"),
    "resource": Words("Over-committed"),
    "late": Words("Milestones that are late"),
    "stance": Words("Stances missing"),
    "last": Words("Actions of last time"),
    "left": Words("Not reached before"),
    "backlog": Words("Backlog"),
    "amber": Words("Key results in amber"),
    "stale": Words("Metrics that are stale"),
    "review": Words("Decisions due for review"),
    "near": Words("Milestones within 14 days"),
    "lesson": Words("Lessons that fit"),
}


#: For which reason something is proposed, and why in words.
Told = tuple[Reason, Words]


class Proposal(msgspec.Struct, gc=False):
    """``heading`` is one of `CODES`, ``id`` what it is about; ``question`` the item as it would stand on the agenda,
    with the ``name`` of what it is about still to be filled in (`title`), ``why`` says why it should.

    ``about`` are the records to read before; ``presses`` tells among those under one heading what comes first. The
    reason and why may be found out when somebody asks: of thousands of proposals a page is read.
    """

    heading: str
    id: str
    told: Told | Callable[[], Told]
    question: Words
    sort: str = "discuss"
    presents: str | None = None
    goal: str | None = None
    about: tuple[str, ...] = ()
    presses: float = 0
    #: Where it is an agenda item already; otherwise what is usual for its sort.
    own_minutes: int | None = None

    @property
    def reason(self) -> Reason:
        """For what it is proposed."""
        return self._told()[0]

    @property
    def why(self) -> Words:
        """The same in words."""
        return self._told()[1]

    def _told(self) -> Told:
        if callable(self.told):
            self.told = self.told()
        return self.told

    @property
    def minutes(self) -> int:
        """The minutes for it."""
        return self.own_minutes or MINUTES.get(self.sort, MINUTES["discuss"])

    def title(self, records: Records) -> Words:
        """The question with the name of the record in it."""
        return self.question.filled(name=title(records, self.id))

    @property
    def key(self) -> str:
        """What tells it from the others of a meeting."""
        return str(self.reason)


class DecisionMakers(msgspec.Struct, gc=False):
    """Of a decision, what is not kept of it anyway."""

    decided_by: tuple[str, ...] = ()
    source: str | None = None


class Concern:
    """What a meeting is about, and what the overview knows of that on its day."""

    def __init__(self, overview: Overview, line: MeetingLine) -> None:
        self.overview = overview
        self.line = line
        self.goal, self.departments = line.goal, frozenset(line.departments)
        self._used = line.used()
        self._everything = not (self.goal or self.departments)
        self._closed: set[str | None] = set()
        self._goals: set[str | None] = {self.goal} if self.goal else set()
        for id, row in overview.goals.rows.items():
            if not row.is_open:
                self._closed.add(id)
            if not self.goal and not self.departments.isdisjoint(row.departments):
                self._goals.add(id)
        people = (id for id, row in overview.people.rows.items() if row.department in self.departments)
        self._parties: frozenset[str | None] = frozenset[str]() if self.goal else self.departments.union(people)
        self._here: dict[str | None, bool] = {}

    def open_goals(self) -> Iterator[tuple[str, GoalRow]]:
        """The open ones that it is about, or that the departments share."""
        goals = self.overview.goals
        if not self.goal:
            yield from ((id, row) for id, row in goals.rows.items() if row.is_open and self.has_goal(id))
        elif (row := goals.get(self.goal)) is not None and row.is_open:
            yield self.goal, row

    def rows(self, part: Projection[Row], of_goal: Groups[Row]) -> Iterable[tuple[str, Row]]:
        """Among these is all that concerns it of a kind; ``of_goal`` are the same by their goals."""
        return of_goal.of(self.goal) if self.goal else part.rows.items()

    def has_goal(self, id: str | None) -> bool:
        """It is about that goal, or the departments share it."""
        return self._everything or id in self._goals

    def has(self, goal: str | None, *parties: str | None) -> bool:
        """It is about what is of that goal, or of one of these departments, or of people of them."""
        return self._everything or goal in self._goals or not self._parties.isdisjoint(parties)

    def work_of(self, id: str) -> tuple[str | None, str | None]:
        """The goal of an action, a key result or a goal, and whose work it is."""
        place = split_id(id)
        part = None if place is None else self.overview.kept(place[0].name)
        row = None if part is None else part.one(id)
        goal = getattr(row, "goal", id if part is self.overview.goals and row is not None else None)
        return goal, getattr(row, "department", None) or getattr(row, "owner", None)

    def meeting_of(self, source: str | None) -> Meeting | None:
        """The meeting that something came of, or of an item of which it came."""
        item = self.overview.reading.maybe(AgendaItem, source)
        return self.overview.reading.maybe(Meeting, item.meeting if item else source)

    def made(self, decision: str) -> DecisionMakers:
        """Who made a decision, and of what it came."""
        return few_fields(self.overview.reading, "decision", "D", DecisionMakers).get(decision, DecisionMakers())

    def made_here(self, source: str | None) -> bool:
        """It came of a meeting of the series."""
        meeting = self.meeting_of(source)
        return meeting is not None and meeting.id in self.line.others

    def is_over(self, goal: str | None) -> bool:
        """The goal is closed, and with it what is of it."""
        return goal in self._closed

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

    def was_used(self, code: str, id: str) -> bool:
        """Some of that reason was on an agenda."""
        return (code, id) in self._used

    def reason(self, code: str, id: str, episodes: Iterable[str]) -> Reason | None:
        """The reason with what of it was on no agenda yet; None where all of it was."""
        used = self._used.get((code, id), ())
        new = tuple(each for each in dict.fromkeys(episodes) if each not in used)
        return Reason(code, id, new) if new else None
