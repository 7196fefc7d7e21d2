"""What presses on one person today, counted: what is late, due today, and waits for them. For the line at the login.

It says what `my_day` says in these sections, from as few fields of as few records as that takes: an overview is made
only for whoever is accountable for a goal, of that goal alone, to say how it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TypeVar

import msgspec

from store.fields import unknown
from store.insight import my_feedback
from store.insight.my_feedback import AskedRow
from store.insight.my_meetings import MeetingPart, clocks_of, told
from store.insight.projected_fields import AllocationRow, DepartmentRow, PersonRow, RequestRow, ResourceRow
from store.insight.speaking import speaking
from store.kinds import KINDS
from store.kinds.acknowledging import PRESSING, questions, waiting
from store.kinds.action import OPEN
from store.kinds.escalation import answerer
from store.kinds.goal import Goal, asked_since, open_objections
from store.kinds.goal_shares import unready
from store.kinds.milestone import is_open
from store.kinds.raci import letter_of
from store.kinds.request import owes_word
from store.kinds.update import Update
from store.records import DocumentSource, Records

T = TypeVar("T", bound=msgspec.Struct)

#: The sections of `my_day` that are counted, by what presses most.
SECTIONS = ("late", "today", "waits", "answers", "news", "goals")


class _ActionPart(msgspec.Struct, gc=False):
    owner: str | None = None
    due: date | None = None
    state: str = "todo"


class _BlockerPart(msgspec.Struct, gc=False):
    waiting_on: str | None = None
    escalated_to: str | None = None
    next_owner: str | None = None
    next_by: date | None = None
    resolved: date | None = None


class _MilestonePart(msgspec.Struct, gc=False):
    owner: str | None = None
    department: str | None = None
    due: date | None = None
    done: date | None = None
    dropped: date | None = None
    goal: str | None = None
    raci: dict[str, str] = {}


class _GoalPart(msgspec.Struct, gc=False):
    departments: tuple[str, ...] = ()
    owner: str | None = None
    step: str = "prepare"
    outcome: str = ""
    stances: msgspec.Raw = msgspec.Raw(b"{}")
    raci: dict[str, str] = {}

    @property
    def is_open(self) -> bool:
        return self.step != "closed" and not self.outcome


class _LettersPart(msgspec.Struct, gc=False):
    goal: str | None = None
    raci: dict[str, str] = {}


class _UpdatePart(msgspec.Struct, gc=False):
    sort: str = "news"
    department: str | None = None
    departments: tuple[str, ...] = ()
    goal: str | None = None
    acknowledged: msgspec.Raw = msgspec.Raw(b"{}")
    owner: str | None = None
    state: str = "shared"


class _HoldsPart(msgspec.Struct, gc=False):
    holds: tuple[str, ...] = ()
    resolved: date | None = None


def is_held(source: DocumentSource, id: str) -> bool:
    """Whether an open blocker holds up the record with that id."""
    blockers = unknown.decoded(source, "blocker", _HoldsPart)
    return any(id in row.holds and row.resolved is None for rows in blockers for row in rows.values())


def counts(
    source: DocumentSource, person: str, today: date, news: Iterable[str] = (), here: date | None = None
) -> dict[str, int]:
    """How many records press on that person today, by section; each counts once, where it presses most.

    ``news`` are the ids of the records that are new for them by name.
    """
    reader = _BriefReader(source, person, today, here or today)
    found: dict[str, str] = {}
    work = (reader.work(), reader.blockers(), reader.milestones(), reader.updates(), reader.asked(), reader.meetings())
    for section, id in chain.from_iterable(work):
        found.setdefault(id, section)  # each of them says first what presses most
    found = dict.fromkeys(news, "news") | found
    for id in reader.goals():
        found.setdefault(id, "goals")
    counted = list(found.values())
    return {section: counted.count(section) for section in SECTIONS}


class _BriefReader:
    """Reads what concerns one person."""

    def __init__(self, source: DocumentSource, person: str, today: date, here: date) -> None:
        self._source = source
        self._records = Records(source)
        self._person = person
        self._today, self._here = today, here
        raw = source.raw("person", int(person[3:]))
        home = None if raw is None else unknown.read(raw, PersonRow).department
        departments = dict(self._all("department", DepartmentRow))
        self._speaks = set(speaking(person, home, departments.items()))
        #: Those of them that are not dissolved.
        self._there = {id for id in self._speaks if departments[id].active}
        self._parties = {person, *self._speaks}
        #: Whose R is theirs too.
        self._helps = {*self._parties, *filter(None, [home])}

    def _all(self, kind: str, row: type[T]) -> Iterator[tuple[str, T]]:
        prefix = KINDS[kind].prefix
        for rows in unknown.decoded(self._source, kind, row):
            for number, each in rows.items():
                yield f"{prefix}-{number}", each

    def _when(self, due: date | None) -> str | None:
        if due is None or due > self._here:
            return None
        return "late" if due < self._here else "today"

    def work(self) -> Iterator[tuple[str, str]]:
        """Open actions that are due."""
        person, today = self._person, self._here
        prefix = KINDS["action"].prefix
        for rows in unknown.decoded(self._source, "action", _ActionPart):
            for number, row in rows.items():
                if row.owner == person and row.due is not None and row.due <= today and row.state in OPEN:
                    yield ("late" if row.due < today else "today"), f"{prefix}-{number}"

    def blockers(self) -> Iterator[tuple[str, str]]:
        """Open blockers that wait on somebody or on a department, and what they are to do about others."""
        for id, row in self._all("blocker", _BlockerPart):
            if row.resolved is not None:
                continue
            if row.next_owner == self._person and (section := self._when(row.next_by)):
                yield section, id
            if self._person in (row.waiting_on, row.escalated_to):
                yield "waits", id
            if row.waiting_on in self._speaks:
                yield "answers", id

    def milestones(self) -> Iterator[tuple[str, str]]:
        """Milestones that are due: of somebody, of a department without an owner, or with a letter of theirs."""
        for id, row in self._all("milestone", _MilestonePart):
            section = self._when(row.due) if is_open(row) else None
            if section is None:
                continue
            mine = row.owner == self._person or (row.owner is None and row.department in self._speaks)
            if mine or (letter_of(row.raci, self._parties, self._helps) and self._goes_on(row.goal)):
                yield section, id

    def _goes_on(self, goal: str | None) -> bool:
        raw = self._source.raw("goal", int(goal[2:])) if goal else None
        found = None if raw is None else unknown.read(raw, _GoalPart)
        return found is None or found.is_open

    def asked(self) -> Iterator[tuple[str, str]]:
        """What waits for the word of somebody, or of the departments that they speak for."""
        for id, row in self._all("request", RequestRow) if self._speaks else ():
            if owes_word(row) in self._speaks:
                yield "answers", id
        owned = {id for id, row in self._all("resource", ResourceRow) if row.department in self._speaks}
        if owned:
            for id, row in self._all("allocation", AllocationRow):
                if row.state == "asked" and row.resource in owned:
                    yield "answers", id
        if self._speaks:
            asked = ((id, row) for id, row in self._all("feedback", AskedRow) if self._speaks.intersection(row.asked))
            yield from (("answers", id) for id, _row in my_feedback.waiting(self._source, asked))
        for id, row in self._goals:
            objects = b'"objects"' in bytes(row.stances)
            if row.is_open and (objects or self._speaks.intersection(row.departments)):
                yield from ((section, id) for section in self._of_goal(id))

    def updates(self) -> Iterator[tuple[str, str]]:
        """What is asked about what somebody, or a department of theirs, has shared; what these are to acknowledge."""
        for id, row in self._all("update", _UpdatePart):
            asks = b'"asks"' in bytes(row.acknowledged) and (row.department in self._there or row.owner == self._person)
            presses = row.sort in PRESSING and not self._there.isdisjoint(row.departments)
            if row.state == "withdrawn" or not (asks or presses) or not self._goes_on(row.goal):
                continue
            update = self._records.one(Update, id)
            asking = questions(update)
            if asking and row.owner == self._person:
                yield "waits", id
            elif (asking and row.department in self._there) or (
                presses and not self._there.isdisjoint(waiting(update))
            ):
                yield "answers", id

    def meetings(self) -> Iterator[tuple[str, str]]:
        """The meetings of today, those that nobody held, and those to which a department has not said anything."""
        found = {id: row for id, row in self._all("meeting", MeetingPart) if not self._parties.isdisjoint(row.parties)}
        said_of = dict.fromkeys(self._speaks, "")
        clocks = clocks_of(self._records, self._person)
        for section, id, _why in told(found, (), self._person, said_of, self._here, clocks):
            if section in SECTIONS:
                yield section, id

    def _of_goal(self, id: str) -> Iterator[str]:
        """The answer to an objection, then the stances."""
        goal = self._records.one(Goal, id)
        person, department = answerer(goal, self._records) if open_objections(goal) else (None, None)
        if person == self._person:
            yield "waits"
        elif not person and department in self._speaks:
            yield "answers"
        asked = [each for each in goal.departments if asked_since(goal, each)]
        if not self._speaks.isdisjoint((*asked, *unready(goal))):
            yield "answers"

    @cached_property
    def _goals(self) -> list[tuple[str, _GoalPart]]:
        return list(self._all("goal", _GoalPart))

    def goals(self) -> Iterator[str]:
        """What somebody is accountable for that is red or amber: a goal, or a key result of one."""
        mine = {
            id: id
            for id, row in self._goals
            if row.is_open and (letter_of(row.raci, self._parties, ()) if row.raci else row.owner == self._person)
        }
        for id, row in self._all("key-result", _LettersPart):
            if row.raci and letter_of(row.raci, self._parties, ()) and self._goes_on(row.goal):
                mine[id] = row.goal or ""
        if mine:
            from store.insight.around_goals import AroundGoals  # late: most people are accountable for nothing
            from store.insight.health import PRESSING  # late: most people are accountable for nothing
            from store.insight.overview import Overview  # late: most people are accountable for nothing

            around, settings = AroundGoals(self._source, {*mine.values()}), self._records.settings
            overview = Overview(around, self._today, settings.stale_after, self._records.calendar)
            yield from (id for id in mine if overview.health(id).color in PRESSING)
