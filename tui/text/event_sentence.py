"""An event of the history as the screen shows it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, cast

from store import clock
from store.history import Event, told
from store.words import IdAndTitle
from tui.i18n import t
from tui.text.days import short
from tui.text.safe import safe
from tui.text.sentences import with_reason

if TYPE_CHECKING:
    from store import News
    from store.insight.overview import Overview
    from store.records import Records


def sentence(event: Event, today: date, called: Callable[[str], str] = str) -> str:
    """The sentence, and the reason behind it; whoever did it is ``called`` so."""
    told = {name: _who(value, called) for name, value in event.words.values.items() if name in ("who", "names")}
    return safe(with_reason(event._replace(words=event.words.filled(**told)) if told else event, today))


def in_full(overview: "Overview") -> Callable[[str], str]:
    """Whoever has a login by their name."""
    return partial(overview.names.signed, overview.reading)


def _who(value: object, called: Callable[[str], str]) -> object:
    if isinstance(value, list):
        return [_who(each, called) for each in cast("list[object]", value)]
    return called(value) if isinstance(value, str) and not isinstance(value, IdAndTitle) else value


def when(event: Event, today: date, zone: str) -> str:
    """The time of day if it was today, else the day."""
    if event.at is None:
        return ""
    moment = clock.there(event.at, zone)
    return f"{moment:%H:%M}" if moment.date() == today else short(moment.date(), today)


def summary(entries: "Sequence[News]", records: "Records", today: date) -> str:
    """What these entries did: the last of it, of one entry what it was given for; the other records counted."""
    events = list(told(entries, records))
    if not events:
        return ""
    said = events[-1] if len(entries) > 1 else _about(entries[0], events)
    n = len({id for event in events for id in event.ids} - {*said.ids})
    what = sentence(said, today)
    return t("{what} and {n} more", what=what, n=n) if n else what


def _about(entry: "News", events: list[Event]) -> Event:
    """What the command was given for, before what followed from it."""
    ids = {entry.what.get("id"), *entry.what.get("ids", ())}
    return next((event for event in events if ids.intersection(event.ids)), events[0])
