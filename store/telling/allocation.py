"""What allocations tell: a part of a resource is asked for, granted, released; whoever asked is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, by_value
from store.history.wording import Told
from store.kinds.allocation import WANTED, Allocation
from store.kinds.resource import Load, over_for, overlaps
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview

_BECAME = {
    "granted": Words("{who} granted {name}"),
    "declined": Words("{who} declined {name}"),
    "released": Words("{who} released {name}"),
    "asked": Words("{who} asked for {name} again"),
}


class AllocationTelling(Telling):
    about = "resource"
    changes = {"state": by_value("state", _BECAME)}

    def made(self, told: Told) -> Words:
        """Somebody asked for so much of it."""
        resource, amount = told.called(told.document.get("resource")), told.document.get("amount")
        return Words("{who} asked for {amount} of {resource}: {name}", amount=amount, resource=resource)

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """The department that asked, and whoever did, of the answer, and that there is less by now."""
        allocation: Allocation = change.record
        if change.is_new or not (change.gave("state") or change.new.get("over") == ""):
            return
        became = _BECAME.get(allocation.state, Words("{who} changed {name}"))
        if not change.gave("state"):
            became = Words("There is less than was granted by now, {name} too")
        words = became.filled(who=change.who, name=allocation.id)
        yield from (Notice(each, allocation.id, words) for each in (*change.of(allocation.department), *change.maker()))

    def closes(self, _path: str, _record: Any) -> bool:
        """Nothing: what is answered or released is one's word, not one's work."""
        return False

    def computed(self, record: Allocation, overview: "Overview") -> dict[str, Any]:
        """Who else wants the same, and when granting it uses more than there is."""
        resource = overview.resources.get(record.resource or "")
        if resource is None or record.state in ("declined", "released"):
            return {"rivals": [], "over_committed": []}
        others = [(id, row) for id, row in overview.uses_of_resource.of(record.resource or "") if id != record.id]
        granted = [row for _id, row in others if row.state == "granted"]
        found = over_for([record], [*granted, record], resource.capacity, resource.per, overview.today)
        same = [id for id, row in others if row.state in WANTED and overlaps(row, record, resource.per)]
        return {"rivals": same, "over_committed": [load_as_json(load) for load in found]}


def load_as_json(load: Load) -> dict[str, Any]:
    """From when to when how much of a resource is used."""
    return {"from": load.start and load.start.isoformat(), "to": load.end and load.end.isoformat(), "used": load.used}
