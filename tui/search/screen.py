"""Searching everything by any word, live while it is typed.

Enter goes to the record on the board; Tab goes into the list, where the keys of the panes work on the chosen record or
the marked ones; Ctrl-S keeps the search under a name.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from store.kinds import KINDS
from store.search import parse
from store.search.complete import completions
from store.words import Words
from tui import keys
from tui.acts.obeying import rows_for
from tui.faces import face_of
from tui.faces.seen_at import place_of
from tui.i18n import t
from tui.parts.choice_rows import ChoiceRow
from tui.parts.chooser import Chooser
from tui.parts.drawing import size_of
from tui.parts.footer_drawing import offered
from tui.parts.form import Form
from tui.parts.record_page import written
from tui.parts.record_row import Columns, Widths
from tui.parts.stayed import finished, in_place
from tui.search import hit_row, search_store
from tui.search.result_keys import ResultKeys
from tui.text.cells import fit
from tui.text.line import Line, Part
from tui.text.record_row import RecordRow
from tui.text.safe import safe

if TYPE_CHECKING:
    from store import News
    from store.search import Hit
    from store.search.complete import Completion
    from tui.board.screen import BoardScreen

#: So many hits are listed, and so many of each kind where there are several.
SHOWN, OF_EACH = 60, 5
#: From so many cells on the chosen record is shown beside the list, which has so much of them.
PREVIEW, SHARE = 106, 0.58
#: It has at most so many lines: over a slow line each of them is a tenth of a kilobyte.
TALL = 16
#: Seconds without a key after which the record beside the list follows.
PAUSE = 0.12
#: While records are still read in: so many seconds of it with each key, and where Enter finds nothing yet.
WITH_KEY, BEFORE_ENTER = 0.006, 0.3
#: The key of a row that is a search: what is searched follows.
QUERY = "="


class SearchScreen(Chooser[str]):
    """Dismissed with the id of the record that was chosen, or None."""

    widest = 160
    place = "search"

    def __init__(self, board: "BoardScreen", query: str = "") -> None:
        """``query`` is searched at once, the list ready for keys."""
        super().__init__(board.desk, t("Search"), "/")
        self.at = board
        self.typing.put(query)
        self.results = ResultKeys(self)
        self.in_list = bool(query)
        self.offered: list[Completion] = []
        self._hits: dict[str, Hit] = {}
        self._asked = ""
        self._finished = set[str]()
        self._faults: tuple[Words, ...] = ()
        self._back = -1
        self._preview: tuple[str, Sequence[Line]] = ("", ())

    def on_mount(self) -> None:
        """Read in the records that are not in the index yet, between the keys."""
        self.desk.indexing.begin(self.refind)
        self._later()

    def on_unmount(self) -> None:
        """Nobody waits for the index any more."""
        self.desk.indexing.no_more(self.refind)

    def open(self, id: str) -> None:
        """The cursor goes there where it was found, as when it is taken back that it is done.

        Otherwise the board does while it is still covered, and is drawn once.
        """
        if self.in_list and id in self._hits:
            self.cursor = next((at for at, row in enumerate(self.rows) if row.key == id), self.cursor)
            self.redraw()
            return
        self.at.open(id, around=True)
        self.dismiss(id)

    # What is found

    @property
    def chosen(self) -> str:
        """The id under the cursor; empty on a row that is no record."""
        return self.key if self.key in self._hits else ""

    def find(self, text: str, width: int) -> Sequence[ChoiceRow]:
        """The hits by their kinds, the kind of the best first; searches of before where nothing is typed."""
        index, asker = self.desk.index, self.desk.asker
        if text and not index.complete:
            index.step(WITH_KEY)
        query = parse(text)
        self.offered = completions(self.typing.text, index, asker) if text and not self.in_list else []
        self._faults = index.faults(query, asker) if query.narrow or query.faults else ()
        hits = index.search(query, SHOWN, asker) if query.asks else []
        if text != self._asked:  # what I finished stays where it stands until something else is searched
            self._asked, self._finished = text, set[str]()
        found = {hit.id: hit for hit in hits}
        ids = in_place([*self._hits], [*found], self._finished.__contains__)
        self._hits = {id: found.get(id) or self._hits[id] for id in ids}
        if not text:
            return self._earlier(width)
        return self._grouped(text, [*self._hits.values()], _list_width(width))

    def _grouped(self, text: str, hits: "list[Hit]", width: int) -> list[ChoiceRow]:
        kinds: dict[str, list[Hit]] = {}
        for hit in hits:
            kinds.setdefault(hit.kind, []).append(hit)
        all_fit = len(hits) + 2 * len(kinds) <= self._height
        found: list[ChoiceRow] = []
        listed = {kind: of if all_fit or len(kinds) == 1 else of[:OF_EACH] for kind, of in kinds.items()}
        rows = {hit.id: hit_row.row_of(self.desk, hit.id) for few in listed.values() for hit in few}
        ids = max((cell_len(row.id) for row in rows.values()), default=5)
        columns = Columns.of(Widths().over(rows.values()), width - 2, ids, hit_row.LEAD)
        for kind, of_kind in kinds.items():
            few = listed[kind]
            found.append(ChoiceRow("", [(t(KINDS[kind].plural), "+foreground")]))
            found += [ChoiceRow(hit.id, self._line(hit, rows[hit.id], columns, width - 2)) for hit in few]
            if len(few) < len(of_kind) or (len(hits) >= SHOWN and len(kinds) > 1):
                label = t(KINDS[kind].label).lower()
                narrowed = f"{text} " + t("type:{kind}", kind=kind if " " in label else label)
                more = t("all of them: {query}", query=safe(narrowed))
                found.append(ChoiceRow(QUERY + narrowed, [(fit("   " + more, width - 2), "muted")]))
        return found

    def _line(self, hit: "Hit", row: RecordRow, columns: Columns, width: int) -> Line:
        marked, fresh = hit.id in self.results.marks, hit.id in self.at.fresh.ids
        return hit_row.drawn(hit, row, columns, width, marked=marked, fresh=fresh)

    def _earlier(self, width: int) -> list[ChoiceRow]:
        """The kept searches and the last ones."""
        found: list[ChoiceRow] = []
        kept = search_store.kept(self.desk)
        size = min(24, max((len(view.name) for view in kept), default=0) + 2)
        if kept:
            found.append(ChoiceRow("", [(t("Kept searches"), "+foreground")]))
        for view in kept:
            whose = t("everyone's") if view.shared else t("mine")
            line: list[Part] = [(fit(safe(view.name), size), "strong")]
            line += [(fit(safe(view.query), max(8, width - size - 16)), "foreground"), (whose, "muted")]
            found.append(ChoiceRow(QUERY + view.query, line))
        if last := self.desk.personal.searches:
            found += [ChoiceRow("", ()), ChoiceRow("", [(t("Last searches"), "+foreground")])][not found :]
        found += [ChoiceRow(QUERY + query, [(fit(safe(query), width - 2), "foreground")]) for query in last]
        return found

    @property
    def empty(self) -> Words:  # type: ignore[override]
        """What is said where nothing was found."""
        if self.typing.text.strip():
            return Words("Nothing is found. Esc clears what was typed")
        return Words("Any word of any record, an id, a name; owner: dept: due: is: #tag narrow")

    def refind(self) -> None:
        """Find again and stay on the chosen record: records came into the index, or were changed."""
        chosen = self.key
        self.look()
        self.results.marks &= set(self._hits)
        at = next((at for at, row in enumerate(self.rows) if row.key == chosen), None)
        if at is not None and chosen:
            self.cursor = at
        self.redraw()

    def heed(self, entries: "Sequence[News]") -> None:
        """What was committed, here or elsewhere."""
        self._finished |= finished(self.desk, entries, self._hits)
        self.refind()
        self._preview = ("", ())
        self._later()

    # What is shown

    def body(self, width: int, height: int) -> list[Line]:
        """The prompt, how the word goes on, the list, and beside it the chosen record where there is room."""
        left = _list_width(width) if self._hits else width
        lines = super().body(left, height)
        lines[1] = self._offers_to_go_on(width)
        if self.in_list:
            self.point(0, 0)
        if left == width:
            return lines
        preview = self._preview[1][:TALL]
        bar = "|" if self.desk.options.ascii_only else "│"
        for at in range(2, height):
            line = list(lines[at]) if at < len(lines) else []
            line.append((" " * max(0, left - size_of(line)) + bar + " ", "faint"))
            line += preview[at - 2] if at - 2 < len(preview) else ()
            lines[at : at + 1] = [line]
        return lines

    def _offers_to_go_on(self, width: int) -> Line:
        if self._faults:
            return [("  " + fit(safe(t(self._faults[0])), width - 2), "warn")]
        if not self.desk.index.complete:
            return [("  " + fit(t("Reading the records. What is found is from those read so far"), width - 2), "muted")]
        line: list[Part] = [("  ", "muted")]
        for at, offer in enumerate(self.offered):
            part: list[Part] = [(safe(offer.shown), "accent" if not at else "muted"), (" " + safe(offer.said), "faint")]
            if not at:
                part.append(("  " + t("Right takes it"), "faint"))
            if size_of([*line, *part]) > width - 2:
                break
            line += [*part, ("   ", "muted")]
        return line if self.offered else ()

    def offers(self) -> list[tuple[str, str]]:
        """The keys that matter most here."""
        if self.in_list:
            rows = [row for row in rows_for(self.desk, self.results.kind, self.chosen) if keys.elsewhere(row)]
            names = offered(keys.footer(rows, face_of(self.results.kind).footer))
            return [("Enter", t("open")), ("Space", t("mark")), *names, ("Esc", t("back"))]
        keep = [("Ctrl-S", t("keep"))] if self.typing.text.strip() else []
        found = [("Enter", t("open")), ("Tab", t("into the list"))] if self.key else []
        return [*found, ("Up", t("earlier")), *keep, ("Esc", t("leave"))]

    def _drawn(self, row: ChoiceRow, here: bool, width: int) -> Line:
        line = super()._drawn(row, here, width)
        return [(text, "chosen-far") for text, _tone in line] if here and row.key and not self.in_list else line

    def _later(self) -> None:
        """The record beside the list follows when the keys pause."""
        self.set_timer(PAUSE, self._follow)

    def _follow(self) -> None:
        width = min(self.widest, self.app.size.width - 4)
        id = self.chosen
        if width < PREVIEW or not id or self._preview[0] == id:
            return
        inner = width - int(width * SHARE) - 2
        place = place_of(self.desk.records, id) or id
        self._preview = (id, written(self.desk, place, inner, ascii_only=self.desk.options.ascii_only))
        self.redraw()

    # Keys

    async def press(self, key: str, character: str | None) -> None:
        """In the list the keys of the panes; in the prompt what is typed, and the searches of before."""
        if self.in_list:
            await self.results.press(key, character)
        elif key == "enter" and not self.key and not self.desk.index.complete:
            self.desk.index.step(BEFORE_ENTER)
            self.look()
            await super().press(key, character)
        elif key == "up" and self.cursor == next((at for at, row in enumerate(self.rows) if row.key), 0):
            self._recall(1)
        elif key == "down" and self._back >= 0:
            self._recall(-1)
        else:
            if character is not None or key in ("backspace", "escape"):
                self._back = -1
            await super().press(key, character)
        self._later()

    async def press_more(self, key: str, character: str | None) -> bool:  # noqa: ARG002
        """Tab into the list, Right to go on with the word, Ctrl-S to keep the search."""
        if key == "tab":
            self.into_list(bool(self.chosen))
        elif key == "right" and self.typing.at == len(self.typing.text) and self.offered:
            self._type(self.offered[0].text)
        elif key == "ctrl+s" and self.typing.text.strip():
            self.run_worker(self._keep(), exit_on_error=True)
        else:
            return False
        return True

    def into_list(self, inside: bool) -> None:
        """Give the keys to the list, or to the prompt."""
        self.in_list = inside
        self.offered = []

    def _recall(self, by: int) -> None:
        """An earlier search, or a later one."""
        last = self.desk.personal.searches
        self._back = max(-1, min(len(last) - 1, self._back + by))
        self._type(last[self._back] if self._back >= 0 else "")

    def _type(self, text: str) -> None:
        """That, in the place of what was typed."""
        self.typing.clear()
        self.typing.put(text)
        self.look()

    async def choose(self, key: str) -> None:
        """Go to the record, or search what the row says."""
        if key.startswith(QUERY):
            self._back = -1
            self._type(key[1:])
            return
        self.desk.personal.have_searched(self.typing.text.strip())
        self.in_list = False
        self.open(key)

    async def _keep(self) -> None:
        """Keep the search under a name, for oneself or for everyone."""
        query = self.typing.text.strip()

        async def submit(values: dict[str, Any]) -> Any:
            name = str(values.get("name") or "").strip()
            await search_store.keep(self.desk, name, query, shared=values.get("whose") == "everyone")
            return name

        title, closed = t("Keep this search: {query}", query=query), search_store.closed(self.desk, query)
        form = Form(self.desk, title, search_store.FIELDS, {"whose": "mine"}, submit, closed=closed)
        name = await self.app.push_screen_wait(form)
        if name:
            self.say(Words('Kept as "{name}". V opens it', name=name), "good")


def _list_width(width: int) -> int:
    """How much of the width the list has: the record beside it has the rest, where there is room."""
    return int(width * SHARE) if width >= PREVIEW else width
