"""The facts on which a retrospective opens: what is true of what it looks back at, read from the records, none stored.

Every fact names the records that it is made of. What became of something is told as of the last day that is looked at,
as far as the records know when it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from store.insight import feedback_table, retro_work
from store.insight import promises as stand_ups
from store.insight.feedback_table import OnDepartment
from store.insight.kudos_across import Across, across
from store.insight.projection import number_of
from store.insight.promises import FORGOTTEN, Promise, Tally, tally
from store.insight.retro_scope import Scope, Subject, scope_of
from store.insight.retro_work import PastAction, Slip, WorkOutcome
from store.insight.waiting import promised
from store.kinds.action import Action
from store.kinds.blocker import held_days
from store.kinds.card import Card
from store.kinds.decision import is_due
from store.kinds.request import days_to_answer
from store.kinds.retro import Retro

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.records import Records

R = TypeVar("R")
DAY = timedelta(1)


class LastTime(NamedTuple):
    """The retrospective before, its actions, the change that was to be tried, whether it ``helped`` ("": not said)."""

    retro: str
    actions: tuple[PastAction, ...]
    change: str
    helped: str
    said: str


class HeldDays(NamedTuple):
    """For how many of the days that are looked at a blocker held, of which kind, whose work, waiting on whom.

    ``on`` is a department, "" where it waited on nobody here.
    """

    id: str
    cause: str
    who: tuple[str, ...]
    on: str
    days: int


class BlockedDays(NamedTuple):
    """The sum of the days on which blockers held, each by itself, and these blockers."""

    days: int
    ids: tuple[str, ...]


class Answered(NamedTuple):
    """How a department answered: working days by request, those answered and those that wait; what it promises."""

    department: str
    promised: int
    taken: tuple[tuple[str, int], ...]
    waiting: tuple[tuple[str, int], ...]

    @property
    def median(self) -> float | None:
        """Of the answers, and of what waits longer than is promised: silence makes nobody quick."""
        from statistics import median  # late: it loads a lot, and most commands ask for no median

        days = [each for _id, each in self.taken]
        days += [each for _id, each in self.waiting if each > self.promised]
        return float(median(days)) if days else None

    @property
    def late(self) -> tuple[str, ...]:
        """The requests of which the answer took, or takes, longer than is promised."""
        return tuple(id for id, days in (*self.taken, *self.waiting) if days > self.promised)


class Turned(NamedTuple):
    """A decision, the day of it, and how it turned out ("": not known yet); ``is_due`` is to be looked at again."""

    id: str
    decided: date
    result: str
    is_due: bool
    superseded_by: str | None


class CheckedIn(NamedTuple):
    """A check-in."""

    id: str
    on: date
    value: float
    confidence: int | None


class ConfidenceCourse(NamedTuple):
    """The check-ins of the key result ``id``, the earliest first."""

    id: str
    readings: tuple[CheckedIn, ...]

    @property
    def change(self) -> int:
        """By how much one is surer than at first; less than 0 where one is less so."""
        known = [each.confidence for each in self.readings if each.confidence is not None]
        return known[-1] - known[0] if known else 0


class RetroFacts(NamedTuple):
    """``last`` is None where no retrospective was before it."""

    retro: str
    scope: Scope
    last: LastTime | None
    goals: tuple[WorkOutcome, ...]
    milestones: tuple[WorkOutcome, ...]
    actions: tuple[WorkOutcome, ...]
    slips: tuple[Slip, ...]
    held: tuple[HeldDays, ...]
    answers: tuple[Answered, ...]
    decisions: tuple[Turned, ...]
    confidence: tuple[ConfidenceCourse, ...]
    promises: tuple[Promise, ...]
    feedback: tuple[OnDepartment, ...]
    thanks: Across

    @property
    def by_cause(self) -> dict[str, BlockedDays]:
        """The days that were lost by kind of blocker, most first."""
        return by_cause(self.held)

    @property
    def by_pair(self) -> dict[tuple[str, str], BlockedDays]:
        """The days by (who waited, on whom), departments, most first."""
        return by_pair(self.held)

    def kept(self, overview: Overview) -> dict[str, Tally]:
        """How many of the promises at stand-ups were kept, by department."""
        found: dict[str, list[Promise]] = {}
        for each in self.promises:
            found.setdefault(overview.home_of(each.person) or "", []).append(each)
        return {department: tally(several) for department, several in found.items()}


def of_retro(overview: Overview, id: str) -> RetroFacts:
    """The facts of the retrospective with that id; raises `NotFound`."""
    retro = overview.reading.one(Retro, id)
    subject = Subject(overview, scope_of(overview, retro))
    return RetroFacts(
        id,
        subject.scope,
        last_time(overview, retro, subject.scope.until),
        tuple(retro_work.goals(subject)),
        tuple(retro_work.milestones(subject)),
        tuple(retro_work.actions(subject)),
        tuple(retro_work.slips(subject)),
        tuple(held(subject)),
        tuple(_answers(subject)),
        tuple(_decisions(subject)),
        tuple(_confidence(subject)),
        tuple(_promises(subject)),
        tuple(feedback_table.of_retro(overview.reading, id)),
        across(overview.reading, subject.scope.first, subject.scope.until, subject.scope.departments),
    )


def last_time(overview: Overview, retro: Retro, until: date) -> LastTime | None:
    """What the retrospective before it left to do and to try."""
    earlier = overview.reading.maybe(Retro, retro.follows)
    if earlier is None:
        return None
    actions = tuple(retro_work.of_last_time(came_of_retro(overview.reading, earlier.id), until))
    return LastTime(earlier.id, actions, earlier.change, earlier.change_helped, earlier.change_said)


def came_of_retro(records: Records, retro_id: str) -> list[Action]:
    """The actions that came out of a retrospective, or of one of its cards, given up or not."""
    sources = [retro_id, *(each.id for each in records.pointing(Card, "retro", retro_id))]
    found = {each.id: each for source in sources for each in records.pointing(Action, "source", source)}
    return [found[id] for id in sorted(found, key=number_of)]


def by_cause(held: Iterable[HeldDays]) -> dict[str, BlockedDays]:
    """The days that were lost by kind of blocker, most first."""
    return _summed((each.cause, each) for each in held)


def by_pair(held: Iterable[HeldDays]) -> dict[tuple[str, str], BlockedDays]:
    """The days by (who waited, on whom), departments, most first."""
    return _summed(((who, each.on), each) for each in held for who in each.who if each.on not in ("", who))


def _summed(pairs: Iterable[tuple[R, HeldDays]]) -> dict[R, BlockedDays]:
    found: dict[R, list[HeldDays]] = {}
    for key, each in pairs:
        found.setdefault(key, []).append(each)
    summed = {
        key: BlockedDays(sum(each.days for each in several), tuple(each.id for each in several))
        for key, several in found.items()
    }
    return dict(sorted(summed.items(), key=lambda pair: -pair[1].days))  # stable


def held(subject: Subject) -> Iterator[HeldDays]:
    """For how many of the days blockers held; today is none of them yet."""
    scope, today = subject.scope, subject.overview.today
    last = min(scope.until + DAY, today)  # so that what one looks at in turn adds up
    for id, row in subject.blockers():
        days = held_days(row.earlier, row.since, row.resolved or today, scope.first, last)
        if days:
            yield HeldDays(id, row.cause, subject.waiting(row), subject.party(row.waiting_on) or "", days)


def _answers(subject: Subject) -> Iterator[Answered]:
    overview, scope = subject.overview, subject.scope
    taken: dict[str, list[tuple[str, int]]] = {}
    waiting: dict[str, list[tuple[str, int]]] = {}
    for id, row in subject.requests():
        if not row.department or row.sent is None or row.sent > scope.until:
            continue
        days = days_to_answer(row, scope.until, overview.calendar)
        if row.answered is not None and row.answered <= scope.until:
            if scope.within(row.answered):
                taken.setdefault(row.department, []).append((id, days))
        elif row.state == "sent" or row.answered is not None:
            days = overview.calendar.count(row.sent, scope.until)
            waiting.setdefault(row.department, []).append((id, days))
    for department in sorted({*taken, *waiting}, key=number_of):
        found = (tuple(each.get(department, ())) for each in (taken, waiting))
        yield Answered(department, promised(overview, department), *found)


def _decisions(subject: Subject) -> Iterator[Turned]:
    for id, row in subject.decisions():
        if row.chosen and row.decided is not None and subject.scope.within(row.decided):
            due = is_due(row, subject.overview.today)
            yield Turned(id, row.decided, row.result, due, row.superseded_by)


def _confidence(subject: Subject) -> Iterator[ConfidenceCourse]:
    for id, _row in subject.key_results():
        checks = [
            CheckedIn(check, row.on, row.value, row.confidence)
            for check, row in subject.overview.checks_of_result.of(id)
            if row.on is not None and subject.scope.within(row.on)
        ]
        if checks:
            yield ConfidenceCourse(id, tuple(sorted(checks, key=lambda each: each.on)))  # stable: by number on one day


def _promises(subject: Subject) -> Iterator[Promise]:
    overview, scope = subject.overview, subject.scope
    since = max(scope.first, date.min + FORGOTTEN)
    whole = bool(scope.goal or scope.meeting)
    among = dict(subject.actions) if whole or not scope.departments else None
    for each in stand_ups.between(overview, since, scope.until, scope.until, among):
        if whole or scope.among(overview.home_of(each.person)):
            yield each
