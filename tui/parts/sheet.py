"""A sheet that a record is written on, line by line, for a width: headings, paragraphs, pairs, runs of words."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len

from tui.text.cells import column, lead, right, wrap
from tui.text.line import Line, Part
from tui.text.marked import marked
from tui.text.safe import safe, safe_lines

#: The places in a text that are marked.
Marks = Callable[[str], Sequence[tuple[int, int]]]
#: Lines of one text that are shown before the rest is left to the editor.
MOST = 400


def no_marks(_text: str) -> Sequence[tuple[int, int]]:
    """Nothing is."""
    return ()


class Sheet:
    """``lines`` is what was written. Texts that people typed are made safe here."""

    def __init__(self, width: int, *, ascii_only: bool = False) -> None:
        self.width = max(20, width)
        self.ascii_only = ascii_only
        #: Cells of the labels before what they say.
        self.labels = 12
        self.lines: list[Line] = []

    @property
    def dot(self) -> str:
        """Stands between things that are told in a row."""
        return " - " if self.ascii_only else " · "

    def add(self, *parts: Part) -> None:
        """A line as it is."""
        self.lines.append(parts)

    def gap(self) -> None:
        """An empty line, never two."""
        if self.lines and self.lines[-1]:
            self.lines.append(())

    def head(
        self, id: str, title: str, kind: str, state: str = "", tone: str = "muted", marks: Marks = no_marks
    ) -> None:
        """The first lines: id and title, and at the right what it is and how it stands."""
        tail = kind + ("  " + state if state else "")
        space = self.width - cell_len(tail) - 2
        before = cell_len(id) + 2
        title, room = safe(title), max(10, space - before)
        for at, said in enumerate(marked(title, wrap(title, room, 12), marks(title), "+strong")):
            parts: list[Part] = [(id + "  ", "+accent") if not at else (" " * before, "foreground"), *said]
            if not at:
                parts.append((" " * (room - sum(cell_len(text) for text, _tone in said)), "+strong"))
                parts += [("  " + kind, "muted"), (("  " if state else "") + state, tone)]
            self.lines.append(parts)

    def section(self, label: str, tail: str = "") -> None:
        """A heading with air above it."""
        self.gap()
        if tail:
            space = self.width - cell_len(label) - 1
            self.add((label + " ", "+foreground"), (right(tail, space), "muted"))
        else:
            self.add((label, "+foreground"))

    def text(self, text: str, tone: str = "foreground", indent: int = 0, marks: Marks = no_marks) -> None:
        """A paragraph, or several; its line breaks are kept."""
        count = 0
        for line in safe_lines(text):
            for parts in marked(line, wrap(line, self.width - indent, MOST), marks(line), tone):
                self.add(*([(" " * indent, tone)] if indent else []), *parts)
                count += 1
                if count >= MOST:
                    return

    def label(self, *labels: str) -> None:
        """Make room for these labels: none is cut or glued to what it says, and all on the sheet line up."""
        self.labels = max(self.labels, min(column(labels), self.width // 2))

    def pair(self, label: str, value: str, tone: str = "foreground", wide: int = 0) -> None:
        """A label and what it says, wrapped behind the label; ``wide`` is for labels of another sort."""
        if label and not wide:
            self.label(label)
        wide = max(wide, min(column([label]), self.width // 2)) if wide else self.labels
        lines = [part for line in safe_lines(value) for part in wrap(line, self.width - wide, MOST)]
        for at, text in enumerate(lines[:MOST]):
            self.add((lead(label if not at else "", wide), "muted"), (text, tone))

    def run(self, label: str, parts: list[Part], wide: int | None = None) -> None:
        """Things told in a row behind a label, with dots between them, wrapped between two of them."""
        if wide is None:
            self.label(label)
            wide = self.labels
        line: list[Part] = [(lead(label, wide), "muted")]
        size = wide
        for at, (text, tone) in enumerate(parts):
            text = safe(text)
            cells = cell_len(text)
            if at and size + cells + 3 > self.width:
                self.lines.append(line)
                line, size = [(" " * wide, "muted")], wide
            elif at:
                line.append((self.dot, "faint"))
                size += 3
            for more, piece in enumerate(wrap(text, max(10, self.width - wide), 20)):
                if more:
                    self.lines.append(line)
                    line, size = [(" " * wide, "muted")], wide
                line.append((piece, tone))
                size += cell_len(piece)
        self.lines.append(line)

    def bar(self, cells: int, fraction: float, should: float | None, tone: str) -> list[Part]:
        """A bar of one row; a mark where it should be by today."""
        full, rest, mark = ("#", ".", "|") if self.ascii_only else ("█", "░", "│")
        done = max(0, min(cells, round(fraction * cells)))
        if should is None:
            return [(full * done, tone), (rest * (cells - done), "faint")]
        at = max(0, min(cells - 1, round(should * cells)))
        before, after = full * min(done, at), rest * max(0, at - done)
        if done > at:
            return [(before, tone), (mark, "strong"), (full * (done - at - 1), tone), (rest * (cells - done), "faint")]
        return [(before, tone), (after, "faint"), (mark, "strong"), (rest * (cells - at - 1), "faint")]
