"""The command lines that do a thing: what meets a want of a gate, what comes next for a request or an allocation.

They are the same in every language; ``"..."`` stands for words, CAPITALS for a name, a day or a value.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.kinds.allocation import Allocation
    from store.kinds.gates import Want
    from store.kinds.goal import Goal
    from store.kinds.request import Request
    from store.records import Records

WORDS = '"..."'


def to_meet(want: "Want", records: "Records") -> str:
    """What meets something that a gate wants."""
    id, party = want.id, _called(records, want.party)
    plain = {
        "ready": f"concord ready {id} --department {party}",
        "answer": f"concord answer {id} {WORDS} --department {party}",
        "due": f"concord edit {id} --due DAY",
        "owner": f"concord edit {id} --owner WHO",
        "done": f"concord done {id}",
        "lesson": f"concord add lesson {WORDS} --retro {id}",
    }
    if want.meet in plain:
        return plain[want.meet]
    match want.meet:
        case "edit":
            return _edit(want)
        case "value":
            return _value(want, party)
        case "raci":
            return _raci(want)
        case "retro":
            return _retro(want, records)
        case _:
            return f"concord show {id}"


def _edit(want: "Want") -> str:
    if not want.id.startswith("G-"):
        return f"concord edit {want.id} --department CODE"
    departments = "departments" in want.words.template
    return f"concord edit {want.id} " + ("--departments=+CODE" if departments else f"--why {WORDS}")


def _value(want: "Want", party: str) -> str:
    if want.id.startswith("KR-"):
        return f"concord check-in {want.id} VALUE"
    if want.id.startswith("G-"):
        return f"concord agree {want.id} --department {party}"
    return f"concord show {want.id}"


def _raci(want: "Want") -> str:
    fault = want.words.values.get("fault")
    said = getattr(fault, "template", "")
    party = getattr(fault, "values", {}).get("party")
    if party is None:
        return f"concord raci {want.id} WHO=" + ("R" if "(R)" in said else "A")
    if "lead" in said:
        return f"concord edit {party} --lead WHO"
    return f"concord raci {want.id} {party}=none"


def _retro(want: "Want", records: "Records") -> str:
    from store.kinds.retro import Retro

    begun = [each.id for each in records.pointing(Retro, "goal", want.id) if each.state != "closed"]
    return f"concord edit {begun[-1]} --state closed" if begun else f"concord add retro {WORDS} --goal {want.id}"


def to_go_on(goal: "Goal") -> str:
    """What takes a goal through a gate that wants nothing more."""
    return f"concord step {goal.id}" + (" --outcome achieved|partly|missed" if goal.step == "evaluate" else "")


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
