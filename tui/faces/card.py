"""A card of a retrospective: what it says, in which column, with how many votes; never who voted."""

from store.kinds import KINDS
from store.kinds.card import Card
from tui.faces.face import Face
from tui.faces.page import Page
from tui.i18n import t


class CardFace(Face):
    """As they were put up; they are seen at their retrospective."""

    kind = KINDS["card"]

    def write(self, page: Page) -> None:
        record: Card = page.record
        page.head()
        page.fields("retro", "column", "author", "group")
        votes = sum(record.votes.values())
        page.skip("votes")
        page.fact(t("Votes"), str(votes) if votes else "")


FACE = CardFace
