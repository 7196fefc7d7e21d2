"""The cards in their columns, side by side; where there is no room for that, one column at a time."""

from typing import TYPE_CHECKING

from store.kinds.card import Card, question_of
from tui.i18n import t
from tui.text.cells import cell_len, fit, lead, right, wrap
from tui.text.line import Line, Part
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk
    from tui.rooms.retro.grid import CardGrid
    from tui.rooms.retro.view import RetroView

#: With fewer cells than this a column cannot be read.
NARROWEST = 22
#: A card has at most so many lines.
TALL = 4


class CardColumns:
    """The cards that one may see, and how many others there are; in ``width`` by ``height`` cells."""

    def __init__(self, desk: "Desk", view: "RetroView", grid: "CardGrid", marks: set[str]) -> None:
        self.desk = desk
        self.view = view
        self.grid = grid
        self.marks = marks
        self.labels = dict(view.columns)

    def lines(self, width: int, height: int) -> list[Line]:
        """The heads, then the cards below them."""
        columns = self.grid.columns
        shown = columns if width // len(columns) >= NARROWEST else [columns[self.grid.x]]
        each = width // len(shown)
        heads: list[Part] = []
        for column in shown:
            heads += self._head(column, each, alone=len(shown) < len(columns))
        asked = _beside([self._asked(column, each - 2) for column in shown], each)
        drawn = [self._column(column, each - 2, height - 1 - len(asked)) for column in shown]
        return [heads, *asked, *_beside(drawn, each)]

    def _asked(self, column: str, width: int) -> list[Line]:
        """What a column of a format of one's own asks, while cards are gathered."""
        question = question_of(self.view.retro, column) if self.view.retro.state == "gather" else ""
        return [[(fit(line, width), "muted")] for line in wrap(safe(question), width)] if question else []

    def _head(self, column: str, width: int, *, alone: bool) -> list[Part]:
        """Its name and a rule; how many cards are in it, and which one it is where it stands alone."""
        here = column == self.grid.columns[self.grid.x]
        n = len(self.grid.cards[column]) + sum(card.column == column for card in self.view.unseen)
        tail = f" {n}" if n else ""
        if alone:
            tail += f"  {self.grid.x + 1}/{len(self.grid.columns)}"
        rule = "-" if self.desk.options.ascii_only else "─"
        name = safe(t(self.labels[column]))
        label = fit(name, min(cell_len(name), width - cell_len(tail) - 3))
        pad = width - 2 - cell_len(label) - cell_len(tail)
        return [
            (label, "+accent" if here else "+foreground"),
            (" " + rule * max(0, pad - 1), "faint"),
            (tail, "muted"),
            ("  ", "foreground"),
        ]

    def _column(self, column: str, width: int, height: int) -> list[Line]:
        cards = self.grid.cards[column]
        others = sum(card.column == column for card in self.view.unseen)
        said = t("{n} cards of others", one="{n} card of somebody else", n=others) if others else ""
        if not cards and not others:
            said = t("a puts up the first card") if self.view.retro.state == "gather" else t("No cards")
        foot: list[Line] = [[(fit("  " + line, width), "muted")] for line in wrap(said, width - 2)] if said else []
        if not cards:
            return foot
        blocks = [self._card(card, width) for card in cards]
        at = self.grid.at(column)
        room = height - len(foot)
        while at and sum(map(len, blocks[: at + 1])) > room:
            blocks.pop(0)
            at -= 1
        return [*[line for block in blocks for line in block][:room], *foot]

    def _card(self, card: Card, width: int) -> list[Line]:
        here = self.grid.chosen is not None and self.grid.chosen.id == card.id
        marked = card.id in self.marks
        mark = (">" if here else "") + ("+" if marked else "")
        tone = "chosen" if here else "warn" if marked else "foreground"
        texts = wrap(safe(self.view.text(card).replace("\n", " ")), width - 3)
        if len(texts) > TALL:
            texts[TALL - 1 :] = [fit(texts[TALL - 1] + " " * width, width - 3)]
        said = self._votes(card)
        below = self._below(card, width - 3 - cell_len(said))
        if said and not below and cell_len(texts[-1]) > width - 3 - cell_len(said):
            below = [""]
        lines: list[Line] = []
        for at, text in enumerate(texts):
            lead_ = (mark if at == 0 else "").ljust(2) + text
            if at == len(texts) - 1 and not below and said:
                lines.append([(fit(lead_, width - cell_len(said) - 1) + " ", tone), (said, "warn")])
            else:
                lines.append([(fit(lead_, width), tone)])
        for at, text in enumerate(below, 1):
            tail = said if at == len(below) else ""
            left = max(0, width - cell_len(tail))
            lines.append([(lead("  " + text, left), "muted"), (right(tail, width - left), "warn")])
        return lines

    def _below(self, card: Card, width: int) -> list[str]:
        """Its group, and who wrote it, where that is known; a line each where they do not fit into one."""
        group = f"[{safe(card.group)}]" if card.group else ""
        author = safe(self.desk.overview.names.of(card.author)) if card.author else ""
        if card.author and cell_len(author) > width:
            author = safe(self.desk.overview.called(card.author))
        said = [*filter(None, (group, author))]
        both = "  ".join(said)
        return [both] if said and cell_len(both) <= width else said

    def _votes(self, card: Card) -> str:
        """How many it has; before they are open how many of mine."""
        mine = self.view.mine(card)
        if self.view.hidden:
            return t("yours: {n}", n=mine) if mine else ""
        votes = sum(card.votes.values())
        return t("{n} votes", one="{n} vote", n=votes) if votes else ""


def _beside(columns: list[list[Line]], each: int) -> list[Line]:
    """The lines of columns side by side, each in so many cells, the last two of which are blank."""
    lines: list[Line] = []
    for y in range(max(map(len, columns))):
        row: list[Part] = []
        for column in columns:
            row += [*(column[y] if y < len(column) else [(" " * (each - 2), "foreground")]), ("  ", "foreground")]
        lines.append(row)
    return lines
