"""What a goal asks of a resource: how much, when, what granting it would mean."""

from store.kinds import KINDS
from store.kinds.allocation import Allocation
from store.kinds.ending import standing
from store.kinds.resource import Resource, amount_words
from store.records.names import title
from store.words import Words
from tui.faces.allocations_section import known
from tui.faces.columns import Column, Listed
from tui.faces.face import Face
from tui.faces.page import Page
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.labels import value_label

_ANSWER = Words("{key} grants, declines or releases")
WAYS = {
    "asked": Way("value", _ANSWER, ("concord grant {id}", 'concord decline {id} --why "..."')),
    "granted": Way("value", _ANSWER, ("concord release {id}",)),
}
AGAIN = Way("done", Words("{key} asks for it again"), ("concord reopen {id}",))


def _resource(row: Listed) -> str:
    return title(row.said.overview.reading, row.record.resource) if row.record.resource else ""


class AllocationFace(Face):
    """As they were made; they are seen at their resource."""

    kind = KINDS["allocation"]
    takes = "settle"
    ended = ("value",)
    columns = (
        Column("resource", Words("Resource"), _resource),
        "amount",
        "goal",
        "department",
        "start",
        "end",
        "state",
    )

    def write(self, page: Page) -> None:
        record: Allocation = page.record
        page.head(value_label(record, "state").lower())
        resource = page.records.find(record.resource or "")
        page.field("resource")
        if isinstance(resource, Resource):
            page.field("amount", t(amount_words(record.amount, resource.unit, resource.per)))
            for said, tone in known(page, resource, record):
                page.fact("", said, tone)
            page.skip("over")
        page.fields("goal", "department", "start", "end", "state", "reason")
        goal = page.records.find(record.goal or "")
        if record.state in WAYS or goal is None or standing(goal) == "open":
            page.ways(WAYS.get(record.state, AGAIN))


FACE = AllocationFace
