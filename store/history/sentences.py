"""Sentences for what was done to a record, by its kind and the fields that changed."""

from collections.abc import Callable, Mapping
from typing import Any

from store.history.calendar_changes import days_said
from store.history.item_changes import ITEMWISE, items_said
from store.history.stances import share_said, stance_said
from store.history.standups import amended, closed, led, opened, posted
from store.history.wording import NOTHING, Told, day, filled, short, value_words
from store.kinds.base import Kind
from store.words import Words


def made(told: Told) -> Words:
    """Somebody made it."""
    say = _MADE.get(told.kind.name)
    return Words("{who} added {name}", who=told.who, name=told.name) if say is None else say(told)


def deleted(told: Told) -> Words:
    """Somebody deleted it."""
    return Words("{who} deleted {name}", who=told.who, name=told.name)


def changed(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words:
    """Somebody changed fields of it (paths to values, as the journal has them)."""
    for field, say in _CHANGED.get(told.kind.name, {}).items():
        if any(path.partition(".")[0] == field for path in (*new, *old)):
            words = say(told, new, old)
            if words is not None:
                return words
    return _fields(told, new, old)


_MANY = {
    "new": Words("{who} added {n} {kind}"),
    "old": Words("{who} deleted {n} {kind}"),
    "set": Words("{who} changed {n} {kind}"),
    "done": Words("{who} finished {n} {kind}"),
    "drop": Words("{who} dropped {n} {kind}"),
    "undo": Words("{who} took back a change of {n} {kind}"),
    "redo": Words("{who} changed {n} {kind} again"),
}


def many(who: str, kind: Kind, verb: str, change: str, n: int) -> Words:
    """The same was done to several records of a kind: ``verb`` is the entry's, ``change`` new, old or set."""
    return filled(_MANY.get(verb, _MANY[change]), who=who, n=n, kind=Words(kind.plural))


_BACK = {
    ("undo", "old"): Words("{who} took back adding {name}"),
    ("undo", "new"): Words("{who} took back deleting {name}"),
    ("undo", "set"): Words("{who} took back a change of {name}"),
    ("redo", "old"): Words("{who} deleted {name} again"),
    ("redo", "new"): Words("{who} added {name} again"),
    ("redo", "set"): Words("{who} changed {name} again"),
}


def taken_back(told: Told, verb: str, change: str) -> Words:
    """An undo or a redo: ``change`` is what it does to the record now."""
    return filled(_BACK[verb, change], who=told.who, name=told.name)


_CHANGED_IT = Words("{who} changed {name}")

# What is made


def _comment(told: Told) -> Words:
    on = told.called(told.document.get("on"))
    return Words("{who} on {name}: {text}", who=told.who, name=on, text=short(told.document.get("text")))


def _check_in(told: Told) -> Words:
    values = {"who": told.who, "name": told.called(told.document.get("key_result")), "value": told.document["value"]}
    if told.document.get("confidence") is None:
        return Words("{who} checked {name} in at {value}", **values)
    sure = told.document["confidence"]
    return Words("{who} checked {name} in at {value}, confidence {confidence} of 10", **values, confidence=sure)


def _card(told: Told) -> Words:
    retro, text = told.called(told.document.get("retro")), short(told.document.get("text"))
    if not told.who:
        return Words("Somebody put a card on {name}: {text}", name=retro, text=text)
    return Words("{who} put a card on {name}: {text}", who=told.who, name=retro, text=text)


def _blocker(told: Told) -> Words:
    held = [told.called(id) for id in told.document.get("holds") or ()]
    if not held:
        return Words("{who} added {name}", who=told.who, name=told.name)
    return Words("{who} blocked {names}: {name}", who=told.who, names=held[:3], name=told.name)


def _request(told: Told) -> Words:
    """One department asked another."""
    asker, asked = (told.called(told.document.get(field)) for field in ("asker", "department"))
    if not asker or not asked:
        return Words("{who} asked for {name}", who=told.who, name=told.name)
    return Words(
        "{who}: {asker} asked {department} for {name}", who=told.who, asker=asker, department=asked, name=told.name
    )


def _allocation(told: Told) -> Words:
    resource = told.called(told.document.get("resource"))
    return Words(
        "{who} asked for {amount} of {resource}: {name}",
        who=told.who,
        amount=told.document.get("amount"),
        resource=resource,
        name=told.name,
    )


def _decision(told: Told) -> Words:
    if not told.document.get("chosen"):
        return Words("{who} added {name}", who=told.who, name=told.name)
    return _chosen(told, told.document, {})


def _goal(told: Told) -> Words:
    """Brought in half way, where it did not begin at the first step."""
    step = told.document.get("step")
    if step in (None, "", "prepare"):
        return Words("{who} added {name}", who=told.who, name=told.name)
    label = told.kind.fields["step"].label_of(step)
    return Words("{who} brought {name} in at the step {step}", who=told.who, name=told.name, step=label)


_MADE: dict[str, Callable[[Told], Words]] = {
    "goal": _goal,
    "comment": _comment,
    "check-in": _check_in,
    "card": _card,
    "blocker": _blocker,
    "request": _request,
    "allocation": _allocation,
    "decision": _decision,
    "standup": posted,
    "round": opened,
}

# What is changed

Say = Callable[[Told, Mapping[str, Any], Mapping[str, Any]], Words | None]

_STATES = {
    "done": Words("{who} finished {name}"),
    "doing": Words("{who} began {name}"),
    "review": Words("{who} put {name} up for review"),
    "todo": Words("{who} put {name} back to do"),
    "dropped": Words("{who} dropped {name}"),
}


def _state(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words:
    if old.get("state") in ("done", "dropped"):
        return Words("{who} reopened {name}", who=told.who, name=told.name)
    return filled(_STATES.get(new.get("state", ""), _CHANGED_IT), who=told.who, name=told.name)


def _owner(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    owner = told.called(new.get("owner"))
    if not owner:
        return Words("{who} left {name} without an owner", who=told.who, name=told.name)
    if owner == told.who:
        return Words("{who} took {name}", who=told.who, name=told.name)
    return Words("{who} gave {name} to {owner}", who=told.who, name=told.name, owner=owner)


def _due(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words:
    before, after = day(old.get("due")), day(new.get("due"))
    if after is None:
        return Words("{who} took the due day off {name}", who=told.who, name=told.name)
    if before is None:
        return Words("{who} set {name} due {after}", who=told.who, name=told.name, after=after)
    return Words(
        "{who} moved {name} from {before} to {after}", who=told.who, name=told.name, before=before, after=after
    )


def _step(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
    field = "step" if "step" in new else "state"
    if field not in new or field not in old:
        return None
    before, after = (told.kind.fields[field].label_of(values[field]) for values in (old, new))
    return Words("{who} took {name} from {before} to {after}", who=told.who, name=told.name, before=before, after=after)


def _outcome(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words | None:
    outcome = new.get("outcome")
    if not outcome:
        return None
    if outcome == "dropped":
        return Words("{who} dropped {name}", who=told.who, name=told.name)
    label = told.kind.fields["outcome"].label_of(outcome)
    return Words("{who} closed {name}: {outcome}", who=told.who, name=told.name, outcome=label)


def _resolved(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    if new.get("resolved"):
        return Words("{who} resolved {name}", who=told.who, name=told.name)
    return Words("{who} says that {name} is back", who=told.who, name=told.name)


def _votes(told: Told, _new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    retro = told.called(told.document.get("retro"))
    return Words("{who} voted in {name}", who=told.who or Words("Somebody"), name=retro)


def _group(told: Told, _new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    return Words("{who} grouped cards of {name}", who=told.who, name=told.called(told.document.get("retro")))


_REQUESTS = {
    "accepted": Words("{who} accepted {name}"),
    "negotiating": Words("{who} made an offer for {name}"),
    "declined": Words("{who} declined {name}"),
    "delivered": Words("{who} delivered {name}"),
    "confirmed": Words("{who} confirmed {name}"),
    "withdrawn": Words("{who} withdrew {name}"),
    "sent": Words("{who} asked for {name} again"),
    "granted": Words("{who} granted {name}"),
    "released": Words("{who} released {name}"),
    "asked": Words("{who} asked for {name} again"),
}


def _answered(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    return filled(_REQUESTS.get(new.get("state", ""), _CHANGED_IT), who=told.who, name=told.name)


def _reached(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    if new.get("done"):
        return Words("{who} reached {name}", who=told.who, name=told.name)
    return Words("{who} reopened {name}", who=told.who, name=told.name)


def _chosen(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    if new.get("chosen"):
        return Words("{who} decided {name}: {chosen}", who=told.who, name=told.name, chosen=short(new["chosen"]))
    return Words("{who} reopened {name}", who=told.who, name=told.name)


def _escalated(told: Told, new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words | None:
    to = new.get("escalated_to")
    if not to:
        return None
    return Words("{who} put {name} before {person}", who=told.who, name=told.name, person=told.called(to))


def _raised(told: Told, _new: Mapping[str, Any], _old: Mapping[str, Any]) -> Words:
    return Words("{who} raised {name} again", who=told.who, name=told.name)


#: By kind: the fields that a change is told by, the first that changed wins.
_CHANGED: dict[str, dict[str, Say]] = {
    "action": {"state": _state, "due": _due, "owner": _owner},
    "goal": {
        "outcome": _outcome,
        "step": _step,
        "due": _due,
        "owner": _owner,
        "stances": stance_said,
        "shares": share_said,
    },
    "key-result": {"owner": _owner},
    "milestone": {"done": _reached, "due": _due, "owner": _owner},
    "request": {"state": _answered},
    "allocation": {"state": _answered},
    "decision": {"chosen": _chosen},
    "blocker": {"resolved": _resolved, "escalated_to": _escalated, "raised": _raised},
    "retro": {"state": _step},
    "card": {"votes": _votes, "group": _group},
    "standup": {"lines": amended},
    "round": {"closed": closed, "facilitator": led},
    "workspace": {"days": days_said},
}


def _fields(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words:
    """Any other change: the field with its values where it is one short one, else the names of the fields."""
    names = list(dict.fromkeys(path.partition(".")[0] for path in (*new, *old)))
    fields = [told.kind.fields[name] for name in names if name in told.kind.fields]
    items = {field.name: items_said(told, field.name, new, old) for field in fields if field.type in ITEMWISE}
    values: dict[str, Any] = {"who": told.who, "name": told.name}
    if len(fields) == 1 and len(names) == 1:
        (field,) = fields
        values["field"] = field.label
        if items.get(field.name):
            return Words("{who} changed {field} of {name}: {items}", **values, items=items[field.name])
        if field.type in ("line", "choice", "number", "day", "ref"):
            before, after = (value_words(field, each.get(field.name), told.called) for each in (old, new))
            return _from_to(values, before, after)
    labels = [_with_items(field.label, items.get(field.name)) for field in fields]
    if not labels:
        return Words("{who} changed {name}", **values)
    return Words("{who} changed {name} ({fields})", **values, fields=labels)


def _from_to(values: dict[str, Any], before: object, after: object) -> Words:
    if before == NOTHING:
        return Words("{who} set {field} of {name}: {after}", **values, after=after)
    return Words("{who} changed {field} of {name} from {before} to {after}", **values, before=before, after=after)


def _with_items(label: Words, items: list[Words] | None) -> Words:
    return Words("{item}: {what}", item=label, what=items) if items else label
