"""A retrospective: how far it is, how many cards it has in which column, and what followed from it."""

from store.kinds.card import shown_columns
from store.kinds.retro import STATES, Retro, place
from tui.board.detail.page import ScreenPage
from tui.i18n import t
from tui.parts.lines import Part
from tui.text.joined import listed
from tui.text.labels import choice_label, value_label
from tui.text.safe import safe

#: Cards that are shown, those with the most votes first.
CARDS = 6


def write(page: ScreenPage, retro: Retro) -> None:
    """State, columns with their cards, follow-ups."""
    page.head(retro.id, retro.title, t("retrospective"), value_label(retro, "state").lower())
    facts: list[Part] = []
    if retro.goal:
        facts.append((page.name(retro.goal), "foreground"))
    if retro.on:
        facts.append((page.day(retro.on), "foreground"))
    if retro.period:
        facts.append((safe(retro.period), "foreground"))
    if retro.departments:
        facts.append((listed(page.name(id) for id in retro.departments), "foreground"))
    if retro.facilitator:
        facts.append((t("led by {who}", who=page.name(retro.facilitator)), "foreground"))
    if retro.anonymous:
        facts.append((t("anonymous"), "foreground"))
    if facts:
        page.run("", facts, wide=0)
    page.gap()
    _states(page, retro)
    _cards(page, retro)
    follow_ups = page.links.to(retro.id, "action", "source")
    if follow_ups:
        page.section(t("Follow-ups"))
        page.rows(follow_ups, "action")
    page.gap()
    page.add((t("R opens the cards"), "muted"))


def _states(page: ScreenPage, retro: Retro) -> None:
    at = place(retro.state)
    parts: list[Part] = []
    for number, state in enumerate(STATES[:-1]):
        label = choice_label("retro", "state", state).lower()
        if number < at:
            parts.append((label + " x   ", "good"))
        elif number == at:
            parts.append(("> " + label + "   ", "+accent"))
        else:
            parts.append((label + "   ", "muted"))
    page.add(*parts)


def _cards(page: ScreenPage, retro: Retro) -> None:
    cards = page.links.records(retro.id, "card", "retro")
    for value, label in shown_columns(retro.format, cards):
        here = [card for card in cards if card.column == value]
        here.sort(key=lambda card: -sum(card.votes.values()))
        page.section(t(label), t("{n} cards", one="{n} card", n=len(here)) if here else t("no cards"))
        if retro.state == "gather" and retro.anonymous:
            continue
        for card in here[:CARDS]:
            votes = sum(card.votes.values())
            page.pair(f"{votes}" if votes else "", card.text, wide=4)
        if len(here) > CARDS:
            page.add(("    " + t("and {n} more", n=len(here) - CARDS), "faint"))
