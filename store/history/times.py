"""When things happened, where clocks were wrong: times run with the sequence, and a wrong clock dates only itself."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import datetime

from store.history.events import Event

#: So many neighbours say whether a time is wrong.
NEIGHBOURS = 8


def in_order(events: Iterable[Event]) -> Iterator[Event]:
    """The events with times that never run against their order, the newest first or the oldest first.

    Of two that contradict each other the one is wrong that the events behind it contradict too.
    """
    waiting: deque[Event] = deque()
    last: datetime | None = None
    turned = False
    for event in events:
        waiting.append(event)
        turned = event.seq > waiting[0].seq or (turned and event.seq == waiting[0].seq)
        if len(waiting) > NEIGHBOURS:
            yield (shown := _dated(waiting, last, turned))
            last = shown.at or last
    while waiting:
        yield (shown := _dated(waiting, last, turned))
        last = shown.at or last


def _dated(waiting: deque[Event], last: datetime | None, turned: bool) -> Event:
    """The first of those waiting, with a time that fits between the one before it and those behind it.

    The newest come first, unless ``turned``.
    """
    event = waiting.popleft()
    if event.at is None:
        return event
    high, low = (min, max) if turned else (max, min)  # whatever the direction, ``high`` comes first
    behind = [each.at for each in waiting if each.at is not None]
    before = [at for at in behind if at != event.at and high(at, event.at) == at]
    bound = last or (high(before) if len(before) * 2 > len(behind) else event.at)
    fitting = [at for at in behind if high(at, bound) == bound]
    if high(event.at, bound) == bound:
        fitting.append(event.at)
    return event._replace(at=high(fitting) if fitting else low(event.at, bound))
