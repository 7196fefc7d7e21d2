"""What a projector shows: the item, its time, what was noted and what came of it, large and with air."""

from typing import TYPE_CHECKING

from store import clock
from tui.i18n import t
from tui.rooms.meeting.below import Below
from tui.text.cells import wrap
from tui.text.joined import told
from tui.text.labels import choice_label
from tui.text.line import Line
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.rooms.meeting.room import MeetingRoom

#: Cells before and behind what is shown, and of a line at most.
MARGIN, WIDEST = 4, 100


def projected(room: "MeetingRoom", width: int, height: int) -> list[Line]:
    """The lines; notes give way from the top, so that what came last stays in sight."""
    view, item = room.view, room.view.item(room.key)
    wide = max(20, min(WIDEST, width - 2 * MARGIN))
    margin = (" " * MARGIN, "foreground")
    below = Below(room.desk, view, room.key, wide)
    title = safe(item.title) if item is not None else below.heading()
    lines: list[Line] = [()]
    if item is not None:
        at = t("item {n} of {total}", n=view.items.index(item) + 1, total=len(view.items))
        facts = [at, choice_label("agenda-item", "sort", item.sort)]
        facts += [safe(room.desk.overview.called(item.presents))] if item.presents else []
        lines.append([margin, (told(facts), "muted"), *_time(room, item.id, item.minutes)])
        lines.append(())
    for part in wrap(title, wide):
        lines.append([margin, (part, "+accent")])
    lines += [(), ()]
    rows: list[Line] = []
    for row in below.rows():
        rows += [(), [margin, *row.line]] if row.key else [[margin, *row.line]]
    left = max(1, height - len(lines))
    return [*lines, *rows[-left:]]


def _time(room: "MeetingRoom", item: str, minutes: int | None) -> Line:
    """The clock of the item at which the meeting is, amber over its minutes."""
    if room.view.meeting.current != item:
        return []
    now = clock.now()
    seconds = room.view.on_item(now)
    said = f"   {seconds // 60}:{seconds % 60:02}"
    if minutes:
        said += " " + t("of {n} min", n=minutes)
    return [(said, "warn" if room.view.beyond(now) else "foreground")]
