"""What is discussed, in the order of votes; below it the cards of one topic, what was noted, and what came of it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.kinds.action import Action
from store.kinds.card import Card
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.record_rows import record_rows
from tui.rooms.retro.view import RetroTopic, RetroView
from tui.text.cells import cell_len, column, fit, right, wrap
from tui.text.joined import noted
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: What a row's key begins with where it is a line of the notes: the card, then the line.
NOTE = "note "


def topic_rows(view: RetroView, width: int) -> list[ChoiceRow]:
    """The topics, with a mark where something was noted or came of one."""
    topics = view.topics
    said = {each.key: _votes(view, each) for each in topics}
    wide = column(said.values(), 2)
    rows: list[ChoiceRow] = []
    for each in topics:
        talked = any(card.notes or card.carried_to or _came(view, card) for card in each.cards)
        title = each.name or view.text(each.cards[0]).replace("\n", " ")
        if len(each.cards) > 1:
            title = noted(title, t("{n} cards", one="{n} card", n=len(each.cards)))
        rows.append(
            ChoiceRow(
                each.key,
                [
                    ("x " if talked else "  ", "good"),
                    (fit(safe(title), width - 3 - wide) + " ", "muted" if talked else "foreground"),
                    (right(said[each.key], wide), "warn"),
                ],
            )
        )
    return rows


def _votes(view: RetroView, topic: RetroTopic) -> str:
    if view.hidden or not topic.votes:
        return ""
    return t("{n} votes", one="{n} vote", n=topic.votes)


def _came(view: RetroView, card: Card) -> list[Action]:
    return list(view.records.pointing(Action, "source", card.id))


class TopicBelow:
    """Of the topic that is looked at, in rows of ``width`` cells."""

    def __init__(self, desk: "Desk", view: RetroView, topic: RetroTopic, width: int) -> None:
        self.desk = desk
        self.view = view
        self.topic = topic
        self.width = width

    def rows(self) -> list[ChoiceRow]:
        """The cards, the notes on them, what came of them."""
        return [*self._cards(), *self._notes(), *self._came_of()]

    def _cards(self) -> Iterator[ChoiceRow]:
        labels = dict(self.view.columns)
        for card in self.topic.cards:
            author = safe(self.desk.overview.names.of(card.author)) if card.author else ""
            head = noted(safe(t(labels.get(card.column, card.column))), author)
            for at, line in enumerate(wrap(safe(self.view.text(card).replace("\n", " ")), self.width - 4)):
                yield ChoiceRow(card.id if not at else "", [("  " if at else "", "faint"), (line, "foreground")])
            yield ChoiceRow("", [(f"  {head}", "muted")])

    def _notes(self) -> Iterator[ChoiceRow]:
        for card in self.topic.cards:
            for each in card.notes:
                for at, line in enumerate(wrap(safe(each.text), self.width - 2)):
                    key = f"{NOTE}{card.id} {each.id}" if not at else ""
                    yield ChoiceRow(key, [("  " if at else "- ", "faint"), (line, "foreground")])

    def _came_of(self) -> Iterator[ChoiceRow]:
        found = [each for card in self.topic.cards for each in _came(self.view, card)]
        yield from record_rows(self.desk, found, self.width)
        for card in self.topic.cards:
            if card.carried_to:
                text = t("{card} is carried to {id}", card=card.id, id=card.carried_to)
                yield ChoiceRow("", [(fit(text, min(self.width, cell_len(text))), "good")])
