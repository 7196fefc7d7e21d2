"""What a stored document holds and the program's structs do not know: a later version has written it.

It is left out where a document is read as a struct, told apart by `parts`, and laid under what is written in the
document's place by `kept`. Unknown are names that a struct does not have, its items' too, and values that are not of
the type that it declares.
"""

import sys
from array import array
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

import msgspec

from store.engine.lookups import LookupSource
from store.engine.transaction import Encoded, decode

T = TypeVar("T")
Document = dict[str, Any]

_UNREADABLE: Any = object()


def read(raw: Encoded, kind: type[T]) -> T:
    """The document as that struct, without what does not read as it should; raises msgspec.ValidationError.

    That is where something is missing that the struct cannot do without.
    """
    struct: Any = evaluated(kind)
    try:
        return msgspec.json.decode(raw, type=struct)
    except msgspec.ValidationError:
        found = _read(decode(raw), kind)
        if found is _UNREADABLE:
            raise
        return found


@cache
def evaluated(kind: type[T]) -> type[T]:
    """The struct, with annotations that stand for themselves.

    msgspec evaluates those that are text for each of its uses, and for each class made from this one.
    """
    for each in reversed(kind.__mro__):
        told: dict[str, Any] = vars(each).get("__annotations__", {})
        texts = {name: type for name, type in told.items() if isinstance(type, str)}
        if texts:  # all at once: compiling each of them by itself takes twice as long
            types = eval(f"({','.join(texts.values())},)", vars(sys.modules[each.__module__]))  # noqa: S307
            each.__annotations__ = told | dict(zip(texts, types, strict=True))
    return kind


def decoded(source: LookupSource, table: str, kind: type[T]) -> Iterator[dict[int, T]]:
    """Every document of a table by number, many at a time, as `read` reads it; those that do not read are left out."""
    told, last = array("q"), dict[int, T]()
    struct: Any = evaluated(kind)
    try:
        for found in source.decoded(table, struct):
            told.extend(last)
            yield (last := found)
    except msgspec.ValidationError:
        seen = {*told, *last}
        for number, raw in source.items(table):
            if number not in seen and (one := _read(decode(raw), kind)) is not _UNREADABLE:
                yield {number: one}


def parts(raw: Encoded, kind: type[msgspec.Struct]) -> list[tuple[str, Any]]:
    """What of the document that struct does not know: (path, value as it is stored)."""
    try:
        msgspec.json.decode(raw, type=strict(kind))
    except msgspec.ValidationError:
        return list(_parts(decode(raw), kind, ""))
    return []


def kept(record: msgspec.Struct, before: Encoded, kind: type[msgspec.Struct]) -> msgspec.Struct | Document:
    """``record``, such a struct, as a document with all that the one before it holds and the struct does not know.

    A value that could not be read stays unless another was put in its place. Itself where that holds nothing unknown.
    """
    try:
        msgspec.json.decode(before, type=strict(kind))
    except msgspec.ValidationError:
        return holding(msgspec.to_builtins(record), decode(before), kind)
    return record


@cache
def strict(kind: type[msgspec.Struct]) -> type[msgspec.Struct]:
    """The same struct, that reads nothing which it does not know, nor do its items."""
    fields = [
        (field.name, _strict(field.type), msgspec.field(default=field.default))
        for field in _declared(kind)
        if _is_struct(_item(field.type)) and not field.required
    ]
    return msgspec.defstruct(
        kind.__name__, fields, bases=(kind,), frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True
    )


def _strict(type: Any) -> Any:
    item = strict(_item(type))
    return dict[str, item] if _holds(type) is dict else tuple[item, ...]


# By types: those of the fields are looked up only where a document does not read as it should


def _plain(type: Any) -> Any:
    """The type without what a field's declaration adds to it."""
    return get_args(type)[0] if get_origin(type) is Annotated else type


def _item(type: Any) -> Any:
    """The type of the items of a map or list; None for anything else."""
    plain = _plain(type)
    origin = get_origin(plain)
    return get_args(plain)[origin is dict] if origin in (dict, tuple) else None


def _holds(type: Any) -> Any:
    """What a map or list of items is stored as."""
    return dict if get_origin(_plain(type)) is dict else list


def _is_struct(type: Any) -> bool:
    return isinstance(type, msgspec.StructMeta)


def _is_items(value: Any, type: Any) -> bool:
    return _item(type) is not None and isinstance(value, _holds(type))


@cache
def types(kind: type[msgspec.Struct]) -> dict[str, Any]:
    """The types of a struct's fields, by name."""
    return {field.name: field.type for field in _declared(kind)}


@cache
def _declared(kind: type[msgspec.Struct]) -> tuple[msgspec.structs.FieldInfo, ...]:
    """The fields of a struct; msgspec evaluates their types each time that it is asked."""
    return msgspec.structs.fields(kind)


def _read(value: Any, type: Any) -> Any:
    """The value as that type, as far as it reads; `_UNREADABLE` where it does not at all."""
    try:
        return msgspec.convert(value, type)
    except msgspec.ValidationError:
        pass
    if type is msgspec.Raw:
        return msgspec.Raw(msgspec.json.encode(value))
    if _is_struct(type):
        return _read_struct(cast("Document", value), type) if isinstance(value, dict) else _UNREADABLE
    if not _is_items(value, type):
        return _UNREADABLE
    found = {key: _read(each, _item(type)) for key, each in _items(value)}
    readable = {key: each for key, each in found.items() if each is not _UNREADABLE}
    return readable if _holds(type) is dict else tuple(readable.values())


def _items(value: Any) -> list[tuple[Any, Any]]:
    return list(cast("Document", value).items()) if isinstance(value, dict) else [*enumerate(value)]


def _read_struct(document: Document, kind: type[msgspec.Struct]) -> Any:
    values: Document = {}
    for field in _declared(kind):
        if field.encode_name not in document:
            continue
        stored = document[field.encode_name]
        value = _read(stored, field.type)
        if value is _UNREADABLE and field.required and _plain(field.type) is str:
            value = told(stored)  # what names it is said in any case
        if value is not _UNREADABLE:
            values[field.name] = value
    try:
        return kind(**values)
    except TypeError:
        return _UNREADABLE


def told(value: Any) -> str:
    """A stored value in one line, for people."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _parts(document: Document, kind: type[msgspec.Struct], prefix: str) -> Iterator[tuple[str, Any]]:
    known = types(kind)
    for name, value in document.items():
        path, type = prefix + name, known.get(name)
        if type is None:
            yield path, value
        elif not _is_items(value, type):
            if _read(value, type) is _UNREADABLE:
                yield path, value
        else:
            item = _item(type)
            for key, each in _keyed(value, item):
                if _read(each, item) is _UNREADABLE:
                    yield f"{path}.{key}", each
                elif _is_struct(item):
                    yield from _parts(each, item, f"{path}.{key}.")


def _keyed(value: Any, item: Any) -> list[tuple[str, Any]]:
    """The items of a map by their names, of a list by what tells them apart: their first field, else their place."""
    if isinstance(value, dict):
        return list(cast("Document", value).items())
    keyed: dict[str, Any] = {}
    first = getattr(item, "__struct_fields__", ("",))[0]
    for at, each in enumerate(value, 1):
        key: Any = cast("Document", each).get(first) if isinstance(each, dict) else None
        keyed[key if isinstance(key, str) and key and key not in keyed else str(at)] = each
    return list(keyed.items())


def holding(new: Document, old: Document, kind: type[msgspec.Struct]) -> Document:
    """The new document of such a struct with what the old one holds and the struct does not know, as `kept` says it."""
    known, read = types(kind), _read(old, kind)
    was: Document = {} if read is _UNREADABLE else msgspec.to_builtins(read)
    merged = dict(new)
    for name, value in old.items():
        type = known.get(name)
        if type is None:
            merged[name] = value
        elif _is_items(value, type):
            merged[name] = _kept_items(new.get(name) or (), value, _item(type))
        elif _read(value, type) is _UNREADABLE and new.get(name) == was.get(name):
            merged[name] = value
    return merged


def _kept_items(new: Any, old: Any, item: Any) -> Any:
    """Items with what those before them held; items that could not be read stay in their place."""
    nested = _is_struct(item)
    lost = [(key, each) for key, each in _items(old) if _read(each, item) is _UNREADABLE]
    gone = {key for key, _each in lost}
    readable = [(key, each) for key, each in _items(old) if key not in gone]
    if isinstance(old, dict):
        before = dict(readable)
        made = dict(new or {})
        return dict(lost) | (
            {key: holding(each, before.get(key, {}), item) for key, each in made.items()} if nested else made
        )
    before = dict(_keyed([each for _key, each in readable], item))
    found = [holding(each, before.get(key, {}), item) if nested else each for key, each in _keyed(new, item)]
    for at, each in lost:
        found.insert(at, each)
    return found
