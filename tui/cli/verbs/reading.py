"""List the records of a kind; show one with everything about it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.kind_words import kind_of
from tui.i18n import t

if TYPE_CHECKING:
    from store.kinds.base import Kind, Record


def _list(call: Call) -> int:
    word, *words = call.take(1, -1)
    kind = kind_of(word)
    workspace = call.workspace
    records: Iterable[Record]
    if words:
        from tui.cli.search_words import matching

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
        call.output.say(t("No {kind} is there, or none with these words", kind=t(kind.label).lower()))
    return 0


def _table(call: Call, kind: "Kind", records: "Sequence[Record]") -> list[str]:
    """The records as lines; on a terminal with the labels of the columns."""
    from tui.cli.list_table import table
    from tui.cli.plain_text import columns
    from tui.cli.record_lines import Shown

    cells = call.output.cells
    return columns(table(Shown(call.workspace), kind, records, heads=cells is not None), cells)


def _show(call: Call) -> int:
    id = call.id_of(call.take(1)[0])
    record = call.workspace.records.get(id)
    if call.json:
        from tui.cli.as_json import Objects
        from tui.cli.show_json import more

        objects = Objects(call.workspace)
        call.output.raw(objects.line(record, **more(objects, record)))
        return 0
    from tui.cli.record_lines import Shown
    from tui.cli.record_text import written

    for line in written(Shown(call.workspace), record):
        call.output.line(line)
    return 0


VERBS = {
    "list": Verb(
        "list",
        "list KIND [WORDS ...]",
        Words("Lists the records of a kind, those with all the words"),
        (
            "concord list action stock --json",
            "concord list action is:overdue dept:MKT",
            "concord list request is:open dept:FIN",
            "concord list blocker is:open goal:G-12",
        ),
        _list,
    ),
    "show": Verb(
        "show",
        "show ID",
        Words("Shows a record with all its fields, what is around it, and what can be done about it"),
        ("concord show G-12", "concord show FIN", "concord show ana", "concord show P-1 --json"),
        _show,
    ),
}
