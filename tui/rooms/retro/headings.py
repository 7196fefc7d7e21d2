"""A heading among rows: what follows, a rule, and something at its right edge."""

from typing import TYPE_CHECKING

from tui.parts.choice_rows import ChoiceRow
from tui.text.cells import cell_len
from tui.text.line import Part

if TYPE_CHECKING:
    from tui.desk.desk import Desk


def heading(desk: "Desk", text: str, width: int, tail: str = "") -> ChoiceRow:
    """In a row that the cursor passes over."""
    rule = "-" if desk.options.ascii_only else "─"
    end = " " + tail if tail else ""
    pad = width + 2 - cell_len(text) - 1 - cell_len(end)
    parts: list[Part] = [(text + " ", "+foreground"), (rule * max(0, pad), "faint"), (end, "muted")]
    return ChoiceRow("", parts)
