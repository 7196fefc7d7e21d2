"""What a meeting follows on: the others of its series, and for which reasons something was on their agendas already.

A reason is written ``code:id:episode+episode`` in `AgendaItem.proposed`: why, about what, and what of it. An item of
any meeting of the series, or of its backlog, uses it up, whatever became of the item.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from store.kinds.series import Series

if TYPE_CHECKING:
    from store.kinds.meeting import Meeting
    from store.records import Records

R = TypeVar("R", bound=msgspec.Struct)

#: What was looked at when it was so bad, was looked at when it is less bad, too.
MILDER = {"red": "amber", "late": "near"}
#: What became of an item that nobody has come to.
LEFT = ("parked", "carried", "queued")


class HeldBeside(msgspec.Struct, gc=False):
    """Of a meeting."""

    series: str | None = None
    goal: str | None = None
    state: str = "draft"


class AgendaRow(msgspec.Struct, gc=False):
    """Of an agenda item."""

    meeting: str | None = None
    series: str | None = None
    came_from: str | None = None
    state: str = "queued"
    proposed: str = ""


class Reason(NamedTuple):
    """``code`` says why, ``id`` about what; each of the ``episodes`` is reason enough."""

    code: str
    id: str
    episodes: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.code}:{self.id}:{'+'.join(self.episodes)}"


def read_reason(text: str) -> Reason | None:
    """The reason that is written so; None where it is none."""
    if not text:
        return None
    code, _, rest = text.partition(":")
    id, _, episodes = rest.partition(":")
    return Reason(code, id, tuple(episodes.split("+"))) if code and id and episodes else None


def milder(episode: str) -> str:
    """The same when it was less bad."""
    word, dot, rest = episode.partition(".")
    return f"{MILDER.get(word, word)}{dot}{rest}"


class MeetingLine:
    """A meeting among the ``others`` of its series; a single one among the single ones of its goal."""

    def __init__(self, records: Records, meeting: Meeting) -> None:
        self.meeting = meeting
        self.series = records.maybe(Series, meeting.series)
        self._meetings = few_fields(records, "meeting", "M", HeldBeside)
        self._items = few_fields(records, "agenda-item", "AI", AgendaRow)
        of = (meeting.series, None if meeting.series else meeting.goal)
        found = (id for id, row in self._meetings.items() if (row.series, None if row.series else row.goal) == of)
        self.others = {id for id in found if id != meeting.id} if any(of) else set[str]()

    @property
    def departments(self) -> tuple[str, ...]:
        """Those that it is for: its own, otherwise those of its series; all where none are named."""
        return self.meeting.departments or (self.series.departments if self.series else ())

    @property
    def goal(self) -> str | None:
        """The goal that it is about: that of its series, its own where it is a single one."""
        return self.series.goal if self.series else self.meeting.goal

    def used(self) -> dict[tuple[str, str], set[str]]:
        """The episodes that were on an agenda of its series, or on its own, by code and id."""
        found = dict[tuple[str, str], set[str]]()
        series = self.meeting.series
        here = {self.meeting.id, *(self.others if series else ())}
        for row in self._items.values():
            mine = row.meeting in here or (series and row.series == series)
            reason = read_reason(row.proposed) if mine else None
            if reason is not None:
                found.setdefault((reason.code, reason.id), set()).update(reason.episodes, map(milder, reason.episodes))
        return found

    def left(self) -> list[str]:
        """Items of those that are over to which nobody came, and that went on to no agenda and no backlog since."""
        over = {id for id in self.others if self._meetings[id].state in ("closed", "cancelled")}
        gone_on = {row.came_from for row in self._items.values()}
        gone_on |= {reason.id for row in self._items.values() if (reason := read_reason(row.proposed))}
        return [
            id for id, row in self._items.items() if row.meeting in over and row.state in LEFT and id not in gone_on
        ]


def few_fields(records: Records, kind: str, prefix: str, row: type[R]) -> Mapping[str, R]:
    """A few fields of all records of a kind, by id."""

    def make() -> dict[str, R]:
        return {f"{prefix}-{n}": each for found in records.decoded(kind, row) for n, each in found.items()}

    return records.cached(kind, row.__name__, make)
