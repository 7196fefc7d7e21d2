"""What updates tell: what is shared, understood, asked, answered; each side is told of the other."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from store.history.notices import ChangedRecord, Notice
from store.history.telling import Telling, by_value, handed_over
from store.history.wording import Told, document, short
from store.kinds.acknowledging import (
    ASKS,
    OPEN,
    UNDERSTOOD,
    audience,
    is_question,
    is_shared,
    questions,
    said,
    silent,
    since,
)
from store.kinds.naming import by_id
from store.kinds.update import Update, is_over
from store.words import Words, cited

if TYPE_CHECKING:
    from store.insight.overview import Overview

_PATH = "acknowledged"


def _said_to_it(told: Told, new: Mapping[str, Any], old: Mapping[str, Any]) -> Words | None:
    """A department understood it, asks, was answered, or is asked again; None where other words say it better."""
    departments = {path.split(".")[1] for path in (*new, *old) if path.startswith(f"{_PATH}.")}
    if len(departments) != 1:
        return None
    id = departments.pop()
    parts = {**document(new.get(f"{_PATH}.{id}")), **_parts(new, id)}
    department = told.called(id)
    if parts.get("answer"):
        text = cited(short(parts["answer"]))
        return Words(
            "{who} answered the question of {department} about {name}: {text}", department=department, text=text
        )
    if parts.get("state") == UNDERSTOOD:
        return Words("{who}: {department} has understood {name}", department=department)
    if parts.get("question"):
        text = cited(short(parts["question"]))
        return Words("{who}: {department} asks about {name}: {text}", department=department, text=text)
    if parts.get("asked") and all(path.startswith(f"{_PATH}.") for path in new):
        return Words("{who} put {name} to {department} again", department=department)
    return None


def _parts(values: Mapping[str, Any], id: str) -> dict[str, Any]:
    start = f"{_PATH}.{id}."
    return {path.removeprefix(start): value for path, value in values.items() if path.startswith(start)}


class UpdateTelling(Telling):
    about = "goal"
    quiet = ("reason",)
    changes = {
        "state": by_value(
            "state", {"withdrawn": Words("{who} withdrew {name}"), "shared": Words("{who} shared {name} again")}
        ),
        _PATH: _said_to_it,
        "owner": handed_over,
    }
    deeds = ("made", "state", _PATH)

    def made(self, told: Told) -> Words:
        """A department shares something with others."""
        sort = self.kind.fields["sort"].label_of(told.document.get("sort") or "news")
        department = told.called(told.document.get("department")) or "?"
        return Words("{who}: {department} shared {name}, {kind}", department=department, kind=sort)

    def is_deed(self, path: str, value: Any) -> bool:
        """Of what a department says: that it understood, asks, or was answered."""
        field, _, part = path.partition(".")
        part = part.rpartition(".")[2]
        return field != _PATH or (bool(value) and ((part == "state" and value != OPEN) or part == "answer"))

    def notices(self, change: ChangedRecord) -> Iterator[Notice]:
        """Each department that it is for, and those who are informed of its goal; then each side of the other."""
        yield from super().notices(change)
        update: Update = change.record
        sort, sharer = self.kind.fields["sort"].label_of(update.sort), by_id(change.records, update.department)
        shared = Words("{kind} of {department}", kind=sort, department=sharer)
        if change.is_new or (change.gave("state") and is_shared(update)):
            yield from (Notice(to, update.id, shared) for each in audience(update) for to in change.of(each))
            goal = change.records.find(update.goal or "")
            yield from (Notice(to, update.id, shared) for to in change.with_letter("I", goal))
        elif change.gave("state"):
            words = Words("{id} is withdrawn", id=update.id)
            yield from (Notice(to, update.id, words) for each in audience(update) for to in change.of(each))
        else:
            yield from self._of_words(change, update, shared)

    def _of_words(self, change: ChangedRecord, update: Update, shared: Words) -> Iterator[Notice]:
        paths = {path.split(".")[1] for path in change.new if path.startswith(f"{_PATH}.")}
        for department in sorted(paths | set(change.new.get(_PATH) or ())):
            word = said(update, department)
            values: dict[str, Any] = {"id": update.id, "department": by_id(change.records, department)}
            if word.state == OPEN and word.asked:
                again = Words("{id} has changed: {department} is asked again", **values)
                yield from (Notice(to, update.id, again if word.was else shared) for to in change.of(department))
            elif word.state == ASKS and is_question(word):
                words = Words("{department} asks about {id}", **values)
                yield from (
                    Notice(to, update.id, words)
                    for to in sorted({*change.of(update.owner), *change.of(update.department)})
                )
            elif word.state == ASKS:
                words = Words("{id}: the question of {department} has an answer", **values)
                asker = change.records.person_of(word.by)
                to = {*([asker.id] if asker else []), *change.of(department)}
                yield from (Notice(each, update.id, words) for each in sorted(to))
            elif not silent(update):
                words = Words("{id}: all have understood it", id=update.id)
                yield from (Notice(to, update.id, words) for to in change.of(update.owner))

    def computed(self, record: Update, overview: "Overview") -> dict[str, Any]:
        """Which departments have understood it, which have not and since when, which ask."""
        missing = silent(record)
        days = {id: overview.day_of(at).isoformat() for id in missing if (at := since(record, id)) is not None}
        return {
            "open": is_shared(record) and not is_over(record, overview.reading, overview.here),
            "understood": [id for id in audience(record) if id not in missing],
            "not_understood": list(missing),
            "asking": list(questions(record)),
            "since": days,
        }
