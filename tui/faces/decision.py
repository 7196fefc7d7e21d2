"""A decision: the question, what was chosen and why, who was heard, what it ended, when to look again."""

from collections.abc import Collection

from store.insight.projected_fields import DecisionRow
from store.kinds import KINDS, options
from store.kinds.circulation import is_circulating, looked_at, saying, unanswered
from store.kinds.decision import WAIVED, Decision, is_due
from store.kinds.decision_rights import unheard
from store.kinds.ending import may_open
from store.kinds.goal import Goal
from store.words import Words
from tui.faces.columns import Column, Listed
from tui.faces.evidence_section import evidence
from tui.faces.face import Face, Narrowing, Order, day_order
from tui.faces.page import Cell, Page, TableColumn
from tui.faces.stances_section import going_round
from tui.faces.ways import Way
from tui.i18n import t
from tui.text.days import short
from tui.text.decision_words import review_due
from tui.text.joined import labelled, noted, turned
from tui.text.record_row import RecordRow

DECIDE = Way("decide", Words("{key} decides"), ('concord decide {id} "..."',))
REVIEW = Way("value", Words("{key} says how it turned out"), ("concord review {id} as-expected|better|worse",))
CIRCULATE = Way("ask", Words("{key} puts it to departments"), ("concord circulate {id} --to DEPARTMENT --until DAY",))
STANCE = Way("value", Words("{key} says the stance of a department"), ("concord agree {id}",))


def _state(row: Listed) -> str:
    """How it stands, where that is more than the others say."""
    due = row.found["review_due"]
    return t("due for review") if due else _standing(row.record)[0]


class DecisionFace(Face):
    """What wants somebody first, then what goes round and is to be decided, then what is decided by its next review."""

    kind = KINDS["decision"]
    footer = ("add", "decide", "ask", "value", "search", "help")
    takes = "weigh_in"
    asks = "circulate"
    day = "review_on"
    empty = Words("No decisions here. Press D on a goal or a blocker to record one")
    sorted = Words("what wants somebody first")
    glance = DecisionRow
    heeds = Narrowing._fields
    columns = ("goal", "chosen", Column("standing", Words("State"), _state), "decided", "review_on")

    def order(self, glance: DecisionRow) -> Order:
        return (self.over(glance), *self._presses(glance))

    def over(self, glance: DecisionRow) -> bool:
        return bool(glance.chosen) and self._presses(glance)[0] > 0

    def idle(self, record: Decision) -> Collection[str]:
        ended = () if may_open(self.seen.records, record) else ("decide", "ask")
        return ("ask", *ended) if record.chosen else ended

    def open_order(self, glance: DecisionRow) -> Order:
        return (False, *self._presses(glance))

    def _presses(self, glance: DecisionRow) -> tuple[int, int]:
        """What wants somebody first: to be confirmed, to be reviewed, to be decided after it went round."""
        if glance.to_confirm and not glance.superseded_by:
            return (0, 0)
        if review_due(glance, self.seen.today):
            return (0, day_order(glance.review_on, closed=False))
        if is_circulating(glance):
            return (1 - self._is_back(glance), day_order(glance.circulated_until, closed=False))
        return (2 + bool(glance.chosen), day_order(glance.review_on, closed=looked_at(glance)))

    def _is_back(self, decision: "Decision | DecisionRow") -> bool:
        """All have answered, or the day has passed: it can be decided."""
        until = decision.circulated_until
        return not unanswered(decision) or (until is not None and until < self.seen.today)

    def in_department(self, glance: DecisionRow, department: str) -> bool:
        goal = self.seen.overview.goals.get(glance.goal or "")
        return department in glance.stances or (goal is not None and department in goal.departments)

    def row(self, record: Decision) -> RecordRow:
        today = self.seen.today
        title = turned(record.question, record.chosen) if record.chosen else record.question
        if record.superseded_by:
            when = f"> {record.superseded_by}"
            return RecordRow(record.id, title, record.goal or "", when, title_tone="muted", mark="x")
        when, tone = self._when(record)
        if is_circulating(record):
            agreed = len(saying(record.stances, "agrees", "reservation"))
            title = noted(title, t("{n} of {total} agree", n=agreed, total=len(record.stances)))
        settled = record.chosen and not record.to_confirm and not is_due(record, today)
        mark = "" if settled else "?"
        return RecordRow(record.id, title, record.goal or "", when, mark, "warn", tone)

    def _when(self, record: Decision) -> tuple[str, str]:
        """What is to be done about it, or by when; else when that was."""
        today = self.seen.today
        if record.to_confirm:
            return t("to confirm"), "warn"
        if is_circulating(record) and record.circulated_until:
            return short(record.circulated_until, today), "warn" if self._is_back(record) else "muted"
        if not record.chosen:
            return t("pending"), "warn"
        review = None if looked_at(record) else record.review_on
        return short(review or record.decided or today, today), "warn" if is_due(record, today) else "muted"

    def write(self, page: Page) -> None:
        record: Decision = page.record
        due = is_due(record, page.today)
        page.head(*_standing(record))
        page.field("superseded_by", tone="warn")
        page.field("chosen", tone="strong")
        page.field("despite", tone="warn")
        page.field("proposed", tone="strong" if not record.chosen else "")
        _round(page, record)
        page.fields("why", "goal", "decided_by", "decided")
        _meeting(page, record)
        page.field("review_on", tone="warn" if due else "")
        supersedes = [each.id for each in page.records.pointing(Decision, "superseded_by", record.id)]
        if supersedes:
            page.fact(t("Supersedes"), page.names(supersedes))
        page.fields("result", "result_note", "reviewed", "ends")
        page.field("answers", label=t("Answers", context="objection"))
        page.skip("consulted")
        page.run(list(_heard(page, record)), t("Consulted"))
        evidence(page)
        _weighed(page, record)
        _lines(page, "consequences")
        page.field("known_by")
        going_round(page)
        self._ways(page, record, due=due)

    def _ways(self, page: Page, record: Decision, *, due: bool) -> None:
        """What can be done about it next."""
        if is_circulating(record):
            page.ways(*([DECIDE] if self._is_back(record) else [STANCE, DECIDE]))
        elif not record.chosen:
            page.ways(DECIDE, CIRCULATE)
        elif due:
            page.ways(REVIEW)


def _standing(record: Decision) -> tuple[str, str]:
    """How it stands, and the tone of that."""
    if record.superseded_by:
        return t("superseded"), "muted"
    if record.to_confirm:
        return t("to be confirmed"), "warn"
    if record.chosen:
        return t("decided"), "good"
    return (t("going round"), "warn") if is_circulating(record) else (t("to decide"), "warn")


def _round(page: Page, record: Decision) -> None:
    """Who puts it to departments until when."""
    page.skip("circulated_by", "circulated_until")
    if record.circulated_until is None:
        return
    until, by = page.day(record.circulated_until), page.name(record.circulated_by) if record.circulated_by else ""
    page.fact(t("Answers until"), noted(until, by), "warn" if is_circulating(record) else "")


def _meeting(page: Page, record: Decision) -> None:
    """In which meeting it was made, whether that had its quorum, and which one confirmed it."""
    page.skip("source", "to_confirm")
    item = page.records.find(record.source) if record.source else None
    where = page.name(getattr(item, "meeting", None) or record.source)
    without = t("without quorum") if record.to_confirm else ""
    page.fact(t("Made in"), noted(where, without) if where else without, "warn" if without else "")
    page.field("confirmed_in")


_TONES = {options.FOR: "good", options.AGAINST: "bad", options.NEUTRAL: "muted"}


def _weighed(page: Page, record: Decision) -> None:
    """The options, what was chosen first of all, each with what is for and against it."""
    page.skip("options")
    found = options.read(record.options)
    if not found:
        return
    page.section(t("Options"))
    rows: list[tuple[Cell, ...]] = []
    for each in found:
        chosen = bool(record.chosen) and options.is_chosen(each, record.chosen)
        rows.append((("x" if chosen else "", "good"), (each.title, "strong" if chosen else "foreground")))
        rows += [(("", ""), (line, "muted")) for line in each.note.splitlines()]
        rows += [((said.mark, _TONES[said.mark]), (said.text, _TONES[said.mark])) for said in each.arguments]
    page.table((TableColumn(), TableColumn(takes=True)), rows)


def _lines(page: Page, name: str) -> None:
    """A text of which each line may say by a mark whether that is good or bad."""
    page.skip(name)
    found = options.marked(getattr(page.record, name))
    if found:
        page.section(t(page.kind.fields[name].label))
        rows = [((each.mark, _TONES.get(each.mark, "")), (each.text, "foreground")) for each in found]
        page.table((TableColumn(), TableColumn(takes=True)), rows)


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
