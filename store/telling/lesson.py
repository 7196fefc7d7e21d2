"""What lessons tell: that one was used somewhere, did not help, holds still, or was retired."""

from collections.abc import Mapping
from typing import Any, cast

from store.history.telling import Say, Telling, by_value
from store.history.wording import Told
from store.words import Words


def _used(_told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
    return _of("used_in", new, old, Words("{who} used {name} in {ids}"))


def _no_help(_told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
    return _of("no_help_in", new, old, Words("{who} says that {name} did not help in {ids}"))


def _of(field: str, new: Mapping[str, Any], old: Mapping[str, Any], words: Words) -> Words | None:
    """The records that came to that field; None where none did."""
    was, now = (_ids(values.get(field)) for values in (old, new))
    came = [id for id in now if id not in was]
    return words.filled(ids=came) if came else None


def _ids(value: object) -> list[str]:
    """The ids that stand there; none where a later version has stored it otherwise."""
    return [str(each) for each in cast("list[object]", value)] if isinstance(value, list | tuple) else []


class LessonTelling(Telling):
    quiet = ("used_on",)
    changes: Mapping[str, Say] = {
        "used_in": _used,
        "no_help_in": _no_help,
        "holds_on": lambda _told, new, _old: Words("{who} said that {name} holds") if new.get("holds_on") else None,
        "state": by_value(
            "state", {"retired": Words("{who} retired {name}"), "holds": Words("{who} took up {name} again")}
        ),
    }
