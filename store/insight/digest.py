"""The digest of a stand-up, and the roll-up of several days by person, department and goal. All of it from the entries.

What they give is data; `tui.text.digest` writes it as Markdown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from store.insight import promises, standup_room
from store.insight.kudos_across import Across, Thanks, across
from store.insight.projected_fields import BlockerRow, GoalRow
from store.insight.promises import Promise, Tally, tally
from store.insight.standup_room import Hold, Turn
from store.insight.unacknowledged import OpenUpdate, open_on, shared_on
from store.kinds.standup import StandUp
from store.kinds.standup_line import Line
from store.kinds.standup_round import Round

if TYPE_CHECKING:
    from store.insight.overview import Overview

T = TypeVar("T")

#: So many days back the stand-up before one is looked for.
FAR_BACK = 14


class Digest(NamedTuple):
    """Of a day. ``round`` is None where none was opened; ``resolved`` are the blockers that ended on it, ``decisions``
    what was decided on it."""

    day: date
    round: Round | None
    posted: tuple[str, ...]
    missing: tuple[str, ...]
    away: tuple[str, ...]
    promises: tuple[Promise, ...]
    blockers: tuple[Hold, ...]
    resolved: tuple[str, ...]
    decisions: tuple[str, ...]
    turns: tuple[Turn, ...]
    thanks: tuple[Thanks, ...] = ()
    #: The updates that wait for the word of a department, and those that were shared on the day.
    updates: tuple[OpenUpdate, ...] = ()
    shared: tuple[str, ...] = ()

    @property
    def tally(self) -> Tally:
        """How many of the promises of last time were kept."""
        return tally(self.promises)


class EntryLine(NamedTuple):
    """A line of somebody's entry of a day."""

    person: str
    day: date
    line: Line


class Roll(NamedTuple):
    """What came together over some days for ``of``: a person, a department or a goal ("" for what has none).

    ``done`` are all lines of what was done, ``next`` those of everybody's last entry, ``blocked`` the blockers that
    were named; ``entries`` counts the entries, ``tally`` the promises whose day came in these days.
    """

    of: str
    entries: int
    done: tuple[EntryLine, ...]
    next: tuple[EntryLine, ...]
    blocked: tuple[str, ...]
    tally: Tally


class Period(NamedTuple):
    """The days ``since`` to ``until``, both included; ``days`` are those on which somebody posted."""

    since: date
    until: date
    days: tuple[date, ...]
    entries: int
    tally: Tally
    people: tuple[Roll, ...]
    departments: tuple[Roll, ...]
    goals: tuple[Roll, ...]
    thanks: Across = Across({}, ())


def of_day(overview: Overview, day: date) -> Digest:
    """The digest of a day."""
    found = standup_room.header(overview, day)
    rows = overview.blockers.rows.items()
    return Digest(
        day,
        found.round,
        found.posted,
        found.missing,
        found.away,
        tuple(promises.since_last(overview, day, but=set(found.away))),
        tuple(standup_room.holds(overview, day)),
        tuple(id for id, row in rows if row.resolved == day),
        tuple(id for id, row in overview.decisions.rows.items() if row.decided == day),
        tuple(turn for turn in standup_room.walk(overview, day) if any(said.entry for said in turn.people)),
        across(overview.reading, since_last(overview, day), day).thanks,
        tuple(open_on(overview, day)),
        shared_on(overview, day),
    )


def since_last(overview: Overview, day: date) -> date:
    """The day after the stand-up before that of ``day``: from when on something is new at it."""
    before = [each for each in days_between(overview, day - timedelta(FAR_BACK), day) if each < day]
    return before[-1] + timedelta(1) if before else day


def days_between(overview: Overview, since: date, until: date) -> list[date]:
    """The days on which there was a stand-up, or somebody posted."""
    days = {entry.day for entry in overview.entries.between(since, until)}
    days |= {row.day for row in overview.rounds.rows.values() if since <= row.day <= until}
    return sorted(days)


# Roll-up


def of_period(overview: Overview, since: date, until: date) -> Period:
    """What came together from the daily entries."""
    entries = list(overview.entries.between(since, until))
    due = promises.between(overview, since, until, min(until, overview.today))
    lines = [EntryLine(entry.person or "", entry.day, line) for entry in entries for line in entry.lines]
    last = {entry.person or "": entry.day for entry in entries}
    departments = (*standup_room.departments(overview), "")
    return Period(
        since,
        until,
        tuple(sorted({entry.day for entry in entries})),
        len(entries),
        tally(due),
        _by(lambda person: person, standup_room.people(overview), entries, lines, last, due),
        _by(lambda person: overview.home_of(person) or "", departments, entries, lines, last, due),
        _by_goal(overview, lines, last, due),
        across(overview.reading, since, until),
    )


def _by(
    of: Callable[[str], str],
    order: Iterable[str],
    entries: list[StandUp],
    lines: list[EntryLine],
    last: dict[str, date],
    due: list[Promise],
) -> tuple[Roll, ...]:
    """By what ``of`` makes of a person, in that order; only those of whom there are entries."""
    counted = Counter(of(entry.person or "") for entry in entries)
    grouped = _grouped((of(said.person), said) for said in lines)
    kept = _grouped((of(promise.person), promise) for promise in due)
    here = [each for each in order if each in counted]
    return tuple(_roll(each, counted[each], grouped.get(each, []), last, kept.get(each, [])) for each in here)


def _by_goal(overview: Overview, lines: list[EntryLine], last: dict[str, date], due: list[Promise]) -> tuple[Roll, ...]:
    """Only goals that a line is about; what belongs to none stands with its person."""
    grouped = _grouped((goal_of(overview, said.line.on or ""), said) for said in lines if said.line.on)
    kept = _grouped((goal_of(overview, promise.action), promise) for promise in due)
    found: list[Roll] = []
    for goal in sorted((each for each in grouped if each), key=lambda each: int(each[2:])):
        entries = len({(said.person, said.day) for said in grouped[goal]})
        found.append(_roll(goal, entries, grouped[goal], last, kept.get(goal, [])))
    return tuple(found)


def _roll(of: str, entries: int, lines: list[EntryLine], last: dict[str, date], due: list[Promise]) -> Roll:
    done = tuple(said for said in lines if said.line.section == "done")
    ahead = tuple(said for said in lines if said.line.section == "next" and last.get(said.person) == said.day)
    blocked = dict.fromkeys(said.line.on for said in lines if said.line.section == "blocked" and said.line.on)
    return Roll(of, entries, done, ahead, tuple(id for id in blocked if id.startswith("B-")), tally(due))


def goal_of(overview: Overview, id: str) -> str:
    """The goal that a record serves, by what is kept of it; "" where it serves none."""
    row = overview.row(id)
    if isinstance(row, GoalRow):
        return id
    if isinstance(row, BlockerRow):
        return next((goal for each in row.holds if (goal := goal_of(overview, each))), "")
    return getattr(row, "goal", None) or ""


def _grouped(pairs: Iterable[tuple[str, T]]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
