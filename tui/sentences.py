"""The sentences of the history in the language spoken; of the command line too, which draws nothing."""

from datetime import date
from typing import cast

from store.words import Words
from tui.i18n import t


def said(told: Words, today: date | None = None) -> str:
    """The sentence. Days are written as people say them where ``today`` is given, else as ISO 8601."""
    return t(_dated(told, today))


def _dated(told: Words, today: date | None) -> Words:
    values = {name: _part(name, value, today) for name, value in told.values.items()}
    return Words(told.template, one=told.one, **values)  # type: ignore[arg-type]


def _part(name: str, value: object, today: date | None) -> object:
    if isinstance(value, date) and today is not None:
        from tui.parts.days import long

        return long(value, today)
    if name == "kind" and isinstance(value, Words):
        return t(value).lower()  # in the middle of a sentence
    if isinstance(value, Words):
        return _dated(value, today)
    if isinstance(value, list):
        return [_part("", item, today) for item in cast("list[object]", value)]
    return value
