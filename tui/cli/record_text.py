"""A page of a record as the command line lays it out: facts, then sections of lines, in columns."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from store.fields import unknown
from store.kinds import KINDS, split_id
from store.kinds.comment import Comment
from tui.cli.next_commands import to_meet
from tui.cli.plain_text import columns
from tui.cli.record_naming import PlainNaming
from tui.faces import face_of
from tui.faces.face import tell
from tui.faces.page import Cell, Gauge, Page, TableColumn
from tui.faces.words_section import meanings, words_on
from tui.i18n import t
from tui.text.joined import apart, labelled, noted, percent, told
from tui.text.labels import number
from tui.text.record_row import Amount

if TYPE_CHECKING:
    from store.kinds.gates import Want
    from tui.cli.record_lines import Shown
    from tui.faces.ways import Way
    from tui.text.charts.chart import AnyChart

#: The signs of the steps of a way.
_STEPS = {"done": "{} x", "skipped": "{} !", "here": "> {}", "ahead": "{}"}
#: So many records of a kind are listed at least: a pipe has no height.
ROWS = 20
#: So many wants of a gate are listed.
WANTS = 10


def written(shown: "Shown", record: Any) -> Iterator[str]:
    """Everything about a record."""
    page = PlainPage(shown, record)
    tell(face_of(page.kind.name)(shown), page)
    return page.lines()


def _one_line(text: str) -> str:
    return " ".join(text.split())


class PlainPage(Page, PlainNaming):
    """Facts before the first section stand together, what a section tells below its label."""

    def __init__(self, shown: "Shown", record: Any) -> None:
        super().__init__(shown, record)
        self._title = ""
        self._rested = False
        self._sections: list[tuple[str, list[Sequence[str]]]] = [("", [])]

    def lines(self) -> Iterator[str]:
        """What was told."""
        yield self._title
        for label, rows in self._sections:
            if label and rows:
                yield label
            yield from (f"  {line}".rstrip() for row in _alike(rows) for line in columns(row))

    # Telling

    def head(self, state: str = "", tone: str = "muted") -> None:  # noqa: ARG002
        """Id and name, and how it stands."""
        named = self._shown.line(self.record, self.kind.naming.name)
        self._title = noted(f"{self.record.id}  {named}", state)
        for field in self.kind.fields.values():
            if field.unique:
                self.field(field.name)

    def paragraph(self, name: str, tone: str = "foreground") -> None:  # noqa: ARG002
        """A fact where it is one line, otherwise a section."""
        self.field(name)

    def text(self, text: str, tone: str = "foreground") -> None:  # noqa: ARG002
        """Its lines."""
        self._rows.extend((line,) for line in text.split("\n"))

    @property
    def _rows(self) -> list[Sequence[str]]:
        return self._sections[-1][1]

    def fact(self, label: str, value: str, tone: str = "") -> None:  # noqa: ARG002
        """Among the first facts, in one line."""
        if value:
            self._sections[0][1].append((label, " ".join(value.split("\n"))))

    def field(self, name: str, value: str | None = None, tone: str = "", label: str = "") -> None:
        """A fact where it is one line, otherwise a section; told once."""
        if name in self.told:
            return
        said = self.written(self.kind.fields[name], getattr(self.record, name)) if value is None else value
        if value is None and "\n" in said:
            self.told.add(name)
            self._sections.append((label or t(self.kind.fields[name].label), [(line,) for line in said.split("\n")]))
        else:
            super().field(name, said, tone, label)

    def run(self, parts: Sequence[tuple[str, str]], label: str = "") -> None:
        """A fact of all of them."""
        said = told(text for text, _tone in parts if text)
        if label:
            self.fact(label, said)
        elif said:
            self._rows.append((said,) if len(self._sections) > 1 else ("", said))

    def inline(self, *parts: tuple[str, str, str]) -> None:
        """Each field with its label, the rest in one line."""
        for name, _said, _tone in parts:
            if name:
                self.field(name)
        self.skip(*(name for name, _said, _tone in parts))
        self.run([(said, tone) for name, said, tone in parts if not name])

    def section(self, label: str, note: str = "") -> None:
        """A label."""
        self._sections.append((noted(label, note), []))

    def listing(self, label: str, ids: Iterable[str], note: str = "", most: int = ROWS, without: str = "") -> None:
        """Records as `concord list` has them, those of each kind together."""
        most = max(most, ROWS)
        from tui.cli.list_table import table  # late: most pages have no lists

        by_kind: dict[str, list[Any]] = {}
        for id in ids:
            place, record = split_id(id), self.records.find(id)
            if place is not None and record is not None:
                by_kind.setdefault(place[0].name, []).append(record)
        for kind, found in by_kind.items():
            self.section(label, note)
            self._rows.extend(table(self._shown, KINDS[kind], found[:most], (without,)))
            self._left(len(found) - most)

    def _left(self, left: int) -> None:
        if left > 0:
            self._rows.append((t("and {n} more", n=left),))

    def table(self, columns: Sequence[TableColumn], rows: Iterable[Sequence[Cell]], heading: str = "") -> None:
        """In columns; bars are left out."""
        found = [[_text(cell) for cell, _tone in row] for row in rows]
        if heading and found:
            self.section(heading)
        if found and any(each.label for each in columns):
            found.insert(0, [each.label for each in columns])
        self._rows.extend(found)

    def steps(self, steps: Iterable[tuple[str, str]]) -> None:
        """In one line."""
        self.fact(t("Steps"), "   ".join(_STEPS[how].format(label) for label, how in steps))

    def bar(self, bar: Gauge, tone: str) -> None:  # noqa: ARG002
        """In percent."""
        self.fact(t("Progress"), percent(bar.fraction * 100))

    def chart(self, chart: "AnyChart") -> None:
        """Left out: the values stand in tables."""

    def ways(self, *ways: "Way", who: str = "") -> None:
        """Each command in a line of its own."""
        for at, command in enumerate(command for way in ways for command in self.commands(way)):
            self.fact("" if at else t("Next"), labelled(who, command) if who else command)

    def wants(self, wants: "Sequence[Want]", on: "Way") -> None:
        """Those of one sort under a heading, each with the command that meets it."""
        from tui.faces.gate_section import sorts  # late: only goals have a gate

        note = t("{n} in all", n=len(wants)) if len(wants) > WANTS else ""
        self.section(t("The gate wants"), note)
        left = WANTS
        for sort in sorts(wants):
            self._rows.extend([(sort.heading,)] if sort.heading and left else ())
            self._rows.extend(self._want(want, headed=bool(sort.heading)) for want in sort.wants[:left])
            left = max(0, left - len(sort.wants))
        self._rows.extend(() if wants else [(t("nothing more"), self.way(on))])

    def _want(self, want: "Want", *, headed: bool) -> Sequence[str]:
        from tui.faces.gate_section import about  # late: only goals have a gate

        told = about(self.seen, want)
        said = (f"  {told.called}", told.title, told.who, self.day(told.day)) if headed else (t(want.words),)
        return (*said, to_meet(want, self.records))

    # The end of it

    def rest(self) -> None:
        """What the face did not tell stands with the first facts, or below its label where it has several lines."""
        super().rest()
        if self._rested:
            return  # a face told it among its facts
        self._rested = True
        record, shown = self.record, self._shown
        if record.tags:
            self.fact(t("Tags"), self.written(self.kind.fields["tags"], record.tags))
        if record.extra:
            self.fact(t("Extra"), self.written(self.kind.fields["extra"], record.extra))
        self.fact(t("Revision"), str(record.rev))
        if record.made_at is not None:
            self.fact(t("Made"), f"{shown.when(record.made_at)} {shown.zone}  {record.made_by}")
        if record.changed_at is not None:
            self.fact(t("Changed"), f"{shown.when(record.changed_at)} {shown.zone}  {record.changed_by}")

    def stamps(self) -> None:
        """What is not understood, and the comments."""
        place = split_id(self.record.id)
        raw = None if place is None else self.records.raw(place[0].name, place[1])
        found = [] if raw is None or place is None else unknown.parts(raw, place[0].record)
        if found:
            self.section(t("From a newer version"))
            self._rows.extend((path, _one_line(unknown.told(value))) for path, value in found)
        words = words_on(self)
        if words:
            self.section(t("Words that departments understand differently"))
            self._rows.extend((f"{term.id} {term.word}", apart(meanings(self, term))) for term in words)
        comments = self.pointing(Comment, "on")
        if comments:
            self.section(t(KINDS["comment"].plural))
        for comment in comments:
            stamp = self._shown.when(comment.made_at) if comment.made_at else ""
            self._rows.append((f"{comment.id}  {comment.made_by}  {stamp}".rstrip(),))
            self._rows.extend((f"  {line}",) for line in comment.text.split("\n"))


def _text(cell: str | Amount | Gauge) -> str:
    if isinstance(cell, Amount):
        return "" if cell.value is None else number(cell.value, cell.unit)
    return "" if isinstance(cell, Gauge) else _one_line(cell)


def _alike(rows: list[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    """Rows of as many cells that follow each other: they stand in the same columns."""
    together: list[Sequence[str]] = []
    for row in rows:
        if together and len(row) != len(together[0]):
            yield together
            together = []
        together.append(row)
    if together:
        yield together
