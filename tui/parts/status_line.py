"""The first line on the screen."""

from tui.desk.desk import Desk
from tui.parts.lines import Lines
from tui.parts.status_drawing import StatusDrawing


class StatusLine(StatusDrawing, Lines):
    """As `StatusDrawing` has it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, id="status")
