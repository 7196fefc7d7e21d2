"""Deciding by circulation: a question goes to departments until a day, each says its stance, whoever asked decides."""

from collections.abc import Sequence
from datetime import date

import msgspec

from store.errors import Refused
from store.fields.clean_text import clean
from store.kinds import consensus
from store.kinds.circulation import is_circulating
from store.kinds.decision import KIND, Decision, edited, stands
from store.kinds.department import Department
from store.kinds.goal import Goal, Stance
from store.kinds.naming import by_id, short_name
from store.records import Changes


def circulate(
    changes: Changes,
    id: str,
    to: Sequence[str] | None = None,
    until: date | None = None,
    proposed: str | None = None,
) -> Decision:
    """Put a question to the departments ``to`` (None: those it goes to, or those of its goal) ``until`` a day.

    Who is asked anew and who is not any more follows from ``to``; another proposal asks all of them again. Raises
    `Refused` where it is decided, nobody is asked, or the day is past.
    """
    decision = changes.one(Decision, id)
    if decision.chosen:
        raise stands(decision)
    asked = _asked(changes, decision, to)
    until = until or decision.circulated_until
    if until is None:
        raise Refused("Say until which day the departments answer", "wants-until")
    if until != decision.circulated_until and until < changes.here:
        raise Refused("The departments would have to answer before today; name a later day", "until-past")
    now = {each: decision.stances.get(each, Stance(asked=changes.now)) for each in asked}
    after = msgspec.structs.replace(decision, stances=now)
    if proposed is not None:
        before, after = after, msgspec.structs.replace(after, proposed=clean(proposed))
        after = edited(changes, before, after, "")
    changes.say("circulate", id=id)
    by = decision.circulated_by or changes.person_id
    return changes.put(msgspec.structs.replace(after, circulated_by=by, circulated_until=until))


def _asked(changes: Changes, decision: Decision, to: Sequence[str] | None) -> list[str]:
    """Whom it goes to; raises `Refused` where that is nobody, or a department that is no more."""
    if to is None:
        goal = changes.maybe(Goal, decision.goal)
        those = [] if goal is None else [changes.one(Department, each) for each in goal.departments]
        to = [*decision.stances] or [each.id for each in those if each.active]
    asked = [changes.one(Department, each) for each in dict.fromkeys(to)]
    if not asked:
        raise Refused("Say which departments are asked", "wants-addressees")
    for each in asked:
        if not each.active and each.id not in decision.stances:
            raise Refused("{who} is not active any more", "not-active", who=short_name(each))
    return [each.id for each in asked]


def withdraw(changes: Changes, id: str) -> Decision:
    """The question goes round no more; what was said stays in its history. Raises `Refused` where it does not."""
    decision = _going_round(changes, id)
    changes.say("withdraw", id=id)
    return changes.change(decision, stances={}, circulated_by=None, circulated_until=None)


def take_stance(changes: Changes, id: str, department: str, stance: str, reason: str = "") -> Goal | Decision:
    """What a department says to a goal, or to a question that goes round; see `consensus.take_stance`."""
    if not isinstance(changes.get(id), Decision):
        return consensus.take_stance(changes, id, department, stance, reason)
    decision = _going_round(changes, id, department)
    was = decision.stances[department]
    now = consensus.said(changes, department, stance, clean(reason, lines=True), was)
    changes.say("stance", id=id, department=department, stance=stance)
    return changes.change(decision, stances={**decision.stances, department: now})


def answer(changes: Changes, id: str, department: str, text: str) -> Goal | Decision:
    """What the others say to the objection of a department to one of these."""
    if not isinstance(changes.get(id), Decision):
        return consensus.answer(changes, id, department, text)
    decision = _going_round(changes, id, department)
    now = consensus.answered(changes, id, department, decision.stances[department], clean(text, lines=True))
    changes.say("answer", id=id, department=department)
    return changes.change(decision, stances={**decision.stances, department: now})


def departments_of(record: Goal | Decision) -> tuple[str, ...]:
    """Which departments are asked what they say to it."""
    return record.departments if isinstance(record, Goal) else tuple(record.stances)


def objections(record: Goal | Decision) -> list[str]:
    """The departments that object to it and have no answer."""
    said = ((id, record.stances.get(id, Stance())) for id in departments_of(record))
    return [id for id, stance in said if stance.stance == "objects" and not stance.answer]


def _going_round(changes: Changes, id: str, department: str | None = None) -> Decision:
    decision = changes.one(Decision, id)
    if decision.chosen:
        raise stands(decision)
    if not is_circulating(decision):
        raise Refused("{id} goes to no department; put it to them first", "not-circulating", id=id)
    if department is not None and department not in decision.stances:
        named = by_id(changes, department)
        raise Refused("{department} is not asked about {id}; put it to it too", "not-asked", department=named, id=id)
    return decision


def turned_out(changes: Changes, id: str, result: str, note: str = "", review_on: date | None = None) -> Decision:
    """How a decision turned out, and when to look at it once more, if at all. Raises `Refused`."""
    decision = changes.one(Decision, id)
    if not decision.chosen:
        raise Refused("{id} is not decided yet, so nothing has come of it; decide it", "not-decided", id=id)
    field = KIND.fields["result"]
    if result not in [each.value for each in field.choices if each.value]:
        raise Refused('"{value}" is not one of: {choices}', "not-listed", value=result, choices=field.listed)
    if review_on is not None and review_on <= changes.here:
        raise Refused("It is looked at today; the next time is a later day", "review-later")
    changes.say("review", id=id)
    was = decision.review_on
    again = review_on or (was if was is not None and was <= changes.today else None)
    note = clean(note, lines=True)
    return changes.change(decision, result=result, result_note=note, reviewed=changes.today, review_on=again)
