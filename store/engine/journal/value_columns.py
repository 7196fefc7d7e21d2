"""A few fields of all documents of a table, side by side in the checkpoint: who reads no others need not read it all.

A copy of what the frames hold, each with its checksum; the index of the checkpoint says where. Values come again and
again: each is written, and decoded, once.
"""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count, islice
from typing import Any, TypeVar, cast

import msgspec

from store.engine.journal.frames import Numbered

T = TypeVar("T")
#: What places the values of a field, by how many there are.
WIDTHS = ((1 << 8, "B"), (1 << 16, "H"), (1 << 32, "I"))
#: So many documents are split into their fields at once.
PART = 1000
#: The name under which the numbers of the documents stand; no field is called so.
NUMBERS = ""

_encode = msgspec.json.Encoder().encode


class ValueColumn(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """Where the values of a field stand in the file, and their checksum."""

    table: str
    field: str
    offset: int
    length: int
    crc: int


def encode_columns(documents: Numbered, fields: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """The bodies of the columns of a table, by field; raises msgspec.ValidationError for what is no object.

    Each is its different values, and for each document which one of them it has, 0 where it has none.
    """
    raw: Any = msgspec.Raw
    row = msgspec.defstruct("Row", [(field, raw, raw()) for field in fields])
    decode = msgspec.json.Decoder(row).decode
    found = [(defaultdict[bytes, int](count(1).__next__, {b"": 0}), array("I")) for _field in fields]
    left = iter(documents.values())
    while some := [msgspec.structs.astuple(decode(document)) for document in islice(left, PART)]:
        for (values, places), column in zip(found, zip(*some, strict=True), strict=True):
            places.extend(map(values.__getitem__, map(bytes, column)))
    yield NUMBERS, _encode(list(documents))
    for field, (values, places) in zip(fields, found, strict=True):
        different = msgspec.Raw(b"[%s]" % b",".join(list(values)[1:]))
        yield field, _encode((different, array(_width(len(values)), places).tobytes()))


def rows(
    read: Callable[[ValueColumn], bytes], columns: Mapping[str, ValueColumn], kind: type[T]
) -> dict[int, T] | None:
    """Every document by number as a struct whose fields all have columns; None where they do not.

    Equal values are one object. Raises msgspec.ValidationError, and what ``read`` raises.
    """
    struct: Any = kind
    named = getattr(kind, "__struct_fields__", ())
    fields = msgspec.structs.fields(struct) if named else ()
    if not named or struct.__match_args__ != named or not columns.keys() >= {each.encode_name for each in fields}:
        return None
    values = [_values(read(columns[field.encode_name]), field) for field in fields]
    numbers = msgspec.json.decode(read(columns[NUMBERS]), type=list[int])
    return dict(zip(numbers, map(kind, *values), strict=True))


def _values(body: bytes, field: "msgspec.structs.FieldInfo") -> Iterator[Any]:
    """The value of that field in each document."""
    declared: Any = field.type
    column: Any = tuple[list[declared], bytes]
    different, packed = cast("tuple[list[Any], bytes]", msgspec.json.decode(body, type=column))
    places = array(_width(len(different) + 1), packed)
    if not field.required:
        absent = field.default if field.default is not msgspec.NODEFAULT else field.default_factory()
    elif 0 in places:
        raise msgspec.ValidationError(f"Object missing required field `{field.encode_name}`")
    else:
        absent = None
    return map([absent, *different].__getitem__, places)


def _width(n: int) -> str:
    return next(code for most, code in WIDTHS if n <= most)
