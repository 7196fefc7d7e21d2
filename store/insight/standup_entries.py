"""The stand-up entries by day and by person, and the stand-ups by day, kept up change by change.

Of all entries only whose they are and of which day is kept; those that are looked at are decoded once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from store.insight.projection import number_of
from store.kinds.standup import StandUp
from store.kinds.standup_round import Round

if TYPE_CHECKING:
    from store.insight.projections import Projections

#: So many decoded entries are kept at most.
MOST = 20_000


class EntryRow(msgspec.Struct, gc=False):
    day: date
    person: str | None = None


class RoundRow(msgspec.Struct, gc=False):
    day: date


class Entries:
    """Sorted when they are first asked for."""

    def __init__(self, kept: Projections) -> None:
        self._kept = kept
        self._by_day: dict[date, list[str]] | None = None
        self._by_person: dict[str, list[tuple[date, str]]] = {}
        self._known: dict[str, StandUp] = {}
        kept.standups.listen(self._changed, self._forget)

    # Entries

    def on(self, day: date) -> list[StandUp]:
        """Everybody's entries of a day, in the order in which they were first posted."""
        return [self._read(id) for id in sorted(self._days().get(day, ()), key=number_of)]

    def of(self, person: str, day: date) -> StandUp | None:
        """Somebody's entry of a day."""
        found = self.until(person, day)
        return found if found is not None and found.day == day else None

    def until(self, person: str, day: date) -> StandUp | None:
        """Somebody's last entry of that day or an earlier one."""
        return self._before(person, bisect_right(self._of(person), (day, "~")))

    def before(self, person: str, day: date) -> StandUp | None:
        """Somebody's last entry of an earlier day."""
        return self._before(person, bisect_left(self._of(person), (day, "")))

    def between(self, since: date, until: date) -> Iterator[StandUp]:
        """Everybody's entries of those days, both included, day by day."""
        for day in sorted(day for day in self._days() if since <= day <= until):
            yield from self.on(day)

    def naming(self, day: date) -> dict[str, tuple[str, ...]]:
        """The blockers that entries of the day name as what holds somebody up, by whom."""
        found: dict[str, dict[str, None]] = {}
        for entry in self.on(day):
            for line in entry.lines:
                if line.section == "blocked" and line.on and line.on.startswith("B-"):
                    found.setdefault(line.on, {})[entry.person or ""] = None
        return {id: tuple(people) for id, people in found.items()}

    def people(self) -> list[str]:
        """Who has ever posted, by their numbers."""
        self._days()
        return sorted((person for person, days in self._by_person.items() if days), key=number_of)

    # Stand-ups

    def round(self, day: date) -> Round | None:
        """The stand-up of a day."""
        return self._round(next((id for id, row in self._kept.rounds.rows.items() if row.day == day), None))

    def round_before(self, day: date) -> Round | None:
        """The last stand-up of an earlier day."""
        days = [(row.day, id) for id, row in self._kept.rounds.rows.items() if row.day < day]
        return self._round(max(days)[1] if days else None)

    def _round(self, id: str | None) -> Round | None:
        return None if id is None else self._kept.reading.one(Round, id)

    # Keeping

    def _days(self) -> dict[date, list[str]]:
        if self._by_day is None:
            self._by_day = {}
            for id, row in self._kept.standups.rows.items():
                self._by_day.setdefault(row.day, []).append(id)
                self._by_person.setdefault(row.person or "", []).append((row.day, id))
            for days in self._by_person.values():
                days.sort()
        return self._by_day

    def _of(self, person: str) -> list[tuple[date, str]]:
        self._days()
        return self._by_person.get(person, [])

    def _before(self, person: str, at: int) -> StandUp | None:
        return self._read(self._of(person)[at - 1][1]) if at else None

    def _read(self, id: str) -> StandUp:
        found = self._known.get(id)
        if found is None:
            if len(self._known) > MOST:
                self._known.clear()
            found = self._known[id] = self._kept.reading.one(StandUp, id)
        return found

    def _changed(self, id: str, before: EntryRow | None, after: EntryRow | None) -> None:
        self._known.pop(id, None)
        if self._by_day is None or (before and (before.day, before.person)) == (after and (after.day, after.person)):
            return
        if before is not None:
            self._by_day[before.day].remove(id)
            self._by_person[before.person or ""].remove((before.day, id))
        if after is not None:
            self._by_day.setdefault(after.day, []).append(id)
            insort(self._by_person.setdefault(after.person or "", []), (after.day, id))

    def _forget(self) -> None:
        self._by_day, self._by_person, self._known = None, {}, {}
