"""What comes of it: last time's actions and its change, at most three follow-ups, one change to try, lessons, what is
carried; and what is wanted still before it is closed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.kinds import KINDS
from store.kinds.retro_steps import MOST
from store.words import Words
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.record_rows import record_rows
from tui.rooms.retro.headings import heading
from tui.rooms.retro.view import RetroView
from tui.text.cells import lead, wrap
from tui.text.joined import noted
from tui.text.safe import safe

if TYPE_CHECKING:
    from tui.desk.desk import Desk

#: The keys of the rows that are no records: the change that was tried, the one that will be.
TRIED, CHANGE = "~tried", "~change"


class OutcomeRows:
    """In rows of ``width`` cells; headings have no key."""

    def __init__(self, desk: "Desk", view: RetroView, width: int) -> None:
        self.desk = desk
        self.view = view
        self.width = width

    def rows(self) -> list[ChoiceRow]:
        """In the order in which they are gone through."""
        return [
            *self._last_time(),
            *self._follow_ups(),
            *self._change(),
            *self._lessons(),
            *self._carried(),
            *self._left(),
        ]

    def _heading(self, label: Words, tail: str = "") -> Iterator[ChoiceRow]:
        yield heading(self.desk, t(label), self.width, tail)

    def _text(self, text: str, tone: str = "muted", key: str = "") -> Iterator[ChoiceRow]:
        for at, line in enumerate(wrap(text, self.width)):
            here = key if not at else ""
            yield ChoiceRow(here, [("" if here else "  ", tone), (line, tone)])

    def _last_time(self) -> Iterator[ChoiceRow]:
        earlier = self.view.earlier
        if earlier is None:
            return
        yield from self._heading(Words("Last time"), earlier.id)
        before = RetroView(self.view.records, earlier.id, self.view.me, {})
        yield from record_rows(self.desk, before.follow_ups, self.width)
        if earlier.change:
            helped = KINDS["retro"].fields["change_helped"].label_of(earlier.change_helped)
            said = noted(t("Tried: {change}", change=safe(earlier.change)), t(helped))
            yield from self._text(said, "foreground" if earlier.change_helped else "warn", TRIED)
            if earlier.change_said:
                yield from self._text(safe(earlier.change_said))

    def _follow_ups(self) -> Iterator[ChoiceRow]:
        found = self.view.follow_ups
        yield from self._heading(Words("Follow-ups"), t("{n} of {total}", n=len(found), total=MOST))
        yield from record_rows(self.desk, found, self.width)
        if not found and not self.view.closed:
            yield from self._text(t("a makes one; each with an owner and a day"))

    def _change(self) -> Iterator[ChoiceRow]:
        change = self.view.retro.change
        if self.view.closed and not change:
            return
        yield from self._heading(Words("One change to try"))
        yield from self._text(
            safe(change) or t("D says what to try until next time"), "foreground" if change else "muted", CHANGE
        )

    def _lessons(self) -> Iterator[ChoiceRow]:
        found = self.view.lessons
        yield from self._heading(Words("Lessons"), str(len(found) or ""))
        yield from record_rows(self.desk, found, self.width)
        if not found:
            yield from self._text(t("+ keeps one, with where it applies"))

    def _carried(self) -> Iterator[ChoiceRow]:
        found = [each for each in self.view.cards if each.carried_to]
        if found:
            yield from self._heading(Words("Carried to the next one"), str(len(found)))
        for each in found:
            text = lead(safe(self.view.text(each).replace("\n", " ")), self.width)
            yield ChoiceRow(each.id, [(text, "foreground")])

    def _left(self) -> Iterator[ChoiceRow]:
        lacking = self.view.lacking if self.view.retro.state == "discuss" else []
        if lacking:
            yield from self._heading(Words("Before it is closed"))
        for words in lacking:
            yield from self._text("- " + t(words), "warn")
