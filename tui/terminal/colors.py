"""How many colours a terminal has, found out as rich does (`rich.console.Console`) before that is loaded."""

from collections.abc import Mapping

from rich.color import ColorSystem

_SYSTEMS = {"standard": ColorSystem.STANDARD, "256": ColorSystem.EIGHT_BIT, "truecolor": ColorSystem.TRUECOLOR}
#: What the name of a terminal ends in.
_ENDINGS = {"256color": ColorSystem.EIGHT_BIT, "kitty": ColorSystem.EIGHT_BIT}


def color_system(environ: Mapping[str, str]) -> ColorSystem | None:
    """None where there are to be no colours."""
    if "NO_COLOR" in environ:
        return None
    asked = _SYSTEMS.get(environ.get("TEXTUAL_COLOR_SYSTEM", ""))
    if asked is not None:
        return asked
    term = environ.get("TERM", "").strip().lower()
    if term in ("dumb", "unknown"):
        return None
    if environ.get("COLORTERM", "").strip().lower() in ("truecolor", "24bit"):
        return ColorSystem.TRUECOLOR
    return _ENDINGS.get(term.rpartition("-")[2], ColorSystem.STANDARD)
