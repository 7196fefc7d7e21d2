"""What is drawn of a page of the room: cards in columns, topics and what was said of one, rows; the foot."""

from typing import TYPE_CHECKING

from tui.rooms.retro.columns import CardColumns
from tui.rooms.retro.retro_head import CARDS, TALK, hint, leads
from tui.text.cells import cell_len, fit
from tui.text.line import Line

if TYPE_CHECKING:
    from tui.rooms.retro.room import RetroRoom

#: Topics in sight at least, and their part of what there is.
LEAST, PART = 3, 1 / 2


def page_lines(room: "RetroRoom", width: int, height: int) -> list[Line]:
    """The page in sight."""
    if room.page_name == CARDS:
        return CardColumns(room.desk, room.view, room.grid, room.marks).lines(width, height)
    if room.page_name != TALK or not room.list.rows:
        return room.list.in_sight(width, height)
    upper = max(1, min(len(room.list.rows), max(LEAST, int((height - 1) * PART))))
    rule = "-" if room.desk.options.ascii_only else "─"
    shown = room.list.in_sight(width, upper)
    below = room.below.in_sight(width, height - upper - 1)
    if room.inside:
        at = room.list.cursor - room.list.top
        text = "".join(part for part, _tone in shown[at])
        shown[at] = [(text, "chosen-far")]
    else:
        below = [[("  ", "foreground"), *row.line] for row in room.below.rows[: height - upper - 1]]
    return [*shown, [(rule * width, "accent" if room.inside else "faint")], *below]


def foot(room: "RetroRoom", width: int) -> list[Line]:
    """What is to be done now, and who leads."""
    said, tone = hint(room.view)
    who, who_tone = leads(room.desk, room.view)
    space = max(0, width - cell_len(who) - 2)
    return [[(fit(said, space), tone), ("  ", "foreground"), (who, who_tone)]]
