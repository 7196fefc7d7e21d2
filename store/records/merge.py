"""Two people changed the same record: what both meant, where they touched different things. Pure."""

from collections.abc import Mapping
from typing import Any, cast

from store.engine.reversal import CLASH, merged_items, merged_words
from store.errors import Stale
from store.kinds import checklist
from store.kinds.base import Kind, Record


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
            kind.fields,
        )
    return merged


def merge_value(type: str, base: Any, theirs: Any, mine: Any) -> Any:
    """The value that holds both changes, or `CLASH`."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    if type in ("refs", "tags"):
        return tuple(merged_words(theirs, base, mine))
    if type in ("map", "extra"):
        return merged_items(theirs, base, mine, _merge_whole)
    if type == "rows":
        return _merge_rows(base, theirs, mine)
    if type == "checklist":
        found = checklist.merged(base, theirs, mine)
        return CLASH if found is None else found
    return CLASH


def _merge_whole(theirs: Any, base: Any, mine: Any) -> Any:
    """An item of a map, which is nobody's in part."""
    return merge_value("", base, theirs, mine)


def _merge_rows(base: tuple[Any, ...], theirs: tuple[Any, ...], mine: tuple[Any, ...]) -> Any:
    if any(not hasattr(row, "id") for row in (*base, *theirs, *mine)):
        return CLASH
    by_id: list[dict[str, Any]] = [{row.id: row for row in rows} for rows in (base, theirs, mine)]
    merged = merged_items(by_id[1], by_id[0], by_id[2], _merge_whole)
    return CLASH if merged is CLASH else tuple(cast("dict[str, Any]", merged).values())
