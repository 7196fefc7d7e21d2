"""The two themes and their tones: four meanings of colour, the rest is foreground, muted and surface.

The colours are those that 256-colour terminals have, so that what they show is what was chosen. Widgets that draw their
own lines ask `Tones` for a style by its tone; style sheets use the variables of the same names.
"""

from typing import TYPE_CHECKING, Any

from rich.style import Style
from textual.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Mapping


def _theme(name: str, *, primary: str, tones: dict[str, str], **base: Any) -> Theme:
    """A theme in which what Textual calls otherwise has the colours of the tones."""
    also = {"chosen-text": "#ffffff", "input-cursor-background": primary, "input-selection-background": tones["chosen"]}
    bad, warn, good = tones["bad"], tones["warn"], tones["good"]
    colors = {"primary": primary, "accent": primary, "warning": warn, "error": bad, "success": good}
    return Theme(name, **colors, **base, variables=also | tones)


DARK = _theme(
    "concord-dark",
    primary="#5fafd7",
    secondary="#87afaf",
    foreground="#d0d0d0",
    background="#1c1c1c",
    surface="#262626",
    panel="#303030",
    dark=True,
    tones={
        "muted": "#8a8a8a",
        "faint": "#585858",
        "bad": "#ff875f",
        "warn": "#d7af5f",
        "good": "#87af5f",
        "strong": "#eeeeee",
        "chosen": "#005f87",
        "chosen-far": "#303030",
    },
)
LIGHT = _theme(
    "concord-light",
    primary="#005f87",
    secondary="#5f8787",
    foreground="#303030",
    background="#eeeeee",
    surface="#e4e4e4",
    panel="#dadada",
    dark=False,
    tones={
        "muted": "#626262",
        "faint": "#a8a8a8",
        "bad": "#af0000",
        "warn": "#875f00",
        "good": "#005f00",
        "strong": "#080808",
        "chosen": "#005f87",
        "chosen-far": "#d0d0d0",
        "input-selection-background": "#afd7ff",
    },
)
#: For terminals with sixteen colours: each is one of theirs, so that no two meanings become the same.
SIXTEEN = _theme(
    "concord-sixteen",
    primary="#55ffff",
    secondary="#00aaaa",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#555555",
    dark=True,
    tones={
        "muted": "#aaaaaa",
        "faint": "#555555",
        "bad": "#ff5555",
        "warn": "#ffff55",
        "good": "#55ff55",
        "strong": "#ffffff",
        "chosen": "#0000aa",
        "chosen-far": "#555555",
    },
)

#: The tones a line may be drawn in, each the name of a theme variable; ``+`` before one means bold, ``_`` before that
#: underlined.
TONES = ("foreground", "strong", "muted", "faint", "accent", "bad", "warn", "good")


class Tones:
    """Styles by tone for one theme: ``tones["bad"]``, ``tones["+accent"]``, ``tones["chosen"]`` (a whole row)."""

    def __init__(self, variables: "Mapping[str, str]", *, plain: bool = False) -> None:
        """``plain``: in no colour, what is chosen reversed."""
        self._variables = variables
        self._plain = plain
        self._styles: dict[str, Style] = {}

    def __getitem__(self, tone: str) -> Style:
        style = self._styles.get(tone)
        if style is None:
            style = self._styles[tone] = self._style(tone)
        return style

    def _style(self, tone: str) -> Style:
        if tone[:1] == "_":
            return self[tone[1:]] + Style(underline=True)
        if self._plain:
            return Style(reverse=tone == "chosen" or None, bold=tone[:1] == "+" or tone == "chosen-far")
        ground = self._variables["background"]
        if tone in ("chosen", "chosen-far"):
            text = self._variables["chosen-text" if tone == "chosen" else "strong"]
            return Style(color=text, bgcolor=self._variables[tone])
        return Style(color=self._variables[tone.lstrip("+") or "foreground"], bgcolor=ground, bold=tone[:1] == "+")
