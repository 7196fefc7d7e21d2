"""The sentences of the history in the language spoken; of the command line too, which draws nothing."""

from datetime import date
from typing import TYPE_CHECKING, cast

from store.words import Words
from tui.i18n import t
from tui.text.joined import labelled, said_by

if TYPE_CHECKING:
    from store.history import Event


def said(told: Words, today: date | None = None) -> str:
    """The sentence, with those in it. Days are as people say them where ``today`` is given, else as ISO 8601."""
    return t(dated(told, today))


def with_reason(event: "Event", today: date | None = None) -> str:
    """What happened, and the reason behind it where one was given."""
    text = said(event.words, today)
    return labelled(text, said_by(event.why)) if event.why else text


def dated(told: Words, today: date | None) -> Words:
    """The same with its days written out."""
    values = {name: _part(name, value, today) for name, value in told.values.items()}
    return told.filled(**values)


def _part(name: str, value: object, today: date | None) -> object:
    if isinstance(value, date) and today is not None:
        from tui.text.days import long  # late: few sentences have a day

        return long(value, today)
    if isinstance(value, list | tuple):
        return [_part("", item, today) for item in cast("list[object]", value)]
    if isinstance(value, Words):
        value = dated(value, today)
        return t(value).lower() if name == "kind" else value  # in the middle of a sentence
    return value
