"""A page of a record as the screen lays it out: lines of a width, with tones."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec
from rich.cells import cell_len

from store.fields import unknown
from store.insight.projection import number_of
from store.kinds.comment import Comment
from store.records import KIND_OF
from store.records.names import called
from tui.faces import face_of
from tui.faces.face import Face, tell
from tui.faces.naming import Seen
from tui.faces.page import ROWS, Cell, Gauge, Page, TableColumn
from tui.faces.words_section import SHOW, words_on
from tui.i18n import t
from tui.parts.record_naming import ScreenNaming
from tui.parts.record_row import Columns, Widths, drawn, safely
from tui.parts.sheet import Sheet
from tui.text.cells import column, fit, right, wrap
from tui.text.joined import labelled, told
from tui.text.record_row import Amount, RecordRow
from tui.text.safe import safe
from tui.text.short_numbers import brief

if TYPE_CHECKING:
    from store.kinds.gates import Want
    from tui.faces.ways import Way
    from tui.text.charts.chart import AnyChart
    from tui.text.line import Line, Part

#: Comments that are shown.
COMMENTS = 20
#: Lines of a chart.
CHART = 8
#: Cells before the id in rows.
LEAD = 2
#: Cells of a number and a bar in a table, between its columns, of what takes the rest at least, of the others at most.
NUMBER, BAR, GAP, LEAST, MOST = 8, 14, 2, 12, 25
#: Cells of a bar where there is less room.
SHORT_BAR = 8
#: So many cells a title has before a bar is as long as it may be.
NAMED = 24
#: The signs behind the steps of a way, and their tones; before the step that it is at stands one too.
_STEPS = {"done": (" x", "good"), "skipped": (" !", "warn"), "here": ("", "+accent"), "ahead": ("", "muted")}


def written(seen: Seen, id: str, width: int, *, ascii_only: bool = False) -> "list[Line]":
    """The page of the record with that id; nothing where there is none."""
    record: Any = seen.records.find(id)
    if record is None:
        return []
    page = ScreenPage(seen, record, width, ascii_only=ascii_only)
    tell(face_of(page.kind.name)(seen), page)
    return page.lines


class ScreenPage(Page, ScreenNaming):
    """``lines`` is what was told, in ``width`` cells."""

    def __init__(self, seen: Seen, record: Any, width: int, *, ascii_only: bool = False) -> None:
        super().__init__(seen, record)
        self._sheet = Sheet(width, ascii_only=ascii_only)
        self.dot = self._sheet.dot
        self._facts: list[tuple[str, str, str]] = []
        self._last = ""
        self._rows: dict[str, Face] = {}
        self._words = words_on(self)

    @property
    def lines(self) -> "list[Line]":
        """The lines so far."""
        self._flush()
        return self._sheet.lines

    @property
    def width(self) -> int:
        """Cells of a line."""
        return self._sheet.width

    # Telling

    def head(self, state: str = "", tone: str = "muted") -> None:
        """Id and name, at the right what it is and how it stands."""
        named = str(getattr(self.record, self.kind.naming.name))
        self._sheet.head(safe(called(self.record)), named, t(self.kind.label).lower(), state, tone, self._marks)
        self._last = "head"

    def paragraph(self, name: str, tone: str = "foreground") -> None:
        """With the words marked that departments understand differently."""
        self.skip(name)
        if getattr(self.record, name):
            self._block("text", after=("head", "text", "section"))
            self._sheet.text(getattr(self.record, name), tone, marks=self._marks)

    def _marks(self, text: str) -> Sequence[tuple[int, int]]:
        if not self._words:
            return ()
        from store.insight.dictionary import dictionary  # late: few pages have such words

        here = {each.id for each in self._words}
        return [each[:2] for each in dictionary(self.records).uses(text) if each.term in here]

    def text(self, text: str, tone: str = "foreground") -> None:
        self._block("text", after=("head", "text", "section"))
        self._sheet.text(text, tone)

    def fact(self, label: str, value: str, tone: str = "") -> None:
        """Kept until all that stand together are known: their values line up."""
        if value:
            self._facts.append((label, value, tone))

    def run(self, parts: Sequence[tuple[str, str]], label: str = "") -> None:
        said = [part for part in parts if part[0]]
        if said:
            self._block("run", after=("head", "run", "facts", "section"))
            self._sheet.run(label, list(said), wide=None if label else 0)

    def inline(self, *parts: tuple[str, str, str]) -> None:
        self.skip(*(name for name, _said, _tone in parts))
        self.run([(said, tone or "foreground") for _name, said, tone in parts])

    def section(self, label: str, note: str = "") -> None:
        """A heading with air above it, the note at the right."""
        self._flush()
        self._sheet.section(safe(label), safe(note))
        self._last = "section"

    def listing(self, label: str, ids: Iterable[str], note: str = "", most: int = ROWS, without: str = "") -> None:  # noqa: ARG002
        found = list(ids)
        if not found:
            return
        self.section(label, note)
        rows = [self._row(id) for id in found[:most]]
        if all(row.who == safe(called(self.record)) for row in rows):  # the page is about them
            rows = [row._replace(who="", who_long="") for row in rows]
        columns = Columns.of(Widths().over(rows), self.width, max(cell_len(row.id) for row in rows), LEAD)
        for row in rows:
            self._sheet.add(*drawn(row, columns, self.width, "", lead=LEAD))
        self._more(len(found) - most)

    def _row(self, id: str) -> RecordRow:
        record = self.records.find(id)
        if record is None:
            return RecordRow(id, "")
        kind = KIND_OF[type(record)].name
        if kind not in self._rows:
            self._rows[kind] = face_of(kind)(self.seen)
        return safely(self._rows[kind].row(record), ascii_only=self._sheet.ascii_only)

    def _more(self, left: int) -> None:
        if left > 0:
            self._sheet.add(("  " + t("and {n} more", n=left), "faint"))

    def table(self, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]], heading: str = "") -> None:
        """Columns as wide as what stands in them; what gives way is left out where the rest has no room."""
        found = [[(_said(cell), tone) for cell, tone in row] for row in rows]
        if not found:
            return
        self._block("table", after=("section", "table", "text"))
        widths = _widths(columns, found, self.width)
        labels = [(each.label, "muted") for each in columns]
        before = next((at for at, (label, _tone) in enumerate(labels) if label), 0)
        if before:
            self._sheet.gap()
            head = (fit(heading, sum(widths[:before])), "+foreground")
            self._sheet.add(head, *self._cells(labels[before:], columns[before:], widths[before:]))
        for row in found:
            if not columns[-1].takes:
                self._sheet.add(*self._cells(row, columns, widths))
                continue
            parts, (said, tone) = self._cells(row[:-1], columns, widths), row[-1]
            for at, line in enumerate(wrap(safe(str(said)), widths[-1], 12)):
                self._sheet.add(*(parts if not at else [(" " * sum(widths[:-1]), tone)]), (line, tone))

    def _cells(
        self, row: "Sequence[tuple[Any, str]]", columns: Sequence[TableColumn], widths: Sequence[int]
    ) -> "list[Part]":
        parts: list[Part] = []
        for (said, tone), each, wide in zip(row, columns, widths, strict=False):
            gap = " " * GAP if each is not columns[-1] else ""
            if not wide:
                continue
            if isinstance(said, Gauge):
                parts += [*self._sheet.bar(wide - GAP, said.fraction, said.should, tone), (gap, tone)]
            elif each.right:
                parts.append((right(safe(said), wide - len(gap)) + gap, tone))
            else:
                parts.append((fit(safe(said), wide - len(gap)) + gap, tone))
        return parts

    def steps(self, steps: Iterable[tuple[str, str]]) -> None:
        self._block("steps", after=("section",))
        said = [(("> " if how == "here" else "") + label + _STEPS[how][0], _STEPS[how][1]) for label, how in steps]
        gap = 3 if sum(cell_len(text) + 3 for text, _tone in said) <= self.width + 3 else 2
        line: list[Part] = []
        for text, tone in said:
            if line and sum(cell_len(part) for part, _tone in line) + cell_len(text) > self.width:
                self._sheet.add(*line)
                line = []
            line.append((text + " " * gap, tone))
        self._sheet.add(*line)

    def bar(self, bar: Gauge, tone: str) -> None:
        self._block("bar", after=("section",))
        self._sheet.add(*self._sheet.bar(self.width - 2, bar.fraction, bar.should, tone))
        self._last = "head"  # what is said of it follows at once

    def chart(self, chart: "AnyChart") -> None:
        from tui.text.charts.cells import drawn as charted  # late: few pages have one

        self._block("chart", after=("section",))
        for line in charted(chart, self.width, CHART, self._sheet.ascii_only):
            self._sheet.add(*line)

    def ways(self, *ways: "Way", who: str = "") -> None:
        if ways:
            self._block("ways", after=("ways",))
            said = told(map(self.way, ways))
            self._sheet.add((labelled(who, said) if who else said, "muted"))

    def wants(self, wants: "Sequence[Want]", on: "Way") -> None:
        """Summed up in one run: the room of the gate lists them."""
        from tui.faces.gate_section import LISTS, summed  # late: only goals have a gate

        self._flush()
        label = "  " + t("Gate wants")
        if not wants:
            self._sheet.pair(label, self.lacking(t("nothing more"), on), "good", wide=15)
        else:
            parts: list[Part] = [(said, "foreground") for said in summed(wants)]
            self._sheet.run(label, [*parts, (self.way(LISTS), "muted")], wide=max(15, cell_len(label) + 2))
        self._last = "facts"

    # The end of it

    def stamps(self) -> None:
        """What is not understood, tags, comments, who made and changed it."""
        self._unknown()
        record = self.record
        if record.tags:
            self._block("tags")
            self._sheet.run(t("Tags"), [("#" + tag, "foreground") for tag in record.tags])
        if self._words:
            self._block("words")
            said = [(safe(each.word), "_foreground") for each in self._words[:ROWS]]
            self._sheet.run(t("Differs"), [*said, (self.way(SHOW), "muted")])
        comments = self.pointing(Comment, "on")
        if comments:
            self.section(t("Comments"))
        for comment in comments[-COMMENTS:]:
            self._sheet.add((self.person(comment.made_by), "accent"), ("  " + self.moment(comment.made_at), "muted"))
            self._sheet.text(comment.text, indent=2, marks=self._marks)
        stamps: list[Part] = []
        if record.made_at is not None:
            who, when = self.person(record.made_by), self.moment(record.made_at)
            said = t("made by {who} {when}", who=who, when=when) if record.made_by else t("made {when}", when=when)
            stamps.append((said, "faint"))
        if record.changed_at is not None and record.rev > 1:
            said = t("changed by {who} {when}", who=self.person(record.changed_by), when=self.moment(record.changed_at))
            stamps.append((said, "faint"))
        if stamps:
            self._block("stamps")
            label = safe(called(record))
            self._sheet.run(label, stamps, wide=cell_len(label) + 2)

    def _unknown(self) -> None:
        """What the record holds and this version does not know, by its raw names."""
        raw = self.records.raw(self.kind.name, number_of(self.record.id))
        if raw is None or bytes(raw) == msgspec.json.encode(self.record):
            return  # as most are: the first paint does not ask what all the types know
        found = unknown.parts(raw, self.kind.record)
        if found:
            self.section(t("From a newer version"))
        for path, value in sorted(found, key=lambda part: "." in part[0])[:ROWS]:  # what is in items comes last
            label = "  " + safe(path) + " "
            self._sheet.pair(label, unknown.told(value), wide=min(cell_len(label), self.width // 2))
        self._more(len(found) - ROWS)

    # Air between blocks

    def _block(self, name: str, after: tuple[str, ...] = ()) -> None:
        """Something else begins: with air above it, but ``after`` what it belongs to."""
        self._flush()
        if self._last not in after:
            self._sheet.gap()
        self._last = name

    def _flush(self) -> None:
        if self._facts:
            facts, self._facts = self._facts, []
            self._block("facts", after=("facts", "section", "steps"))
            self._sheet.label(*(label for label, _value, _tone in facts))
            for label, value, tone in facts:
                self._sheet.pair(label, value, tone or "foreground")


def _said(cell: str | Amount | Gauge) -> str | Gauge:
    if not isinstance(cell, Amount):
        return cell
    unit = safe(cell.unit)
    return "" if cell.value is None else brief(cell.value, unit, NUMBER)


def _widths(columns: Sequence[TableColumn], rows: "Sequence[Sequence[tuple[Any, str]]]", width: int) -> list[int]:
    """Of so many cells, with the air behind each but the last; what takes the rest takes what is left."""
    widths: list[int] = []
    bar = -1
    for at, each in enumerate(columns):
        if each.takes:
            widths.append(0)
        elif isinstance(rows[0][at][0], Gauge):
            bar = at
            widths.append(BAR + GAP)
        else:
            wide = column((each.label, *(row[at][0] for row in rows)), 1, max(MOST, width // 2)) - 1
            widths.append(wide + GAP if wide and each is not columns[-1] else wide)
    if bar >= 0:
        widths[bar] -= max(0, min(BAR - SHORT_BAR, NAMED - width + sum(widths)))
    for at in [at for at, each in enumerate(columns) if each.gives]:
        if width - sum(widths) < LEAST:
            widths[at] = 0
    left = max(LEAST, width - sum(widths))
    return [left if each.takes else wide for each, wide in zip(columns, widths, strict=True)]
