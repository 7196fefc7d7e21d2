"""A row of a list in columns that line up from pane to pane: mark, id, title, who, when.

The title gives way first, then who; the mark, the id and the date never.
"""

from typing import NamedTuple

from rich.cells import cell_len

from tui.text.cells import fit, lead, right
from tui.text.joined import noted
from tui.text.line import Line
from tui.text.record_row import RecordRow
from tui.text.safe import safe
from tui.text.short_numbers import brief


def safely(row: RecordRow) -> RecordRow:
    """The row as it may be drawn: people's texts made safe, an amount in as few cells as there may be."""
    when, long = row.when, row.when_long
    if row.amount is not None and row.amount.value is not None:
        unit = safe(row.amount.unit)
        when, long = brief(row.amount.value, unit, 8), brief(row.amount.value, unit, 11)
    return row._replace(id=safe(row.id), title=safe(row.title), who=safe(row.who), when=when, when_long=long)


class Columns(NamedTuple):
    """The widths that all panes of one screen share."""

    id: int
    who: int
    when: int

    @classmethod
    def of(cls, width: int, id_width: int) -> "Columns":
        """For lists of ``width`` cells whose longest id, code or login has ``id_width``."""
        id_width = max(5, min(id_width, max(9, width // 3)))
        if width < 40:
            return cls(id_width, 0, 8)
        return cls(id_width, 8, 8) if width < 64 else cls(id_width, 12, 11)

    @property
    def edge(self) -> int:
        """The cells of who and when together."""
        return self.who + 1 + self.when if self.who else self.when


def room(columns: Columns, width: int, lead: int = 4) -> int:
    """The cells that are left for the title."""
    taken = lead + columns.id + 1 + columns.when + 2 + (columns.who + 1 if columns.who else 0)
    return max(0, width - taken)


def spill(row: RecordRow, columns: Columns) -> int:
    """How far who and when reach into the title: where both are long, it gives way."""
    taken = min(columns.who, cell_len(row.who)) + 1
    return max(0, taken + cell_len(row.when) - columns.edge) if columns.who else 0


def who_when(row: RecordRow, columns: Columns) -> tuple[str, str]:
    """Who and when, at the two edges of their columns: one takes what the other leaves, and when is never cut."""
    taken = min(columns.who, cell_len(row.who)) + 1
    both = columns.edge + spill(row, columns)
    long = row.when_long and columns.when >= 11 and taken + cell_len(row.when_long) <= both
    when = row.when_long if long else row.when
    if not columns.who:
        return "", right(when, both)
    who = lead(row.who, max(0, both - cell_len(when)))
    return who, right(when, both - cell_len(who))


def cells(row: RecordRow, columns: Columns, title: int) -> tuple[str, str, str, str]:
    """Id, title, who and when, each as wide as its column with the space behind it."""
    who, when = who_when(row, columns)
    space = title - spill(row, columns)
    return fit(row.id, columns.id) + " ", fit(titled(row, space), space) + " ", who, when


def titled(row: RecordRow, cells: int) -> str:
    """The title behind its sign, and the note behind it where that has room."""
    title = f"{row.sign} {row.title}" if row.sign else row.title
    whole = noted(title, row.note)
    return whole if cell_len(whole) <= cells else title


def drawn(row: RecordRow, columns: Columns, width: int, before: str, tone: str = "") -> Line:
    """The row with ``before`` (the cursor and what I marked) before its mark; ``tone`` makes it one style."""
    id, title, who, when = cells(row, columns, room(columns, width))
    mark = row.mark or " "
    if tone:
        return ((before + mark + " " + id + title + who + when + " ", tone),)
    return (
        (before, "accent"),
        (mark + " ", row.mark_tone),
        (id, "muted"),
        (title, row.title_tone),
        (who, "muted"),
        (when, row.when_tone),
    )
