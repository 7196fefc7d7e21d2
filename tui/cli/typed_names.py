"""On the command line there is behind each name what is typed for it: in Chinese `高(high)`, `截止日期(--due)`."""

from typing import Any, cast

from store.words import Name, Words


def typed(said: Words) -> Words:
    """The same with what is typed for the kinds, fields and words of choices in it."""
    if isinstance(said, Name):
        return said.with_note
    return said.filled(**{name: _typed(value) for name, value in said.values.items()}) if said.values else said


def _typed(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_typed(item) for item in cast("list[Any]", value)]
    return typed(value) if isinstance(value, Words) else value
