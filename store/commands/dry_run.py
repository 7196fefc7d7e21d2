"""What whoever asks could not save, found out before anything is typed: by trying it and writing nothing.

So the rules that hold the commit answer themselves, and a form never says otherwise than what it leads to.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from store import commands
from store.errors import Forbidden, Refused
from store.fields import Choice, Field
from store.fields.rights import FREE
from store.kinds import KINDS
from store.kinds.department import Department
from store.kinds.department_rights import belongs_to
from store.kinds.goal import Goal, put_again
from store.records import KIND_OF
from store.words import Words

if TYPE_CHECKING:
    from store.kinds.base import Record
    from store.records import Changes
    from store.workspace import Workspace

#: What is tried has a reason: it is to fail for who tries it, and not for what is still to be typed.
WHY = "-"
#: Of a text of which the lines are counted, as many as there are questions.
LINES = 5
#: So many records of others are tried of a kind; so many of the latest where those may be over.
OTHERS, LATEST = 2, 3

#: Whether a value of a field would be taken; False where it is wrong by itself. Raises `Refused`.
Attempt = Callable[[Field, Any], bool]


class Askable(NamedTuple):
    """Fields as they can be asked, and of those that could not be saved (by name) why."""

    fields: list[Field]
    closed: dict[str, Words]


def adding(workspace: "Workspace", kind: str, fields: Iterable[Field], **given: Any) -> Askable:
    """What a form for a new record of that kind may ask, which has these ``given`` values besides.

    Raises the `ConcordError` for which none could be saved.
    """
    naming = KINDS[kind].naming
    values = {naming.name: {"day": workspace.today, "number": 0}.get(naming.type, WHY), **given}
    workspace.foresee(commands.add, kind, values)

    def attempt(field: Field, value: Any) -> bool:
        return field.held_to is FREE or workspace.foresee(commands.add, kind, {**values, field.name: value})

    return _asked(workspace, fields, commands.draft(KINDS[kind], values), attempt)


def fitting(workspace: "Workspace", kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Those of the values, with which a form for a new record begins, that whoever asks may give."""

    def may(name: str, value: Any) -> bool:
        try:
            adding(workspace, kind, (), **{name: value})
        except Refused:
            return False
        return True

    fields = KINDS[kind].fields
    return {name: each for name, each in values.items() if fields[name].held_to is FREE or may(name, each)}


def editing(workspace: "Workspace", record: "Record", fields: Iterable[Field], **given: Any) -> Askable:
    """What a form for that record may ask, which has these ``given`` values besides.

    Raises the `ConcordError` for which nothing of it could be saved.
    """

    def attempt(field: Field, value: Any) -> bool:
        return workspace.foresee(commands.edit, record.id, {**given, field.name: value}, why=WHY)

    whole = None
    try:
        attempt(KIND_OF[type(record)].fields["tags"], _other_tags(record.tags))
    except Refused as error:
        whole = error
    return _asked(workspace, fields, record, attempt, whole)


def setting(workspace: "Workspace", ids: Sequence[str], name: str) -> Field:
    """That field as it can be asked for all these records at once; raises the `ConcordError` where it cannot be."""
    record = workspace.records.get(ids[0])

    def attempt(field: Field, value: Any) -> bool:
        return workspace.foresee(commands.edit_many, ids, {field.name: value}, WHY)

    return _asked(workspace, [KIND_OF[type(record)].fields[name]], record, attempt).fields[0]


def choosing(workspace: "Workspace", field: Field, command: "Callable[[Changes, str], object]") -> Field:
    """The choice, what of it the command would refuse closed; raises the `ConcordError` where that is everything."""
    refused: dict[str, Refused] = {}
    for each in field.choices:
        try:
            workspace.foresee(command, each.value)
        except Refused as error:
            refused[each.value] = error
    if len(refused) == len(field.choices):
        raise next(iter(refused.values()))
    return _narrowed(field, {value: error.words for value, error in refused.items()})


def asked_again(workspace: "Workspace", command: Callable[..., object], *args: Any) -> set[str]:
    """The departments to which a command would put a goal again; raises the `ConcordError` for which it would fail."""
    found: set[str] = set()

    def attempt(changes: "Changes") -> None:
        command(changes, *args)
        for table, number, _before, _after in changes.transaction.touched():
            id = KINDS[table].id(number) if table in KINDS else ""
            was, now = workspace.records.find(id), changes.find(id)
            if isinstance(was, Goal) and isinstance(now, Goal):
                found.update(put_again(was, now))

    workspace.foresee(attempt)
    return found


def somebody(workspace: "Workspace") -> str:
    """The id of one of the people here, for trying what wants any."""
    return next((KINDS["person"].id(number) for number in workspace.ledger.numbers("person")), "")


def _asked(
    workspace: "Workspace", fields: Iterable[Field], record: "Record", attempt: Attempt, whole: Refused | None = None
) -> Askable:
    """Each field with what of it may be given; ``whole`` closes those of which nothing could be tried."""
    asked, refusals = Askable([], {}), list[Refused]()
    for field in fields:
        forbidden, refused, took = dict[Any, Words](), list[Refused](), False
        for value in _others(workspace, field, getattr(record, field.name)):
            try:
                took = attempt(field, value) or took
            except Refused as error:
                refused.append(error)
                if isinstance(error, Forbidden):
                    forbidden[value] = _rule(field, error)
            if took and (field.held_to is FREE or (field.type == "choice" and not forbidden)):
                break
        refused += [whole] if whole is not None else []
        if not took and refused:
            refusals.append(refused[0])
            asked.closed[field.name] = _rule(field, refused[0])
        asked.fields.append(_narrowed(field, forbidden) if took else field)
    if refusals and len(refusals) == len(asked.fields):
        raise whole or refusals[0]
    return asked


def _rule(field: Field, error: Refused) -> Words:
    """Who may, and not what and whose it is: that stands beside it."""
    rule = error.words.values.get("rule")
    if isinstance(rule, Words):
        return rule
    return field.held_to.rule if "needed" in error.details and field.held_to is not FREE else error.words


def _narrowed(field: Field, refused: Mapping[Any, Words]) -> Field:
    """What of a choice is refused closed; where a record is named, with the rule that says which."""
    if not refused:
        return field
    if field.is_reference:
        return msgspec.structs.replace(field, hint=field.held_to.rule.template)
    choices = tuple(Choice(each.value, each.label, refused.get(each.value)) for each in field.choices)
    return msgspec.structs.replace(field, choices=choices)


def _others(workspace: "Workspace", field: Field, value: Any) -> Iterator[Any]:
    """Other values of a field, most of which would do, were it not for who gives them."""
    match field.type:
        case "choice":
            words = [each.value for each in field.choices if each.value != value]
            yield from (*words[-1:], *words[:-1])  # who may give the last, which is the most, may give the others
        case "flag":
            yield not value
        case "number":
            yield from ((value or 0) + 1, (value or 0) - 1)
        case "day":
            yield from ((value or workspace.today) + timedelta(days) for days in (1, -1))
        case "tags":
            yield _other_tags(value)
        case "ref":
            yield from (id for id in (*_named(workspace, field), None) if id != value)
        case "refs":
            yield from (ids for ids in (*((id,) for id in _named(workspace, field)), ()) if ids != value)
        case _:
            yield from (each for each in _words(field, value) if each != value)


def _words(field: Field, value: Any) -> Iterator[Any]:
    """The same of a field of words, which may have to be of a form."""
    if field.clock or field.zone or field.period:
        yield from ("09:00", "10:00") if field.clock else ("UTC", "Asia/Tokyo") if field.zone else ("2026", "2027")
        return
    yield f"{value}{WHY}"
    if field.linked:
        yield f"{value}\nmailto:{WHY}@{WHY}".lstrip()
    if value and not field.names:
        yield ""
    if field.type == "text" and field.held_to is not FREE:
        yield "\n".join([WHY] * LINES)


def _other_tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tags[1:] if tags else ("x",)


def _named(workspace: "Workspace", field: Field) -> Iterator[str]:
    """Records that a field may name: of others, then of whoever asks."""
    records, who = workspace.records, workspace.who
    me = records.person_of(who)
    mine = [] if me is None else [me.id]
    if "department" in field.kinds:
        theirs = [each.id for each in records.all(Department) if not belongs_to(records, who, each.id)]
        own = [each.id for each in records.all(Department) if belongs_to(records, who, each.id)]
        yield from (*theirs[:OTHERS], *own)
    for name in field.kinds or KINDS:
        numbers = workspace.ledger.numbers(name) if name != "department" else ()
        ids = [KINDS[name].id(number) for number in numbers[:OTHERS]]
        if KINDS[name].closes:  # the first ones may be over, and take nothing new
            ids += [KINDS[name].id(number) for number in numbers[: -LATEST - 1 : -1]]
        yield from (id for id in dict.fromkeys(ids) if id not in mine)
    yield from mine if "person" in field.kinds else ()
