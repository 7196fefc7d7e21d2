"""The net at the exit of the app: no control character reaches the terminal, whoever forgot to make a text safe."""

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from tui.text.safe import STEERING


class SafeFilter(LineFilter):
    """Control characters, which have no width, are taken out of every line drawn."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments without what steers a terminal; as they are where there is nothing."""
        if all(segment.text.isprintable() or segment.control for segment in segments):
            return segments
        return [
            segment if segment.control else Segment(re.sub(STEERING, "", segment.text), segment.style)
            for segment in segments
        ]
