"""What agenda items tell: they are put on an agenda, noted on, parked, carried; who has a part in one is told."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, noted
from store.history.wording import Told
from store.kinds.agenda_item import AgendaItem, carried
from store.kinds.meeting import Meeting
from store.kinds.meetings_around import origins, outcomes
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview

_BECAME = {
    "queued": Words("{who} put {name} on the agenda again"),
    "discussed": Words("{who} brought {name} to its end"),
    "parked": Words("{who} parked {name}"),
    "carried": Words("{who} carried {name} to the next meeting"),
    "moved": Words("{who} moved {name} to another meeting"),
    "dropped": Words("{who} took {name} off the agenda"),
}
#: What is done in commits that make items as a matter of course, and in those that talk about them.
_COPYING = ("meeting", "copy")
_GOING_ON = ("meeting", "go-to", "consent")
Values = Mapping[str, Any]


def _state(_told: Told, new: Values, _old: Values) -> Words | None:
    return _BECAME.get(new.get("state", ""))


def _taken(told: Told, new: Values, _old: Values) -> Words | None:
    meeting = told.called(new.get("meeting"))
    return Words("{who} put {name} on the agenda of {meeting}", meeting=meeting) if meeting else None


class AgendaItemTelling(Telling):
    about = "meeting"
    is_news = False
    quiet = ("spent", "place", "reason")
    silent = ("place", "spent")
    changes = {"state": _state, "notes": noted, "meeting": _taken}
    deeds = ()

    def made(self, told: Told) -> Words:
        """Somebody put it on an agenda, or into the backlog of a series."""
        meeting, series = told.called(told.document.get("meeting")), told.called(told.document.get("series"))
        if meeting:
            return Words("{who} put {name} on the agenda of {meeting}", meeting=meeting)
        if series:
            return Words("{who} put {name} into the backlog of {series}", series=series)
        return super().made(told)

    def is_silent(self, what: Values, new: Values, *, made: bool) -> bool:
        """What the course of a meeting brings about: those talked about, the agenda that the next one begins with."""
        verb = what.get("verb")
        if made:
            return bool(new.get("came_from")) or verb in _COPYING
        return verb in _GOING_ON and new.get("state") == "discussed"

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Who presents it, once its meeting is open; whose it is, when another puts it on, parks or carries it."""
        item: AgendaItem = change.record
        meeting = change.records.maybe(Meeting, item.meeting)
        if meeting is None or meeting.state == "draft":
            return
        if change.gave("presents") or change.gave("meeting"):
            words = Words("you present {item} in {id}", item=item.id, id=meeting.id)
            yield from (Notice(to, item.id, words) for to in change.of(item.presents))
        if change.is_new:
            return
        became = _BECAME.get(change.new.get("state", "")) if item.state != "discussed" else None
        if change.gave("meeting"):
            became = Words("{who} put {name} on the agenda of {meeting}", meeting=meeting.id)
        if became is not None:
            words = became.filled(who=change.who, name=item.id)
            yield from (Notice(to, item.id, words) for to in (*change.maker(), *change.of(item.presents)))

    def computed(self, record: AgendaItem, overview: "Overview") -> dict[str, Any]:
        """How often it was carried, from where, and what came of it, there too."""
        records = overview.reading
        earlier = [each.id for each in origins(records, record)]
        return {
            "carried": carried(record, records),
            "earlier": earlier,
            "came_of": outcomes(records, [record.id, *earlier]),
        }
