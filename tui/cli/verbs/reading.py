"""List the records of a kind; show one with everything about it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from store.words import Words
from tui.cli.call import Call, Verb
from tui.cli.kind_words import kind_of
from tui.i18n import t
from tui.served import READS

if TYPE_CHECKING:
    from store.kinds.base import Record


def _list(call: Call) -> None:
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
        objects = call.objects
        call.output.lines(objects.lines(records) if words else objects.all_lines(kind))
        return
    found = list(records)
    from tui.cli.list_table import table
    from tui.cli.record_lines import Shown
    from tui.faces import face_of
    from tui.faces.face import BY_NAME

    shown, face = Shown(workspace), face_of(kind.name)
    if face.sorted is BY_NAME:
        found.sort(key=face(shown).order)
    # The labels of the columns are for whoever sits at a terminal.
    call.output.table(table(shown, kind, found, heads=call.output.cells is not None), cut=True)
    if not found:
        call.output.say(t("No {kind} is there, or none with these words", kind=t(kind.label).lower()))


def _show(call: Call) -> None:
    (word,) = call.take(1)
    if "@" in word:
        from tui.cli import reading_words, readings_shown

        if (named := reading_words.reading_named(call, word)) is not None:
            readings_shown.one(call, *named)
            return
    id = call.named(word)
    record = call.workspace.records.get(id)
    if call.json:
        from tui.cli.show_json import more

        objects = call.objects
        call.output.write(objects.line(record, **more(objects, record)))
        return
    from tui.cli.record_lines import Shown
    from tui.cli.record_text import written

    call.output.text(written(Shown(call.workspace), record))


VERBS = {
    "list": Verb(
        "list KIND [WORDS ...]",
        Words("Lists the records of a kind, those with all the words"),
        (
            "concord list action stock --json",
            "concord list action is:overdue dept:MKT",
            "concord list request is:open dept:FIN",
            "concord list blocker is:open goal:G-12",
        ),
        _list,
        touches=READS,
    ),
    "show": Verb(
        "show ID",
        Words("Shows a record with all its fields, what is around it, and what can be done about it"),
        ("concord show G-12", "concord show FIN", "concord show ana", "concord show P-1 --json"),
        _show,
        touches=READS,
    ),
}
