"""One thing that somebody did, as people tell it, and the fields that it changed."""

from datetime import datetime
from typing import Any, NamedTuple

from store.words import Words


class Change(NamedTuple):
    """A field (its path) with what stood there before and after, as JSON values; None where there was nothing."""

    field: str
    before: Any
    after: Any


class Event(NamedTuple):
    """``id`` is the record that it is about, ``ids`` all of them where it was done to several at once.

    ``words`` is the sentence without the reason ``why``; days in it are dates, for whoever shows it to write out.
    """

    seq: int
    at: datetime | None
    who: str
    verb: str
    id: str
    ids: tuple[str, ...]
    words: Words
    why: str = ""
    changes: tuple[Change, ...] = ()
    #: Where one record's life is told: what the sentence does not say of what changed, one thing a line.
    lines: tuple[Words, ...] = ()
    #: The fingerprint of the key by which whoever did it came in; empty where it was by none.
    key: str = ""
