"""A form under what it is about: the record, what is known of it, what the answer would bring."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from store.errors import ConcordError
from store.fields import Field
from store.words import Words
from tui.parts.form import Form, Submit
from tui.parts.form_field import FieldAnswer
from tui.text.line import Line

if TYPE_CHECKING:
    from store import News
    from tui.desk.desk import Desk

#: Lines that are left for the fields at least.
FIELDS = 6

#: The lines above the fields, as the form stands now.
About = Callable[["Answering", int], Sequence[Line]]


class Answering(Form):
    """``about`` says what stands above the fields; it is asked again with every key and with what others do.

    A refusal that a field of it meets is said under that field, and the keys go there. ``asked_if`` says by their
    names of fields that are not always wanted when they are: as the others stand.
    """

    def __init__(
        self,
        desk: "Desk",
        title: str,
        fields: Sequence[Field],
        values: Mapping[str, Any],
        submit: Submit,
        *,
        about: About | None = None,
        draft: str = "",
        closed: Mapping[str, Words] | None = None,
        asked_if: Mapping[str, Callable[["Answering"], bool]] | None = None,
    ) -> None:
        self.here = desk
        super().__init__(desk, title, fields, values, submit, draft=draft, closed=closed)
        self._all: list[FieldAnswer] = self.answers
        self._asked_if: Mapping[str, Callable[[Answering], bool]] = asked_if or {}
        self._ask()
        self._about = about
        self._above = 0

    def heed(self, _entries: "Sequence[News]") -> None:
        """What others do may change what it is about."""
        self._ask()
        self.redraw()

    def _ask(self) -> None:
        """The fields that are wanted as the others stand; the keys stay in theirs."""
        here = self.answers[self.at]
        wants = self._asked_if
        self.answers = [each for each in self._all if (when := wants.get(each.field.name)) is None or when(self)]
        self.at = self.answers.index(here) if here in self.answers else min(self.at, len(self.answers) - 1)

    async def press(self, key: str, character: str | None) -> None:
        self._ask()
        await super().press(key, character)
        self._ask()

    def _begin_again(self) -> None:
        self.answers = self._all
        super()._begin_again()
        self._all = self.answers

    def body(self, width: int, height: int) -> list[Line]:
        """What it is about, then the fields."""
        above = list(self.about(width))[: max(0, height - FIELDS - 1)]
        if above:
            above.append(())
        self._above = len(above)
        return [*above, *super().body(width, max(1, height - len(above)))]

    def about(self, width: int) -> Sequence[Line]:
        """The lines above the fields."""
        return () if self._about is None else self._about(self, width)

    def point(self, x: int, y: int) -> None:
        """The cursor of the terminal stands in its field, below what it is about."""
        super().point(x, y + self._above)

    # What is typed so far

    def fill(self, values: Mapping[str, Any]) -> None:
        """Begin these fields anew with other values, as far as nobody has typed there."""
        for at, answer in enumerate(self._all):
            name = answer.field.name
            if name in values and values[name] != answer.first and not answer.touched:
                self._all[at] = FieldAnswer(self.here, answer.field, values[name], answer.closed, self.now)
                if answer in self.answers:
                    self.answers[self.answers.index(answer)] = self._all[at]

    def wrong(self, name: str, error: ConcordError) -> None:
        """Say it under that field instead of at the foot, and give the keys to it."""
        if (answer := self.field(name)) is not None:
            answer.wrong, self.message, self.at = error.words, None, self.answers.index(answer)

    def _refused(self, error: ConcordError) -> None:
        from tui.text.remedies import REMEDIES, Remedy  # late: nothing is refused before the first paint

        super()._refused(error)
        for name in REMEDIES.get(error.reason, Remedy()).fields:
            answer = self.field(name)
            if answer is not None and not answer.line.text.strip():
                self.wrong(name, error)
