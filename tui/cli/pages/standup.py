"""A stand-up entry: its lines under what they are about, as the prompt that made them shows them."""

from store.kinds.standup import StandUp
from tui.cli.record_text import Page
from tui.i18n import t
from tui.text.digest import SECTIONS, line_text


def write(page: Page, entry: StandUp) -> None:
    """What was done, is next, holds up; notes."""
    page.tells("lines")
    for section, words in SECTIONS.items():
        said = [line_text(line, page.overview) for line in entry.lines if line.section == section]
        page.section(t(words), [(each,) for each in said])
