"""A word: what it means, what it means to which department, what to say instead."""

from store.kinds import KINDS
from store.kinds.term import Term, is_disputed, plain
from store.words import Words
from tui.faces.columns import Column, Listed
from tui.faces.face import BY_NAME, EmptyGlance, Face, Order
from tui.faces.page import Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.joined import labelled, listed, told
from tui.text.record_row import RecordRow

MEANS = Way("value", Words("{key} says what a department means"), ('concord term {id} DEPARTMENT="..."',))


def _means(row: Listed) -> str:
    said = [labelled(row.said.called(id), row.said.short(text)) for id, text in row.record.meanings.items()]
    return told([*([row.said.short(row.record.meaning)] if row.record.meaning else []), *said])


class TermGlance(EmptyGlance):
    """What sorts and narrows words."""

    word: str = ""
    meanings: dict[str, str] = {}


class TermFace(Face):
    """By the word."""

    kind = KINDS["term"]
    footer = ("add", "value", "edit", "comment", "search", "help")
    takes = "means"
    empty = Words("No words here. Press a to say what one means")
    sorted = BY_NAME
    glance = TermGlance
    heeds = ("department",)
    columns = (Column("means", Words("Meaning"), _means), "instead")

    def order(self, glance: TermGlance) -> Order:
        from store.han import spelt  # late: only lists are sorted so

        return spelt(plain(glance.word))

    def in_department(self, glance: TermGlance, department: str) -> bool:
        return department in glance.meanings

    def row(self, record: Term) -> RecordRow:
        disputed = is_disputed(record)
        return self.named_row(
            record,
            who=listed(map(self.called, record.meanings)),
            when=t("differs") if disputed else "",
            when_tone="warn",
        )

    def write(self, page: Page) -> None:
        record: Term = page.record
        disputed = is_disputed(record)
        page.head(t("departments differ") if disputed else "", "warn" if disputed else "muted")
        page.paragraph("meaning")
        page.skip("meanings")
        page.fields("instead", "spellings")
        rows = [((page.name(id), "muted"), (text, "foreground")) for id, text in record.meanings.items()]
        if rows:
            page.section(t("Means to"))
        page.table((TableColumn(), TableColumn(takes=True)), rows)
        page.ways(MEANS)


FACE = TermFace
