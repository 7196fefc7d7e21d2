"""Key results: how one sees that a goal is reached, from a start to a target."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated

from store.errors import Fault
from store.fields import choice, line, mapping, number, ref, rows
from store.fields.clean_text import clean
from store.fields.numbers import digits
from store.fields.rights import FREE, Claim, Right
from store.kinds import check_in as check_ins
from store.kinds import following
from store.kinds.base import Kind, Record
from store.kinds.check_in import CheckIn
from store.kinds.department_rights import HANDED_ON
from store.kinds.goal import Goal, asked_again, is_open, put_again
from store.kinds.goal_rights import asked_anew
from store.kinds.moves import TARGET, TARGET_MOVED, TargetChange, moved
from store.kinds.raci import LETTER, letters_known
from store.words import Words

if TYPE_CHECKING:
    from store.records import Changes, Records

#: What departments agree to in a key result; where it changes they are asked again.
AIMED_AT = ("goal", "start", "target", "unit", "direction")


# Who may


def _targets(claim: Claim, before: KeyResult | None, after: KeyResult | None) -> bool:
    goals = (claim.records.maybe(Goal, id) for id in {before and before.goal, after and after.goal})
    return all(asked_anew(claim, goal) for goal in goals if goal is not None)


TARGETS = Right(Words("whoever changes what was agreed on asks the departments again"), _targets, firm=True)


class KeyResult(Record, frozen=True):
    """Its current value is the latest reading of the ``metric`` that it follows, otherwise that of its latest check-in;
    without one it is not known."""

    title: Annotated[str, line("Title", names=True)]
    goal: Annotated[str | None, ref("Goal", "goal", right=TARGETS, wanted=True)] = None
    department: Annotated[str | None, ref("Department", "department", right=HANDED_ON, duty=True)] = None
    owner: Annotated[str | None, ref("Owner", "person", sign="@", right=HANDED_ON, duty=True, wanted=True)] = None
    start: Annotated[int | float, number("From", context="value", unit="%", unit_from="unit", right=TARGETS)] = 0
    target: Annotated[int | float, number("Target", unit="%", unit_from="unit", right=TARGET.beside(TARGETS))] = 100
    unit: Annotated[str, line("Unit", right=TARGETS)] = "%"
    direction: Annotated[
        str, choice("Direction", ("up", "Up"), ("down", "Down"), ("within", "Within a band"), right=TARGETS)
    ] = "up"
    metric: Annotated[str | None, ref("Follows", "metric", context="metric")] = None
    weight: Annotated[int | float, number("Weight", least=0, most=1000)] = 1
    raci: Annotated[dict[str, str], mapping("RACI", "department", "person", item=LETTER, right=FREE, duty=True)] = {}
    target_log: Annotated[tuple[TargetChange, ...], rows("Target moved", right=TARGET_MOVED)] = ()


# Rules


def fraction(value: float, start: float, target: float, direction: str) -> float:
    """How much of the way a value is: 0 at the start, 1 at the target, beyond both where it goes beyond.

    Within a band from start to target it is 1 inside, and less by how far outside it is, in widths of the band.
    """
    if direction == "within":
        low, high = min(start, target), max(start, target)
        outside = max(low - value, value - high, 0)
        return 1 - outside / ((high - low) or 1)
    if start == target:
        reached = value >= target if direction == "up" else value <= target
        return 1.0 if reached else 0.0
    return (value - start) / (target - start)


def ended_with_goal(key_result: KeyResult, records: Records) -> bool:
    """Nobody measures it any more once its goal is closed."""
    goal = records.maybe(Goal, key_result.goal)
    return goal is not None and not is_open(goal)


def faults(key_result: KeyResult, before: KeyResult | None, records: Records) -> Iterator[Fault]:
    """The target lies where the direction points; at most one is accountable; it counts as its metric does."""
    yield from letters_known(key_result.raci)
    yield from following.faults(key_result, before, records)
    start, target, direction = key_result.start, key_result.target, key_result.direction
    if (direction == "up" and target < start) or (direction == "down" and target > start):
        yield Fault(
            "target",
            Words(
                "{target} lies the other way from {start}; change the direction or one of the two",
                "wrong-way",
                target=digits(target),
                start=digits(start),
            ),
        )


# Steps and commands


def complete(changes: Changes, key_result: KeyResult) -> KeyResult:
    """One more target of a goal puts the question to its departments again."""
    _ask_again(changes, key_result.goal)
    return following.in_its_unit(changes, key_result)


def edited(changes: Changes, before: KeyResult, after: KeyResult, why: str) -> KeyResult:
    """A changed target puts the question to the goal's departments again; to those of both where it goes to another.

    Moving the target wants a reason and is kept.
    """
    asked = 0
    if any(getattr(before, name) != getattr(after, name) for name in AIMED_AT):
        asked = _ask_again(changes, after.goal)
    if before.goal != after.goal:
        asked += _ask_again(changes, before.goal)
    return moved(changes, before, after, why, asked)


def gone(changes: Changes, key_result: KeyResult) -> None:
    """One target less does so too."""
    _ask_again(changes, key_result.goal)


def _ask_again(changes: Changes, goal_id: str | None) -> int:
    """How many departments that asks."""
    goal = changes.cached("goal", f"goal {goal_id}", lambda: changes.maybe(Goal, goal_id))  # one has many of them
    if goal is None or not is_open(goal) or (after := asked_again(goal, changes.now)) == goal:
        return 0
    changes.put(after)
    return len(put_again(goal, after))


def check_in(
    changes: Changes,
    id: str,
    value: float | None = None,
    confidence: int | None = None,
    note: str = "",
    on: date | None = None,
    help_from: tuple[str, ...] = (),
) -> CheckIn:
    """Where a key result stands on a day (today), and how sure one is (0 lost to 10 certain).

    One that follows a metric stands where that does: its value is left out.
    """
    made = CheckIn(
        value=following.checked(changes, changes.one(KeyResult, id), value, on),
        key_result=changes.one(KeyResult, id).id,
        on=on,
        confidence=confidence,
        note=clean(note, lines=True),
        help_from=tuple(help_from),
    )
    made = changes.add(check_ins.complete(changes, made))
    changes.say("check-in", id=made.id, on=id, value=made.value)
    return made


KIND = Kind(
    name="key-result",
    prefix="KR",
    label="Key result",
    plural="Key results",
    record=KeyResult,
    asks=("owner", "goal", "department", "start", "target", "unit", "direction", "metric"),
    writer="member",
    faults=faults,
    on_add=complete,
    on_edit=edited,
    gone=gone,
    over=lambda key_result, records, _today: ended_with_goal(key_result, records),
    stays=TARGETS,
    within=("goal",),
    kept=("goal", "department", "owner", "start", "target", "unit", "direction", "metric", "weight", "raci"),
    no_done=Words("a key result is as far as its last check-in says; give it a value instead", "measured-by-check-ins"),
)
