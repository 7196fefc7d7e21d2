"""Many records of a kind as JSON at once: the stored bytes with names for ids and what is computed put in.

Decoding ten thousand records in full and encoding them again takes longer than everything else that `list --json`
does. So only the references and what computing needs are decoded, and the rest is passed on as it is stored. A quote
within a text is stored with a backslash, so `"owner":"PN-3"` is a field wherever it stands; records in which it might
be the field of something else (`extra`, maps) go the long way.
"""

from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import msgspec

from store.computed import NEEDED, computed
from store.fields import Field
from store.kinds import KINDS
from store.kinds.base import Kind

if TYPE_CHECKING:
    from store.workspace import Workspace
    from tui.cli.as_json import Names, Objects


class _Swaps(dict[str | None, tuple[bytes, bytes] | None]):
    """For the values of a reference: the bytes as stored and with the name instead; None where there is no name."""

    def __init__(self, field: str, names: "Names") -> None:
        super().__init__()
        self._start = b'"' + field.encode() + b'":'
        self._names = names

    def __missing__(self, id: str | None) -> tuple[bytes, bytes] | None:
        swap = None
        if id and self._names[id] != id:
            swap = self._start + _text(id), self._start + _text(self._names[id])
        self[id] = swap
        return swap


_text = msgspec.json.Encoder().encode


def quick(kind: Kind) -> bool:
    """Whether the records of that kind can be written so."""
    return kind.record in NEEDED and all(field.type != "map" for field in kind.fields.values())


def lines(kind: Kind, workspace: "Workspace", objects: "Objects") -> Iterator[bytes]:
    """All records of the kind, each a line of JSON."""
    lean, named, others = _lean(kind)
    decode = msgspec.json.Decoder(lean).decode
    swaps, references = [_Swaps(field, objects.names) for field in named], _getter(named)
    in_the_way = _getter(others)
    overview, today, record = objects.overview, objects.today, kind.record
    for number, stored in workspace.ledger.items(kind.name):
        part: Any = _decoded(decode, stored)
        if part is None or any(in_the_way(part)):
            data = b""
        else:
            data = _named(bytes(stored), swaps, references(part))
        if data:
            found = _text(computed(part, overview, today, record))
            yield b"".join((data[:-1], b',"computed":', found, b"}\n"))
        else:
            yield objects.line(workspace.records.get(kind.id(number)))


def _decoded(decode: Callable[[Any], Any], stored: Any) -> Any:
    try:
        return decode(stored)
    except msgspec.ValidationError:
        return None  # reading it in full says what is wrong with it


def _named(data: bytes, swaps: list[_Swaps], ids: tuple[str | None, ...]) -> bytes:
    """The stored bytes with names for ids; nothing where they are not stored as they usually are."""
    for known, id in zip(swaps, ids, strict=True):
        swap = known[id]
        if swap is not None:
            before, data = data, data.replace(*swap, 1)
            if data == before:
                return b""
    return data


def _getter(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    """Several attributes as a tuple, also where it is one or none."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda part: tuple(getattr(part, name) for name in names)


def _lean(kind: Kind) -> tuple[type[msgspec.Struct], list[str], list[str]]:
    """A struct with only what is needed; the references that may have names, and the fields that must be empty."""
    types = {info.name: info.type for info in msgspec.structs.fields(kind.record)}
    named = [field.name for field in kind.fields.values() if field.type == "ref" and _may_have_name(field)]
    several = [field.name for field in kind.fields.values() if field.type == "refs" and _may_have_name(field)]
    fields = [(name, types[name]) for name in ("id", *NEEDED[kind.record])]
    empty = [(name, Any, None) for name in ("extra", *several)]
    lean = msgspec.defstruct("Lean", [*fields, *((name, str | None, None) for name in named), *empty], gc=False)
    return lean, named, ["extra", *several]


def _may_have_name(field: Field) -> bool:
    """Whether records that the field may refer to have codes or logins."""
    kinds = [KINDS[name] for name in field.kinds] or KINDS.values()
    return any(other.unique for kind in kinds for other in kind.fields.values())
