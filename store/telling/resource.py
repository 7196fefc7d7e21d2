"""What resources tell: how they are used."""

from typing import TYPE_CHECKING, Any

from store.history.telling import Telling
from store.kinds.resource import Resource
from store.telling.allocation import load_as_json

if TYPE_CHECKING:
    from store.insight.overview import Overview


class ResourceTelling(Telling):
    def computed(self, record: Resource, overview: "Overview") -> dict[str, Any]:
        too_much = [load_as_json(load) for load in overview.over_committed(record.id)]
        return {"over_committed": too_much, "allocations": list(overview.uses_of_resource.ids(record.id))}
