"""What goals tell: they are agreed on, go from step to step, are closed; who is informed, objects, is asked is told."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, cast

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, moved_on
from store.history.wording import Told, document, short
from store.kinds.escalation import accountable
from store.kinds.goal import Goal, Stance, agreement, asked_since, is_open, open_objections
from store.kinds.naming import by_id
from store.telling.key_result import rounded
from store.words import Words, cited

if TYPE_CHECKING:
    from store.insight.overview import Overview

# What was said and done


def _outcome(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words | None:
    outcome = new.get("outcome")
    if not outcome:
        return None
    if outcome == "dropped":
        return Words("{who} dropped {name}")
    label = told.kind.fields["outcome"].label_of(outcome)
    return Words("{who} closed {name}: {outcome}", outcome=label)


_STANCES = {
    "agrees": Words("{who}: {department} agrees to {name}"),
    "reservation": Words("{who}: {department} agrees to {name} with a reservation"),
    "objects": Words("{who}: {department} objects to {name}"),
    "pending": Words("{who}: {department} has not answered about {name} yet"),
}


def stance_said(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
    """A department said something, was answered, or is asked again; None where other words say it better."""
    answer = _answer(told, new, old)
    if answer is not None:
        return answer
    said = {path.partition(".")[2]: value for path, value in new.items() if path.startswith("stances.")}
    said |= document(new.get("stances"))
    departments = {id.partition(".")[0] for id in said if id}
    if departments and all(_put_again(said, id) for id in departments):
        return _asked(told, new, departments)
    if len(departments) != 1:
        return None
    department = departments.pop()
    whole = document(said.get(department) or document(told.document.get("stances")).get(department))
    stance = said.get(f"{department}.stance") or whole.get("stance") or "pending"  # what is usual is not stored
    if f"stances.{department}.stance" in old and f"{department}.stance" not in said:
        stance = "pending"
    template = _STANCES.get(str(stance))
    if template is None:
        return None
    return template.filled(department=told.called(department))


def _answer(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
    paths = {path for path in (*new, *old) if path.startswith("stances.") and path.endswith(".answer")}
    if len(paths) != 1:
        return None
    path = paths.pop()
    department = told.called(path.split(".")[1])
    if not new.get(path):
        if any(each.startswith(path.removesuffix("answer")) for each in new):
            return None  # what it says now says more
        return Words("{who} took back the answer to the objection of {department} to {name}", department=department)
    text = cited(short(new[path]))
    return Words("{who} answered the objection of {department} to {name}: {text}", department=department, text=text)


def _put_again(said: Mapping[str, Any], id: str) -> bool:
    """It is asked, and has not just said anything by itself."""
    whole = document(said.get(id))
    return bool(said.get(f"{id}.asked") or whole.get("asked")) and not (said.get(f"{id}.at") or whole.get("at"))


def _asked(told: Told, new: Mapping[str, Any], departments: set[str]) -> Words | None:
    if any(path.partition(".")[0] != "stances" for path in new):
        return None  # what it was that changed says more
    if len(departments) > 1:
        return Words("{who} put {name} to its departments again")
    called = told.called(next(iter(departments)))
    return Words("{who} put {name} to {department} again", department=called)


def _share(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
    """A department is ready, or need not be; None where it said more than that."""
    departments = {path.split(".")[1] for path in (*new, *old) if path.startswith("shares.")}
    if len(departments) != 1:
        return None
    id = departments.pop()
    whole = document(new.get(f"shares.{id}"))
    said = document(document(told.document.get("shares")).get(id)) or whole
    department = told.called(id)
    readiness: object = new.get(f"shares.{id}.ready") or whole.get("ready")
    said_too = {path.split(".")[2] for path in (*new, *old) if path.startswith(f"shares.{id}.")} | whole.keys()
    if said_too & {"benefit", "cost", "brings"}:
        return None  # each is told
    if readiness == "ready":
        return Words("{who}: {department} is ready for {name}", department=department)
    if readiness == "waived":
        why = short(said.get("why"))
        return Words("{who}: {department} need bring nothing to {name}: {why}", department=department, why=why)
    return None


def reason_said(new: Mapping[str, Any]) -> str:
    """The reason of a stance, be it new with its department, new for it, or changed."""
    for path, value in new.items():
        if path.startswith("stances") and path.endswith(".reason"):
            return str(value)
        if path.startswith("stances") and isinstance(value, dict):
            return reason_said({f"stances.{name}": inner for name, inner in cast("dict[str, Any]", value).items()})
    return ""


def says_something(path: str, value: Any) -> bool:
    """Whether a department says something with that value of a stance, or is answered; other fields always do."""
    field, _, part = path.partition(".")
    part = part.rpartition(".")[2]
    return field != "stances" or (bool(value) and ((part == "stance" and value != "pending") or part == "answer"))


class GoalTelling(Telling):
    quiet = ("reason", "period", "passed", "due_log")
    changes = {
        "outcome": _outcome,
        "step": moved_on("step"),
        **Telling.changes,
        "stances": stance_said,
        "shares": _share,
    }
    deeds = ("outcome", "step", "stances", "due", "owner")

    def made(self, told: Told) -> Words:
        """Somebody added it, or brought it in half way, where it did not begin at the first step."""
        step = told.document.get("step")
        if step in (None, "", "prepare"):
            return super().made(told)
        label = self.kind.fields["step"].label_of(step)
        return Words("{who} brought {name} in at the step {step}", step=label)

    def why(self, new: Mapping[str, Any]) -> object:
        """Why it was closed so, else why a department says what it says."""
        return super().why(new) or reason_said(new)

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Whoever is given it, the other side of a stance, and those who are informed."""
        yield from super().notices(change)
        goal: Goal = change.record
        if change.is_new:
            return
        said = {path.split(".")[1] for path in change.new if path.startswith("stances.")}
        said |= set(change.new.get("stances") or ())
        for department in sorted(said):  # who is meant comes before who is informed
            yield from _stance_notices(change, goal, department, goal.stances.get(department, Stance()))
        words = self._became(change, goal, said)
        if words is not None:
            yield from (Notice(to, goal.id, words) for to in change.with_letter("I", goal))

    def _became(self, change: ChangedRecord, goal: Goal, said: set[str]) -> Words | None:
        """What those who are informed are told, the most important thing first."""
        if change.gave("outcome"):
            outcome = self.kind.fields["outcome"].label_of(goal.outcome)
            return Words("{id} is closed: {outcome}", id=goal.id, outcome=outcome)
        if change.gave("step"):
            step = self.kind.fields["step"].label_of(goal.step)
            return Words("{id} is at the step {step}", id=goal.id, step=step)
        if change.gave("due"):
            return Words("{id} is due {day} now", id=goal.id, day=goal.due)
        if said:
            names = [by_id(change.records, each) for each in sorted(said)]
            return Words("{id}: the stance of {department} has changed", id=goal.id, department=names)
        return None

    def is_deed(self, path: str, value: Any) -> bool:
        """Of a stance: one that says something, or what is said to an objection."""
        return says_something(path, value)

    def closes(self, path: str, record: Goal) -> bool:
        """Its outcome does, the step goes with it."""
        return path == "outcome" and bool(record.outcome)

    def computed(self, record: Goal, overview: "Overview") -> dict[str, Any]:
        """How it does and why, what is agreed, what hangs on it."""
        health, agreed = overview.health(record.id), agreement(record)
        late = (overview.here - record.due).days if record.due and is_open(record) else 0
        return {
            "health": health.color,
            "reasons": [str(words) for words in health.reasons],
            "progress": rounded(overview.goal_progress(record.id)),
            "agreed": agreed.state == "agreed",
            "agreement": agreed.state,
            "pending": list(agreed.pending),
            "asked_since": {
                id: overview.day_of(since).isoformat() for id in agreed.pending if (since := asked_since(record, id))
            },
            "objections": list(open_objections(record)),
            "milestones": [id for id, _row in overview.milestones_of(record.id)],
            "requests": list(overview.requests_of_goal.ids(record.id)),
            "late_days": max(0, late),
            "moves": len(record.due_log),
            "blocked_by": list(overview.blocked_by(record.id)),
            "key_results": list(overview.results_of_goal.ids(record.id)),
            "actions": list(overview.actions_of_goal.ids(record.id)),
        }


def _stance_notices(change: ChangedRecord, goal: Goal, department: str, stance: Stance) -> Iterator[Notice]:
    values: dict[str, Any] = {"id": goal.id, "department": by_id(change.records, department)}
    if stance.stance == "objects" and not stance.answer:
        if owner := accountable(goal, change.records):
            yield Notice(owner, goal.id, Words("{department} objects to {id}", **values))
    elif stance.stance == "objects":
        words = Words("{id}: the objection of {department} has an answer", **values)
        yield from (Notice(to, goal.id, words) for to in change.of(department))
    elif stance.stance == "pending" and stance.asked is not None:
        words = Words("{department} is asked again what it says to {id}", **values)
        yield from (Notice(to, goal.id, words) for to in change.of(department))
