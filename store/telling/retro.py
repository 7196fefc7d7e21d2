"""What retrospectives tell: how many cards they have."""

from typing import TYPE_CHECKING, Any

from store.history.telling import Telling
from store.kinds.retro import Retro

if TYPE_CHECKING:
    from store.insight.overview import Overview


class RetroTelling(Telling):
    def computed(self, record: Retro, overview: "Overview") -> dict[str, Any]:
        return {"cards": len(overview.cards_of_retro.ids(record.id))}
