"""Sentences for the stand-up: entries posted and amended, the round opened, led and closed."""

from collections.abc import Mapping
from typing import Any

from store.history.wording import Told, day
from store.words import Words


def posted(told: Told) -> Words:
    """Somebody posted an entry, perhaps for somebody else."""
    on, person = day(told.document.get("day")), told.called(told.document.get("person"))
    if not person or person == told.who:
        return Words("{who} posted for the stand-up of {day}", who=told.who, day=on)
    return Words("{who} posted for {person} for the stand-up of {day}", who=told.who, person=person, day=on)


def amended(told: Told, _new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    """Somebody changed the lines of an entry."""
    on, person = day(told.document.get("day")), told.called(told.document.get("person"))
    if not person or person == told.who:
        return Words("{who} amended the entry of {day}", who=told.who, day=on)
    return Words("{who} amended the entry of {person} of {day}", who=told.who, person=person, day=on)


def opened(told: Told) -> Words:
    """The stand-up of a day began."""
    return Words("{who} opened the stand-up of {day}", who=told.who, day=day(told.document.get("day")))


def closed(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    """It ended, or goes on after all."""
    on = day(told.document.get("day"))
    if new.get("closed"):
        return Words("{who} closed the stand-up of {day}", who=told.who, day=on)
    return Words("{who} reopened the stand-up of {day}", who=told.who, day=on)


def led(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    """Somebody else leads it."""
    on, person = day(told.document.get("day")), told.called(new.get("facilitator"))
    return Words("{who} lets {person} lead the stand-up of {day}", who=told.who, person=person, day=on)
