"""People's text made safe for the screen: what would steer a terminal is shown as what it is, or not at all.

`safe` is for every text that somebody typed, before it is measured and drawn; a second net stands at the exit of the
app (`tui.terminal.control_filter`).
"""

import re

# Patterns are compiled when they are first needed: most text is plain.
_SPACES = "[ \t\r\n\x0b\x0c\x85\u2028\u2029]+"
#: Controls, lone surrogates, directions, fillers that cannot be seen, tags, and what is no character.
STEERING = (
    "[\x00-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
#: Towers of marks on one letter cover the lines around it.
_TOWER = (
    "([\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{8})"
    "[\u0300-\u036f\u0483-\u0489\u0e31-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 32:
        return "^" + chr(code + 64)
    return "^?" if code == 127 else f"<{code:02X}>"


def safe(text: str) -> str:
    """One line of the text, in which controls, surrogates and turns of direction are spelled out in ASCII."""
    if text.isascii() and text.isprintable():
        return text
    text = re.sub(_SPACES, " ", text)
    return re.sub(_TOWER, r"\1", re.sub(STEERING, _shown, text))


def safe_lines(text: str) -> list[str]:
    """The same for text of many lines."""
    return [safe(line) for line in re.split("\r\n?|[\n\x0b\x0c\x85\u2028\u2029]", text)]
