"""Kudos: who thanks whom, for what."""

from store.kinds import KINDS
from store.kinds.kudos import Kudos
from store.words import Words
from tui.faces.face import Face
from tui.faces.page import Page
from tui.i18n import t
from tui.text.record_row import RecordRow


class KudosFace(Face):
    """As they were given."""

    kind = KINDS["kudos"]
    empty = Words("No kudos yet. Press a to thank somebody for something")
    columns = ("giver", "to", "about")

    def row(self, record: Kudos) -> RecordRow:
        return self.named_row(
            record, **self.whose(record.to), when=self.called(record.giver), when_long=self.named(record.giver)
        )

    def write(self, page: Page) -> None:
        record: Kudos = page.record
        page.head()
        giver, to = page.name(record.giver), page.name(record.to)
        page.inline(("giver", t("{giver} thanks {to}", giver=giver or "?", to=to or "?"), ""), ("to", "", ""))
        page.paragraph("text")


FACE = KudosFace
