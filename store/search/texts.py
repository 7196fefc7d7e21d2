"""What of a document is searched: its naming text, the texts that its fields declare, the people and departments named.

Only those fields are decoded.
"""

from collections.abc import Iterable
from typing import Any, cast

import msgspec

from store.kinds.base import Kind

Encoded = bytes | msgspec.Raw

#: Whose names are found in the records that refer to them.
NAMED = ("department", "person")
#: A title is the first line, and so many characters of it.
TITLE = 300


class Parts(msgspec.Struct, frozen=True, gc=False):
    """A document's ``title``, its other texts in the order of its fields, the ids of the people and departments that
    it names, and ``called``: the code or login by which others name it."""

    title: str
    texts: list[str]
    named: list[str]
    called: str


class Reader:
    """Takes the searched parts out of the encoded documents of one kind."""

    def __init__(self, kind: Kind) -> None:
        self._naming = kind.naming.name
        self._texts = [
            field.name for field in kind.fields.values() if field.searched and field.name not in (self._naming, "tags")
        ]
        self._texts.append("tags")
        self._refs = [
            field.name
            for field in kind.fields.values()
            if field.type in ("ref", "refs") and set(field.kinds) & set(NAMED)
        ]
        self._unique = next((field.name for field in kind.fields.values() if field.unique), None)
        names = [self._naming, *self._texts, *self._refs]
        struct = msgspec.defstruct(kind.record.__name__, [(name, Any, None) for name in names], gc=False)
        self._decode = msgspec.json.Decoder(struct).decode

    def read(self, raw: Encoded) -> Parts:
        """The searched parts; a document that is not what its kind declares has what can be read of it."""
        document = self._decode(raw)
        whole = _plain(getattr(document, self._naming))
        title = _first_line(whole)
        texts = [whole] if len(title) < len(whole) else []
        for name in self._texts:
            value = getattr(document, name)
            if value:
                texts.extend(_strings(value))
        named: list[str] = []
        for name in self._refs:
            value = getattr(document, name)
            if value:
                named.extend(_strings(value))
        called = "" if self._unique is None else _plain(getattr(document, self._unique))
        return Parts(title, texts, named, called)


def _first_line(text: str) -> str:
    if len(text) <= TITLE and "\n" not in text:
        return text
    return text[:TITLE].partition("\n")[0]


def _plain(value: Any) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else str(value)


def _strings(value: Any) -> Iterable[str]:
    """All text in a value; of the items of a list, what is not their id."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return [text for item in cast("list[Any]", value) for text in _strings(item)]
    if isinstance(value, dict):
        named = cast("dict[str, Any]", value)
        return [text for name, item in named.items() if name != "id" for text in _strings(item)]
    return ()
