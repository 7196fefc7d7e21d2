"""Records as the rows of a room, each as its list tells it, their columns in line."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from store.kinds.base import Record
from store.records import KIND_OF
from tui.faces import face_of
from tui.parts.choice_rows import ChoiceRow
from tui.parts.record_row import Columns, Widths, drawn, safely
from tui.text.cells import cell_len

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.text.record_row import RecordRow


def told_by_list(desk: "Desk", record: Record) -> "RecordRow":
    """The row that stands for a record in its list."""
    return face_of(KIND_OF[type(record)].name)(desk).row(record)


def record_rows(
    desk: "Desk", records: Sequence[Record], width: int, told: "Sequence[RecordRow] | None" = None
) -> Iterator[ChoiceRow]:
    """The rows; ``told`` are those of the records, in their order, where they are told otherwise than in their list."""
    ascii_only = desk.options.ascii_only
    rows = [safely(row, ascii_only=ascii_only) for row in (told or [told_by_list(desk, each) for each in records])]
    if not rows:
        return
    columns = Columns.of(Widths().over(rows), width, max(cell_len(row.id) for row in rows), 2)
    for each, row in zip(records, rows, strict=True):
        yield ChoiceRow(each.id, drawn(row, columns, width, "", lead=2))
