"""An event of the history as the screen shows it."""

from datetime import date

from store.history import Event
from tui.text.days import short
from tui.text.joined import labelled
from tui.text.safe import safe
from tui.text.sentences import said


def sentence(event: Event, today: date) -> str:
    """The sentence, and the reason behind it."""
    text = said(event.words, today)
    return safe(labelled(text, event.why) if event.why else text)


def when(event: Event, today: date, zone: str) -> str:
    """The time of day if it was today, else the day."""
    if event.at is None:
        return ""
    from store import clock

    moment = clock.there(event.at, zone)
    return f"{moment:%H:%M}" if moment.date() == today else short(moment.date(), today)
