"""What happened: the journal's entries told as sentences, grouped by what they are about. Nothing is stored for it."""

from store.history.events import Change, Event
from store.history.groups import Group, grouped
from store.history.narrative import life, recent, since, told

__all__ = ["Change", "Event", "Group", "grouped", "life", "recent", "since", "told"]
