"""Why something is red or amber: its reasons in words, and below each the way to the record that caused it."""

from collections.abc import Iterator, Sequence
from typing import cast

from store.kinds import split_id
from store.records.names import sayable, title
from store.words import Words
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.rooms.list_room import ListRoom
from tui.text.cells import column, fit, lead, wrap
from tui.text.joined import labelled
from tui.text.labels import BECAUSE
from tui.text.safe import safe


class WhyRoom(ListRoom):
    """Of a goal, a key result or a department."""

    place = "why"
    letter = "w"

    def stays(self, key: str) -> bool:  # noqa: ARG002
        """A reason goes with its cause."""
        return False

    def find(self, width: int) -> Sequence[ChoiceRow]:
        """Each reason, and below it the records that it names."""
        health = self.desk.overview.health(self.about)
        called = sayable(self.desk.records, self.about)
        self.heading = labelled(f"{called}  {title(self.desk.records, self.about)}", t(BECAUSE[health.color]))
        rows: list[ChoiceRow] = []
        wide = column((sayable(self.desk.records, id) for words in health.reasons for id in caused_by(words)), 7, 20)
        for at, words in enumerate(health.reasons):
            rows += [ChoiceRow("", ())] if rows else []
            rows += [ChoiceRow("", [(line, "+foreground")]) for line in wrap(safe(t(words)), width)]
            for id in dict.fromkeys(caused_by(words)):
                if id != self.about and self.desk.records.find(id) is not None:
                    name, said = safe(title(self.desk.records, id)), safe(sayable(self.desk.records, id))
                    line = [(lead(said, wide), "muted"), (fit(name, width - wide - 4), "foreground")]
                    rows.append(ChoiceRow(f"{id}#{at}", line))
        return rows or [ChoiceRow("", [(t("Nothing is wrong"), "good")])]


def caused_by(words: Words) -> Iterator[str]:
    """The ids that stand in the words of a reason."""
    for value in words.values.values():
        for each in cast("list[object]", value) if isinstance(value, list) else (value,):
            if isinstance(each, str):
                yield from (part for part in each.split() if split_id(part) is not None)
