"""Characters that steer a terminal, turn the direction of reading, or cannot be seen: the one table of all nets.

Text loses them on its way in (`clean_text`), and shows them as what they are on its way out, should any be stored.
"""

import re

#: Controls, lone surrogates, directions, fillers that cannot be seen, tags, and what is no character; for the brackets
#: of a pattern, which is compiled where it is first needed: most text is plain.
STEERING = (
    "\x00-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff"
)


def spelled_out(text: str) -> str:
    """The text with each of them written in ASCII: ``^[`` for an escape, ``<202E>`` for a turn of direction."""
    return re.sub(f"[{STEERING}]", _sign, text)


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return f"^{chr(code + 64)}"
    return "^?" if code == 0x7F else f"<{code:02X}>"
