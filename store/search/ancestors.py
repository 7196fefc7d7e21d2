"""What a record hangs on: whatever it names, and what that names in turn, up to the goals.

Every reference counts, of any field of any kind, be it of an item of a list too; but a department or a person is
nobody's part. So a comment on a blocker of a milestone hangs on the milestone's goal.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, cast

import msgspec

from store.fields import Field
from store.kinds import KINDS, split_id
from store.kinds.base import Kind, fields_of, item_of

#: Whose names are found in the records that refer to them; nothing hangs on them.
NAMED = ("department", "person")
#: The fields that name something to hang on; of a list of items, their parts that do.
Pointing = dict[str, tuple[str, ...]]
#: Of so many records is remembered on which goals they hang.
KEPT = 4_000


def pointing(kind: Kind) -> Pointing:
    """Those of a kind."""
    found: Pointing = {}
    for field in kind.fields.values():
        if field.is_reference and _leads_up(field):
            found[field.name] = ()
        elif field.type == "rows":
            item = item_of(kind.record, field.name)
            parts = {} if item is None else fields_of(item)
            names = tuple(name for name, part in parts.items() if part.is_reference and _leads_up(part))
            if names:
                found[field.name] = names
    return found


def _leads_up(field: Field) -> bool:
    return not field.kinds or any(kind not in NAMED for kind in field.kinds)


def named_in(document: Any, fields: Pointing) -> tuple[str, ...]:
    """The ids in those fields, each once, but for those of departments and people."""
    found: dict[str, None] = {}
    for name, parts in fields.items():
        value = getattr(document, name)
        if value:
            for id in (value,) if isinstance(value, str) else _ids(value, parts):
                place = None if id in found else split_id(id)
                if place is not None and place[0].name not in NAMED:
                    found[id] = None
    return tuple(found)


def _ids(value: Any, parts: tuple[str, ...]) -> Iterator[str]:
    """The ids in a stored list or map, be it otherwise than declared."""
    for item in cast("list[Any]", value) if isinstance(value, list | dict) else ():
        if isinstance(item, str):
            yield item
        elif isinstance(item, dict):
            found = cast("dict[str, Any]", item)
            yield from (found[part] for part in parts if isinstance(found.get(part), str))


class Above:
    """Reads the documents that lead up to goals, each when it is first asked for."""

    def __init__(self, raw: Callable[[str, int], bytes | msgspec.Raw | None]) -> None:
        """``raw`` gives the document of a table and number."""
        self._raw = raw
        self._known: dict[str, frozenset[int]] = {}
        self._named: dict[str, tuple[str, ...]] = {}
        self._readers: dict[str, tuple[Callable[[bytes | msgspec.Raw], Any], Pointing]] = {}

    def goals(self, ids: Iterable[str]) -> frozenset[int]:
        """The numbers of the goals that are reached from these ids."""
        return frozenset[int]().union(*map(self._reached, ids))

    def forget(self) -> None:
        """Something has changed."""
        self._known.clear()
        self._named.clear()

    def _reached(self, id: str) -> frozenset[int]:
        known = self._known.get(id)
        if known is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            known = self._known[id] = frozenset(self._climb(id))
        return known

    def _climb(self, id: str) -> set[int]:
        found: set[int] = set()
        seen: set[str] = set()
        waiting = [id]
        while waiting:
            id = waiting.pop()
            if id in self._known:
                found |= self._known[id]
            elif id not in seen:
                seen.add(id)
                if id.startswith("G-"):
                    found.add(int(id[2:]))
                    if id not in self._named:
                        self._named[id] = self._read(id)  # everything comes by here
                    waiting += self._named[id]
                else:
                    waiting += self._read(id)
        return found

    def _read(self, id: str) -> tuple[str, ...]:
        place = split_id(id)
        raw = None if place is None else self._raw(place[0].name, place[1])
        if place is None or raw is None:
            return ()
        decode, fields = self._reader(place[0].name)
        return named_in(decode(raw), fields)

    def _reader(self, name: str) -> tuple[Callable[[bytes | msgspec.Raw], Any], Pointing]:
        reader = self._readers.get(name)
        if reader is None:
            fields = pointing(KINDS[name])
            struct = msgspec.defstruct("Naming", [(field, Any, None) for field in fields], gc=False)
            reader = self._readers[name] = (msgspec.json.Decoder(struct).decode, fields)
        return reader
