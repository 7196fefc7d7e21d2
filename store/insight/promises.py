"""What was promised at stand-ups, and how much of it was kept: what the room, the digest, the roll-up of a week and
follow-through say of it is this.

**A promise** is an action that somebody named under `next` in an entry. It is to be kept by the end of the next working
day, on which it is compared, or of the day on which the action was due when it was promised, where that is later:
naming a task of a week every morning is one promise, not five. So by when it is to be kept depends on nothing that
comes after it, neither on who posts again nor on the day on which one looks. It is **kept** where the action was done
by then, whoever did it; **slipped** where that day is over and it was not; **going** as long as it is not over. An
action that was dropped with a reason, or is gone, is no promise any more. A day that has passed is told as it ended.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

import msgspec

from store.fields import unknown
from store.kinds.action import OPEN
from store.kinds.moves import DueChange
from store.kinds.standup import StandUp

if TYPE_CHECKING:
    from store.insight.overview import Overview

State = Literal["kept", "slipped", "going"]

#: So many weeks back follow-through is told, and so many make up a trend.
WEEKS, TREND = 8, 4
#: What was promised longer ago and never spoken of again is not compared any more.
FORGOTTEN = timedelta(31)


class Promise(NamedTuple):
    """``action`` was promised by ``person`` on the day ``made``, to be kept by the day ``by``."""

    person: str
    action: str
    made: date
    by: date
    state: State


class Tally(NamedTuple):
    """How many promises were made, kept, slipped; the rest is going, and ``made`` is the sum of the three."""

    made: int = 0
    kept: int = 0
    slipped: int = 0

    @property
    def going(self) -> int:
        """Those whose day is still ahead."""
        return self.made - self.kept - self.slipped

    @property
    def counts(self) -> dict[str, int]:
        """All four by their names."""
        return self._asdict() | {"going": self.going}

    @property
    def share(self) -> float | None:
        """How much of what was to be kept by now was kept, from 0 to 1; None where nothing was."""
        due = self.kept + self.slipped
        return self.kept / due if due else None


class Week(NamedTuple):
    """Follow-through of a week: its Monday, and the promises whose day came in it."""

    monday: date
    tally: Tally


class FollowThrough(NamedTuple):
    """Over weeks, the earliest first. ``share`` is of the last four of them, ``trend`` how much more than before."""

    weeks: tuple[Week, ...]
    share: float | None
    trend: float | None


class Act(Protocol):
    """An action, or as much of one."""

    @property
    def state(self) -> str: ...
    @property
    def due(self) -> date | None: ...
    @property
    def done_on(self) -> date | None: ...
    @property
    def due_log(self) -> tuple[DueChange, ...]: ...


class _Act(msgspec.Struct, gc=False):
    """Of an action."""

    state: str = "todo"
    due: date | None = None
    done_on: date | None = None
    due_log: tuple[DueChange, ...] = ()


def tally(promises: Iterable[Promise]) -> Tally:
    """The counts of some promises."""
    states = [promise.state for promise in promises]
    return Tally(len(states), states.count("kept"), states.count("slipped"))


class _Look:
    """Looks at entries from a day; what several of them have in common is found out once."""

    def __init__(self, overview: Overview, day: date, among: Mapping[str, Act] | None = None) -> None:
        """``among`` only these actions."""
        self._overview = overview
        self._among = among
        self._day = min(day, overview.today)
        self._acts: dict[str, _Act | None] = {}
        self._after: dict[date, date] = {}

    def at(self, entry: StandUp) -> list[Promise]:
        """The promises of an entry."""
        found: list[Promise] = []
        for action in _named(entry):
            act = self._act(action) if self._among is None else self._among.get(action)
            if act is not None and act.state != "dropped":
                until = self._next_day(entry.day)
                by = max(until, _due_on(self._overview, act, entry.day) or until)
                found.append(Promise(entry.person or "", action, entry.day, by, self._state(act, by)))
        return found

    def _state(self, act: Act, by: date) -> State:
        """Done later than the day that is looked at counts as not done yet; today is not over."""
        if act.state not in OPEN and act.done_on is not None and act.done_on <= min(by, self._day):
            return "kept"
        is_over = by < self._day or by == self._day < self._overview.today
        return "slipped" if is_over else "going"

    def _next_day(self, day: date) -> date:
        """The next working day."""
        if day not in self._after:
            self._after[day] = self._overview.calendar.after(day)
        return self._after[day]

    def _act(self, id: str) -> _Act | None:
        if id not in self._acts:
            raw = self._overview.source.raw("action", int(id[2:]))
            self._acts[id] = None if raw is None else unknown.read(raw, _Act)
        return self._acts[id]


def _named(entry: StandUp) -> dict[str, None]:
    return dict.fromkeys(
        line.on for line in entry.lines if line.section == "next" and line.on and line.on.startswith("A-")
    )


def _due_on(overview: Overview, act: Act, day: date) -> date | None:
    """When it was due, as that stood at the end of a day."""
    due = act.due
    for move in reversed(act.due_log):
        if move.at is None or overview.day_of(move.at) <= day:
            return due
        due = move.before
    return due


def since_last(overview: Overview, day: date, but: Container[str] = ()) -> list[Promise]:
    """What was promised last time: of everybody's last entry before a day, not older than a month; ``but`` without
    these people."""
    found: list[Promise] = []
    look = _Look(overview, day)
    for person in overview.entries.people():
        entry = None if person in but else overview.entries.before(person, day)
        if entry is not None and entry.day >= day - FORGOTTEN:
            found += look.at(entry)
    return found


def between(
    overview: Overview, since: date, until: date, day: date, among: Mapping[str, Act] | None = None
) -> list[Promise]:
    """The promises whose day lies between two, both included, each once however often it was said; ``among`` only of
    these actions."""
    seen: dict[tuple[str, str, date], Promise] = {}
    look = _Look(overview, day, among)
    for entry in overview.entries.between(since - FORGOTTEN, until):
        for promise in look.at(entry):
            if since <= promise.by <= until:
                seen.setdefault((promise.person, promise.action, promise.by), promise)
    return list(seen.values())


def follow_through(overview: Overview, day: date, weeks: int = WEEKS) -> dict[str, FollowThrough]:
    """How much of what was promised was kept, week by week up to that of ``day``: by department, "" for all of them."""
    monday = day - timedelta(day.weekday())
    first = monday - timedelta(7 * (weeks - 1))
    sorted_in: dict[str, dict[date, list[Promise]]] = {"": {}}
    for promise in between(overview, first, day, day):
        if promise.state == "going":
            continue
        of = promise.by - timedelta(promise.by.weekday())
        department = overview.home_of(promise.person)
        for group in ("", department) if department else ("",):
            sorted_in.setdefault(group, {}).setdefault(of, []).append(promise)
    mondays = [first + timedelta(7 * number) for number in range(weeks)]
    return {
        group: _over(tuple(Week(each, tally(found.get(each, ()))) for each in mondays))
        for group, found in sorted_in.items()
    }


def _over(weeks: tuple[Week, ...]) -> FollowThrough:
    now, before = (_sum(part) for part in (weeks[-TREND:], weeks[:-TREND]))
    trend = None if now.share is None or before.share is None else now.share - before.share
    return FollowThrough(weeks, now.share, trend)


def _sum(weeks: Iterable[Week]) -> Tally:
    tallies = [week.tally for week in weeks]
    return Tally(*(sum(column) for column in zip(*tallies, strict=True))) if tallies else Tally()
