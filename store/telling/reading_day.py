"""What readings tell: each by itself, those that one login entered of a metric in a day together, and never as news."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from store import clock
from store.fields.numbers import digits
from store.history.events import Change, Event
from store.history.parts_told import PartsTold, whole
from store.history.telling import Telling
from store.history.wording import document
from store.kinds.metric import Metric
from store.kinds.reading_address import address
from store.kinds.reading_day import Reading, moment_of
from store.words import Words, measured

if TYPE_CHECKING:
    from store.engine.journal.entry import Entry


class _Item(NamedTuple):
    """What became of one reading: its moment, the value before and after, None where there was, or is, none."""

    at: datetime
    before: object
    after: object
    why: str


class ReadingDayTelling(Telling):
    is_news = False
    deeds = ()

    def of_parts(self, entry: Entry, found: Sequence[Mapping[str, Any]], within: PartsTold) -> Iterator[Event]:
        """One event for each metric of which readings came, changed or went."""
        metrics: dict[str, list[tuple[Mapping[str, Any], list[_Item]]]] = {}
        for change in found:
            day = whole(self.kind, change, within.records)
            items = list(_items(change, day))
            if items:
                metrics.setdefault(str(day.get("metric", "")), []).append((day, items))
        for id, days in metrics.items():
            event = _event(entry, id, days, within)
            if event is not None:
                yield event


def _items(change: Mapping[str, Any], day: Mapping[str, Any]) -> Iterator[_Item]:
    """The readings that a change is about; what came with a later version stands as it is."""
    old, new = _by_time(document(change.get("was"))), _by_time(document(change.get("set")))
    if "new" in change or "old" in change:
        old, new = ({**document(day.get("values"))} if side in change else {} for side in ("old", "new"))
    for at in sorted({**old, **new}):
        try:
            moment = moment_of(date.fromisoformat(str(day.get("day"))), at)
        except ValueError:
            continue
        was, now = document(old.get(at)), document(new.get(at))
        if "value" in was or "value" in now:
            yield _Item(moment, was.get("value"), now.get("value"), _why(now))


def _by_time(values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """By the time of a reading what stands in it, be it given as a whole or in parts."""
    found: dict[str, dict[str, Any]] = {}
    for path, value in values.items():
        field, _, rest = path.partition(".")
        at, _, name = rest.partition(".")
        if field == "values" and at:
            found.setdefault(at, {}).update({name: value} if name else document(value))
    return found


def _why(now: Mapping[str, Any]) -> str:
    earlier = cast("list[object]", now.get("was")) if isinstance(now.get("was"), list) else []
    return str(document(earlier[-1]).get("why", "")) if earlier else ""


def _event(entry: Entry, id: str, days: list[tuple[Mapping[str, Any], list[_Item]]], within: PartsTold) -> Event | None:
    items = [each for _day, some in days for each in some]
    metric = within.records.maybe(Metric, id)
    zone = within.records.settings.zone
    name, verb = within.names.called(id) or id, str(entry.what.get("verb", ""))
    values, n = {"who": entry.who, "name": name}, len(items)
    last = items[-1]
    values |= {"value": _said(last.after, metric), "before": _said(last.before, metric), **_when(last, zone)}
    only = verb == "reading" and all(each.before is None for each in items)
    if only and within.told is not None:
        key = (entry.who, id, last.at.date())
        if key in within.told:
            return None
        within.told.add(key)
        n = max(n, _of_that_day(days[-1][0], entry.who))
    changes: tuple[Change, ...] = ()
    if len(items) == 1 or within.told is None:
        changes = tuple(Change(address(Reading(id, each.at, 0), zone), each.before, each.after) for each in items)
    words = _sentence(verb, items, n).filled(**values, n=n)
    return Event(entry.seq, _moment(entry), entry.who, verb, id, (id,), words, last.why, changes)


def _sentence(verb: str, items: Sequence[_Item], n: int) -> Words:
    """What was done, to so many that day."""
    if verb == "redo":
        return Words("{who} changed {n} readings of {name} again", one="{who} changed a reading of {name} again")
    if verb == "undo":
        return _taken_back(items)
    if all(each.after is None for each in items):
        return Words("{who} left out {n} readings of {name}", one="{who} left out one reading of {name}")
    if any(each.before is not None for each in items):
        return _CORRECTED if n == 1 else _SEVERAL_CORRECTED
    if n == 1:
        return Words("{who} entered {value} for {name}, {day} {time}")
    if verb == "reading" and len(items) == 1:
        return _THAT_DAY
    return _ENTERED


_CORRECTED = Words("{who} corrected {name} from {before} to {value}, {day} {time}")


_SEVERAL_CORRECTED = Words("{who} corrected {n} readings of {name}", one="{who} corrected one reading of {name}")
_THAT_DAY = Words(
    "{who} entered {n} readings of {name} that day, last {value}, {day} {time}",
    one="{who} entered one reading of {name} that day, {value}, {day} {time}",
)
_ENTERED = Words(
    "{who} entered {n} readings of {name}, last {value}, {day} {time}",
    one="{who} entered one reading of {name}, {value}, {day} {time}",
)


def _taken_back(items: Sequence[_Item]) -> Words:
    if all(each.after is None for each in items):
        return Words("{who} took back {n} readings of {name}", one="{who} took back a reading of {name}")
    if all(each.before is None for each in items):
        return Words("{who} brought back {n} readings of {name}", one="{who} brought back a reading of {name}")
    return Words("{who} took back {n} corrections of {name}", one="{who} took back a correction of {name}")


def _of_that_day(day: Mapping[str, Any], who: str) -> int:
    """How many readings of a day somebody entered."""
    return sum(document(each).get("by") == who for each in document(day.get("values")).values())


def _when(item: _Item, zone: str) -> dict[str, object]:
    there = clock.there(item.at, zone)
    return {"day": there.date(), "time": f"{there:%H:%M:%S}" if there.second else f"{there:%H:%M}"}


def _said(value: object, metric: Metric | None) -> object:
    if not isinstance(value, int | float):
        return str(value)
    return measured(digits(value), "" if metric is None else metric.unit)


def _moment(entry: Entry) -> datetime | None:
    try:
        return datetime.fromisoformat(entry.at)
    except ValueError:
        return None
