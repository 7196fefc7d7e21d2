"""Add a record, or many as JSON lines in one commit."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.errors import ConcordError, WrongWords
from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.kinds import fields_given, kind_of, read_values, refuse_said
from tui.cli.words import Option, as_path
from tui.i18n import t

if TYPE_CHECKING:
    from store.fields import Field
    from store.kinds.base import Kind, Record
    from store.records import Changes

_STANDARD_INPUT = "-"
#: A new one of these changes others: it puts a goal's question again, or ends blockers.
_FOLLOWED = ("key-result", "decision")


def _add(call: Call) -> int:
    source = call.options.get("from-json")
    if source is not None:
        return _add_lines(call, source)
    if call.words:
        kind_of(call.words[0])
    word, name = call.take(2)
    kind = kind_of(word)
    given = [(kind.naming, name), *fields_given(kind, call.fields, call.verb.options)]
    refuse_said(kind, given)
    seq = call.workspace.ledger.seq
    made = call.workspace.do(_added, kind, given)
    call.records_out([made.id])
    if kind.name == "goal" and not call.json:
        _lessons(call, made.id)
    elif kind.name in _FOLLOWED:
        from tui.cli.after import tell

        tell(call, seq, [made.id])
    return 0


def _lessons(call: Call, id: str) -> None:
    """A new goal opens on the lessons of goals with the same departments or tags."""
    from store.kinds.goal import Goal
    from store.kinds.lesson import Lesson
    from tui.cli.lessons import fitting

    records = call.workspace.records
    found = fitting(records.all(Lesson), records.one(Goal, id))
    for lesson in found[:3]:
        call.output.say(t("A lesson that fits: {id} {title}", id=lesson.id, title=lesson.title))


def _added(changes: "Changes", kind: "Kind", given: "Sequence[tuple[Field, str]]") -> "Record":
    from store import commands

    return commands.add(changes, kind.name, read_values(changes, given))


def _add_lines(call: Call, source: str) -> int:
    from store.interop import json_lines

    kind = kind_of(call.take(1)[0])
    if call.fields:
        raise WrongWords(
            "--{name} and --from-json do not go together: give the field in the JSON", name=call.fields[0][0]
        )
    objects = json_lines.numbered(_input(source, json_lines.SIZE_LIMIT))
    if not objects:
        call.output.say(t("No JSON came in; nothing was added"))
        return 0
    records = call.workspace.do(_added_lines, kind, objects)
    call.records_out([record.id for record in records])
    return 0


def _input(source: str, limit: int) -> bytes:
    if source != _STANDARD_INPUT:
        from store.interop import files

        return files.read(as_path(source), limit)
    import sys

    if sys.stdin is None or sys.stdin.isatty():
        raise WrongWords("--from-json - reads JSON lines from standard input, and nothing is piped into it")
    return sys.stdin.buffer.read(limit + 1)


def _added_lines(changes: "Changes", kind: "Kind", objects: Sequence[tuple[int, dict[str, Any]]]) -> "list[Record]":
    from store import commands

    values: list[dict[str, Any]] = []
    for line, found in objects:
        try:
            values.append(_meant(changes, kind, found))
        except ConcordError as error:
            raise WrongWords("Line {line}: {reason}", line=line, reason=error.words, details=error.details) from None
    return commands.add_many(changes, kind.name, values)


def _meant(changes: "Changes", kind: "Kind", found: dict[str, Any]) -> dict[str, Any]:
    """The object with its references by id and its days as days; the rest is looked at when it is added."""
    from store import names, typed

    values = dict(found)
    for name, value in found.items():
        field = kind.fields.get(name)
        if field is None:
            continue
        if field.type == "ref" and isinstance(value, str) and value:
            values[name] = names.resolve(changes, field.kinds, value, changes.who)
        elif field.type == "refs" and isinstance(value, list):
            values[name] = [names.resolve(changes, field.kinds, each, changes.who) for each in value if each]
        elif field.type == "map" and field.kinds and isinstance(value, dict):
            values[name] = {names.resolve(changes, field.kinds, key, changes.who): item for key, item in value.items()}
        elif field.type == "day" and isinstance(value, str) and value:
            values[name] = typed.read(field, value, changes, changes.today, changes.who)
    return values


VERBS = {
    "add": Verb(
        "add",
        "add KIND NAME [--FIELD VALUE ...] | add KIND --from-json FILE|-",
        Words("Adds a record and prints its id"),
        (
            'concord add action "Stock feed to the shops" --owner ana --due fri',
            'concord add milestone "Posters hang" --goal G-12 --department MKT --due eom --depends-on MS-3',
            'concord add key-result "Stock sold" --goal G-12 --start 0 --target 90 --unit %',
            "concord add action --from-json - < actions.jsonl",
        ),
        _add,
        (Option("from-json", Words("Adds a record for each JSON line of FILE (- is standard input)"), "FILE"),),
        takes_fields=True,
    )
}
