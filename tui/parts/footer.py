"""The last line on the screen: what is said there, and its keys as buttons."""

from collections.abc import Callable

from textual.events import Click

from store.words import Words
from tui.parts.footer_drawing import FooterDrawing, key_at, offered
from tui.parts.lines import Lines


class Footer(FooterDrawing, Lines):
    """As `FooterDrawing` has it."""

    def __init__(self, *, id: str | None = "footer") -> None:
        super().__init__(id=id)
        #: Is called before a key that was clicked is pressed.
        self.before: Callable[[], None] = lambda: None

    @property
    def whispering(self) -> bool:
        """What stands there is only news, for which nothing else is kept back."""
        return self.message is not None and self.message[1] == "whisper"

    def say(self, words: Words | str, tone: str = "plain") -> None:
        """Show a message; a long one takes more lines."""
        self.message = (words, tone)
        self._fit()

    def clear(self) -> None:
        """Back to the keys."""
        if self.message is not None:
            self.message = None
            self._fit()

    def _fit(self) -> None:
        height = len(self.said(self.size.width)) if self.message else 1
        if self.styles.height is None or self.styles.height.value != height:
            self.styles.height = height
        self.redraw()

    def on_click(self, event: Click) -> None:
        """What the key does; where something is said, the keys are shown again."""
        if self.message is not None:
            self.clear()
        elif key := key_at(offered(self.keys), self.size.width, event.x):
            self.before()
            self.app.keyboard.press(key)  # type: ignore[attr-defined]
