"""The net at the exit of the app: no control character reaches the terminal, whoever forgot to make a text safe."""

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from store.fields.steering import STEERING


class SafeFilter(LineFilter):
    """What steers is taken out of every line drawn; of what has a width the blank stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments without what steers a terminal; as they are where there is nothing."""
        odd = [segment.text for segment in segments if not (segment.control or _is_plain(segment.text))]
        found = re.compile(f"[{STEERING}]") if odd else None
        if found is None or not any(map(found.search, odd)):
            return segments
        return [
            segment if segment.control else Segment(found.sub(_blank, segment.text), segment.style)
            for segment in segments
        ]


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _blank(match: re.Match[str]) -> str:
    return " " * cell_len(match[0])
