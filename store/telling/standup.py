"""What the entries of the stand-up tell: they are posted and amended, perhaps for somebody else."""

from collections.abc import Mapping
from typing import Any

import msgspec

from store.history.deed_words import deed_words
from store.history.telling import Telling
from store.history.wording import Told, day
from store.kinds.standup_line import Line
from store.words import Words


def _amended(told: Told, _new: Any, _old: Any) -> Words:
    on, person = day(told.document.get("day")), told.called(told.document.get("person"))
    if not person or person == told.who:
        return Words("{who} amended the entry of {day}", day=on)
    return Words("{who} amended the entry of {person} of {day}", person=person, day=on)


class StandUpTelling(Telling):
    is_news = False
    changes = {"lines": _amended}

    def item(self, told: Told, row: Mapping[str, Any]) -> Words | None:
        """What a line says of a deed."""
        try:
            line = msgspec.convert(row, Line)
        except msgspec.ValidationError:
            return None
        return deed_words(line, str(told.document.get("person") or ""), told.called)

    def made(self, told: Told) -> Words:
        """Somebody posted one."""
        on, person = day(told.document.get("day")), told.called(told.document.get("person"))
        if not person or person == told.who:
            return Words("{who} posted for the stand-up of {day}", day=on)
        return Words("{who} posted for {person} for the stand-up of {day}", person=person, day=on)

    def together(self, values: Mapping[str, object]) -> Words | None:
        """Who posted for themselves on a day."""
        if set(values) != {"who", "name", "day"}:  # else it is told of somebody else, or of no day
            return None
        return Words("{names} posted for the stand-up of {day}", day=values["day"])
