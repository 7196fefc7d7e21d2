"""A list of records on the screen: resized, and with the mouse."""

from textual import events

from tui.parts.lines import Lines
from tui.parts.list_drawing import ListDrawing


class RecordList(ListDrawing, Lines):
    """The list, as `ListDrawing` has it."""

    def on_resize(self) -> None:
        """Another height may put the cursor out of sight."""
        self._scroll()
        self.redraw()

    def on_click(self, event: events.Click) -> None:
        """Take the keys; a row is chosen, and entered by a second click."""
        self.on_touch()
        at = self.top + event.y - self.head
        if event.y >= self.head and at < len(self.ids):
            self.move_to(at)
            if event.chain == 2 and self.chosen is not None:
                self.on_enter(self.chosen)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        event.stop()
        self.move(3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        event.stop()
        self.move(-3)
