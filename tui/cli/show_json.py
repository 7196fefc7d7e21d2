"""What `concord show --json` has of one record beyond what is computed of each in a list: it looks around further."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from store.kinds.base import Record
from store.kinds.check_in import CheckIn, newest
from store.kinds.escalation import ladder
from store.kinds.gates import wants
from store.kinds.goal import asked_since
from store.records import KIND_OF

if TYPE_CHECKING:
    from tui.cli.as_json import Objects


def more(objects: "Objects", record: Record) -> dict[str, Any]:
    """By the kind of the record; ids and names of what it names."""
    look = _MORE.get(KIND_OF[type(record)].name)
    return {} if look is None else look(objects, record)


def _of_goal(objects: "Objects", goal: Any) -> dict[str, Any]:
    from tui.cli.next_commands import as_object  # late: only goals have a gate

    overview = objects.overview
    gate = [as_object(want, overview.reading) for want in wants(goal, overview.reading, overview.today)]
    asked = {
        objects.names[id]: overview.day_of(since)
        for id in goal.departments
        if (since := asked_since(goal, id)) is not None
    }
    held = (goal.id, *overview.results_of_goal.ids(goal.id), *overview.actions_of_goal.ids(goal.id))
    return {
        "gate": gate,
        "asked_since": asked,
        "blockers": list(dict.fromkeys(id for each in held for id in overview.blocked_by(each))),
        "allocations": [id for id, _row in overview.allocations_of_goal.of(goal.id)],
        "decisions": overview.decisions_of_goal.ids(goal.id),
        "teams": overview.teams_of_goal.ids(goal.id),
    }


def _of_key_result(objects: "Objects", record: Any) -> dict[str, Any]:
    found = newest(list(objects.overview.reading.pointing(CheckIn, "key_result", record.id)))
    needed = found[0].help_from if found else ()
    return {"check_ins": [each.id for each in found], "help_from": [objects.names[id] for id in needed]}


def _of_department(objects: "Objects", record: Any) -> dict[str, Any]:
    overview, states = objects.overview, {id: row.state for id, row in objects.overview.open_requests()}
    asked, asks = overview.requests_to.ids(record.id), overview.requests_from.ids(record.id)
    return {
        "to_answer": [id for id in asked if states[id] == "sent"],
        "to_deliver": [id for id in asked if states[id] == "accepted"],
        "to_confirm": [id for id in asks if states[id] in ("negotiating", "delivered")],
        "asked_of_others": [id for id in asks if states[id] in ("sent", "accepted")],
        "waited_on": list(overview.waited_on.ids(record.id)),
    }


def _of_person(objects: "Objects", record: Any) -> dict[str, Any]:
    overview = objects.overview
    return {
        "letters": {id: row.raci[record.id] for id, row in overview.open_goals() if record.id in row.raci},
        "waited_on": list(overview.waited_on.ids(record.id)),
        "escalated": [id for id, row in overview.open_blockers() if row.escalated_to == record.id],
    }


def _of_blocker(objects: "Objects", record: Any) -> dict[str, Any]:
    return {"above": [objects.names[id] for id in ladder(record, objects.overview.reading)]}


_MORE: "dict[str, Callable[[Objects, Any], dict[str, Any]]]" = {
    "goal": _of_goal,
    "key-result": _of_key_result,
    "department": _of_department,
    "person": _of_person,
    "blocker": _of_blocker,
}
