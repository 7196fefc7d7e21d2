"""A retrospective: its cards by column, what followed from it, the lessons that were kept."""

from store.kinds.action import Action
from store.kinds.card import Card, shown_columns
from store.kinds.lesson import Lesson
from store.kinds.retro import Retro
from tui.cli.next_commands import WORDS
from tui.cli.record_text import ROWS, Page
from tui.i18n import t


def write(page: Page, retro: Retro) -> None:
    """Cards are not shown while they are gathered: everybody writes their own first."""
    cards = list(page.records.pointing(Card, "retro", retro.id))
    for value, label in shown_columns(retro.format, cards) if retro.state != "gather" else ():
        here = sorted((card for card in cards if card.column == value), key=lambda card: -sum(card.votes.values()))
        rows = [(card.id, str(sum(card.votes.values()) or ""), " ".join(card.text.split())) for card in here[:ROWS]]
        page.section(t(label), rows)
    n = len(cards)
    page.fact(t("Cards"), t("{n} cards", one="{n} card", n=n) if n else "")
    if retro.state != "closed":
        page.fact(t("Next"), f"concord edit {retro.id} --state closed")
    else:
        lessons = [each.id for each in page.records.pointing(Lesson, "retro", retro.id)]
        page.fact(t("Next"), "" if lessons else f"concord add lesson {WORDS} --retro {retro.id}")
        page.listed(t("Lessons"), "lesson", lessons, ("retro",))
    follow_ups = [each.id for each in page.records.pointing(Action, "source", retro.id)]
    page.listed(t("Follow-ups"), "action", follow_ups)
