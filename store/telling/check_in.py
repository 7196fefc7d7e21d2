"""What check-ins tell: they belong to their key result; who can help, answers for it, is informed of it is told."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.fields.numbers import digits
from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling
from store.history.wording import Told
from store.kinds.check_in import CheckIn
from store.kinds.escalation import accountable
from store.kinds.goal import Goal
from store.kinds.key_result import KeyResult, fraction
from store.kinds.naming import by_id
from store.words import Words, measured

if TYPE_CHECKING:
    from store.insight.health import Reason


class CheckInTelling(Telling):
    is_news = False
    about = "key_result"
    deeds = ("made",)

    def made(self, told: Told) -> Words:
        """Somebody said how far it is."""
        sure = told.document.get("confidence")
        name, value = told.called(told.document.get("key_result")), told.document["value"]
        value = digits(value) if isinstance(value, int | float) else value
        if sure is None:
            return Words("{who} checked {name} in at {value}", name=name, value=value)
        return Words(
            "{who} checked {name} in at {value}, confidence {confidence} of 10", name=name, value=value, confidence=sure
        )

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Those who are asked for help, those who answer for it where it is red, those who are informed."""
        check_in: CheckIn = change.record
        result = change.records.maybe(KeyResult, check_in.key_result)
        if not change.is_new or result is None:
            return
        for party in check_in.help_from:
            name = by_id(change.records, party)
            words = Words("{who} asks {party} for help with {id}", who=change.who, party=name, id=result.id)
            yield from (Notice(to, result.id, words) for to in change.of(party))
        goal = change.records.maybe(Goal, result.goal)
        if goal is not None and goal.step in ("execute", "evaluate"):
            red = next((words for color, words in _reasons(check_in, result, goal) if color == "red"), None)
            answers = filter(None, (accountable(each, change.records) for each in (result, goal)))
            yield from (Notice(to, result.id, red) for to in answers if red is not None)
        value = measured(digits(check_in.value), result.unit)
        words = Words("{id} is at {value}", id=result.id, value=value)
        yield from (Notice(to, result.id, words) for to in change.with_letter("I", result))


def _reasons(check_in: CheckIn, result: KeyResult, goal: Goal) -> "Iterator[Reason]":
    """What its value says of the health of a key result, on its day."""
    from store.insight import health  # late: the history does without it
    from store.insight.projected_fields import GoalRow  # late: the history does without it

    if check_in.on is None:
        return
    if result.direction == "within":
        low, high = sorted((result.start, result.target))
        yield from health.of_band(result.id, check_in.value, low, high)
        progress = health.Progress(check_in.value, confidence=check_in.confidence, on=check_in.on)
    else:
        span = GoalRow(start=goal.start, due=goal.due, period=goal.period, made_at=goal.made_at).span
        done = fraction(check_in.value, result.start, result.target, result.direction)
        should = health.should_be(*span, check_in.on)
        progress = health.Progress(check_in.value, done, should, check_in.confidence, check_in.on)
    yield from health.of_key_result(result.id, progress, 1, None, check_in.on)
