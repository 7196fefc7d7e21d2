"""Parts of records that have documents of their own (`store.kinds.PARTS`): where they are told, and of what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import msgspec

if TYPE_CHECKING:
    from store.history.record_names import RecordNames
    from store.kinds.base import Kind
    from store.records import Records


class PartsTold(NamedTuple):
    """``told`` are the likes of what was told already, None where each is told by itself."""

    records: Records
    names: RecordNames
    told: set[object] | None


def whole(kind: Kind, change: Mapping[str, Any], records: Records) -> Mapping[str, Any]:
    """The document that a change is about, as it came, as it went, else as it is now; nothing where it is gone."""
    found = change.get("new") or change.get("old") or records.raw(kind.name, change["n"])
    if isinstance(found, bytes | msgspec.Raw):
        found = msgspec.json.decode(found)
    return cast("Mapping[str, Any]", found or {})
