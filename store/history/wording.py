"""What the sentences of the history stand on: what is known of a change, filling a template, shortening a text."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from store.kinds.base import Kind
from store.words import Words

Document = Mapping[str, Any]


class Told(NamedTuple):
    """What is known of one change: who, the record's name, its document as it is, names for other ids."""

    who: str
    name: str
    kind: Kind
    document: Document
    called: Callable[[str | None], str]


def filled(words: Words, **values: object) -> Words:
    """Words with these values in their places."""
    return Words(words.template, **values)  # type: ignore[arg-type]


def short(value: Any) -> str:
    """The beginning of a text, in one line."""
    text = " ".join(str("" if value is None else value).split())
    return text if len(text) <= 160 else text[:158] + ".."


def day(value: Any) -> date | None:
    """The day that a JSON value writes, or None."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None
