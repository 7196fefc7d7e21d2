"""What a record rests on: others, readings as they were when they were cited beside what they are now, links."""

from tui.faces.page import Page
from tui.i18n import t
from tui.text.evidence_words import cited_and_links, others


def evidence(page: Page) -> None:
    """Each in a line; a metric of which readings are cited is told by them."""
    page.skip("evidence", "cited", "evidence_links")
    said = [*map(page.name, others(page.record)), *cited_and_links(page.overview, page.record, page.overview.today)]
    for at, each in enumerate(said):
        page.fact("" if at else t("Evidence"), each)
