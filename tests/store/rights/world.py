"""One record of every kind that is somebody else's, somebody of every role, and a value for every field."""

from datetime import timedelta
from typing import Any

from store import commands
from store.fields import Field
from store.fields.rights import ROLES
from store.kinds import KINDS
from store.kinds.base import STAMPS, Kind
from store.records import Changes
from store.workspace import Workspace

#: Who tries: the login is the role; all of them belong to DP-1. "nobody" is not among the people.
WHO = ("nobody", *ROLES)
#: Whose the records are: the lead of DP-2; and somebody of it who answers for nothing.
OWNER, COLLEAGUE = "PN-6", "PN-7"


def furnish(changes: Changes, lead: str = "fay") -> None:
    """As the lead of DP-2 would, who has that login: a record of every kind, all of them DP-2's or the lead's own."""
    changes.transaction.exempt = "demo"
    for role in ROLES:
        commands.add(changes, "person", {"name": role.title(), "login": role, "role": role, "department": "DP-1"})
    named = [{"name": "Finance", "code": "FIN"}, {"name": "Logistics", "code": "LOG"}]
    commands.add_many(changes, "department", named)
    led = {"name": lead.title(), "login": lead, "department": "DP-2"}
    assert commands.add(changes, "person", led).id == OWNER
    assert commands.add(changes, "person", {"name": "Flo", "login": "flo", "department": "DP-2"}).id == COLLEAGUE
    commands.edit(changes, "DP-2", {"lead": OWNER})
    changes.transaction.who = lead
    own, both = {"department": "DP-2"}, {"departments": ["DP-1", "DP-2"]}
    commands.add(changes, "goal", {"title": "Spring", "why": "sales", "owner": OWNER, "step": "meet", **both})
    commands.add(changes, "goal", {"title": "Summer"})
    commands.add(changes, "team", {"name": "Squad", "goal": "G-2"})
    commands.add(changes, "key-result", {"title": "Sold", "goal": "G-2", "owner": OWNER, **own})
    commands.add(changes, "key-result", {"title": "Price", "goal": "G-2"})
    commands.add(changes, "check-in", {"value": 5, "key_result": "KR-2"})
    commands.add_many(changes, "metric", [{"title": "Stock", "owner": OWNER, **own}, {"title": "Share", "unit": "%"}])
    commands.add(changes, "milestone", {"title": "Printed", "goal": "G-2", "due": changes.today, **own})
    commands.add(changes, "action", {"title": "Print", "goal": "G-2", "owner": OWNER, "due": changes.today, **own})
    commands.add(changes, "request", {"title": "Code", "asker": "DP-2"})
    commands.add(changes, "blocker", {
        "title": "No ink", "holds": ["A-1"], "waiting_on": "DP-2", "next_by": changes.today, "next_owner": OWNER,
    })  # fmt: skip
    commands.add(changes, "decision", {"question": "Which?", "goal": "G-2"})
    commands.add(changes, "update", {"title": "Late", "departments": ["DP-1"], **own})
    commands.add_many(changes, "resource", [{"name": "Dock", "capacity": 5, **own}, {"name": "Crane"}])
    commands.add(changes, "allocation", {"title": "Ramp", "resource": "P-1", "amount": 2, **own})
    commands.add(changes, "standup", {"day": changes.today, "person": OWNER, "lines": [{"id": "1", "text": "x"}]})
    commands.add(changes, "round", {"day": changes.today, "facilitator": OWNER})
    commands.add(changes, "series", {"title": "Weekly", "repeats": "FREQ=WEEKLY;BYDAY=TU", **both})
    commands.add(changes, "meeting", {"title": "Weekly", "series": "SE-1", "on": changes.today, **both})
    commands.add(changes, "meeting", {"title": "Once"})
    commands.add_many(changes, "agenda-item", [{"title": f"Whose {n}?", "meeting": f"M-{n}"} for n in (1, 2)])
    commands.add(changes, "retro-format", {"title": "Shop floor", "columns": "Queue; Till"})
    commands.add_many(changes, "retro", [{"title": "Back", "state": "vote"}, {"title": "Again"}])
    commands.add(changes, "card", {"text": "late", "retro": "R-1", "column": "start", "author": OWNER})
    commands.add(changes, "card", {"text": "dust", "retro": "R-2", "column": "start", "author": OWNER})
    commands.add(changes, "feedback", {"title": "FIN → X", "retro": "R-1", "of": "DP-2", "on": "DP-1"})
    commands.add(changes, "lesson", {"title": "Ask early"})
    commands.add(changes, "term", {"word": "launch"})
    commands.add(changes, "kudos", {"title": "Stayed late", "to": "DP-1"})
    commands.add(changes, "training", {"title": "First aid", "departments": ["DP-2", "DP-3"]})
    commands.add(changes, "pulse", {"title": "How is it?", "departments": ["DP-2", "DP-3"]})
    commands.add(changes, "series", {"title": "Monthly", "repeats": "FREQ=MONTHLY;BYDAY=1MO", **both})
    commands.add(changes, "comment", {"text": "hm", "on": "A-1"})
    commands.add(changes, "decision", {"question": "Whose?", "goal": "G-2", "chosen": "ours"})


#: What is said of a decision once it is decided.
_SAID_AFTER = ("result", "result_note")


def theirs(kind: Kind, field: Field | None = None) -> str:
    """The record of a kind that is somebody else's; one that is far enough for the field."""
    if kind.name == "decision" and field is not None and field.name in _SAID_AFTER:
        return "D-2"
    return {"person": COLLEAGUE, "department": "DP-2"}.get(kind.name, kind.id(1))


def fresh(kind: Kind, workspace: Workspace, field: Field | None = None) -> dict[str, Any]:
    """The least that a new record of the kind takes to pass the rules, and to be far enough for the field."""
    naming = kind.naming
    tomorrow = workspace.today + timedelta(1)
    named = {"day": tomorrow, "number": 7}.get(naming.type, "New")
    decided = {"chosen": "this", "decided": workspace.today} if field is not None and field.name in _SAID_AFTER else {}
    more = {"decision": decided, "standup": {"person": OWNER}, "blocker": {"next_owner": OWNER, "next_by": tomorrow}}
    return {naming.name: named, **more.get(kind.name, {})}


#: What has a shape of its own: by kind and field, else by field.
_VALUES: dict[str, Any] = {
    "person.login": "zed", "person.other_names": ("fay2",), "person.zone": "Asia/Tokyo", "person.role": "viewer",
    "person.department": "DP-3", "department.other_names": ("FINANCE2",), "department.parent": "DP-1",
    "goal.departments": ("DP-2",), "goal.period": "2027", "goal.step": "plan", "goal.outcome": "missed",
    "goal.stances": {"DP-2": {"stance": "agrees"}}, "goal.shares": {"DP-2": {"ready": "ready"}},
    "goal.passed": {"meet": {"by": "fay", "why": "so"}}, "goal.parent": None,
    "kudos.to": "DP-2", "term.meanings": {"DP-1": "the first day"},
    "training.state": None, "pulse.period": "2027", "pulse.follows": None,
    "pulse.questions": "One\nTwo\nThree\nFour\nFive", "pulse.sentences": ({"text": "x"},),
    "pulse.results": ({"who": "DP-1", "n": 4, "values": [4, 4, 4, 4, 4]},),
    "raci": {"PN-4": "A"}, "team.members": {"PN-4": 50}, "retro.period": "2027", "retro.state": "closed",
    "action.checklist": ({"id": "1", "text": "x"},), "action.depends_on": None, "milestone.depends_on": None,
    "due_log": ({"after": "2026-01-01", "why": "so", "by": "fay"},), "action.state": "doing",
    "target_log": ({"before": 1, "after": 2, "why": "so", "by": "fay"},),
    "action.source": "G-1", "action.start": "2026-01-01",
    "request.state": "accepted", "request.action": "A-1",
    "request.department": "DP-1",
    "request.asker": "DP-3", "allocation.state": "granted", "allocation.resource": "P-2",
    "allocation.amount": 1, "allocation.department": "DP-3",
    "allocation.over": "so", "blocker.raised": ({"id": "2026-01-01", "by": "fay"},), "blocker.holds": ("G-1",),
    "blocker.earlier": ({"start": "2026-01-01", "end": "2026-01-02"},), "blocker.waiting_on": "DP-1",
    "decision.consulted": {"DP-1": {}}, "decision.decided_by": (OWNER,), "decision.ends": ("B-1",),
    "decision.stances": {"DP-1": {}}, "decision.answers": None, "decision.superseded_by": None,
    "decision.result": "better", "update.acknowledged": {"DP-1": {"state": "understood"}}, "update.department": "DP-1",
    "update.departments": ("DP-3",),
    "card.votes": {OWNER: 1}, "card.author": "PN-1",
    "card.votes_by": {OWNER: "PN-4"}, "card.notes": ({"id": "1", "text": "x", "by": "fay"},),
    "card.carried_to": "R-2", "card.came_from": "C-2", "retro.follows": "R-2", "retro.columns": "Queue; Till",
    "retro.minutes": {"gather": 5}, "retro-format.minutes": {"gather": 5}, "retro.votes_open": True,
    "retro.change_helped": "helped",
    "card.column": "stop", "card.retro": "R-2", "standup.lines": ({"id": "2", "text": "y"},), "standup.person": "PN-4",
    "workspace.zone": "Asia/Tokyo", "workspace.working_days": "1234", "workspace.views": {"late": "is:late"},
    "workspace.days": {"2026-12-25": {}}, "workspace.language": "zh", "workspace.joining": "ask",
    "resource.department": "DP-3", "resource.per": "day", "key-result.direction": None, "round.present": ("PN-4",),
    "series.repeats": "FREQ=DAILY", "series.phases": ({"id": "1", "until": "2026-01-01"},),
    "series.facilitator_next": None, "series.note_taker_next": None, "series.zone": "Asia/Tokyo",
    "series.time": "09:30", "meeting.series": "SE-2",
    "meeting.time": "09:30", "meeting.zone": "Asia/Tokyo", "meeting.state": "running",
    "meeting.coming": {"DP-2": {"answer": "no"}}, "meeting.prepared": {"DP-2": "fay"},
    "meeting.attendance": {"DP-2": {"state": "absent"}}, "meeting.actions": {"A-1": "done"},
    "meeting.open_why": {"A-1": "so"}, "meeting.amendments": ({"id": "1", "text": "x", "by": "fay"},),
    "meeting.confirmed_by": OWNER, "meeting.copied_from": "M-2",
    "meeting.confirmed_in": "M-2", "agenda-item.notes": ({"id": "1", "text": "x", "by": "fay"},),
    "agenda-item.state": "discussed", "agenda-item.came_from": "AI-2", "agenda-item.about": ("G-1",),
    "agenda-item.always": None, "agenda-item.meeting": "M-2", "agenda-item.undisputed": True, "series.opens": True,
    "decision.to_confirm": True,
    "feedback.retro": "R-2", "feedback.of": "DP-3", "feedback.on": "DP-3", "feedback.answered": 3, "feedback.clear": 3,
    "feedback.kept": 3, "feedback.early": 3, "feedback.helped": 3,
    "key-result.metric": "N-2", "cited": ({"metric": "N-1", "value": 5},), "evidence_links": "https://example.org",
    "metric.direction": "down", "comment.on": "G-1", "retro.format": None, "retro.anonymous": None, "check-in.on": None,
}  # fmt: skip


#: An id of each kind that is there, for a field that names one.
_NAMED = {"person": "PN-4", "department": "DP-1"}


def value(kind: Kind, field: Field, workspace: Workspace) -> Any:
    """A value that a record of the kind may well have in that field; None where none can be tried alone."""
    for key in (f"{kind.name}.{field.name}", field.name):
        if key in _VALUES:
            return _VALUES[key]
    if field.is_reference:
        named = field.kinds[0] if field.kinds else "goal"
        id = _NAMED.get(named, KINDS[named].id(1))
        return id if field.type == "ref" else (id,)
    plain: dict[str, Any] = {
        "line": "other", "text": "other", "number": 6, "flag": False, "tags": ("x",), "extra": {"a": 1},
        "rule": "FREQ=WEEKLY;BYDAY=MO",
        "day": workspace.today + timedelta(3), "moment": None,
        "choice": field.choices[-1].value if field.choices else "",
    }  # fmt: skip
    return plain[field.type]


def cases() -> list[tuple[Kind, Field]]:
    """Every field of every kind that somebody may give."""
    return [(kind, field) for kind in KINDS.values() for name, field in kind.fields.items() if name not in STAMPS]
