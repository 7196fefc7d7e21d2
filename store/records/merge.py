"""Two people changed the same record: what both meant, where they touched different things. Pure."""

from collections.abc import Mapping
from typing import Any, cast

from store.errors import Stale
from store.kinds.base import Kind, Record

#: No agreement: both changed the same thing, differently.
CLASH: Any = object()
_ABSENT: Any = object()


def merge(kind: Kind, base: Record, theirs: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """What of ``values``, meant for ``base``, is to be set on ``theirs``; raises `Stale` where the two clash.

    Lists and maps merge item by item: rows by their ``id``, references and words by themselves, maps by their names.
    """
    merged: dict[str, Any] = {}
    clashes: list[str] = []
    for name, mine in values.items():
        type = kind.fields[name].type
        value = merge_value(type, getattr(base, name), getattr(theirs, name), mine)
        if value is CLASH:
            clashes.append(name)
        elif value != getattr(theirs, name):
            merged[name] = value
    if clashes:
        raise Stale(
            theirs.id,
            {name: values[name] for name in clashes},
            {name: getattr(theirs, name) for name in clashes},
            {name: getattr(base, name) for name in clashes},
        )
    return merged


def merge_value(type: str, base: Any, theirs: Any, mine: Any) -> Any:
    """The value that holds both changes, or `CLASH`."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if type in ("refs", "tags"):
        return _merge_words(base, theirs, mine)
    if type in ("map", "extra"):
        return _merge_maps(base, theirs, mine)
    if type == "rows":
        return _merge_rows(base, theirs, mine)
    return CLASH


def _merge_words(base: tuple[str, ...], theirs: tuple[str, ...], mine: tuple[str, ...]) -> tuple[str, ...]:
    gone = set(base) - set(mine)
    new = [item for item in mine if item not in base and item not in theirs]
    return (*(item for item in theirs if item not in gone), *new)


def _merge_maps(base: dict[str, Any], theirs: dict[str, Any], mine: dict[str, Any]) -> Any:
    merged: dict[str, Any] = {}
    for name in {**theirs, **mine}:
        was, here, there = (part.get(name, _ABSENT) for part in (base, mine, theirs))
        value = there if here in (was, there) else here if there == was else CLASH
        if value is CLASH:
            return CLASH
        if value is not _ABSENT:
            merged[name] = value
    return merged


def _merge_rows(base: tuple[Any, ...], theirs: tuple[Any, ...], mine: tuple[Any, ...]) -> Any:
    if any(not hasattr(row, "id") for row in (*base, *theirs, *mine)):
        return CLASH
    by_id: list[dict[str, Any]] = [{row.id: row for row in rows} for rows in (base, theirs, mine)]
    merged = _merge_maps(by_id[0], by_id[1], by_id[2])
    return CLASH if merged is CLASH else tuple(cast("dict[str, Any]", merged).values())
