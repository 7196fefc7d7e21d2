"""What retrospectives tell: they go from step to step, close and are judged; whoever takes part is told."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, by_value, led
from store.history.wording import Told, short
from store.kinds.retro import Retro
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview

_BECAME = {
    "gather": Words("{who} took {name} to its cards"),
    "group": Words("{who} took {name} to its groups"),
    "vote": Words("{who} took {name} to its votes"),
    "discuss": Words("{who} took {name} to its discussion"),
    "closed": Words("{who} closed {name}"),
}
_HELPED = {
    "helped": Words("{who}: what {name} tried helped"),
    "partly": Words("{who}: what {name} tried helped in part"),
    "not": Words("{who}: what {name} tried did not help"),
    "worse": Words("{who}: what {name} tried made it worse"),
}
Values = Mapping[str, Any]


def _state(_told: Told, new: Values, old: Values) -> Words | None:
    if new.get("state") is None:
        return None
    if old.get("state") == "closed":
        return Words("{who} reopened {name}")
    return _BECAME.get(new["state"])


def _ready(told: Told, _new: Values, _old: Values) -> Words:
    """By what was done: who is done with a step goes with it."""
    person, ready = told.called(told.what.get("for")), told.what.get("ready") is not False
    if not person:
        return Words("{who} is done with the step of {name}") if ready else Words("{who} is not done yet in {name}")
    words = Words("{who}: {person} is done in {name}") if ready else Words("{who}: {person} is not done yet in {name}")
    return words.filled(person=person)


def _change(_told: Told, new: Values, _old: Values) -> Words:
    text = short(new.get("change"))
    return Words("{who} set what is tried after {name}: {text}", text=text) if text else Words("{who} changed {name}")


class RetroTelling(Telling):
    no_news = ("lead", "is-done")
    quiet = ("step_at", "revealed", "closed_why", "change_said")
    silent = ("step_at", "revealed", "ready", "votes_open")
    changes = {
        "state": _state,
        "change_helped": by_value("change_helped", _HELPED),
        "change": _change,
        "facilitator": led,
        "votes_open": lambda _told, _new, _old: Words("{who} opened the votes of {name}"),
        "ready": _ready,
        "minutes": lambda _told, _new, _old: Words("{who} planned how long the steps of {name} take"),
    }
    deeds = ("state",)

    def is_deed(self, path: str, value: Any) -> bool:
        """Who brought one to its end says so at the stand-up."""
        return path == "state" and value == "closed"

    def why(self, new: Values) -> object:
        """Why it was closed without what it wants; what the change did."""
        return new.get("closed_why") or new.get("change_said")

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Whoever leads it now, and whoever takes part from now on, or in what is closed."""
        retro: Retro = change.record
        for to in change.of(retro.facilitator) if change.gave("facilitator") else ():
            yield Notice(to, retro.id, Words("{who} lets you lead {id}", who=change.who, id=retro.id))
        for person in retro.people if change.gave("people") or change.gave("state") else ():
            for to in change.of(person):
                if change.gave("people"):
                    yield Notice(to, retro.id, Words("You take part in {id}", id=retro.id))
                elif retro.state == "closed":
                    yield Notice(to, retro.id, Words("{who} closed {name}", who=change.who, name=retro.id))

    def computed(self, record: Retro, overview: "Overview") -> dict[str, Any]:
        return {"cards": len(overview.cards_of_retro.ids(record.id))}
