"""How a hit is drawn: as the lists of the board draw the record, with the letters that match marked."""

from typing import TYPE_CHECKING

from rich.cells import cell_len

from store.kinds import split_id
from tui.faces import face_of
from tui.parts.record_row import Columns, room, safely, tail
from tui.text.cells import fit
from tui.text.days import short
from tui.text.line import Line, Part
from tui.text.record_row import RecordRow
from tui.text.safe import safe

if TYPE_CHECKING:
    from store.search import Hit
    from tui.desk.desk import Desk

#: A piece of the text is shown behind the title where so many cells are left for it.
WORTH = 16
#: Cells before the id.
LEAD = 3


def row_of(desk: "Desk", id: str) -> RecordRow:
    """What the lists say of a record; of one that has no list who wrote it and when."""
    place, record = split_id(id), desk.records.find(id)
    if record is None or place is None:
        return RecordRow(id, "")
    if place[0].seen_at is None:
        return safely(face_of(place[0].name)(desk).row(record), ascii_only=desk.options.ascii_only)
    moment = record.changed_at or record.made_at
    when = "" if moment is None else short(desk.days.of(moment), desk.today)
    return RecordRow(id, "", who=safe(record.made_by), when=when)


def drawn(hit: "Hit", row: RecordRow, columns: Columns, width: int, *, marked: bool, fresh: bool) -> Line:
    """The row of a hit in ``width`` cells, without the cursor before it."""
    mark, tone = (row.mark, row.mark_tone) if row.mark else ("*", "accent") if fresh else (" ", "muted")
    return [
        ("+" if marked else " ", "accent"),
        (mark + " ", tone),
        (fit(row.id, columns.id) + " ", "muted"),
        *([(row.sign + " ", row.title_tone)] if row.sign else ()),
        *_said(hit, room(columns, width, LEAD) - (2 if row.sign else 0), row.title_tone),
        *tail(row, columns),
    ]


def _said(hit: "Hit", cells: int, tone: str) -> list[Part]:
    """The title, and behind it the piece of the text that matches, if there is room for it."""
    title = safe(hit.title)
    left = cells - cell_len(title) - 2
    if not hit.snippet or left < WORTH:
        return marked(title, hit.spans if title == hit.title else (), cells, tone)
    snippet = safe(hit.snippet)
    spans = hit.snippet_spans if snippet == hit.snippet else ()
    return [
        *marked(title, hit.spans if title == hit.title else (), cell_len(title), tone),
        ("  ", "muted"),
        *marked(snippet, spans, left, "muted"),
    ]


def marked(text: str, spans: tuple[tuple[int, int], ...], cells: int, tone: str) -> list[Part]:
    """A safe text in ``cells`` cells, the places of the match in the accent."""
    fitted = fit(text, cells)
    kept = text if fitted.startswith(text) else fitted.rstrip(" ").removesuffix("..")
    parts: list[Part] = []
    at = 0
    for start, end in spans:
        if start >= len(kept):
            break
        end = min(end, len(kept))
        parts += [(kept[at:start], tone), (kept[start:end], "+accent")]
        at = end
    return [*parts, (fitted[at:], tone)]
