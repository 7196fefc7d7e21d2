"""People's text made safe for the screen: what would steer a terminal is shown as what it is, or not at all.

Two nets. `safe` is for every text that somebody typed, before it is measured and drawn; `SafeFilter` stands at the exit
of the app and lets no control character through, whoever forgot the first.
"""

import re

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.content import Content
from textual.filter import LineFilter

from store.fields.steering import STEERING, spelled_out

_SPACES = "[ \t\r\n\x0b\x0c\x85\u2028\u2029]+"
#: Towers of marks on one letter cover the lines around it.
_TOWER = (
    "([\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{8})"
    "[\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def safe(text: str) -> str:
    """One line of the text, in which controls, surrogates and turns of direction are spelled out in ASCII."""
    if _is_plain(text):
        return text
    return re.sub(_TOWER, r"\1", spelled_out(re.sub(_SPACES, " ", text)))


def safe_lines(text: str) -> list[str]:
    """The same for text of many lines."""
    return [safe(line) for line in re.split("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]", text)]


def content(text: str, style: str = "") -> Content:
    """The text for widgets that take content: never markup."""
    return Content.styled(safe(text), style) if style else Content(safe(text))


class SafeFilter(LineFilter):
    """The net at the exit: what steers is taken out of every line drawn; of what has a width the blank stays."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The segments without what steers a terminal; as they are where there is nothing."""
        found = re.compile(f"[{STEERING}]")
        if not any(
            found.search(segment.text) for segment in segments if not (segment.control or _is_plain(segment.text))
        ):
            return segments
        return [
            segment if segment.control else Segment(found.sub(_blank, segment.text), segment.style)
            for segment in segments
        ]


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _blank(match: re.Match[str]) -> str:
    return " " * cell_len(match[0])
