"""Our themes as Textual knows them."""

from textual.theme import Theme

from tui.theme import Look


def textual_theme(look: Look) -> Theme:
    """A theme in which what Textual calls otherwise has the colours of the tones."""
    tones = look.tones
    return Theme(
        look.name,
        primary=look.primary,
        secondary=look.secondary,
        accent=look.primary,
        warning=tones["warn"],
        error=tones["bad"],
        success=tones["good"],
        foreground=look.foreground,
        background=look.background,
        surface=look.surface,
        panel=look.panel,
        dark=look.dark,
        variables=look.variables,
    )
