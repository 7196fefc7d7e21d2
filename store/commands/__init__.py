"""What a person does to a record of any kind: add, edit, done, reopen, drop, comment; one by one or many at once.

Each is a command for `Workspace.do`: it gets `Changes` first. Values are typed values (ids, days, tuples); text that
somebody typed goes through `store.records.parsing` first. What a command returns is not stamped yet: read it again
after it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar, cast

import msgspec

from store.errors import Fault, Forbidden, Invalid, Refused, Stale, WrongWords
from store.fields.clean_text import clean
from store.fields.rights import FREE
from store.kinds import KINDS
from store.kinds.base import Kind, Record, Step
from store.kinds.comment import Comment
from store.records import KIND_OF, Changes, names
from store.records.checks import NEEDED
from store.records.fitting import fit
from store.records.merge import merge
from store.words import Words

R = TypeVar("R", bound=Record)
#: Why what one does not see yet is left alone.
UNSEEN = Words("not everybody sees that yet")


def add(changes: Changes, kind: str, values: Mapping[str, Any]) -> Record:
    """A new record of the kind of that name; only the field that names it is needed. Raises `Invalid`."""
    chosen = kind_called(kind)
    record = add_draft(changes, chosen, draft(chosen, values))
    changes.say("add", id=record.id)
    return record


def add_many(changes: Changes, kind: str, values: Iterable[Mapping[str, Any]]) -> list[Record]:
    """New records of one kind in one commit, all or none, in that order."""
    chosen = kind_called(kind)
    return add_drafts(changes, chosen, [draft(chosen, each) for each in values])


def add_drafts(changes: Changes, kind: Kind, drafts: Sequence[Record]) -> list[Record]:
    """The same with records that `draft` made."""
    records = [add_draft(changes, kind, each) for each in changes.transaction.telling("add", drafts)]
    if len(records) == 1:
        changes.say("add", id=records[0].id)
    else:
        changes.say("add", kind=kind.name, n=len(records))
    return records


def kind_called(name: str) -> Kind:
    """The kind of that name; raises `WrongWords` with those that there are."""
    kind = KINDS.get(name)
    if kind is None:
        raise WrongWords(
            'There is no kind "{name}"; there are: {kinds}',
            "not-found",
            name=name,
            kinds=[each.called for each in KINDS.values()],
        )
    return kind


def draft(kind: Kind, values: Mapping[str, Any]) -> Record:
    """The values as a record that is not added yet, whatever else there is. Raises `Invalid`."""
    naming = kind.naming.name
    fitted = fit(kind, values, kind.called)
    if fitted.get(naming) in (None, ""):
        raise Invalid(kind.called, [Fault(naming, NEEDED)], kind.fields)
    return kind.record(**fitted)


def add_draft(changes: Changes, kind: Kind, record: Record) -> Record:
    """One record that `draft` made; whoever gives the command says what it is."""
    if kind.on_add is not None:
        record = cast("Record", kind.on_add(changes, record))
    return _followed(changes, kind, None, changes.add(record))


def _followed(changes: Changes, kind: Kind, before: Record | None, after: Record) -> Record:
    """The record, once what follows from it for others is stored too."""
    if kind.follow is not None:
        kind.follow(changes, before, after)
    return after


def edit(
    changes: Changes,
    id: str,
    values: Mapping[str, Any],
    *,
    base: Record | None = None,
    if_rev: int | None = None,
    why: str = "",
) -> Record:
    """Set fields of a record.

    With ``base``, the record as whoever edits it saw it, changes that others made meanwhile to other fields (and
    other items of a list) are kept. Raises `Stale` where they clash or ``if_rev`` is not its revision, `Refused` where
    a rule wants a reason, `Invalid`.
    """
    record = changes.get(id)
    after, names = _edited(changes, record, values, base, if_rev, clean(why, lines=True))
    if names:
        say_of(changes, "edit", [after], why, fields=names)
    return after


def edit_many(changes: Changes, ids: Sequence[str], values: Mapping[str, Any], why: str = "") -> list[Record]:
    """Set the same fields of several records in one commit, all or none."""
    return edit_each(changes, dict.fromkeys(_each(ids), values), why)


def edit_each(changes: Changes, values: Mapping[str, Mapping[str, Any]], why: str = "") -> list[Record]:
    """Set fields of several records, each its own (by id), in one commit, all or none."""
    edited = [
        _edited(changes, changes.get(id), each, None, None, clean(why, lines=True)) for id, each in values.items()
    ]
    records = [record for record, _names in edited]
    say_of(changes, "edit", records, why, fields=sorted({name for _record, names in edited for name in names}))
    return records


def _edited(
    changes: Changes, record: Record, values: Mapping[str, Any], base: Record | None, if_rev: int | None, why: str
) -> tuple[Record, list[str]]:
    kind = KIND_OF[type(record)]
    fitted = fit(kind, values, record.id)
    refuse_unseen(changes, record, [*fitted, *(["rev"] if if_rev is not None else [])])
    if if_rev is not None and record.rev != if_rev:
        theirs = {name: getattr(record, name) for name in fitted}
        raise Stale(record.id, {"rev": if_rev, **fitted}, {"rev": record.rev, **theirs}, {}, kind.fields)
    if base is None:
        fitted = {name: value for name, value in fitted.items() if value != getattr(record, name)}
    else:
        fitted = merge(kind, base, record, fitted)
    if not fitted:
        return record, []
    after = msgspec.structs.replace(record, **fitted)
    if kind.on_edit is not None:
        after = cast("Record", kind.on_edit(changes, record, after, why))
    return _followed(changes, kind, record, changes.put(after)), list(fitted)


def refuse_unseen(changes: Changes, record: Record, names: Iterable[str]) -> None:
    """What whoever gives the command does not see yet they neither change nor take elsewhere.

    That nothing changed by it would tell them what stands there. Raises `Forbidden`.
    """
    shows = changes.shows(record)
    for name in names:
        if shows is not None and not shows(name):
            field = KIND_OF[type(record)].fields.get(name)
            rule = UNSEEN if field is None or field.held_to is FREE else field.held_to.rule
            label = Words("Revision") if field is None else field.label
            raise Forbidden("{id}, {field}: {rule}", id=record.id, field=label, rule=rule)


def done(changes: Changes, id: str, why: str = "") -> Record:
    """What it was made for is reached: the action done, the blocker resolved. Raises `Refused` elsewhere."""
    return done_many(changes, [id], why)[0]


def done_many(changes: Changes, ids: Sequence[str], why: str = "") -> list[Record]:
    """`done` for several records, all or none."""

    def step(kind: Kind, record: Record) -> Step:
        if kind.done is None:
            raise Refused("{id}: {reason}", id=record.id, reason=kind.no_done)
        return kind.done

    return _each_step(changes, "done", ids, why, step)


def reopen(changes: Changes, id: str, why: str = "") -> Record:
    """Take back that it was done, dropped or closed. Raises `Refused` where it is open or cannot be closed."""
    return reopen_many(changes, [id], why)[0]


def reopen_many(changes: Changes, ids: Sequence[str], why: str = "") -> list[Record]:
    """`reopen` for several records, all or none."""

    def step(kind: Kind, record: Record) -> Step:
        if kind.reopen is None:
            raise Refused("{id} cannot be reopened, since it is never closed", "never-closed", id=record.id)
        return kind.reopen

    return _each_step(changes, "reopen", ids, why, step)


def turn_many(changes: Changes, ids: Sequence[str]) -> list[Record]:
    """Take these records on to the next of the states in which they are open, all or none. Raises `Refused`."""

    def step(kind: Kind, record: Record) -> Step:
        if kind.turn is None:
            raise Refused("{id} has no states to go through: only actions have", "wrong-kind", id=record.id)
        return kind.turn

    return _each_step(changes, "edit", ids, "", step)


def drop(changes: Changes, id: str, why: str) -> Record:
    """Give an action or a goal up, with the reason; delete a record of another kind.

    Comments on what is deleted go with it. Raises `Refused` without a reason, `StillReferenced` where others point
    to it. Returns the record as it was last.
    """
    return drop_many(changes, [id], why)[0]


def drop_many(changes: Changes, ids: Sequence[str], why: str) -> list[Record]:
    """`drop` for several records, all or none; they may point to each other."""

    def step(kind: Kind, _record: Record) -> Step:
        return kind.drop or _delete

    if not clean(why, lines=True):
        raise Refused("Dropping {ids} wants a reason; say why", "wants-reason", ids=[*ids])
    return _each_step(changes, "drop", ids, why, step)


def _delete(changes: Changes, record: Record, _why: str) -> Record:
    for comment_on_it in list(changes.pointing(Comment, "on", record.id)):
        changes.delete(comment_on_it.id)
    kind = KIND_OF[type(record)]
    if changes.find(record.id) is not None:
        if kind.gone is not None:
            kind.gone(changes, record)
        changes.delete(record.id)
    return record


def comment(changes: Changes, id: str, text: str) -> Comment:
    """Say something about a record; ``@login`` mentions a person. Raises `NotFound`, `Invalid`."""
    record = changes.get(id)
    values = {"on": record.id, "text": text, "mentions": _mentioned(changes, text)}
    made = cast("Comment", add_draft(changes, KIND_OF[Comment], draft(KIND_OF[Comment], values)))
    changes.say("comment", id=made.id, on=record.id)
    return made


def _mentioned(changes: Changes, text: str) -> list[str]:
    said = re.findall(r"(?<!\w)@([\w.-]*\w)", text)
    return [id for login in said for id in names.people_called(changes, login)]


def _each_step(changes: Changes, verb: str, ids: Sequence[str], why: str, step: Any) -> list[Record]:
    why = clean(why, lines=True)
    records: list[Record] = []
    for record in [changes.get(id) for id in _each(ids)]:
        record = changes.find(record.id) or record  # an earlier step may have changed it
        kind = KIND_OF[type(record)]
        after = step(kind, record)(changes, record, why)
        if after is not record:
            _followed(changes, kind, record, changes.put(after))
        records.append(after)
    say_of(changes, verb, records, why)
    return records


def _each(ids: Sequence[str]) -> list[str]:
    if not ids:
        raise Refused("Nothing was named to change; give the ids of the records", "nothing-named")
    return list(dict.fromkeys(ids))


def say_of(changes: Changes, verb: str, records: Sequence[Record], why: str, **values: object) -> None:
    named: dict[str, object] = {"id": records[0].id} if len(records) == 1 else {"ids": [r.id for r in records]}
    why = clean(why, lines=True)
    changes.say(verb, **named, **values, **({"why": why} if why else {}))
