"""A line of the screen: parts, each a text and the tone to draw it in (`tui.theme.Tones`)."""

from collections.abc import Sequence
from typing import TypeAlias

Part: TypeAlias = tuple[str, str]
Line: TypeAlias = Sequence[Part]
