"""Sentences for what departments say to a goal and have of it."""

from collections.abc import Mapping
from typing import Any

from store.history.wording import Told, document, filled, short
from store.words import Words

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
    return filled(template, who=told.who, department=told.called(department), name=told.name)


def _answer(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
    paths = {path for path in (*new, *old) if path.startswith("stances.") and path.endswith(".answer")}
    if len(paths) != 1:
        return None
    path = paths.pop()
    values: dict[str, Any] = {"who": told.who, "department": told.called(path.split(".")[1]), "name": told.name}
    if not new.get(path):
        if any(each.startswith(path.removesuffix("answer")) for each in new):
            return None  # what it says now says more
        return Words("{who} took back the answer to the objection of {department} to {name}", **values)
    text = short(new[path])
    return Words("{who} answered the objection of {department} to {name}: {text}", **values, text=text)


def _put_again(said: Mapping[str, Any], id: str) -> bool:
    """It is asked, and has not just said anything by itself."""
    whole = document(said.get(id))
    return bool(said.get(f"{id}.asked") or whole.get("asked")) and not (said.get(f"{id}.at") or whole.get("at"))


def _asked(told: Told, new: Mapping[str, Any], departments: set[str]) -> Words | None:
    if any(path.partition(".")[0] != "stances" for path in new):
        return None  # what it was that changed says more
    if len(departments) > 1:
        return Words("{who} put {name} to its departments again", who=told.who, name=told.name)
    called = told.called(next(iter(departments)))
    return Words("{who} put {name} to {department} again", who=told.who, name=told.name, department=called)


def share_said(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
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
        return Words("{who}: {department} is ready for {name}", who=told.who, department=department, name=told.name)
    if readiness == "waived":
        return Words(
            "{who}: {department} need bring nothing to {name}: {why}",
            who=told.who,
            department=department,
            name=told.name,
            why=short(said.get("why")),
        )
    return None
