"""A decision: the question, what was chosen and why, who was heard, what it ended, when to look again."""

from store.insight.projected_fields import DecisionRow
from store.kinds import KINDS
from store.kinds.decision import WAIVED, Decision, is_due
from store.kinds.decision_rights import unheard
from store.kinds.goal import Goal
from store.words import Words
from tui.faces.face import Face, Narrowing, Order, day_order
from tui.faces.page import Page
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.days import short
from tui.text.joined import labelled, turned
from tui.text.record_row import RecordRow

DECIDE = Way("decide", Words("{key} decides"), ('concord decide {id} "..."',))
REVIEW = Way("value", Words("{key} says how it turned out"), ("concord edit {id} --result as-expected|better|worse",))


class DecisionFace(Face):
    """What is to be decided first, then what is decided, the next review on top."""

    kind = KINDS["decision"]
    footer = ("add", "decide", "value", "edit", "search", "help")
    takes = "turned_out"
    day = "review_on"
    empty = Words("No decisions here. Press D on a goal or a blocker to record one")
    sorted = Words("by review day")
    glance = DecisionRow
    heeds = Narrowing._fields
    columns = ("goal", "chosen", "decided", "review_on")

    def order(self, glance: DecisionRow) -> Order:
        return (self.over(glance), day_order(glance.review_on, closed=_looked_at(glance)))

    def over(self, glance: DecisionRow) -> bool:
        return glance.decided is not None

    def open_order(self, glance: DecisionRow) -> Order:
        return (False, day_order(glance.review_on, closed=_looked_at(glance)))

    def in_department(self, glance: DecisionRow, department: str) -> bool:
        goal = self.seen.overview.goals.get(glance.goal or "")
        return goal is not None and department in goal.departments

    def row(self, record: Decision) -> RecordRow:
        today = self.seen.today
        if record.superseded_by:
            return RecordRow(
                id=record.id,
                title=turned(record.question, record.chosen),
                who=record.goal or "",
                when=f"> {record.superseded_by}",
                title_tone="muted",
                mark="x",
            )
        review = record.review_on if record.chosen and not record.result else None
        due = is_due(record, today)
        return RecordRow(
            id=record.id,
            title=turned(record.question, record.chosen) if record.chosen else record.question,
            who=record.goal or "",
            when=t("pending") if not record.chosen else short(review or record.decided or today, today),
            when_tone="warn" if due or not record.chosen else "muted",
            mark="" if record.chosen and not due else "?",
            mark_tone="warn",
        )

    def write(self, page: Page) -> None:
        record: Decision = page.record
        if record.superseded_by:
            page.head(t("superseded"), "muted")
        else:
            page.head(*((t("decided"), "good") if record.chosen else (t("to decide"), "warn")))
        due = is_due(record, page.today)
        page.field("superseded_by", tone="warn")
        page.field("chosen", tone="strong")
        page.fields("why", "goal", "decided_by", "decided")
        page.field("review_on", tone="warn" if due else "")
        supersedes = [each.id for each in page.records.pointing(Decision, "superseded_by", record.id)]
        if supersedes:
            page.fact(t("Supersedes"), page.names(supersedes))
        page.fields("result", "ends")
        page.field("answers", label=t("Answers", context="objection"))
        page.skip("consulted")
        page.run(list(_heard(page, record)), t("Consulted"))
        page.field("evidence")
        if record.options:
            page.section(t("Options"))
        page.paragraph("options")
        if not record.chosen:
            page.ways(DECIDE)
        elif due:
            page.ways(REVIEW)


def _looked_at(glance: DecisionRow) -> bool:
    """Nobody has to look at it again."""
    return bool(glance.result or glance.superseded_by)


def _heard(page: Page, record: Decision) -> "list[tuple[str, str]]":
    """Who was heard, who was not and why; while it is open whoever has a C and is still to be heard."""
    said: list[tuple[str, str]] = []
    for id, hearing in record.consulted.items():
        if hearing.state == WAIVED:
            said.append((labelled(t("{who} waived", who=page.name(id)), hearing.why), "warn"))
        else:
            said.append((page.name(id), "good"))
    goal = page.records.find(record.goal or "")
    if isinstance(goal, Goal) and not record.chosen:
        said += [(t("{who} not heard yet", who=page.name(id)), "warn") for id in unheard(record, goal)]
    return said


FACE = DecisionFace
