"""A stand-up entry: its lines under what they are about, as the prompt that made them shows them."""

from store.kinds import KINDS
from store.kinds.standup import StandUp
from tui.faces.face import Face
from tui.faces.page import Page, TableColumn
from tui.i18n import t
from tui.text.standup_lines import SECTIONS, line_text


class StandUpFace(Face):
    """As they were posted; they are seen at whoever posted them."""

    kind = KINDS["standup"]

    def write(self, page: Page) -> None:
        record: StandUp = page.record
        page.head()
        page.skip("lines")
        page.rest()
        for section, words in SECTIONS.items():
            said = [line_text(each, page.overview, record.person) for each in record.lines if each.section == section]
            if said:
                page.section(t(words))
                page.table((TableColumn(takes=True),), [((each, "foreground"),) for each in said])


FACE = StandUpFace
