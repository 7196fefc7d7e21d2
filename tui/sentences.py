"""The sentences of the history in the language spoken; of the command line too, which draws nothing."""

from datetime import date

from store.words import Words
from tui.i18n import t


def said(told: Words, today: date | None = None) -> str:
    """The sentence. Days are written as people say them where ``today`` is given, else as ISO 8601."""
    values = {name: _part(name, value, today) for name, value in told.values.items()}
    return t(Words(told.template, one=told.one, **values))  # type: ignore[arg-type]


def _part(name: str, value: object, today: date | None) -> object:
    if isinstance(value, date) and today is not None:
        from tui.parts.days import long

        return long(value, today)
    if name == "kind" and isinstance(value, Words):
        return t(value).lower()  # in the middle of a sentence
    return value
