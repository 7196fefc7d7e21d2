"""List the records of a kind; show one with everything about it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.kinds import kind_of
from tui.i18n import t

if TYPE_CHECKING:
    from store.kinds.base import Kind, Record

#: So many columns of a list between the id and the name.
_COLUMNS = 5
_LISTED = ("choice", "ref", "day", "number")


def _list(call: Call) -> int:
    word, *words = call.take(1, -1)
    kind = kind_of(word)
    workspace = call.workspace
    records: Iterable[Record]
    if words:
        from tui.cli.finding import matching

        records = matching(workspace, kind, words)
    else:
        records = workspace.records.of_kind(kind.name)
    if call.json:
        from tui.cli.as_json import Objects

        objects = Objects(workspace)
        call.output.lines(objects.lines(records) if words else objects.all_lines(kind))
        return 0
    found = list(records)
    for line in _table(call, kind, found):
        call.output.line(line)
    if not found:
        call.output.say(t("No {kind} is there, or none with these words", kind=t(kind.label)))
    return 0


def _table(call: Call, kind: "Kind", records: "Sequence[Record]") -> list[str]:
    """The records as lines: id, marks, a few fields that some of them have, the name."""
    from tui.cli.plain import columns
    from tui.cli.shown import Shown

    shown = Shown(call.workspace)
    naming = kind.naming.name
    fields = [
        field
        for field in kind.fields.values()
        if (field.type in _LISTED or field.unique)
        and field.asked
        and not field.names
        and any(getattr(record, field.name) not in (None, "") for record in records)
    ][:_COLUMNS]
    rows = [
        (record.id, shown.mark(record), *(shown.value(field, record) for field in fields), shown.line(record, naming))
        for record in records
    ]
    if call.output.cells is not None and rows:
        rows.insert(0, (t("Id"), "", *(t(field.label) for field in fields), t(kind.naming.label)))
    return columns(rows, call.output.cells)


def _show(call: Call) -> int:
    id = call.id_of(call.take(1)[0])
    record = call.workspace.records.get(id)
    if call.json:
        call.changed_out([id])
        return 0
    from tui.cli.shown import Shown

    for line in Shown(call.workspace).lines(record):
        call.output.line(line)
    return 0


VERBS = {
    "list": Verb(
        "list",
        "list KIND [WORDS ...]",
        Words("Lists the records of a kind, those with all the words"),
        ("concord list action stock --json", "concord list action is:overdue dept:MKT"),
        _list,
    ),
    "show": Verb("show", "show ID", Words("Shows a record with all its fields"), ("concord show G-12",), _show),
}
