"""What decisions tell: they are prepared and made; whoever is informed of the goal is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling
from store.history.wording import Told, short
from store.kinds.decision import Decision, is_due
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview


def _chosen(_told: Told, new: Any, _old: Any) -> Words:
    if new.get("chosen"):
        return Words("{who} decided {name}: {chosen}", chosen=short(new["chosen"]))
    return Words("{who} reopened {name}")


def _superseded(told: Told, new: Any, _old: Any) -> Words:
    if new.get("superseded_by"):
        return Words("{who} superseded {name} by {by}", by=told.called(new["superseded_by"]))
    return Words("{who} put {name} in force again")


class DecisionTelling(Telling):
    about = "ends"
    quiet = ("decided", "decided_by")
    changes = {"chosen": _chosen, "superseded_by": _superseded}
    deeds = ("chosen",)

    def made(self, told: Told) -> Words:
        """Somebody decided at once, or added what is to be decided."""
        return _chosen(told, told.document, {}) if told.document.get("chosen") else super().made(told)

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Those who are informed of its goal, once it is made; those who made it, once another goes before it."""
        decision: Decision = change.record
        if change.gave("chosen"):
            words = Words("{id} is decided: {chosen}", id=decision.id, chosen=decision.chosen)
            goal = change.records.find(decision.goal or "")
            yield from (Notice(to, decision.id, words) for to in change.with_letter("I", goal))
        if change.gave("superseded_by"):
            words = Words("{id} is superseded by {by}", id=decision.id, by=decision.superseded_by)
            yield from (Notice(to, decision.id, words) for party in decision.decided_by for to in change.of(party))

    def computed(self, record: Decision, overview: "Overview") -> dict[str, Any]:
        """Whether it is made, and due to be looked at again; what it supersedes."""
        due = is_due(record, overview.here)
        supersedes = [each.id for each in overview.reading.pointing(Decision, "superseded_by", record.id)]
        return {"decided": bool(record.chosen), "review_due": due, "supersedes": supersedes}
