"""Who was put down for the meetings of a series because it is their turn, while something changes whose turn it is."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from itertools import takewhile
from typing import TYPE_CHECKING

from store.kinds import rota
from store.kinds.meeting import Meeting, of_series
from store.kinds.meeting_rights import AHEAD
from store.kinds.series import Series
from store.kinds.series_course import ROTAS, absence, turns

if TYPE_CHECKING:
    from store.records import Changes


class Seats:
    """Looks at it before the change; `settle` after it gives those seats to whoever's turn it is by then.

    Whoever was put down otherwise keeps the seat.
    """

    def __init__(self, changes: Changes, series: Series, but: str = "") -> None:
        self._changes = changes
        ahead = {each.id for each in of_series(changes, series.id) if each.state in AHEAD} - {but}
        self._in_turn = {order: set(self._by_turn(series, order, ahead)) for order in ROTAS}

    def _by_turn(self, series: Series, order: str, ahead: set[str]) -> list[str]:
        """The meetings for which whoever's turn it is was put down."""
        if not getattr(series, order):
            return []
        left, found = set(ahead), list[str]()
        for turn in turns(self._changes, series, order, self._changes.today):
            if not left:
                break
            if turn.at.id in left:
                left.discard(turn.at.id)
                found += [turn.at.id] if turn.who == turn.due else []
        return found

    def settle(self, series: Series) -> None:
        """The seats of those meetings that are still to be held."""
        for order, (_next, field) in ROTAS.items():
            meetings = (self._changes.maybe(Meeting, id) for id in self._in_turn[order])
            anew = {each.id for each in meetings if each is not None and each.state in AHEAD}
            left = set(anew)
            for turn in turns(self._changes, series, order, self._changes.today, anew) if left else ():
                if turn.at.id in left and turn.due is not None:
                    self._give(turn.at.id, field, turn.due)
                left.discard(turn.at.id)
                if not left:
                    break

    def _give(self, id: str, field: str, who: str) -> None:
        meeting = self._changes.one(Meeting, id)
        if getattr(meeting, field) != who:
            self._changes.change(meeting, **{field: who})


@contextmanager
def by_turns(changes: Changes, series_id: str | None, but: str = "") -> Generator[None]:
    """What happens within changes whose turn it is: seats that were given by turns are given anew, ``but`` for one."""
    series = changes.maybe(Series, series_id)
    seats = None if series is None else Seats(changes, series, but)
    yield
    if seats is not None and series is not None:
        seats.settle(changes.one(Series, series.id))


def has_served(changes: Changes, meeting: Meeting) -> None:
    """A meeting was held: the turn goes on where it was led, or written down, by whoever's turn it was."""
    series = changes.maybe(Series, meeting.series)
    if series is None or meeting.on is None:
        return
    at, absent, values = meeting.on, absence(changes), dict[str, str | None]()
    for order, (next_one, field) in ROTAS.items():
        people = getattr(series, order)
        found = turns(changes, series, order, changes.today) if people else iter(())
        up_to = takewhile(lambda turn: turn.at.on <= at, found)
        due = next((turn.due for turn in up_to if turn.at.id == meeting.id), None)
        if due is not None:
            values[next_one] = rota.served(people, due, getattr(meeting, field), at, absent)
    if any(getattr(series, name) != value for name, value in values.items()):
        changes.change(series, **values)
