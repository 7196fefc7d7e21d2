"""What blockers tell: they hold up, are put before somebody, resolved; who is held, waited for, set free is told."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, by_presence
from store.history.wording import Told
from store.kinds.action import Action
from store.kinds.blocker import Blocker, age, wants_decision
from store.kinds.escalation import accountable
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview


def _escalated(told: Told, new: Any, _old: Any) -> Words | None:
    to = new.get("escalated_to")
    if not to:
        return None
    return Words("{who} put {name} before {person}", person=told.called(to))


class BlockerTelling(Telling):
    about = "holds"
    quiet = ("escalated_on", "resolution")
    changes = {
        "resolved": by_presence("resolved", Words("{who} resolved {name}"), Words("{who} says that {name} is back")),
        "escalated_to": _escalated,
        "raised": lambda _told, _new, _old: Words("{who} raised {name} again"),
    }
    deeds = ("resolved", "escalated_to")

    def made(self, told: Told) -> Words:
        """Somebody said what it holds up."""
        held = [told.called(id) for id in told.document.get("holds") or ()]
        if not held:
            return super().made(told)
        return Words("{who} blocked {names}: {name}", names=held[:3])

    def why(self, new: Mapping[str, Any]) -> object:
        """How it was resolved."""
        return new.get("resolution")

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Whom it is put before, who answers for what it holds up, who is waited for, who is free again."""
        blocker: Blocker = change.record
        if blocker.resolved is not None:
            if change.gave("resolved"):
                yield from _freed(change, blocker.holds)
            return
        if change.gave("escalated_to") and blocker.escalated_to:
            words = Words("{who} put {id} before you", who=change.who, id=blocker.id)
            yield Notice(blocker.escalated_to, blocker.id, words)
        if change.is_new or "resolved" in change.new:
            yield from _holds_up(change, blocker)

    def notices_of_deletion(self, change: ChangedRecord) -> Iterator[Notice]:
        """What it held up is free."""
        if change.record.resolved is None:
            yield from _freed(change, change.record.holds)

    def is_deed(self, path: str, value: Any) -> bool:
        """To put it before nobody any more is none."""
        return path != "escalated_to" or bool(value)

    def computed(self, record: Blocker, overview: "Overview") -> dict[str, Any]:
        """How old, raised how often, whether somebody has to decide."""
        return {
            "open": record.resolved is None,
            "age_days": age(record, overview.today),
            "raised": len(record.raised),
            "wants_decision": wants_decision(record, overview.today),
        }


def _holds_up(change: ChangedRecord, blocker: Blocker) -> Iterator[Notice]:
    words = Words("{id} holds up {ids}", id=blocker.id, ids=[*blocker.holds])
    held = [found for id in blocker.holds if (found := change.records.find(id)) is not None]
    goals = [change.records.find(getattr(each, "goal", None) or "") for each in held]
    for record in (*held, *filter(None, goals)):
        if owner := accountable(record, change.records):
            yield Notice(owner, blocker.id, words)
    waits = Words("{id} waits for you", id=blocker.id)
    yield from (Notice(to, blocker.id, waits) for to in change.of(blocker.waiting_on))


def _freed(change: ChangedRecord, ids: Iterable[str]) -> Iterator[Notice]:
    for id in ids:
        action = change.records.maybe(Action, id)
        if action is not None and action.owner and not change.held(id):
            yield Notice(action.owner, id, Words("{id} is free again", id=id))
