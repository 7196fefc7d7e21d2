"""The table in which records of a kind are listed: id, mark, the columns of its face, name.

A column stands only where one of the records has something in it.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from tui.faces import face_of
from tui.faces.columns import Column, Listed
from tui.i18n import t

if TYPE_CHECKING:
    from store.kinds.base import Kind, Record
    from tui.cli.record_lines import Shown

#: So many columns of a kind that has none of its own.
_COLUMNS = 5
_LISTED = ("choice", "ref", "day", "number")


def table(
    shown: "Shown", kind: "Kind", records: "Sequence[Record]", without: Iterable[str] = (), *, heads: bool = False
) -> list[list[str]]:
    """A row for each record: id, mark, columns, name; with ``heads`` the labels in a row above."""
    columns = [column for column in _columns(kind) if column.name not in without]
    naming = kind.naming
    rows: list[list[str]] = []
    for record in records:
        found = shown.computed(record)
        cells = [column.says(Listed(shown, record, found)) for column in columns]
        rows.append([record.id, shown.mark(record, found), *cells, shown.line(record, naming.name)])
    if not heads or not rows:
        return rows
    # A label is no reason for a column in which nothing stands.
    filled = [any(row[at] for row in rows) for at in range(len(rows[0]))]
    labels = [t("Id"), "", *(t(column.label) for column in columns), t(naming.label)]
    return [[cell for cell, some in zip(row, filled, strict=True) if some] for row in (labels, *rows)]


def _columns(kind: "Kind") -> list[Column]:
    own = face_of(kind.name).columns
    if own:
        return [_of_field(kind, each) if isinstance(each, str) else each for each in own]
    names = [
        field.name
        for field in kind.fields.values()
        if (field.type in _LISTED or field.unique) and field.asked and not field.names
    ]
    return [_of_field(kind, name) for name in names[:_COLUMNS]]


def _of_field(kind: "Kind", name: str) -> Column:
    field = kind.fields[name]

    def said(row: Listed) -> str:
        return row.said.value(field, row.record)

    return Column(name, field.label, said)
