"""What trainings tell: planned, held, dropped; for whom one is, is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, by_value
from store.insight.trainings import runs_out
from store.kinds.training import Training
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview


class TrainingTelling(Telling):
    quiet = ("reason", "took_part")
    changes = {
        "state": by_value(
            "state",
            {
                "planned": Words("{who} planned {name} again"),
                "held": Words("{who} held {name}"),
                "dropped": Words("{who} dropped {name}"),
            },
        )
    }
    deeds = ("state",)

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Whoever is to hold it, and those that it names."""
        training: Training = change.record
        for to in change.of(training.holder) if change.gave("holder") else ():
            yield Notice(to, training.id, Words("{who} asks you to hold {id}", who=change.who, id=training.id))
        for to in training.people if change.gave("people") else ():
            yield Notice(to, training.id, Words("{id} is for you", id=training.id))

    def computed(self, record: Training, overview: "Overview") -> dict[str, Any]:  # noqa: ARG002
        """When it has run out."""
        until = runs_out(record) if record.state == "held" else None
        return {"until": None if until is None else until.isoformat()}
