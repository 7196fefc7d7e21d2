"""The chosen record on the screen, with the wheel of the mouse."""

from textual import events

from tui.parts.detail_drawing import DetailDrawing
from tui.parts.lines import Lines


class Detail(DetailDrawing, Lines):
    """As `DetailDrawing` has it."""

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-3)
