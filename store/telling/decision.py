"""What decisions tell: they are prepared, go round, are made; who is asked, who is informed of the goal is told."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling
from store.history.wording import Told, day, short
from store.kinds import options
from store.kinds.circulation import is_circulating, unanswered
from store.kinds.decision import Decision, is_due
from store.kinds.naming import by_id
from store.telling.goal import reason_said, says_something, stance_said
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


def _circulated(_told: Told, new: Any, old: Any) -> Words | None:
    until = new.get("circulated_until")
    if until is None:
        return Words("{who} put {name} to departments no more")
    if old.get("circulated_until"):
        return Words("{who} asks for answers to {name} until {day}", day=day(until))
    return Words("{who} put {name} to departments until {day}", day=day(until))


def _turned_out(told: Told, new: Any, _old: Any) -> Words | None:
    result = told.kind.fields["result"].label_of(new.get("result", told.document.get("result", "")))
    return Words("{who} looked at {name} again: {result}", result=result)


class DecisionTelling(Telling):
    about = "ends"
    quiet = ("decided", "decided_by", "circulated_by", "reviewed")
    changes = {
        "chosen": _chosen,
        "superseded_by": _superseded,
        "circulated_until": _circulated,
        "stances": stance_said,
        "result": _turned_out,
        "result_note": _turned_out,
    }
    deeds = ("chosen", "circulated_until", "stances", "result")

    def made(self, told: Told) -> Words:
        """Somebody decided at once, or added what is to be decided."""
        return _chosen(told, told.document, {}) if told.document.get("chosen") else super().made(told)

    def why(self, new: Mapping[str, Any]) -> object:
        """Why a department says what it says."""
        return super().why(new) or reason_said(new)

    def is_deed(self, path: str, value: Any) -> bool:
        """Of a stance: one that says something, or what is said to an objection."""
        return says_something(path, value)

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Those who are informed of its goal, once it is made; those who made it, once another goes before it."""
        decision: Decision = change.record
        if change.gave("chosen"):
            words = Words("{id} is decided: {chosen}", id=decision.id, chosen=decision.chosen)
            goal = change.records.find(decision.goal or "")
            yield from (Notice(to, decision.id, words) for to in change.with_letter("I", goal))
            yield from (Notice(to, decision.id, words) for each in decision.stances for to in change.of(each))
        elif is_circulating(decision):
            yield from _going_round(change, decision)
        if change.gave("superseded_by"):
            words = Words("{id} is superseded by {by}", id=decision.id, by=decision.superseded_by)
            yield from (Notice(to, decision.id, words) for party in decision.decided_by for to in change.of(party))

    def computed(self, record: Decision, overview: "Overview") -> dict[str, Any]:
        """Whether it is made, and due to be looked at again; what it supersedes, what is for and against what."""
        due = is_due(record, overview.here)
        supersedes = [each.id for each in overview.reading.pointing(Decision, "superseded_by", record.id)]
        return {
            "decided": bool(record.chosen),
            "review_due": due,
            "supersedes": supersedes,
            "circulating": is_circulating(record),
            "unanswered": list(unanswered(record)),
            "weighed": [
                {"option": each.title, "for": each.of(options.FOR), "against": each.of(options.AGAINST)}
                for each in options.read(record.options)
            ],
        }


def _going_round(change: ChangedRecord, decision: Decision) -> Iterator[Notice]:
    """Who is asked, whoever asked once somebody objects or the last one has answered."""
    paths = {path.split(".")[1] for path in change.new if path.startswith("stances.")}
    asked = decision.stances if change.is_new else paths | set(change.new.get("stances") or ())
    if change.gave("circulated_until"):  # another day is for all who have not answered
        asked = {*asked, *unanswered(decision)}
    for department in sorted(asked):
        stance = decision.stances.get(department)
        values: dict[str, Any] = {"id": decision.id, "department": by_id(change.records, department)}
        if stance is None:
            continue
        if stance.stance == "pending":
            words = Words("{department} is asked about {id} until {day}", **values, day=decision.circulated_until)
            yield from (Notice(to, decision.id, words) for to in change.of(department))
        elif stance.stance == "objects" and stance.answer:
            words = Words("{id}: the objection of {department} has an answer", **values)
            yield from (Notice(to, decision.id, words) for to in change.of(department))
        elif not unanswered(decision):
            words = Words("{id}: all have answered, decide it", id=decision.id)
            yield from (Notice(to, decision.id, words) for to in change.of(decision.circulated_by))
        elif stance.stance == "objects":
            words = Words("{department} objects to {id}", **values)
            yield from (Notice(to, decision.id, words) for to in change.of(decision.circulated_by))
