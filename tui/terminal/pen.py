"""What is written to a terminal so that it shows pieces of lines: no colour is told twice in a row.

Between two pieces only what changes of their looks is told.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from rich.color import Color, ColorSystem

#: What a look is told with: attributes, foreground, background.
Codes: TypeAlias = tuple[str, str, str]
PLAIN: Codes = ("", "", "")


class Pen:
    """Writes pieces one after another, telling of each look what is new."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self._now = PLAIN

    def write(self, x: int, y: int, runs: Iterable[tuple[str, Codes]]) -> None:
        """A piece in its place: letters, and the look of each stretch of them."""
        self.said.append(f"\x1b[{y + 1};{x + 1}H")
        for text, wanted in runs:
            if wanted != self._now:
                self._turn(wanted)
            self.said.append(text)

    def text(self) -> str:
        """All of it; the look is as at the beginning."""
        if self._now != PLAIN:
            self._turn(PLAIN)
        return "".join(self.said)

    def _turn(self, wanted: Codes) -> None:
        attributes, color, ground = wanted
        was_attributes, was_color, was_ground = self._now
        self._now = wanted
        if attributes != was_attributes or (was_color and not color) or (was_ground and not ground):
            told = ";".join(code for code in ("0", attributes, color, ground) if code)
        else:
            changed = (color if color != was_color else "", ground if ground != was_ground else "")
            told = ";".join(code for code in changed if code)
        self.said.append(f"\x1b[{told}m")


def codes_of(system: "ColorSystem | None", attributes: str, color: "Color | None", ground: "Color | None") -> Codes:
    """Those of a look on a terminal that has these colours, or none."""
    if system is None:
        return attributes, "", ""
    return (
        attributes,
        ";".join(color.downgrade(system).get_ansi_codes()) if color else "",
        ";".join(ground.downgrade(system).get_ansi_codes(foreground=False)) if ground else "",
    )
