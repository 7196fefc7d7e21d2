"""A resource: how much there is, who has how much of it when, who asks for it, and when it is too much."""

from store.insight.projected_fields import ResourceRow
from store.kinds import KINDS
from store.kinds.allocation import WANTED, Allocation
from store.kinds.resource import Resource, amount_words, load
from store.words import Words
from tui.faces.allocations_section import COLUMNS, SHOWN, ahead, allocations, known, over_words, rows
from tui.faces.columns import Column, Listed
from tui.faces.face import Face, Order
from tui.faces.page import Page, TableColumn
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.record_row import RecordRow

#: Stretches of over-commitment that are told.
LOADS = 6
ASK = Way(
    "value",
    Words("{key} asks for it, grants, declines or releases"),
    ("concord ask {id} AMOUNT --goal GOAL",),
)


def _capacity(row: Listed) -> str:
    return t(amount_words(row.record.capacity, row.record.unit, row.record.per))


def _over(row: Listed) -> str:
    return t("over-committed") if row.found["over_committed"] else ""


class ResourceFace(Face):
    """By the department that owns them; with what is over-committed or asked for."""

    kind = KINDS["resource"]
    footer = ("add", "edit", "value", "search", "palette", "help")
    takes = "allocate"
    empty = Words("No resources yet. Press a to add a pool that departments share")
    sorted = Words("by department")
    glance = ResourceRow
    heeds = ("department",)
    columns = (
        "department",
        Column("capacity", Words("Capacity"), _capacity),
        Column("over", Words("State"), _over),
    )

    def order(self, glance: ResourceRow) -> Order:
        return self.called(glance.department)

    def row(self, record: Resource) -> RecordRow:
        overview = self.seen.overview
        asked = sum(row.state == "asked" for _id, row in overview.uses_of_resource.of(record.id))
        when, tone, mark = t(amount_words(record.capacity, "", record.per)), "muted", ""
        if overview.over_committed(record.id):
            when, tone, mark = t("too much"), "bad", "!"
        elif asked:
            when, tone, mark = t("{n} asked", n=asked), "warn", "?"
        whose = self.whose(record.department)
        return self.named_row(record, **whose, when=when, when_tone=tone, mark=mark, mark_tone=tone)

    def write(self, page: Page) -> None:
        record: Resource = page.record
        found = ahead(page.overview.over_committed(record.id), page.overview.today)
        page.head(*((t("over-committed"), "bad") if found else ()))
        page.skip("unit", "per")
        page.field("capacity", t(amount_words(record.capacity, record.unit, record.per)))
        page.fields("department", "sort", "note")
        for at, each in enumerate(found[:LOADS]):
            page.fact("" if at else t("Too much"), over_words(page, record, each), "bad")
        wanted = allocations(page, record.id)
        in_use = load([each for each in wanted if each.state == "granted"], record.per)
        for at, each in enumerate(ahead(in_use, page.overview.today)[:LOADS] if not found else ()):
            page.fact("" if at else t("In use"), over_words(page, record, each))
        over = [id for id, row in page.overview.uses_of_resource.of(record.id) if row.state not in WANTED]
        ended = [each for id in over[-SHOWN:] if isinstance(each := page.records.find(id), Allocation)]
        if wanted:
            page.section(t("Asked of it"))
            page.table(COLUMNS, rows(page, wanted[:SHOWN]))
        notes = [
            ((each.id, "muted"), (said, tone)) for each in wanted[:SHOWN] for said, tone in known(page, record, each)
        ]
        if notes:
            page.section(t("To know"))
            page.table((TableColumn(), TableColumn(takes=True)), notes)
        if ended:
            page.section(t("Declined or released"))
            page.table(COLUMNS, rows(page, ended))
        page.ways(ASK)


FACE = ResourceFace
