"""Lines in a rectangle, drawn by a widget (`tui.parts.lines`) or, before Textual is loaded, by the first frame alone.

A line is a list of parts, each a text and the tone to draw it in (`tui.theme.Tones`). What people typed goes through
`tui.text.safe` before it becomes a part.
"""

from typing import Any

from rich.cells import cell_len, set_cell_size

from tui.text.line import Line, Part


class Drawing:
    """Subclasses say in `line` what stands where. ``cells`` are columns and rows."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        self._cells = (0, 0)

    @property
    def cells(self) -> tuple[int, int]:
        """How many columns and rows there are."""
        return self._cells

    def put(self, columns: int, rows: int) -> None:
        """Give it its place, where no widget has one."""
        self._cells = (columns, rows)

    def line(self, y: int, width: int) -> Line:
        """What stands in row ``y``, at most ``width`` cells."""
        raise NotImplementedError

    def redraw(self) -> None:
        """Draw what there is to say now."""

    def forget(self) -> None:
        """Say everything again: the theme, the language or the day is another."""
        self.redraw()


def size_of(line: Line) -> int:
    """How many cells the line takes."""
    return sum(cell_len(text) for text, _tone in line)


def _merged(line: Line) -> list[Part]:
    """The line in as few parts as look the same: each costs forty bytes of colours, and blanks have none."""
    merged: list[Part] = []
    for text, tone in line:
        if not text:
            continue
        if merged:
            before, other = merged[-1]
            if tone == other or (text.isspace() and not (tone + other).count("chosen")):
                merged[-1] = (before + text, other)
                continue
            if before.isspace() and not other.startswith("chosen"):
                merged[-1] = (before + text, tone)
                continue
        merged.append((text, tone))
    return merged


def filled(line: Line, width: int) -> list[Part]:
    """The line in exactly so many cells, in few parts: with blanks behind it, or cut."""
    parts = _merged(line) or [("", "foreground")]
    room = width - size_of(parts)
    if room > 0:
        text, tone = parts[-1]
        parts[-1] = (text + " " * room, tone)
    while room < 0:
        text, tone = parts.pop()
        size = cell_len(text)
        room += size
        if room > 0:
            parts.append((set_cell_size(text, room), tone))
            room = 0
    return parts
