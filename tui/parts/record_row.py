"""A row of a list in columns: mark, id, title, who, more, when.

Behind the title each column is as wide as the widest of what it shows. Names instead of logins and days in full stand
there where the title has room all the same. The title gives way first, then who; the mark, the id and the date never.
"""

from collections.abc import Iterable
from typing import NamedTuple

from rich.cells import cell_len

from tui.text.cells import fit, right
from tui.text.charts.sparklines import sparkline
from tui.text.joined import noted
from tui.text.line import Line, Part
from tui.text.record_row import RecordRow
from tui.text.safe import safe
from tui.text.short_numbers import brief

#: Cells that a title keeps before more is said, names stand for logins, days are said in full, columns have more air.
MORE, NAMES, LONG, AIR = 20, 34, 36, 48
#: Cells of a title that who gives way to; of who at most, and the part of the width that it may take.
LEAST, WHO, PART = 12, 8, 0.3
#: Cells of a number in a list, and of one with its target.
NUMBER, BOTH = 8, 6
#: Cells of a curve.
CURVE = 14


def safely(row: RecordRow, *, ascii_only: bool = False) -> RecordRow:
    """The row as it may be drawn: people's texts made safe, an amount in as few cells as there may be."""
    when = row.when
    if row.amount is not None and row.amount.value is not None:
        unit = safe(row.amount.unit)
        when = brief(row.amount.value, unit, NUMBER)
        if row.target is not None:
            when = f"{brief(row.amount.value, '', BOTH)} / {brief(row.target, unit, NUMBER)}"
    return row._replace(
        id=safe(row.id),
        title=safe(row.title),
        who=safe(row.who),
        who_long=safe(row.who_long),
        more=f"{row.more} {sparkline(row.curve, CURVE, ascii_only)}".lstrip() if row.curve else row.more,
        when=when,
    )


class Widths(NamedTuple):
    """The cells of the widest of what rows say."""

    title: int = 0
    who: int = 0
    who_long: int = 0
    more: int = 0
    when: int = 0
    when_long: int = 0

    def over(self, rows: Iterable[RecordRow]) -> "Widths":
        """With those of these rows."""
        found = [self, *map(_widths, rows)]
        return Widths(*map(max, zip(*found, strict=True)))


def _widths(row: RecordRow) -> Widths:
    who, when = cell_len(row.who), cell_len(row.when)
    return Widths(
        cell_len(titled(row, 0)),
        who,
        cell_len(row.who_long) or who,
        cell_len(row.more),
        when,
        cell_len(row.when_long) or when,
    )


class Columns(NamedTuple):
    """The widths of a list's columns, and which of two texts stand in them."""

    id: int
    who: int = 0
    more: int = 0
    when: int = 0
    names: bool = False
    long: bool = False
    #: Cells between the columns.
    gap: int = 1

    @classmethod
    def of(cls, seen: Widths, width: int, id_width: int, lead: int = 4, before: "Columns | None" = None) -> "Columns":
        """For rows that say so much, in lists of ``width`` cells whose longest id, code or login has ``id_width``.

        With what was shown ``before`` in the same list: the same texts, though the title may have less room by now.
        """
        most = max(WHO, int(width * PART))
        found = cls(max(5, min(id_width, max(9, width // 3))), min(most, seen.who), 0, seen.when)
        wider = (
            (MORE, before is not None and before.more, {"more": seen.more}),
            (NAMES, before is not None and before.names, {"who": min(most, seen.who_long), "names": True}),
            (LONG, before is not None and before.long, {"when": seen.when_long, "long": True}),
            (AIR, before is not None and before.gap > 1, {"gap": 2}),
        )
        for keeps, shown, changed in wider:
            tried = found._replace(**changed)
            if shown or (before is None and room(tried, width, lead) >= min(keeps, seen.title)):
                found = tried
        lacks = min(LEAST, seen.title) - room(found, width, lead)
        return found._replace(who=max(0, found.who - lacks)) if lacks > 0 else found


def room(columns: Columns, width: int, lead: int = 4) -> int:
    """The cells that are left for the title."""
    behind = sum(wide + columns.gap for wide in (columns.who, columns.more, columns.when) if wide)
    return max(0, width - lead - columns.id - 2 - behind)


def tail(row: RecordRow, columns: Columns) -> "list[Part]":
    """Who, more and when, each with blanks before it, when at the right edge."""
    who = (columns.names and row.who_long) or row.who
    when = (columns.long and row.when_long) or row.when
    gap = " " * columns.gap
    parts: list[Part] = []
    if columns.who:
        parts.append((gap + fit(who, columns.who), "muted"))
    if columns.more:
        parts.append((gap + right(row.more, columns.more), "muted"))
    if columns.when:
        parts.append((gap + right(when, columns.when), row.when_tone))
    return parts


def titled(row: RecordRow, cells: int) -> str:
    """The title behind its sign, and the note behind it where that has room."""
    title = f"{row.sign} {row.title}" if row.sign else row.title
    whole = noted(title, row.note)
    return whole if cell_len(whole) <= cells else title


def drawn(row: RecordRow, columns: Columns, width: int, before: str, tone: str = "", lead: int = 4) -> Line:
    """The row with ``before`` (the cursor and what I marked) before its mark; ``tone`` makes it one style."""
    space = room(columns, width, lead)
    parts = [
        (before, "accent"),
        ((row.mark or " ") + " ", row.mark_tone),
        (fit(row.id, columns.id) + " ", "muted"),
        (fit(titled(row, space), space), row.title_tone),
        *tail(row, columns),
    ]
    return (("".join(text for text, _tone in parts) + " ", tone),) if tone else parts
