"""What happened: the journal's entries told as sentences, grouped by what they are about. Nothing is stored for it."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.history.events import Change, Event
    from store.history.groups import Group, grouped
    from store.history.narrative import life, life_of_reading, recent, since, told

__all__ = ["Change", "Event", "Group", "grouped", "life", "life_of_reading", "recent", "since", "told"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(name)
    from store.history import events, groups, narrative  # late: `telling` is read where no history is told

    return next(getattr(module, name) for module in (events, groups, narrative) if hasattr(module, name))
