"""The metrics of an example, and a fortnight of readings: those of a script in the name of who runs it, and typed ones.

A page has under ``readings`` runs of them: who enters them, out of what, at which times of each day, and the values
from so many days ago on, one after another; ``notes`` are by the place of a value.
"""

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from store import clock
from store.commands.readings import NewReading, add_readings
from store.kinds.metric import Metric
from store.records import Changes

if TYPE_CHECKING:
    from store.demo.story import Story

Page = dict[str, Any]


class _Entered(NamedTuple):
    """One reading by the key of its metric: so many days from today, the time there."""

    key: str
    offset: int
    time: str
    value: float
    source: str
    note: str


def metrics(story: "Story") -> None:
    """The metrics, and what is entered each morning of the days before it."""
    mornings: dict[tuple[int, str], list[_Entered]] = defaultdict(list)
    for page in story.content["metrics"]:
        story.at(page["on"], page["owner"], page["key"], lambda told, page=page: told.record(Metric, page))
        for run in page["readings"]:
            for each in _of_run(story, page["key"], run):
                mornings[_morning_after(story, each.offset), run["who"]].append(each)
    for (offset, who), entered in sorted(mornings.items()):
        story.then(offset, who, lambda told, changes, entered=entered: _enter(told, changes, entered))


def _of_run(story: "Story", key: str, run: Page) -> list[_Entered]:
    times, notes = run["times"], run.get("notes", {})
    return [
        _Entered(
            key,
            run["from"] + at // len(times),
            times[at % len(times)],
            value,
            story.say(run.get("source")),
            story.say(notes.get(str(at))),
        )
        for at, value in enumerate(run["values"])
    ]


def _morning_after(story: "Story", offset: int) -> int:
    """The next working day's, today's at the latest."""
    after = range(offset + 1, 1)
    return next((each for each in after if (story.today + timedelta(each)).weekday() < 5), 0)


def _enter(story: "Story", changes: Changes, entered: list[_Entered]) -> None:
    given = [
        NewReading(
            story.ids[each.key],
            each.value,
            clock.at(story.today + timedelta(each.offset), each.time, story.zone),
            each.note,
            each.source,
        )
        for each in entered
    ]
    add_readings(changes, given)
