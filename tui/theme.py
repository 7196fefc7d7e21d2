"""The themes and their tones: four meanings of colour, the rest is foreground, muted and surface.

The colours are those that 256-colour terminals have, so that what they show is what was chosen. Widgets that draw their
own lines ask `Tones` for a style by its tone; style sheets use the variables of the same names. Textual is told of the
themes by `tui.parts.textual_theme`: what is drawn before it is loaded has the same colours.
"""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.style import Style


class Look(NamedTuple):
    """A theme: the colours that Textual asks for, and by tone those of lines."""

    name: str
    primary: str
    secondary: str
    foreground: str
    background: str
    surface: str
    panel: str
    dark: bool
    tones: "Mapping[str, str]"

    @property
    def variables(self) -> dict[str, str]:
        """What Textual knows only as variables of style sheets."""
        cursor = {"input-cursor-background": self.primary, "input-selection-background": self.tones["chosen"]}
        return {"chosen-text": "#ffffff", **cursor, **self.tones}

    @property
    def colors(self) -> dict[str, str]:
        """By the names of the variables that `Tones` asks for."""
        base = {"foreground": self.foreground, "background": self.background, "accent": self.primary}
        return base | self.variables


DARK = Look(
    name="concord-dark",
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
LIGHT = Look(
    name="concord-light",
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
SIXTEEN = Look(
    name="concord-sixteen",
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


def worn(name: str, *, few: bool) -> Look:
    """The look of that name, on a terminal of ``few`` colours the one for those."""
    if few and name == DARK.name:
        return SIXTEEN
    return LIGHT if name == LIGHT.name else DARK


#: The tones a line may be drawn in, each the name of a theme variable; ``+`` before one means bold, ``_`` before that
#: underlined.
TONES = ("foreground", "strong", "muted", "faint", "accent", "bad", "warn", "good")


class Ink(NamedTuple):
    """What a tone is drawn with; colours as ``#rrggbb``, None where it has none."""

    color: str | None = None
    ground: str | None = None
    bold: bool = False
    underline: bool = False
    reverse: bool = False


def ink(tone: str, variables: "Mapping[str, str]", *, plain: bool) -> Ink:
    """That of a tone by the colours of a theme; ``plain``: in no colour, what is chosen reversed."""
    if tone[:1] == "_":
        return ink(tone[1:], variables, plain=plain)._replace(underline=True)
    if plain:
        return Ink(reverse=tone == "chosen", bold=tone[:1] == "+" or tone == "chosen-far")
    if tone in ("chosen", "chosen-far"):
        return Ink(variables["chosen-text" if tone == "chosen" else "strong"], variables[tone])
    return Ink(variables[tone.lstrip("+") or "foreground"], variables["background"], bold=tone[:1] == "+")


class Tones:
    """Styles by tone for one theme: ``tones["bad"]``, ``tones["+accent"]``, ``tones["chosen"]`` (a whole row)."""

    def __init__(self, variables: "Mapping[str, str]", *, plain: bool = False) -> None:
        """``plain``: in no colour, what is chosen reversed."""
        self._variables = variables
        self._plain = plain
        self._styles: dict[str, Style] = {}

    def __getitem__(self, tone: str) -> "Style":
        style = self._styles.get(tone)
        if style is None:
            from rich.style import Style  # late: the first frame does without it

            color, ground, bold, underline, reverse = ink(tone, self._variables, plain=self._plain)
            style = self._styles[tone] = Style(
                color=color, bgcolor=ground, bold=bold or None, underline=underline or None, reverse=reverse or None
            )
        return style
