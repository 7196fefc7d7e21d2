"""What was learnt, week by week: trainings had, what pulses told, thanks across departments, lessons used."""

from __future__ import annotations

from collections.abc import Hashable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from store.insight import trainings
from store.insight.kudos_across import across
from store.insight.projection import number_of
from store.insight.trends.past_weeks import WEEKS, WeekEnd
from store.kinds import KINDS
from store.kinds.pulse import Pulse, line_of
from store.kinds.pulse_results import Result, in_all

if TYPE_CHECKING:
    from store.insight.overview import Overview
    from store.insight.trends.past_weeks import PastWeeks
    from store.records import Records

K = TypeVar("K", bound=Hashable)
P = TypeVar("P")


class TrainingPoint(NamedTuple):
    """Of a department at the end of a week: of ``of`` (a person and a topic that is for them) so many ``have`` it.

    ``ids`` are the trainings of these topics that were held.
    """

    have: int
    of: int
    ids: tuple[str, ...]

    @property
    def share(self) -> float:
        """From 0 to 1."""
        return self.have / self.of if self.of else 0.0


class PulsePoint(NamedTuple):
    """The last pulse of a line that was closed by the end of a week: what may be told of it, and of nothing else.

    ``values`` are its five means in halves, as its page tells them; ``answered`` so many answers they are of, four at
    least.
    """

    id: str
    answered: int
    values: tuple[float, ...]


class CountPoint(NamedTuple):
    """How many there were in a week, and which."""

    n: int
    ids: tuple[str, ...]


class LearningWeeks(NamedTuple):
    """A point a week. ``training`` is by department; ``pulses`` by the first pulse of each line, None as long as none
    of it may be told; ``thanks`` by (from whose, to whose) department, most first; ``lessons`` those that were last
    used in the week."""

    training: dict[str, tuple[TrainingPoint | None, ...]]
    pulses: dict[str, tuple[PulsePoint | None, ...]]
    thanks: dict[tuple[str, str], tuple[CountPoint, ...]]
    lessons: tuple[CountPoint, ...]


def learning_over_weeks(
    past: PastWeeks, overview: Overview, weeks: int = WEEKS, *, department: str = ""
) -> LearningWeeks:
    """Of all, or of that ``department``: its trainings, what its own answers to a pulse came to, thanks by or to it,
    lessons that apply to it."""
    points = past.over(at_end, overview, weeks)
    training = _by_key([each.training for each in points])
    pulses = _by_key([{key: each.point(department) for key, each in point.pulses.items()} for point in points])
    thanks = _by_key(
        [
            {pair: CountPoint(len(ids), ids) for pair, ids in each.thanks.items() if department in ("", *pair)}
            for each in points
        ]
    )
    counted = {pair: tuple(each or CountPoint(0, ()) for each in row) for pair, row in thanks.items()}
    lessons = ([id for id, of in each.lessons.items() if not department or department in of] for each in points)
    return LearningWeeks(
        {id: training[id] for id in sorted(training, key=number_of) if department in ("", id)},
        {id: pulses[id] for id in sorted(pulses, key=number_of) if any(pulses[id])},
        dict(sorted(counted.items(), key=lambda pair: -sum(each.n for each in pair[1]))),  # stable
        tuple(CountPoint(len(ids), tuple(ids)) for ids in lessons),
    )


class ClosedPulse(NamedTuple):
    """The last pulse of a line that is closed, and what may be told of it."""

    id: str
    results: tuple[Result, ...]

    def point(self, department: str) -> PulsePoint | None:
        """Of all that is told of it, or of that department."""
        told = in_all([each for each in self.results if not department or each.who == department])
        return None if told is None else PulsePoint(self.id, told.n, told.values)


class Learnt(NamedTuple):
    """At the end of one week: what `LearningWeeks` is made of; lessons with the departments that they apply to."""

    training: dict[str, TrainingPoint]
    pulses: dict[str, ClosedPulse]
    thanks: dict[tuple[str, str], tuple[str, ...]]
    lessons: dict[str, tuple[str, ...]]


class _LessonUse(msgspec.Struct, gc=False):
    """Of a lesson."""

    departments: tuple[str, ...] = ()
    used_on: date | None = None


def at_end(overview: Overview, week: WeekEnd) -> Learnt:
    """Of all departments."""
    records = overview.reading
    thanks: dict[tuple[str, str], tuple[str, ...]] = {}
    for each in across(records, week.monday, week.end).thanks:
        thanks[each.giver, each.to] = (*thanks.get((each.giver, each.to), ()), each.kudos.id)
    lessons = {
        KINDS["lesson"].id(number): row.departments
        for rows in records.decoded("lesson", _LessonUse)
        for number, row in sorted(rows.items())
        if row.used_on and week.monday <= row.used_on <= week.end
    }
    return Learnt(_training(overview), _pulses(records), thanks, lessons)


def _training(overview: Overview) -> dict[str, TrainingPoint]:
    found: dict[str, TrainingPoint] = {}
    every = trainings.topics(overview.reading)
    for id in overview.departments.rows:
        topics = trainings.of_department(overview.reading, id, overview.today)
        if topics:
            held = (each for topic in topics for each in every[trainings.topic_called(topic.topic)])
            ids = tuple(each.id for each in held if each.state == "held")
            found[id] = TrainingPoint(sum(len(each.have) for each in topics), sum(each.of for each in topics), ids)
    return found


def _pulses(records: Records) -> dict[str, ClosedPulse]:
    """The last one of each line that is closed, by the first one of it."""
    every = {each.id: each for each in records.all(Pulse)}
    found: dict[str, ClosedPulse] = {}
    for id in sorted(every, key=number_of):
        if every[id].state == "closed":
            found[line_of(records, every[id])[-1].id] = ClosedPulse(id, every[id].results)
    return found


def _by_key(points: list[dict[K, P]]) -> dict[K, tuple[P | None, ...]]:
    known = dict.fromkeys(key for each in points for key in each)
    return {key: tuple(each.get(key) for each in points) for key in known}
