"""A line of the screen: parts, each a text and the tone to draw it in (`tui.theme.Tones`)."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

Part: TypeAlias = tuple[str, str]
Line: TypeAlias = Sequence[Part]


def joined_parts(cells: Iterable[Part]) -> list[Part]:
    """As few parts as there are tones; a blank has that of what is before it."""
    parts: list[Part] = []
    for sign, tone in cells:
        if parts and (parts[-1][1] == tone or sign == " "):
            parts[-1] = (parts[-1][0] + sign, parts[-1][1])
        else:
            parts.append((sign, tone))
    return parts
