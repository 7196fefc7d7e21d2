"""A card of a retrospective: what it says, in which column, with how many votes; never who voted."""

from store.kinds import KINDS
from store.kinds.action import Action
from store.kinds.card import Card, shown_columns
from store.kinds.retro import Retro, votes_hidden
from tui.faces.face import Face
from tui.faces.page import Page
from tui.i18n import t


class CardFace(Face):
    """As they were put up; they are seen at their retrospective."""

    kind = KINDS["card"]

    def write(self, page: Page) -> None:
        record: Card = page.record
        page.head()
        page.fields("retro")
        retro = page.records.maybe(Retro, record.retro)
        page.field("column", None if retro is None else _column(record, retro))
        page.fields("author", "group")
        votes = 0 if retro is None or votes_hidden(retro) else sum(record.votes.values())
        page.skip("votes", "votes_by", "notes")
        page.fact(t("Votes"), str(votes) if votes else "")
        for each in record.notes:
            page.text(each.text)
        page.fields("carried_to", "came_from")
        page.listing(t("Follow-ups"), [each.id for each in page.pointing(Action, "source")])


def _column(card: Card, retro: Retro) -> str:
    return t(dict(shown_columns(retro, [card])).get(card.column, card.column))


FACE = CardFace
