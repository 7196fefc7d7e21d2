"""What is shown of a record beside its fields: facts, then sections of lines. The writers of all kinds share it."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from store.kinds import KINDS
from store.records.names import title
from tui.cli.plain_text import columns
from tui.i18n import t

if TYPE_CHECKING:
    from collections.abc import Mapping

    from store.kinds.base import Record
    from tui.cli.record_lines import Shown

#: So many records are shown in a section; the others are counted.
ROWS = 20


def _one_line(text: str) -> str:
    return " ".join(text.split("\n"))


class Page:
    """The writer of a kind fills it; ``told`` are the fields that it tells itself."""

    def __init__(self, shown: "Shown", record: "Record") -> None:
        self.shown = shown
        self.record = record
        self.overview = shown.overview
        self.records = shown.overview.reading
        self.today = shown.overview.today
        self.told: set[str] = set()
        self.facts: list[tuple[str, str]] = []
        self.sections: list[tuple[str, list[str]]] = []

    def tells(self, *names: str) -> None:
        """These fields are told by the page itself."""
        self.told |= set(names)

    def fact(self, label: str, *values: str) -> None:
        """A label and its value, more values below it; nothing where there is none."""
        for value in filter(None, values):
            self.facts.append((label, _one_line(value)))
            label = ""

    def section(self, label: str, rows: Iterable[Sequence[str]], note: str = "") -> None:
        """Rows in aligned columns under a label; nothing where there are none."""
        lines = columns([[_one_line(cell) for cell in row] for row in rows])
        if lines:
            self.sections.append((f"{label}  ({note})" if note else label, lines))

    def listed(
        self,
        label: str,
        kind: str,
        ids: Iterable[str],
        without: Iterable[str] = (),
        note: str = "",
        *,
        heads: bool = False,
    ) -> None:
        """Records of a kind as `concord list` shows them, the first ones of many; ``heads`` labels the columns."""
        from tui.cli.columns import table

        found = [record for id in ids if (record := self.records.find(id)) is not None]
        rows = table(self.shown, KINDS[kind], found[:ROWS], without, heads=heads)
        self.section(label, rows, note)
        if len(found) > ROWS:
            self.sections[-1][1].append(t("and {n} more", n=len(found) - ROWS))

    def name(self, id: str | None) -> str:
        """A department or person as people call them, anything else by its id; "" for nobody."""
        return self.shown.called(id) if id else ""

    def titled(self, id: str) -> str:
        """A record by its id and its title."""
        return f"{id}  {title(self.records, id)}"

    def days(self, since: "date | datetime | None") -> int:
        """How many days ago that was."""
        if since is None:
            return 0
        return (self.today - (self.overview.day_of(since) if isinstance(since, datetime) else since)).days

    def day(self, moment: "datetime | None") -> str:
        """The day of a stamp; "" for none."""
        return "" if moment is None else str(self.overview.day_of(moment))

    def letters(self, raci: "Mapping[str, str]") -> list[str]:
        """Who has an A, an R, a C, an I, each in one text."""
        return [" ".join(self.name(id) for id, each in raci.items() if each == letter) for letter in "ARCI"]

    def raci(self, raci: "Mapping[str, str]") -> None:
        """The letters in one line: A ana  R OPS LOG."""
        letters = zip("ARCI", self.letters(raci), strict=True)
        self.fact("RACI", "  ".join(f"{letter} {who}" for letter, who in letters if who))

    def health(self) -> None:
        """How the record is doing, and why."""
        found = self.overview.health(self.record.id)
        if found.reasons or self.shown.health(found.color):
            self.fact(t("Health"), self.shown.health(found.color) or t("not known yet"), *map(t, found.reasons))
