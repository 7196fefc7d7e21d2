"""People's text made safe for the screen: what would steer a terminal is shown as what it is, or not at all.

`safe` is for every text that somebody typed, before it is measured and drawn; a second net stands at the exit of the
app (`tui.terminal.control_filter`).
"""

import re

from store.fields.steering import spelled_out

_SPACES = "[ \t\r\n\x0b\x0c\x85\u2028\u2029]+"
#: Towers of marks on one letter cover the lines around it.
_TOWER = (
    "([\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{8})"
    "[\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def safe(text: str) -> str:
    """One line of the text, in which controls, surrogates and turns of direction are spelled out in ASCII."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_TOWER, r"\1", spelled_out(re.sub(_SPACES, " ", text)))


def safe_lines(text: str) -> list[str]:
    """The same for text of many lines."""
    return [safe(line) for line in re.split("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]", text)]
