"""A sheet about a record of this workspace: names for ids, rows of other records, comments and stamps."""

from typing import TYPE_CHECKING, Any

import msgspec
from rich.cells import cell_len

from store import unknown
from store.kinds import split_id
from store.kinds.base import Record
from store.names import called
from tui.board.links import Links
from tui.i18n import t
from tui.parts.cells import column
from tui.parts.days import ago, long
from tui.parts.row import Columns, Row, cells, room
from tui.parts.sheet import Sheet
from tui.parts.text_safe import safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from tui.board.listing import Listing
    from tui.desk import Desk

#: Comments and rows that are shown; the others are counted.
COMMENTS, ROWS = 20, 12
#: Cells of who and when in rows.
WHO, WHEN = 8, 11


class Page(Sheet):
    """What the writers of all kinds share."""

    def __init__(self, desk: "Desk", links: Links, listings: "dict[str, Listing]", width: int) -> None:
        super().__init__(width, ascii_only=desk.options.ascii_only)
        self.desk = desk
        self.records = desk.records
        self.overview = desk.overview
        self.today = desk.today
        self.links = links
        self.listings = listings

    def name(self, id: str | None) -> str:
        """A department or person as people call them, another record by its id and title."""
        record: Any = self.records.find(id) if id else None
        if record is None:
            return id or ""
        for field in ("code", "login", "name"):
            if getattr(record, field, ""):
                return safe(getattr(record, field))
        title = safe(getattr(record, "title", ""))
        return f"{record.id} {title}" if title else record.id

    def day(self, day: "date") -> str:
        """The day with its weekday."""
        return long(day, self.today)

    def moment(self, moment: "datetime") -> str:
        """The day of a stamp, as seen from today."""
        return ago(self.overview.day_of(moment), self.today)

    def facts(self, *facts: tuple[str, str, str]) -> None:
        """Label, value and tone; those without a value are left out."""
        told = [fact for fact in facts if fact[1]]
        self.label(*(label for label, _value, _tone in told))
        for label, value, tone in told:
            self.pair(label, value, tone or "foreground")

    def letters(self, raci: "Mapping[str, str]") -> None:
        """RACI in one line: A ana · R OPS LOG · C FIN."""
        by_letter: dict[str, list[str]] = {}
        for id, letter in raci.items():
            by_letter.setdefault(letter, []).append(self.name(id))
        if by_letter:
            said = [(f"{each} {' '.join(by_letter[each])}", "foreground") for each in "ARCI" if each in by_letter]
            self.run("RACI", said)

    def rows(self, ids: list[str], kind: str, most: int = ROWS) -> None:
        """Records as rows, the first ones of many."""
        listing = self.listings[kind]
        self.table([listing.read(id) for id in ids[:most]])
        if len(ids) > most:
            self.add(("  " + t("and {n} more", n=len(ids) - most), "faint"))

    def table(self, rows: "Sequence[Row]") -> None:
        """Rows whose columns line up: mark, id, title, who, when."""
        columns = Columns(column((row.id for row in rows), 6) - 1, WHO, WHEN)
        title = max(6, room(columns, self.width, 1))
        for row in rows:
            id, said, who, when = cells(row, columns, title)
            self.add(
                (row.mark or " ", row.mark_tone),
                (" " + id, "muted"),
                (said, row.title_tone),
                (who, "muted"),
                (when, row.when_tone),
            )

    def unknown(self, record: Record) -> None:
        """What the record holds and this version does not know, by its raw names."""
        place = split_id(record.id)
        raw = None if place is None else self.records.raw(place[0].name, place[1])
        if raw is None or place is None or bytes(raw) == msgspec.json.encode(record):
            return  # as most are: the first paint does not ask what all the types know
        found = unknown.parts(raw, place[0].record)
        if found:
            self.section(t("From a newer version"))
        for path, value in sorted(found, key=lambda part: "." in part[0])[:ROWS]:  # what is in items comes last
            label = "  " + safe(path) + " "
            self.pair(label, unknown.told(value), wide=min(cell_len(label), self.width // 2))
        if len(found) > ROWS:
            self.add(("  " + t("and {n} more", n=len(found) - ROWS), "faint"))

    def foot(self, record: Record) -> None:
        """Tags, comments, who made and changed it."""
        if record.tags:
            self.gap()
            self.run(t("Tags"), [("#" + tag, "foreground") for tag in record.tags])
        comments = self.links.records(record.id, "comment", "on")
        if comments:
            self.section(t("Comments"))
            for comment in comments[-COMMENTS:]:
                when = self.moment(comment.made_at) if comment.made_at else ""
                self.add((safe(comment.made_by), "accent"), ("  " + when, "muted"))
                self.text(comment.text, indent=2)
        stamps = []
        if record.made_at is not None:
            stamps.append((t("made by {who} {when}", who=record.made_by, when=self.moment(record.made_at)), "faint"))
        if record.changed_at is not None and record.rev > 1:
            when = self.moment(record.changed_at)
            stamps.append((t("changed by {who} {when}", who=record.changed_by, when=when), "faint"))
        if stamps:
            self.gap()
            label = safe(called(record))
            self.run(label, stamps, wide=cell_len(label) + 2)
