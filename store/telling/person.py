"""What people tell: how much they have to do."""

from typing import TYPE_CHECKING, Any

from store.history.telling import Telling
from store.kinds.person import Person
from store.telling.department import counts_as_json

if TYPE_CHECKING:
    from store.insight.overview import Overview


class PersonTelling(Telling):
    is_news = False

    def computed(self, record: Person, overview: "Overview") -> dict[str, Any]:
        """What they have to do, and where they help."""
        from store.insight.loads import of_person  # late: the history does without it

        load = of_person(overview, record.id)
        return {**counts_as_json(overview.counts(record.id)), "share": load.share, "teams": dict(load.teams)}
