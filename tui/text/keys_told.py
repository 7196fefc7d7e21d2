"""By which key somebody came in who did something, as the history tells it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from tui.i18n import t

if TYPE_CHECKING:
    from store.history import Event


def keys_called(events: "Iterable[Event]", folder: str) -> Mapping[str, str]:
    """What those keys are called: by their comments while they are listed, else by how their fingerprints begin."""
    found = {event.key for event in events if event.key}
    if not found:
        return {}
    from store.workspace import keys  # late: few come by one

    names = keys.names(folder)
    return {key: names.get(key) or keys.in_short(key) for key in found}


def with_key(sentence: str, event: "Event", called: Mapping[str, str]) -> str:
    """The sentence, with the key behind it where it was by one."""
    return t("{what} · key {key}", what=sentence, key=called[event.key]) if event.key in called else sentence
