"""What requests tell: one department asks another, which answers and delivers; the other side is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, by_value
from store.history.wording import Told
from store.kinds.request import Request, days_late, is_open
from store.words import Words

if TYPE_CHECKING:
    from store.insight.overview import Overview

_BECAME = {
    "accepted": Words("{who} accepted {name}"),
    "negotiating": Words("{who} made an offer for {name}"),
    "declined": Words("{who} declined {name}"),
    "delivered": Words("{who} delivered {name}"),
    "confirmed": Words("{who} confirmed {name}"),
    "withdrawn": Words("{who} withdrew {name}"),
    "sent": Words("{who} asked for {name} again"),
}


class RequestTelling(Telling):
    quiet = ("answered", "delivered", "confirmed", "sent", "action")
    changes = {"state": by_value("state", _BECAME)}

    def made(self, told: Told) -> Words:
        """One department asked another."""
        asker, asked = (told.called(told.document.get(field)) for field in ("asker", "department"))
        if not asker or not asked:
            return Words("{who} asked for {name}")
        return Words("{who}: {asker} asked {department} for {name}", asker=asker, department=asked)

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """The department that is to do something about it, or to know; of an answer, whoever asked too."""
        request: Request = change.record
        if not change.is_new and not change.gave("state"):
            return
        answered = request.state not in ("sent", "confirmed", "withdrawn")
        to = [*change.of(request.asker), *change.maker()] if answered else change.of(request.department)
        became = Words("{who} asked for {name}") if change.is_new else _BECAME.get(request.state)
        words = (became or Words("{who} changed {name}")).filled(who=change.who, name=request.id)
        yield from (Notice(each, request.id, words) for each in to)

    def closes(self, path: str, record: Request) -> bool:
        """Delivered is enough for whoever delivered it."""
        return path == "state" and record.state in ("delivered", "confirmed")

    def told_by(self, record: Request) -> str | None:
        """It goes with its action."""
        return record.action

    def computed(self, record: Request, overview: "Overview") -> dict[str, Any]:
        """How late, and how long the answer takes."""
        from store.insight.waiting import answer_of  # late: the history does without it

        answer = answer_of(overview, record)
        return {
            "open": is_open(record),
            "late_days": days_late(record, overview.here),
            "answer_days": answer.days,
            "promised_days": answer.promised,
            "answer_late": record.state == "sent" and answer.late,
        }
