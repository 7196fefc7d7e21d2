"""Searching every record by any word, live while it is typed; Enter goes there."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from store.kinds import KINDS
from store.words import Words
from tui.i18n import t
from tui.parts.cells import fit, wrap
from tui.parts.chooser import Chooser, Row
from tui.parts.lines import Line, Part
from tui.parts.text_safe import safe

if TYPE_CHECKING:
    from store.search import Hit, Index
    from tui.desk import Desk

#: Seconds of building between two looks at the keyboard, and the pause after each.
SLICE, PAUSE = 0.006, 0.002
SHOWN = 60


class SearchBox(Chooser[str]):
    """Dismissed with the id of the record that was chosen, or None."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk, t("Search"), "/")
        self._index: Index = desk.index
        self._hits: dict[str, Hit] = {}
        if not self._index.complete:
            self.message = (Words("Reading the records. What is found is from those read so far"), "muted")

    def on_mount(self) -> None:
        """Read in the records that are not in the index yet, in slices between which keys are heard."""
        super().on_mount()
        if not self._index.complete:
            self.set_timer(PAUSE, self._build)

    def _build(self) -> None:
        if not self._index.step(SLICE):
            self.set_timer(PAUSE, self._build)
            return
        self.message = None
        self.look()
        self.redraw()

    @property
    def empty(self) -> str:  # type: ignore[override]
        """What is said where nothing was found."""
        return "Nothing is called that" if self.typing.text else "Any word of any record, an id, a name, a #tag"

    def find(self, text: str, width: int) -> Sequence[Row]:
        """The hits, best first."""
        hits = self._index.search(text, SHOWN) if text else []
        self._hits = {hit.id: hit for hit in hits}
        return [Row(hit.id, self._line(hit, width - 2)) for hit in hits]

    def _line(self, hit: "Hit", width: int) -> Line:
        kind = safe(t(KINDS[hit.kind].label))
        right = fit(kind, 14)
        room = max(10, width - 9 - 15)
        line: list[Part] = [(fit(hit.id, 8) + " ", "muted")]
        line += _marked(hit, room)
        return [*line, (" " + right, "muted")]

    def body(self, width: int, height: int) -> list[Line]:
        """The hits, and a preview of the one under the cursor."""
        lines = super().body(width, max(4, height - 4))
        hit = self._hits.get(self.rows[self.cursor].key) if self.rows else None
        if hit is None or height < 10:
            return lines
        lines += [()] * (height - 3 - len(lines))
        text = hit.snippet or hit.title
        return [*lines, *([("  " + part, "muted")] for part in wrap(safe(text), width - 4, 3)[:3])]

    async def choose(self, key: str) -> None:
        """Answer with it."""
        self.dismiss(key)

    def offers(self) -> list[tuple[str, str]]:
        """Enter goes there."""
        return [("Enter", t("open")), ("Up Down", t("choose")), ("Esc", t("leave"))]


def _marked(hit: "Hit", room: int) -> list[Part]:
    """The title in ``room`` cells, the places of the match in the accent."""
    title = fit(safe(hit.title), room)
    if safe(hit.title) != hit.title:
        return [(title, "foreground")]
    kept = title.rstrip(" ").removesuffix("..") if not title.startswith(hit.title) else hit.title
    parts: list[Part] = []
    at = 0
    for start, end in hit.spans:
        if start >= len(kept):
            break
        end = min(end, len(kept))
        parts += [(kept[at:start], "foreground"), (kept[start:end], "+accent")]
        at = end
    return [*parts, (title[at:], "foreground")]
