"""What pulses tell: that departments are asked, and that it was counted; of answers nothing but how many."""

from typing import TYPE_CHECKING, Any

from store.history.telling import Telling, by_value
from store.kinds.pulse import Pulse, how_many
from store.kinds.pulse_results import in_all
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview


class PulseTelling(Telling):
    quiet = ("answered",)
    changes = {"state": by_value("state", {"closed": Words("{who} closed {name}, and the answers were counted")})}
    deeds = ("state",)

    def computed(self, record: Pulse, overview: "Overview") -> dict[str, Any]:
        """How many have answered, and what the groups that are told of come to together."""
        together = in_all(record.results)
        return {
            "answers": how_many(overview.reading, record),
            "in_all": None if together is None else {"n": together.n, "values": list(together.values)},
        }
