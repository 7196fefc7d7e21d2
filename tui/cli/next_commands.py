"""The command lines that do a thing: what meets a want of a gate, what comes next for a request or an allocation.

They are the same in every language; ``"..."`` stands for words, CAPITALS for a name, a day or a value.
"""

from typing import TYPE_CHECKING

from tui.text.remedies import OUTCOMES, WORDS, commands

if TYPE_CHECKING:
    from store.kinds.allocation import Allocation
    from store.kinds.gates import Want
    from store.kinds.goal import Goal
    from store.kinds.request import Request
    from store.records import Records

__all__ = ["WORDS", "to_go_on", "to_meet", "with_allocation", "with_request"]


def to_meet(want: "Want", records: "Records") -> str:
    """What meets something that a gate wants."""
    if want.reason == "wants-retro":
        return _retro(want, records)
    party = _called(records, want.party)
    return commands(want.reason, {"party": party, **want.words.cause.values, "id": want.id})[0]


def _retro(want: "Want", records: "Records") -> str:
    from store.kinds.retro import Retro

    begun = [each.id for each in records.pointing(Retro, "goal", want.id) if each.state != "closed"]
    return f"concord edit {begun[-1]} --state closed" if begun else f"concord add retro {WORDS} --goal {want.id}"


def to_go_on(goal: "Goal") -> str:
    """What takes a goal through a gate that wants nothing more."""
    return f"concord step {goal.id}" + (f" --outcome {OUTCOMES}" if goal.step == "evaluate" else "")


def with_request(request: "Request") -> tuple[str, ...]:
    """What can be done about a request as it stands."""
    id = request.id
    if request.state in ("sent", "negotiating"):
        return f"concord accept {id}", f"concord negotiate {id} {WORDS} --by DAY", f"concord decline {id} --why {WORDS}"
    if request.state == "accepted":
        return (f"concord done {id}",)
    if request.state == "delivered":
        return f"concord confirm {id}", f"concord reopen {id} --why {WORDS}"
    return (f"concord reopen {id}",)


def with_allocation(allocation: "Allocation") -> tuple[str, ...]:
    """What can be done about what is asked of a resource."""
    id = allocation.id
    if allocation.state == "asked":
        return f"concord grant {id}", f"concord decline {id} --why {WORDS}"
    return (f"concord release {id}",) if allocation.state == "granted" else (f"concord reopen {id}",)


def _called(records: "Records", id: str) -> str:
    from store.records.names import sayable

    return sayable(records, id) if id else ""
