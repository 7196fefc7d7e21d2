"""Kudos: who thanks whom, for what."""

from datetime import timedelta

from store.insight.kudos_across import across
from store.kinds import KINDS
from store.kinds.kudos import Kudos
from store.words import Words
from tui.faces.face import Face
from tui.faces.page import Page
from tui.i18n import t
from tui.text.kudos_words import pair_said
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


#: So many days back thanks are told of a department, and so many of them.
LOOKED_BACK, SHOWN = 90, 6


def kudos_section(page: Page, department: str) -> None:
    """Thanks between it and others over a quarter: how many each way, and the latest."""
    found = across(page.records, page.overview.today - timedelta(LOOKED_BACK), page.overview.today, (department,))
    if not found.thanks:
        return
    page.section(t("Kudos across departments"), t("{n} days", one="{n} day", n=LOOKED_BACK))
    page.text("  ".join(pair_said(page.overview.called, pair, n) for pair, n in found.pairs.items()))
    page.listing("", [each.kudos.id for each in found.thanks], most=SHOWN)


FACE = KudosFace
