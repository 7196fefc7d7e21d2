"""What the stand-up of a day tells: it is opened, led and closed."""

from typing import Any

from store.history.telling import Telling
from store.history.wording import Told, day
from store.words import Words


def _closed(told: Told, new: Any, _old: Any) -> Words:
    on = day(told.document.get("day"))
    if new.get("closed"):
        return Words("{who} closed the stand-up of {day}", day=on)
    return Words("{who} reopened the stand-up of {day}", day=on)


def _led(told: Told, new: Any, _old: Any) -> Words:
    on, person = day(told.document.get("day")), told.called(new.get("facilitator"))
    return Words("{who} lets {person} lead the stand-up of {day}", person=person, day=on)


class RoundTelling(Telling):
    is_news = False
    changes = {"closed": _closed, "facilitator": _led}

    def made(self, told: Told) -> Words:
        """Somebody opened it."""
        return Words("{who} opened the stand-up of {day}", day=day(told.document.get("day")))
